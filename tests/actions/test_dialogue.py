"""A conversation goes on, starts over, changes its language."""

from __future__ import annotations

import json

import pytest

from tests.actions.conftest import Stage

ANONYM = json.dumps({"kind": "topic", "id": "anonym"})


def _role(id: str) -> list[dict[str, str]]:
    return [{"entity": "role", "value": id, "role": "self"}]


def test_a_city_answers_the_subject_again(stage: Stage) -> None:
    said = stage.run("action_continue", intent="inform", subject=ANONYM, city="herne")
    assert said.meta["topic"] == "anonym"
    assert "anonym" in said.slots["subject"]


def test_a_city_without_a_subject_leads_to_who_takes_reports(stage: Stage) -> None:
    said = stage.run("action_continue", intent="inform", entities={"city": "herne"}, city="herne")
    assert said.meta["topic"] == "wo-melden"


def test_who_names_no_city_is_not_told_where_to_report(stage: Stage) -> None:
    said = stage.run("action_continue", intent="inform", city="herne")
    assert "topic" not in said.meta
    assert "utter_greet" in said.responses


def test_a_role_leads_to_its_path(stage: Stage) -> None:
    said = stage.run("action_continue", intent="inform", entities=_role("hebamme"), city="herne", subject=ANONYM)
    assert said.meta["topic"] == "hebamme"


def test_a_question_with_a_city_is_answered_although_only_the_city_was_understood(stage: Stage) -> None:
    said = stage.run("action_continue", intent="inform", city="herne", topics=[("nachts", 0.6)])
    assert said.meta["topic"] == "nachts"


def test_somebody_named_is_answered_about(stage: Stage) -> None:
    said = stage.run("action_continue", intent="inform", entities={"person": "britta-ernst"}, city="potsdam")
    assert "Jugendministerin" in said.text


def test_nothing_said_cannot_be_repeated(stage: Stage) -> None:
    assert stage.run("action_continue", intent="repeat").responses == ["utter_nothing_to_repeat"]


def test_who_only_says_a_name_is_greeted(stage: Stage) -> None:
    said = stage.run("action_continue", intent="inform")
    assert (said.responses, said.meta["status"]) == (["utter_greet"], "smalltalk")


def test_every_kind_of_subject_can_be_continued(stage: Stage) -> None:
    subjects = [
        ("topic", "anonym"),
        ("procedure", "schule"),
        ("event", "her-2025-fw"),
        ("hotline", "elterntelefon"),
        ("person", "martina-goehring"),
        ("term", "insofa"),
        ("opening_hours", ""),
        ("human", ""),
    ]
    for kind, id in subjects:
        said = stage.run(
            "action_continue", intent="repeat", subject=json.dumps({"kind": kind, "id": id}), city="herne"
        )
        assert said.blocks, kind


def test_start_over_keeps_the_city_and_forgets_the_rest(stage: Stage) -> None:
    said = stage.run("action_start_over", city="herne", role="schule", subject=ANONYM)
    assert said.events[0]["event"] == "reset_slots"
    assert said.slots == {"city": "herne", "home_city": "herne"}


def test_simple_language_repeats_the_answer_in_it(stage: Stage) -> None:
    said = stage.run("action_easy_language", subject=ANONYM)
    topic = stage.facts.topic("anonym")
    assert topic
    assert said.slots["register"] == "leicht"
    assert said.blocks[0]["text"] == topic.easy_answer
    back = stage.run("action_standard_language", subject=ANONYM, register="leicht")
    assert (back.slots["register"], back.blocks[0]["text"]) == ("standard", topic.answer)


def test_a_wrong_answer_offers_what_is_near_and_counts_as_a_miss(stage: Stage) -> None:
    said = stage.run("action_wrong", subject=ANONYM, misses=0)
    assert 1 <= len(said.buttons) <= 3
    assert said.slots["misses"] == 1


def test_help_and_sources_and_emergency(stage: Stage) -> None:
    assert stage.run("action_help").responses == ["utter_help"]
    assert stage.run("action_sources").responses == ["utter_source"]
    again = stage.run("action_sources", subject=ANONYM, city="herne")
    assert again.of("text")[0]["sources"]
    assert (again.meta["topic"], again.of("contact")) == ("anonym", [])
    unsure = stage.run("action_sources", subject=ANONYM, confidence=0.3)
    assert "utter_source" not in unsure.responses
    assert unsure.meta["status"] == "fallback"
    person = json.dumps({"kind": "person", "id": "martina-goehring"})
    assert "Göhring" in stage.run("action_sources", subject=person).text
    called = stage.run("action_emergency", city="herne")
    assert called.meta["emergency"] is True
    assert not called.of("contact")
    named = stage.run("action_emergency", city="herne", entities={"city": "herne"})
    assert "herne" in {card.get("city") for card in named.of("contact")}


def test_who_is_behind_an_event_is_who_holds_it_and_who_coordinates(stage: Stage) -> None:
    event = json.dumps({"kind": "event", "id": "her-2025-fw"})
    said = stage.run("action_number", subject=event, city="herne")
    assert [block["id"] for block in said.of("event")] == ["her-2025-fw"]
    assert {card["kind"] for card in said.of("contact")} == {"koordination"}
    assert "subject" not in said.slots
    all_of_them = stage.run("action_number", subject=json.dumps({"kind": "event", "id": ""}), city="herne")
    assert not all_of_them.of("event")
    assert {card["kind"] for card in all_of_them.of("contact")} == {"koordination"}


def test_a_city_after_a_person_is_asked_for_who_does_the_same_there(stage: Stage) -> None:
    about = {"subject": json.dumps({"kind": "person", "id": "markus-wuest"}), "intent": "inform"}
    there = stage.run("action_continue", city="herne", entities={"city": "herne"}, **about)
    assert "Pradel" in there.text
    assert "Wüst" not in there.text
    assert json.loads(there.slots["subject"])["id"].startswith("herne/")
    nobody = {"subject": json.dumps({"kind": "person", "id": "jan-poeter"}), "intent": "inform"}
    coordinated = stage.run("action_continue", city="troisdorf", entities={"city": "troisdorf"}, **nobody)
    assert {card["kind"] for card in coordinated.of("contact")} == {"koordination"}
    assert json.loads(coordinated.slots["subject"])["id"].startswith("troisdorf/")
    here = stage.run("action_continue", city="troisdorf", entities={"city": "troisdorf"}, **about)
    assert "Wüst" in here.text


def test_a_mentioned_profession_does_not_become_the_writers_when_the_city_is_told(stage: Stage) -> None:
    subject = json.dumps({"kind": "procedure", "id": "schule"})
    about = {"subject": subject, "intent": "inform", "entities": {"city": "herne"}}
    told = stage.run("action_continue", city="herne", **about)
    assert [block["id"] for block in told.of("steps")] == ["schule"]
    assert "role" not in told.slots
    own = stage.run("action_continue", city="herne", role="schule", **about)
    assert own.slots["role"] == "schule"


@pytest.mark.parametrize(
    "text",
    ["mir geht es gut", "keine Gefahr", "ich bin nicht in gefahr, mir gehts gut", "nicht schlimm, alles gut", ""],
)
def test_an_all_clear_is_taken_as_one(stage: Stage, text: str) -> None:
    assert stage.run("action_all_clear", text=text).responses == ["utter_all_clear"]


@pytest.mark.parametrize(
    ("withheld", "subject", "topics"),
    [
        (True, {"kind": "topic", "id": "queer-zuhause"}, ["queer-zuhause"]),
        (False, {"kind": "topic", "id": "queer-zuhause"}, []),
        (True, {"kind": "event", "id": "fachtag"}, []),
        (True, None, []),
    ],
)
def test_after_an_all_clear_the_answer_comes_that_the_card_stood_in_place_of(
    stage: Stage, withheld: bool, subject: dict[str, str] | None, topics: list[str]
) -> None:
    about = {"subject": json.dumps(subject)} if subject else {}
    said = stage.run("action_all_clear", text="mir geht es gut", metadata={"withheld": withheld}, **about)
    assert said.responses[0] == "utter_all_clear"
    assert ([said.meta["topic"]] if "topic" in said.meta else []) == topics
    assert bool(said.of("text")) is bool(topics)


@pytest.mark.parametrize(
    "text",
    ["es besteht gefahr", "doch ist schon gefahr", "Nein! Es ist Gefahr", "ich bin in not", "bin nicht sicher"],
)
def test_what_says_that_there_is_danger_is_no_all_clear(stage: Stage, text: str) -> None:
    said = stage.run("action_all_clear", text=text)
    assert said.meta["emergency"]
    assert said.responses == []


@pytest.mark.parametrize("text", ["mir gehts nicht gut", "es ist nicht alles gut", "das ist gar nicht ok"])
def test_who_is_not_well_gets_a_person(stage: Stage, text: str) -> None:
    said = stage.run("action_all_clear", text=text)
    assert said.responses[0] == "utter_worry_heard"
    assert said.of("contact")


@pytest.mark.parametrize("action", ["action_easy_language", "action_standard_language", "action_start_over"])
def test_only_who_is_understood_for_sure_changes_the_conversation(stage: Stage, action: str) -> None:
    easy = {"register": "leicht"} if action == "action_standard_language" else {}
    unsure = stage.run(action, confidence=0.84, subject=ANONYM, **easy)
    assert unsure.meta["status"] == "fallback"
    assert "register" not in unsure.slots
    assert stage.run(action, confidence=0.85, subject=ANONYM, **easy).meta["status"] != "fallback"


def test_where_it_is_spoken_already_nobody_asks_for_standard_language(stage: Stage) -> None:
    said = stage.run("action_standard_language", text="ist das normal", topics=[("kind-missbrauch", 0.2)])
    assert (said.responses, said.meta["offered"]) == (["utter_choose"], ["kind-missbrauch"])
    about = json.dumps({"kind": "topic", "id": "kind-missbrauch"})
    assert stage.run("action_standard_language", subject=about).meta["topic"] == "kind-missbrauch"


def test_who_asks_for_help_with_the_subject_gets_its_answer_or_its_lines(stage: Stage) -> None:
    about = json.dumps({"kind": "topic", "id": "ex-partner"})
    assert stage.run("action_human", subject=about, wanted=("action",)).meta["topic"] == "ex-partner"
    lines = json.dumps({"kind": "topic", "id": "haeusliche-gewalt"})
    helped = stage.run("action_human", subject=lines, wanted=("contact",), city="herne")
    assert "116 016" in helped.text
    assert "utter_human" not in helped.responses
    for subject in (about, None):
        assert stage.run("action_human", subject=subject, city="herne").responses[0] == "utter_human"


def test_whom_to_tell_is_said_by_a_topic_without_a_number(stage: Stage) -> None:
    about = json.dumps({"kind": "topic", "id": "kita-47"})
    told = stage.run("action_number", subject=about, city="voerde", text="wen muss ich da benachrichtigen")
    assert "Landesjugendamt" in told.text
    number = stage.run("action_number", subject=about, city="voerde", text="haben Sie eine Nummer")
    assert "Landesjugendamt" not in number.text


@pytest.mark.parametrize(
    ("about", "role", "kind"),
    [
        ("zwangsheirat-fgm", "kind", "topic"), ("netzwerk", "kind", "procedure"),
        ("zwangsheirat-fgm", "schule", "procedure"),
    ],
)
def test_who_answers_with_an_age_stays_with_what_children_read(
    stage: Stage, about: str, role: str, kind: str
) -> None:
    subject = json.dumps({"kind": "topic", "id": about})
    said = stage.run("action_continue", intent="inform", subject=subject, entities={"role": role, "age": "16"})
    assert json.loads(said.slots["subject"])["kind"] == kind
