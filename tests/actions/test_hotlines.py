"""Help lines for the reader, open ones first, none without a confirmed number in a list."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Stage

NIGHT = "2026-11-24 03:00"


def test_a_named_line_is_shown_alone(stage: Stage) -> None:
    said = stage.run("action_hotlines", entities={"hotline": "elterntelefon"})
    assert [card["id"] for card in said.of("contact")] == ["elterntelefon"]
    assert "0800 111 0550" in said.text


def test_a_closed_line_is_said_to_be_closed(stage: Stage) -> None:
    at_night = stage.run("action_hotlines", entities={"hotline": "kinder-jugendtelefon"}, at=NIGHT)
    assert "utter_hotline_closed" in at_night.responses
    by_day = stage.run("action_hotlines", entities={"hotline": "kinder-jugendtelefon"}, at="2026-11-24 15:00")
    assert "utter_hotline_closed" not in by_day.responses


@pytest.mark.parametrize(
    ("audience", "at", "first"),
    [
        ("kind", "2026-11-24 15:00", "kinder-jugendtelefon"),
        ("kind", NIGHT, "telefonseelsorge"),
        (None, NIGHT, "telefonseelsorge"),
    ],
)
def test_who_wants_a_person_gets_a_line_that_is_open_first(
    stage: Stage, audience: str | None, at: str, first: str
) -> None:
    shown = stage.run("action_human", audience=audience, at=at).of("contact")
    assert shown[0]["id"] == first
    assert "kinder-jugendtelefon" in {card["id"] for card in shown}


def test_a_child_that_is_not_understood_at_night_gets_a_line_that_is_open(stage: Stage) -> None:
    likely = [("anonym", 0.15)]
    by_day, at_night = (
        stage.run("action_fallback", audience="kind", topics=likely, at=at).of("contact")
        for at in ("2026-11-24 15:00", NIGHT)
    )
    assert [card["id"] for card in by_day] == ["kinder-jugendtelefon"]
    assert [card["id"] for card in at_night] == ["telefonseelsorge", "kinder-jugendtelefon"]


def test_an_unconfirmed_number_is_not_given_and_that_is_said(small_stage: Stage) -> None:
    said = small_stage.run("action_hotlines", entities={"hotline": "ombudsstelle"})
    assert "0202 555 000" not in said.text
    assert "utter_hotline_unverified" in said.responses


def test_a_list_holds_only_lines_that_can_be_called_open_ones_first(stage: Stage) -> None:
    for audience in (None, "kind", "eltern", "buerger", "fachkraft"):
        for at in (NIGHT, "2026-11-24 15:00"):
            cards = stage.run("action_hotlines", audience=audience, at=at).of("contact")
            assert cards
            assert all(card["phones"] for card in cards)
            openness = [card["open_now"] is True for card in cards]
            assert openness == sorted(openness, reverse=True)


def test_the_line_for_professionals_is_named_to_nobody_else(stage: Stage) -> None:
    number = "0800 19 210 00"
    for audience in (None, "kind", "eltern", "buerger"):
        assert number not in stage.run("action_hotlines", audience=audience).text
    for audience in ("kind", "eltern", "buerger"):
        named = stage.run(
            "action_hotlines", entities={"hotline": "medizinische-kinderschutzhotline"}, audience=audience
        )
        assert number not in named.text


def test_poison_line_of_the_own_land(stage: Stage) -> None:
    lines = {state: {line.id for line in stage.facts.hotlines(state=state)} for state in ("NW", "BB")}
    assert "giftnotruf-berlin" not in lines["NW"]
    assert "giftnotruf-bonn" not in lines["BB"]


def test_a_line_of_another_land_is_not_shown_where_the_city_is_known(stage: Stage) -> None:
    shown = {
        city: {card["id"] for card in stage.topic("ombudsstelle", city=city).of("contact")}
        for city in (None, "potsdam", "herne")
    }
    of_land = {id for id in shown[None] if (line := stage.facts.hotline(id)) and line.states == ("BB",)}
    assert of_land
    assert [of_land <= ids for ids in shown.values()] == [True, True, False]
