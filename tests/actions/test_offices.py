"""An office is found by the name that people have for it."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Stage


def test_its_card_is_the_answer_and_who_belongs_to_it(stage: Stage) -> None:
    said = stage.run("action_office", entities={"office": "bergisch-gladbach/mehrblick"}, city="bergisch-gladbach")
    assert [card["id"] for card in said.of("contact")] == ["mehrblick"]
    assert "02202 957660" in said.text
    hollenberg = stage.run("action_office", entities={"office": "troisdorf/rufbereitschaft"}, city="troisdorf")
    assert "Susanne Heyd" in hollenberg.text


def test_one_of_another_city_is_said_to_be_one(stage: Stage) -> None:
    said = stage.run("action_office", entities={"office": "troisdorf/asd-mitte"}, city="herne")
    assert said.responses == ["utter_other_city"]
    assert "Maienstraße 17" in said.text


def test_where_nothing_is_confirmed_it_is_said_and_the_youth_office_shown(stage: Stage) -> None:
    said = stage.run("action_office", entities={"office": "troisdorf/skf"}, city="troisdorf")
    assert said.responses == ["utter_unconfirmed_office"]
    assert [card["kind"] for card in said.of("contact")] == ["jugendamt"]


def test_the_one_of_the_citys_own_is_meant_and_one_of_many_is_not_guessed(stage: Stage) -> None:
    named = [{"entity": "office", "value": f"{city}/{id}"} for city, id in (
        ("bergisch-gladbach", "erstberatung"), ("herne", "koordination"),
        ("land-brandenburg", "fachstelle-kinderschutz"),
    )]  # fmt: skip
    here = stage.run("action_office", entities=named, city="herne")
    assert [card["id"] for card in here.of("contact")] == ["koordination"]
    unknown = stage.run("action_office", entities=named)
    assert unknown.meta["status"] == "clarify"
    assert unknown.buttons


def test_without_a_known_name_who_takes_reports_is_shown(stage: Stage) -> None:
    said = stage.run("action_office", city="bergisch-gladbach")
    assert [card["id"] for card in said.of("contact")][:1] == ["meldestelle"]


def test_what_is_not_understood_but_names_an_office_is_about_it(stage: Stage) -> None:
    said = stage.run("action_fallback", entities={"office": "potsdam/stibb"}, city="potsdam")
    assert said.responses == ["utter_unconfirmed_office"]
    answer = stage.topic("anonym", entities={"office": "herne/familienbuero"}, city="herne")
    assert "utter_unconfirmed_office" in answer.responses


def test_where_nothing_of_the_kind_is_confirmed_the_nearest_office_is_shown(stage: Stage) -> None:
    voerde = stage.topic("erziehungsberatung", city="voerde", wanted=["contact"])
    assert [card["kind"] for card in voerde.of("contact") if card["kind"] != "hotline"]


def test_offices_of_two_cities_that_share_a_name_are_both_shown(stage: Stage) -> None:
    named = [{"entity": "office", "value": f"{city}/fruehe-hilfen"} for city in ("dinslaken", "voerde")]
    said = stage.run("action_office", entities=named)
    assert [card["city"] for card in said.of("contact")] == ["dinslaken", "voerde"]


def test_an_office_of_another_city_comes_with_what_the_own_city_has_of_the_kind(stage: Stage) -> None:
    office = {"entity": "office", "value": "troisdorf/asd-mitte"}
    kind = next(c.kind for c in stage.facts.contacts("troisdorf") if c.id == "asd-mitte")
    cards = stage.run("action_office", entities=[office], city="herne").of("contact")
    assert {card["city"] for card in cards} == {"troisdorf", "herne"}
    assert kind in {card["kind"] for card in cards if card["city"] == "herne"}
    named = [office, {"entity": "city", "value": "troisdorf"}]
    cards = stage.run("action_office", entities=named, city="herne").of("contact")
    assert {card["city"] for card in cards} == {"troisdorf"}


def test_an_office_of_another_city_comes_with_what_the_named_city_has_of_the_kind(stage: Stage) -> None:
    named = [{"entity": "office", "value": "herne/familienbuero"}, {"entity": "city", "value": "voerde"}]
    said = stage.run("action_office", entities=named, city="voerde")
    assert said.responses[0] == "utter_other_city"
    assert "voerde" in [card["city"] for card in said.of("contact")]


@pytest.mark.parametrize("city", [None, "dinslaken"])
def test_who_takes_reports_elsewhere_is_not_meant_by_a_word_that_any_city_might_use(
    stage: Stage, city: str | None
) -> None:
    called = {"entities": {"office": "potsdam/hotline-kinderschutz"}, "text": "Kinderschutzhotline"}
    assert "potsdam" not in {card.get("city") for card in stage.run("action_office", city=city, **called).blocks}
    assert stage.run("action_office", city="potsdam", **called).of("contact")[0]["id"] == "hotline-kinderschutz"
