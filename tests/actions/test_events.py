"""Nothing past is announced as coming."""

from __future__ import annotations

import json

import pytest

from tests.actions.conftest import Stage


def _status(stage: Stage, at: str, city: str = "herne") -> dict[str, str]:
    return {event["id"]: event["status"] for event in stage.run("action_events", city=city, at=at).of("event")}


@pytest.mark.parametrize(
    ("at", "status"),
    [("2025-09-23 20:00", "coming"), ("2025-09-24 08:00", "coming"), ("2025-09-25 00:01", "past")],
    ids=["the day before", "the day itself", "the day after"],
)
def test_an_event_is_coming_until_its_day_is_over(stage: Stage, at: str, status: str) -> None:
    assert _status(stage, at)["her-2025-fw"] == status


def test_today_nothing_past_is_coming_in_any_city(stage: Stage) -> None:
    for city in stage.facts.cities():
        said = stage.run("action_events", city=city.id, at="2026-11-24 10:00")
        assert "coming" not in [event["status"] for event in said.of("event")], city.id
        assert "utter_events_coming" not in said.responses, city.id


def test_what_is_coming_stands_before_what_was(stage: Stage) -> None:
    said = stage.run("action_events", city="herne", at="2025-09-23 20:00")
    assert said.responses == ["utter_events_coming", "utter_events_past"]
    assert said.of("event")[0]["status"] == "coming"


def test_without_a_coming_event_that_is_said(stage: Stage) -> None:
    assert stage.run("action_events", city="troisdorf").responses[0] == "utter_no_coming_events"


@pytest.mark.parametrize(("city", "id"), [("dinslaken", "din-kompetenz"), ("herne", "")])
def test_the_only_event_there_is_becomes_the_subject(stage: Stage, city: str, id: str) -> None:
    assert json.loads(stage.run("action_events", city=city).slots["subject"]) == {"kind": "event", "id": id}


def test_a_named_event_is_shown_alone(stage: Stage) -> None:
    said = stage.run("action_events", entities={"event": "her-2023-kickoff"}, city="herne")
    assert [event["id"] for event in said.of("event")] == ["her-2023-kickoff"]
    assert '"her-2023-kickoff"' in said.slots["subject"]


def test_a_named_event_of_another_city_is_said_to_be_one(stage: Stage) -> None:
    said = stage.run("action_events", entities={"event": "her-2025-fw"}, city="troisdorf")
    assert said.responses == ["utter_other_city"]


def test_a_word_for_events_of_several_other_cities_names_none(stage: Stage) -> None:
    kick_offs = [{"entity": "event", "value": id} for id in ("her-2023-kickoff", "gl-2024-09")]
    here = stage.run("action_events", entities=kick_offs, city="herne")
    assert [event["id"] for event in here.of("event")] == ["her-2023-kickoff"]
    elsewhere = stage.run("action_events", entities=kick_offs, city="dinslaken")
    assert not {"her-2023-kickoff", "gl-2024-09"} & {event["id"] for event in elsewhere.of("event")}


def test_without_a_city_it_is_asked_for(stage: Stage) -> None:
    assert "utter_ask_city" in stage.run("action_events").responses


def test_the_name_that_says_which_one_decides(stage: Stage) -> None:
    kind = [{"entity": "event", "value": value} for value in ("gl-2024-09", "her-2023-kickoff")]
    said = stage.run("action_events", entities=[*kind, {"entity": "event", "value": "gl-2024-09"}])
    assert [block["id"] for block in said.of("event")] == ["gl-2024-09"]


def test_an_event_is_found_by_its_day(stage: Stage) -> None:
    day = [{"entity": "date", "value": "--04-17"}]
    said = stage.run("action_events", entities=day, city="voerde")
    assert [card["id"] for card in said.of("event")] == ["voerde-2024-04"]
    other = stage.run("action_events", entities=[{"entity": "date", "value": "2023-04-17"}], city="voerde")
    assert [card["id"] for card in other.of("event")] != ["voerde-2024-04"]
    unsure = [("netzwerk-gruende", 0.4)]
    assert stage.run("action_answer_topic", entities=day, topics=unsure, city="voerde").of("event")


def test_appointments_mentioned_where_steps_are_asked_for_are_no_events(stage: Stage) -> None:
    role = [{"entity": "role", "value": "hebamme", "role": "self"}]
    unsure = [("fruehe-hilfen", 0.5)]
    said = stage.run("action_answer_topic", entities=role, topics=unsure, wanted=["event", "procedure"])
    assert [block["id"] for block in said.of("steps")] == ["hebamme"]
    assert not said.of("event")


def test_a_day_in_another_question_is_no_event_and_tells_no_city(stage: Stage) -> None:
    day = [{"entity": "date", "value": "--04-17"}]
    assert not stage.run("action_answer_topic", entities=day, topics=[("anonym", 0.99)]).of("event")
    assert "city" not in stage.run("action_read_context", entities=day).slots


def test_the_day_of_an_event_with_its_year_is_shown_before_an_answer(stage: Stage) -> None:
    day = [{"entity": "date", "value": "2024-04-17"}]
    said = stage.run("action_answer_topic", entities=day, topics=[("anonym", 0.99)], city="voerde")
    assert [card["id"] for card in said.of("event")] == ["voerde-2024-04"]


ABOUT = json.dumps({"kind": "event", "id": "her-2025-fw"})


@pytest.mark.parametrize("text", ["wie viele waren da", "wer hat gesprochen?"])
def test_a_question_after_an_event_is_about_it_and_who_knows_more_is_told(stage: Stage, text: str) -> None:
    said = stage.run("action_events", text=text, intent="ask_event", subject=ABOUT, city="herne")
    assert [event["id"] for event in said.of("event")] == ["her-2025-fw"]
    assert said.responses == ["utter_event_no_more"]
    assert [contact["id"] for contact in said.of("contact")] == ["koordination"]


@pytest.mark.parametrize(
    "asked", [{"text": "was gibt es noch"}, {"text": "welche termine", "wanted": ["event"]},
              {"text": "und in herne?", "entities": {"city": "herne"}}],
)  # fmt: skip
def test_other_events_are_asked_for_after_one(stage: Stage, asked: dict[str, object]) -> None:
    said = stage.run("action_events", intent="ask_event", subject=ABOUT, city="herne", **asked)
    assert len(said.of("event")) > 1


@pytest.mark.parametrize(("text", "worrying", "event"), [
    ("kostet das was", False, True), ("kostet das was", True, False),
    ("kostet das was wenn mein kind in eine pflegefamilie kommt", False, False),
])  # fmt: skip
def test_a_few_words_after_an_event_that_are_not_understood_may_be_about_it(
    stage: Stage, text: str, worrying: bool, event: bool
) -> None:
    said = stage.run(
        "action_answer_topic", text=text, intent="ask_topic", topics=[("kosten", 0.8)], subject=ABOUT,
        city="herne", metadata={"worrying": worrying},
    )  # fmt: skip
    assert bool(said.of("event")) is event


def test_when_an_event_is_takes_no_hours_of_an_office(stage: Stage) -> None:
    said = stage.run("action_opening_hours", entities={"event": "din-kompetenz"}, city="dinslaken")
    assert [event["id"] for event in said.of("event")] == ["din-kompetenz"]
    assert said.of("contact") == []
    of_office = [{"entity": "event", "value": "din-kompetenz"},
                 {"entity": "office", "value": "dinslaken/koordination"}]  # fmt: skip
    assert stage.run("action_opening_hours", entities=of_office, city="dinslaken").of("event") == []
