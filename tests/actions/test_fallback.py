"""Choices first, then a person; never a loop, never nothing."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Stage

LIKELY = [("anonym", 0.15), ("akut", 0.12), ("nachts", 0.1), ("erfahren", 0.06), ("hze", 0.01)]


def test_a_first_miss_offers_at_most_three_likely_questions(stage: Stage) -> None:
    said = stage.run("action_fallback", topics=LIKELY)
    assert [button["payload"] for button in said.buttons] == [
        '/ask_topic{"topic": "anonym"}', '/ask_topic{"topic": "akut"}', '/ask_topic{"topic": "nachts"}'
    ]  # fmt: skip
    assert said.meta["offered"] == ["anonym", "akut", "nachts"]
    assert said.meta["status"] == "clarify"


def test_unlikely_topics_are_no_choice(stage: Stage) -> None:
    said = stage.run("action_fallback", topics=[("hze", 0.01)])
    assert said.responses == ["utter_not_understood"]
    assert said.meta["status"] == "fallback"


def test_a_second_miss_leads_to_a_person_with_a_number(stage: Stage) -> None:
    for city in (None, "herne", "potsdam"):
        for misses in (1, 2, 7):
            for topics in (LIKELY, []):
                said = stage.run("action_fallback", topics=topics, misses=misses, city=city)
                chosen = topics and misses == 1
                assert said.responses[0] == ("utter_choose_or_ask" if chosen else "utter_handoff_after_misses")
                assert [card for card in said.of("contact") if card["phones"]]
                assert said.meta.get("offered", []) == (["anonym", "akut", "nachts"] if chosen else [])
                assert said.slots["misses"] == misses + 1


def test_somebody_or_something_named_is_no_miss(stage: Stage) -> None:
    person = stage.run("action_fallback", entities={"person": "heike-niermann"}, city="troisdorf", topics=LIKELY)
    assert "Heike Niermann" in person.blocks[0]["text"]
    event = stage.run("action_fallback", entities={"event": "tro-2024-auftakt"}, city="troisdorf", topics=LIKELY)
    assert event.of("event")[0]["id"] == "tro-2024-auftakt"
    assert (person.slots["misses"], event.slots["misses"]) == (0, 0)


def test_who_names_a_city_gets_its_number_besides_the_choices(stage: Stage) -> None:
    said = stage.run("action_fallback", entities={"city": "herne"}, city="herne", topics=LIKELY)
    assert said.of("contact")
    assert said.buttons
    assert not stage.run("action_fallback", city="herne", topics=LIKELY).of("contact")


def test_a_writer_with_a_profession_gets_its_path_with_the_choices(stage: Stage) -> None:
    own = [{"entity": "role", "value": "verein", "role": "self"}]
    said = stage.run("action_fallback", entities=own, topics=LIKELY)
    assert [block["id"] for block in said.of("steps")] == ["verein"]
    assert said.buttons
    assert stage.run("action_fallback", entities=own).meta["topic"] == "sportverein"
    mentioned = stage.run("action_fallback", entities=[{"entity": "role", "value": "verein"}], topics=LIKELY)
    assert not mentioned.of("steps")


def test_what_names_something_known_is_not_out_of_scope(stage: Stage) -> None:
    day = [{"entity": "date", "value": "2024-08-28"}]
    said = stage.run("action_out_of_scope", entities=day, city="troisdorf")
    assert [card["id"] for card in said.of("event")] == ["tro-2024-08"]
    asked = stage.run("action_out_of_scope", wanted=["event"], city="troisdorf")
    assert asked.meta["status"] == "out_of_scope"


def test_who_asks_for_the_steps_of_the_own_role_is_not_out_of_scope(stage: Stage) -> None:
    own = [{"entity": "role", "value": "polizei-zoll-justiz", "role": "self"}]
    said = stage.run("action_out_of_scope", entities=own, wanted=["procedure"])
    assert [block["id"] for block in said.of("steps")] == ["polizei-zoll-justiz"]
    assert stage.run("action_out_of_scope", entities=own).meta["status"] == "out_of_scope"


def test_a_child_that_is_not_understood_gets_its_own_path_and_help_line(stage: Stage) -> None:
    age = [{"entity": "age", "value": "13"}]
    said = stage.run("action_fallback", entities=age, topics=LIKELY, audience="kind")
    assert [block["id"] for block in said.of("steps")] == ["kind"]
    assert [card["id"] for card in said.of("contact")] == ["telefonseelsorge", "kinder-jugendtelefon"]
    assert not stage.run("action_fallback", topics=LIKELY).of("contact")


def test_small_talk_twice_shows_who_answers_in_person(stage: Stage) -> None:
    once = stage.run("action_chitchat", city="potsdam")
    twice = stage.run("action_chitchat", city="potsdam", misses=1)
    assert (once.meta["status"], twice.meta["status"]) == ("smalltalk", "smalltalk")
    assert (bool(once.of("contact")), bool(twice.of("contact"))) == (False, True)


def test_small_talk_that_asks_for_a_contact_gets_a_persons_number(stage: Stage) -> None:
    said = stage.run("action_chitchat", wanted=["contact"], city="troisdorf")
    assert said.responses[0] == "utter_chitchat"
    assert said.of("contact")
    assert said.meta["status"] == "smalltalk"


def test_what_parents_tell_comes_with_a_line_for_them(stage: Stage) -> None:
    said = stage.run("action_chitchat", metadata={"grown": True}, audience="eltern")
    assert "elterntelefon" in {card["id"] for card in said.of("contact")}
    assert not stage.run("action_chitchat", audience="eltern").of("contact")


def test_small_talk_that_names_a_person_is_about_her(stage: Stage) -> None:
    said = stage.run("action_chitchat", entities={"person": "heike-niermann"}, city="troisdorf")
    assert "Heike Niermann" in said.blocks[0]["text"]
    assert (said.meta["status"], said.slots["misses"]) == ("answered", 0)


def test_a_worry_that_is_not_understood_gets_a_person_at_once(stage: Stage) -> None:
    for city in (None, "herne"):
        said = stage.run("action_fallback", city=city, metadata={"worrying": True})
        assert said.responses[0] == "utter_worry_heard"
        assert [card for card in said.of("contact") if card["phones"]]
        assert said.meta["status"] == "fallback"
    assert not stage.run("action_fallback", city="herne").of("contact")


@pytest.mark.parametrize(
    ("audience", "also"), [(None, ["wo-melden"]), ("eltern", ["wo-melden"]), ("kind", [])]
)
def test_a_worry_whose_topic_is_not_sure_gets_choices_and_a_person(
    stage: Stage, audience: str | None, also: list[str]
) -> None:
    likely = {"topics": [("anonym", 0.2)], "audience": audience}
    for city in (None, "herne"):
        said = stage.run("action_fallback", city=city, metadata={"worrying": True}, **likely)
        assert said.responses[0] == "utter_worry"
        assert [card for card in said.of("contact") if card["phones"]]
        assert said.meta["offered"] == ["anonym", *also]
        assert bool([card for card in said.of("contact") if card["kind"] == "meldung"]) is bool(city)
    said = stage.run("action_fallback", city="herne", **likely)
    assert (said.responses[0], said.meta["offered"]) == ("utter_choose", ["anonym"])


@pytest.mark.parametrize(
    ("ranked", "offered"),
    [
        (["anonym", "kosten", "hebamme"], ["anonym", "kosten", "wo-melden"]),
        (["anonym", "wo-melden"], ["anonym", "wo-melden"]),
    ],
)
def test_where_to_report_is_among_the_choices_of_who_worries(
    stage: Stage, ranked: list[str], offered: list[str]
) -> None:
    topics = [(id, 0.2) for id in ranked]
    assert stage.run("action_fallback", metadata={"worrying": True}, topics=topics).meta["offered"] == offered


@pytest.mark.parametrize(
    ("confidence", "topics", "status"),
    [(0.59, [("anonym", 0.2)], "clarify"), (0.6, [("anonym", 0.2)], "out_of_scope"), (0.59, [], "out_of_scope")],
)
def test_what_is_hardly_known_to_be_none_of_ours_gets_choices(
    stage: Stage, confidence: float, topics: list[tuple[str, float]], status: str
) -> None:
    said = stage.run("action_out_of_scope", confidence=confidence, topics=topics)
    assert said.meta["status"] == status


def test_who_asks_for_a_profession_s_steps_is_not_sent_away(stage: Stage) -> None:
    said = stage.run("action_out_of_scope", entities={"role": "kita"}, wanted=["procedure"])
    assert said.meta["status"] != "out_of_scope"
