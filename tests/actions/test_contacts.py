"""Nobody gets a wrong number, and nobody gets none."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions.context import Context
from actions.rendering import Renderer
from tests.actions.conftest import Stage

WITHOUT_NUMBER = ("troisdorf", "herne", "dinslaken", "voerde")
MOST_LINES = 4
"""Help lines below the question for a person: three that suit the reader, and one that is open."""
KINDS = ("action_opening_hours", "action_human")


def test_an_unconfirmed_number_or_mail_is_never_said(small_stage: Stage) -> None:
    said = small_stage.run("action_opening_hours", city="musterstadt")
    assert "02202 14-2809" in said.text
    assert "14-9999" not in said.text
    assert "geraten@musterstadt.de" not in said.text


def test_no_unconfirmed_number_of_the_real_content_is_ever_said(stage: Stage) -> None:
    unconfirmed = [
        phone.number
        for content in stage.facts.editorial_copy().cities
        for contact in content.contacts
        for phone in contact.phones
        if not phone.verified
    ]
    assert unconfirmed
    said = [
        stage.topic(topic.id, city=city.id).text
        for city in stage.facts.cities()
        for topic in stage.facts.topics(city.id)
    ]
    assert not [number for number in unconfirmed for text in said if number in text]


@pytest.mark.parametrize("city", WITHOUT_NUMBER)
def test_where_no_number_is_confirmed_office_website_national_lines_and_an_honest_sentence_follow(
    stage: Stage, city: str
) -> None:
    said = stage.run("action_opening_hours", city=city)
    cards = said.of("contact")
    offices = [card for card in cards if card["kind"] != "hotline"]
    lines = [card for card in cards if card["kind"] == "hotline"]
    assert offices
    assert any(card.get("website") or card.get("address") for card in offices)
    assert lines
    assert all(line["phones"] for line in lines)
    assert "utter_no_reporting_number" in said.responses


@pytest.mark.parametrize("action", KINDS)
def test_no_city_is_left_without_a_number_to_call(stage: Stage, action: str) -> None:
    for city in stage.facts.cities():
        said = stage.run(action, city=city.id)
        assert [card for card in said.of("contact") if card["phones"]], city.id


@pytest.mark.parametrize(
    ("at", "is_open"),
    [
        ("2026-11-24 10:00", True),
        ("2026-11-24 09:00", True),
        ("2026-11-24 17:00", False),
        ("2026-11-27 12:30", False),
        ("2026-11-28 10:00", False),
        ("2026-06-04 10:00", False),
        ("2026-06-03 10:00", True),
    ],
    ids=["working day", "opening", "closing", "Friday noon", "Saturday", "Corpus Christi", "day before"],
)
def test_the_office_is_open_when_it_says_so(stage: Stage, at: str, is_open: bool) -> None:
    said = stage.run("action_opening_hours", city="bergisch-gladbach", at=at)
    card = next(card for card in said.of("contact") if card["id"] == "meldestelle")
    assert card["open_now"] is is_open
    assert ("utter_closed_now" in said.responses) is not is_open
    assert bool([c for c in said.of("contact") if c["kind"] == "hotline"]) is not is_open


def test_a_county_of_the_land_gets_its_own_coordination(stage: Stage) -> None:
    def shown(county: str) -> list[str]:
        asked = {"topics": [("netzwerk-koordination", 0.99)], "city": "land-brandenburg", "town": county}
        return [card["id"] for card in stage.run("action_answer_topic", **asked).of("contact")]

    assert "koordination-teltow-flaeming" in shown("Teltow-Fläming")
    assert "koordination-potsdam-mittelmark" not in shown("Teltow-Fläming")
    assert not {"koordination-teltow-flaeming", "koordination-potsdam-mittelmark"} & set(shown("Uckermark"))


def test_a_town_of_the_county_gets_its_own_office(stage: Stage) -> None:
    kuerten = stage.run("action_opening_hours", city="rheinisch-bergischer-kreis", town="Kürten").text
    burscheid = stage.run("action_opening_hours", city="rheinisch-bergischer-kreis", town="Burscheid").text
    assert "02202 13-6000" in kuerten
    assert "02202 13-6050" not in kuerten
    assert "02202 13-6050" in burscheid
    assert "02202 13-6000" not in burscheid


def test_a_person_is_introduced_with_the_first_answer(stage: Stage) -> None:
    said = stage.run("action_person", entities={"person": "daniela-pagonakis"}, city="dinslaken")
    assert said.blocks[0]["text"].startswith("Daniela Pagonakis: Koordinationsstelle")
    assert "02064 66-336" in said.text
    assert "utter_other_city" not in said.responses


def test_a_person_of_another_city_is_said_to_be_one(stage: Stage) -> None:
    said = stage.run("action_person", entities={"person": "daniela-pagonakis"}, city="herne")
    assert said.responses[0] == "utter_other_city"


def test_a_person_without_a_number_of_their_own_leads_to_the_youth_office(stage: Stage) -> None:
    said = stage.run("action_person", entities={"person": "heike-niermann"}, city="troisdorf")
    assert "utter_no_direct_number" in said.responses
    assert [card for card in said.of("contact") if card["kind"] == "jugendamt"]


def test_without_a_name_the_coordination_is_shown_or_the_city_asked_for(stage: Stage) -> None:
    assert "Martina Göhring" in stage.run("action_person", city="herne").text
    asked = stage.run("action_person")
    assert asked.meta["status"] == "clarify"
    assert asked.buttons


def test_a_human_is_given_in_every_state_of_a_conversation(stage: Stage) -> None:
    for slots in ({}, {"city": "potsdam"}, {"audience": "kind"}, {"city": "herne", "misses": 2, "step": 3}):
        said = stage.run("action_human", **slots)
        assert [card for card in said.of("contact") if card["phones"]], slots
        assert len([card for card in said.of("contact") if card["kind"] == "hotline"]) <= MOST_LINES, slots
        assert said.slots["misses"] == 0


def test_somebody_is_found_by_the_office(stage: Stage) -> None:
    said = stage.run("action_person", city="herne", text="Wie heißt die Dezernentin?")
    assert "Stephanie Jordan" in said.text
    assert "Stephanie Jordan" not in stage.run("action_person", city="herne", text="Wer ist das?").text
    assert "Pradel" in stage.run("action_person", city="herne", text="wie heißt die Chefin vom Jugendamt").text
    led = stage.run("action_person", city="troisdorf", text="wer leitet das Kaffeetrinken").text
    assert "Wüst" not in led
    assert "Wüst" in stage.run("action_person", city="troisdorf", text="der Amtsleiter").text
    assert "Jörg Rütten" in stage.run("action_person", city="voerde", text="wer ist der beigeordnete").text
    assert "Jörg Rütten" not in stage.run("action_person", city="voerde", text="wer ist der beigeladene").text


@pytest.mark.parametrize(
    ("kind", "id", "shown"),
    [
        ("hotline", "elterntelefon", "elterntelefon"),
        ("office", "bergisch-gladbach/mehrblick", "mehrblick"),
        ("person", "daniela-pagonakis", "koordination"),
    ],
)
def test_opening_hours_are_those_of_what_was_spoken_of(stage: Stage, kind: str, id: str, shown: str) -> None:
    subject = json.dumps({"kind": kind, "id": id})
    said = stage.run("action_opening_hours", city="bergisch-gladbach", subject=subject)
    assert [card["id"] for card in said.of("contact")] == [shown]
    elsewhere = stage.run("action_opening_hours", city="herne", subject=subject, entities={"city": "herne"})
    assert shown not in [card["id"] for card in elsewhere.of("contact")]


def test_opening_hours_of_help_lines_are_theirs(stage: Stage) -> None:
    said = stage.run("action_opening_hours", city="herne", subject=json.dumps({"kind": "hotline", "id": ""}))
    assert {card["kind"] for card in said.of("contact")} == {"hotline"}


def test_opening_hours_of_a_topic_are_those_of_who_takes_reports(stage: Stage) -> None:
    for subject in ({"kind": "topic", "id": "anonym"}, {"kind": "person", "id": "nobody"}):
        said = stage.run("action_opening_hours", city="bergisch-gladbach", subject=json.dumps(subject))
        assert said.meta["topic"] == "wo-melden"


@pytest.mark.parametrize(
    ("city", "number"), [("bergisch-gladbach", "02202 14-2955"), ("rheinisch-bergischer-kreis", "02202 13-6000")]
)
def test_where_the_office_has_no_number_that_of_who_takes_reports_is_shown(
    stage: Stage, city: str, number: str
) -> None:
    said = stage.topic("zust-jugendamt", city=city)
    assert number in said.text
    assert "utter_no_reporting_number" not in said.responses


def test_who_leads_an_office_is_found_by_it(stage: Stage) -> None:
    said = stage.run("action_person", text="wer leitet das jugendamt troisdorf", city="troisdorf")
    assert "Wüst" in said.text
    assert "utter_no_own_number" in said.responses


@pytest.mark.parametrize(("city", "unknown"), [("herne", True), ("bergisch-gladbach", False)])
def test_where_opening_hours_are_not_known_that_is_said(stage: Stage, city: str, unknown: bool) -> None:
    assert ("utter_hours_unknown" in stage.run("action_opening_hours", city=city).responses) is unknown


@pytest.mark.parametrize(
    ("text", "city", "said", "unknown"),
    [
        ("gibt es da auch eine E-Mail", "herne", "utter_mail_unknown", True),
        ("und die Adresse?", "herne", "utter_address_unknown", True),
        ("und die Adresse?", "troisdorf", "utter_address_unknown", False),
        ("mailadresse?", "herne", "utter_address_unknown", False),
        ("Ich stehe vor dem Haus und weiß die Adresse nicht mehr", "herne", "utter_address_unknown", False),
    ],
)  # fmt: skip
def test_a_mail_or_an_address_that_is_not_known_is_named(
    stage: Stage, text: str, city: str, said: str, unknown: bool
) -> None:
    assert (said in stage.run("action_number", text=text, city=city).responses) is unknown


def test_a_mail_that_is_known_is_not_said_to_be_unknown(stage: Stage) -> None:
    said = stage.run("action_person", text="gibt es da auch eine E-Mail", city="dinslaken")
    assert "daniela.pagonakis@dinslaken.de" in said.text
    assert "utter_mail_unknown" not in said.responses


@pytest.mark.parametrize(("at", "shown"), [
    ("2026-11-23 10:00", ["hotline-kinderschutz"]), ("2026-11-23 23:00", ["bereitschaft"]),
])  # fmt: skip
def test_one_number_that_is_answered_elsewhere_after_hours_is_not_called_closed(
    stage: Stage, at: str, shown: list[str]
) -> None:
    said = stage.run("action_opening_hours", city="potsdam", at=at)
    assert [contact["id"] for contact in said.of("contact") if contact.get("kind") != "hotline"] == shown
    assert "utter_closed_now" not in said.responses


def test_an_office_that_is_entered_twice_is_shown_once(stage: Stage) -> None:
    said = stage.run("action_opening_hours", city="voerde")
    names = [contact["name"] for contact in said.of("contact")]
    assert names.count("Jugendamt der Stadt Voerde") == 1


def test_unknown_hours_are_said_before_the_cards_and_only_where_they_are_asked_for(stage: Stage) -> None:
    said = stage.run("action_opening_hours", city="herne")
    assert said.responses[0] == "utter_hours_unknown"
    mail = stage.run("action_opening_hours", city="herne", intent="ask_number", text="gibt es da auch eine Mail")
    assert "utter_hours_unknown" not in mail.responses
    assert "utter_mail_unknown" in mail.responses


@pytest.mark.parametrize(("audience", "lines"), [
    ("fachkraft", []),
    ("eltern", ["telefonseelsorge", "elterntelefon"]),
    ("buerger", ["telefonseelsorge"]),
    ("kind", ["telefonseelsorge", "kinder-jugendtelefon"]),
])  # fmt: skip
def test_lines_below_an_office_that_is_closed_suit_who_reads(
    stage: Stage, audience: str, lines: list[str]
) -> None:
    said = stage.run("action_opening_hours", city="bergisch-gladbach", audience=audience, at="2026-11-28 23:00")
    assert "utter_closed_now" in said.responses
    assert [card["id"] for card in said.of("contact") if card["kind"] == "hotline"] == lines


@pytest.mark.parametrize(("audience", "first"), [("kind", "hotline"), ("buerger", "office")])
def test_a_child_reads_its_line_before_an_office_without_a_number(
    stage: Stage, audience: str, first: str
) -> None:
    said = stage.run("action_opening_hours", city="herne", audience=audience)
    cards = ["hotline" if card["kind"] == "hotline" else "office" for card in said.of("contact")]
    assert cards[0] == first
    assert {"hotline", "office"} == set(cards)


def test_an_adviser_without_a_number_leads_to_who_takes_reports_or_says_so(stage: Stage) -> None:
    for city in stage.facts.cities():
        said = stage.run("action_number", city=city.id, subject='{"kind": "topic", "id": "insofa"}')
        reached = any(card.get("phones") for card in said.of("contact"))
        assert reached is not ("utter_no_reporting_number" in said.responses), city.id


def test_a_sentence_of_ours_stands_once_in_a_reply(stage: Stage) -> None:
    dispatcher = CollectingDispatcher()
    renderer = Renderer(dispatcher, stage.facts, Context(), dt.datetime.now(dt.UTC))
    renderer.say("utter_other_city", name="Frau Saam", city_name="Herne")
    renderer.say("utter_other_city", name="Frau Saam", city_name="Herne")
    renderer.say("utter_other_city", name="Frau Pradel", city_name="Herne")
    assert [message["name"] for message in dispatcher.messages] == ["Frau Saam", "Frau Pradel"]
