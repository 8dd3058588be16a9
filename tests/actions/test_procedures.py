"""Reporting paths: the writer's role, the Land's law, one step after the other."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.actions.conftest import Stage


def test_the_path_of_a_role_starts_with_what_to_do_in_danger(stage: Stage) -> None:
    said = stage.run("action_reporting_path", entities={"role": "schule"}, city="herne")
    assert [block["type"] for block in said.blocks[:2]] == ["notice", "steps"]
    assert "110" in said.blocks[0]["text"]
    assert said.meta["topic"] == "schule-42"
    assert (said.slots["role"], said.slots["audience"]) == ("schule", "fachkraft")


def test_a_role_that_is_only_mentioned_is_not_the_writers(stage: Stage) -> None:
    mentioned = [{"entity": "role", "value": "schule"}]
    said = stage.run("action_reporting_path", entities=mentioned, city="herne")
    assert [block["id"] for block in said.of("steps")] == ["schule"]
    assert not {"role", "audience"} & said.slots.keys()
    again = stage.run("action_reporting_path", entities=mentioned, city="herne", role="schule")
    assert again.slots["audience"] == "fachkraft"


def test_every_path_has_steps_in_both_laender_and_contacts_of_the_city(stage: Stage) -> None:
    for city in ("herne", "potsdam"):
        for procedure in stage.facts.procedures("NW" if city == "herne" else "BB"):
            said = stage.run("action_reporting_path", entities={"role": procedure.id}, city=city)
            assert said.of("steps")[0]["steps"], procedure.id
            assert said.of("contact"), procedure.id


def test_in_brandenburg_no_step_quotes_law_of_nrw(stage: Stage) -> None:
    for procedure in stage.facts.procedures("BB", "potsdam"):
        steps = stage.run("action_reporting_path", entities={"role": procedure.id}, city="potsdam").of("steps")
        bases = [basis for step in steps[0]["steps"] for basis in step.get("legal_basis", ())]
        assert not [basis for basis in bases if "NRW" in basis], procedure.id


def test_steps_of_another_land_are_left_out_and_the_rest_numbered_anew(small_stage: Stage) -> None:
    here = small_stage.run("action_reporting_path", entities={"role": "schule"}, city="musterstadt")
    assert [step["number"] for step in here.of("steps")[0]["steps"]] == [1, 2, 3]
    assert "BbgKJG" not in here.text
    assert (
        "Eigener Weg"
        in small_stage.run("action_reporting_path", entities={"role": "schule"}, city="havelstadt").text
    )


def test_without_a_role_it_is_asked_for_with_a_button_each(stage: Stage) -> None:
    said = stage.run("action_reporting_path", city="herne")
    assert said.meta["status"] == "clarify"
    assert len(said.buttons) == len(stage.facts.procedures("NW"))


def test_without_a_city_the_path_is_shown_and_the_city_asked_for(stage: Stage) -> None:
    said = stage.run("action_reporting_path", entities={"role": "hebamme"})
    assert said.of("steps")
    assert "utter_ask_city_for_path" in said.responses


SUBJECT = json.dumps({"kind": "procedure", "id": "hebamme"})


@pytest.mark.parametrize(
    ("intent", "step", "shown", "response"),
    [
        ("step_by_step", None, 1, "utter_step_first"),
        ("step_by_step", 3, 1, "utter_step_first"),
        ("next_step", None, 1, "utter_step_first"),
        ("next_step", 1, 2, "utter_step_middle"),
        ("next_step", 3, 4, "utter_step_last"),
        ("next_step", 4, 4, "utter_last_step"),
        ("previous_step", 2, 1, "utter_step_first"),
        ("previous_step", 1, 1, "utter_first_step"),
    ],
)
def test_steps_go_forward_and_back_and_stop_at_the_ends(
    stage: Stage, intent: str, step: int | None, shown: int, response: str
) -> None:
    said = stage.run("action_step", intent=intent, subject=SUBJECT, step=step, city="herne")
    assert [entry["number"] for entry in said.of("steps")[0]["steps"]] == [shown]
    assert response in said.responses
    assert said.slots["step"] == shown


def test_without_a_path_there_are_no_steps(stage: Stage) -> None:
    said = stage.run("action_step", intent="next_step")
    assert said.responses == ["utter_no_steps"]
    assert said.meta["status"] == "clarify"


@pytest.mark.parametrize(
    ("audience", "subject", "topic"),
    [
        ("kind", {"kind": "topic", "id": "kind-geschlagen"}, "kind-jugendamt"),
        ("kind", None, "kind-jugendamt"),
        (None, {"kind": "topic", "id": "wo-melden"}, "nach-meldung"),
    ],
)
def test_and_then_asks_what_is_done_with_what_was_told(
    stage: Stage, audience: str | None, subject: dict[str, str] | None, topic: str
) -> None:
    about = {"audience": audience, "subject": json.dumps(subject) if subject else None}
    assert stage.run("action_step", intent="next_step", **about).meta["topic"] == topic
    assert stage.run("action_step", intent="previous_step", **about).responses == ["utter_no_steps"]


@pytest.mark.parametrize("intent", ["next_step", "previous_step"])
def test_before_and_after_an_event_are_the_others(stage: Stage, intent: str) -> None:
    event = json.dumps({"kind": "event", "id": "her-2025-fw"})
    said = stage.run("action_step", intent=intent, subject=event, city="herne")
    assert len(said.of("event")) > 1


def test_who_names_a_role_gets_its_first_step_though_there_was_no_path_before(stage: Stage) -> None:
    said = stage.run("action_step", intent="step_by_step", entities={"role": "kita"}, city="herne")
    assert [block["id"] for block in said.of("steps")] == ["kita"]


def test_where_a_topic_may_have_been_meant_it_is_offered_below_the_path(stage: Stage) -> None:
    asked = {"entities": {"role": "kita"}, "city": "herne"}
    said = stage.run("action_reporting_path", topics=[("kita-47", 0.3), ("meldepflicht", 0.1)], **asked)
    assert said.of("steps")
    assert (said.meta["status"], said.meta["offered"]) == ("clarify", ["kita-47", "meldepflicht"])
    assert stage.run("action_reporting_path", topics=[("kita-47", 0.05)], **asked).meta["status"] == "answered"


def test_a_topic_answered_for_want_of_a_role_is_a_guess_with_choices(stage: Stage) -> None:
    said = stage.run("action_reporting_path", topics=[("nach-meldung", 0.5), ("wo-melden", 0.2)], city="herne")
    assert (said.meta["status"], said.meta["topic"]) == ("clarify", "nach-meldung")
    assert "utter_unsure" in said.responses


@pytest.mark.parametrize("action", ["action_answer_topic", "action_fallback"])
@pytest.mark.parametrize("role", ["buerger", "eltern", "kind", "schule"])
def test_an_unsure_answer_comes_with_the_writers_own_path(stage: Stage, action: str, role: str) -> None:
    topics = [("kwg-was-ist", 0.5 if action == "action_answer_topic" else 0.1)]
    said = stage.run(action, entities={"role": role}, topics=topics)
    assert [block["id"] for block in said.of("steps")] == [role]
    mentioned = [{"entity": "role", "value": role}]
    assert not stage.run(action, entities=mentioned, topics=topics).of("steps")


@pytest.mark.parametrize(
    ("role", "paths"), [("schule", ["schule"]), ("buerger", []), ("kind", []), ("eltern", [])]
)
def test_how_danger_is_recognised_comes_with_a_professions_own_path(
    stage: Stage, role: str, paths: list[str]
) -> None:
    said = stage.run("action_answer_topic", entities={"role": role}, topics=[("vernachlaessigung", 0.99)])
    assert [block["id"] for block in said.of("steps")] == paths


@pytest.mark.parametrize("role", ["buerger", "kind", "schule"])
def test_a_sure_answer_comes_with_the_own_path_where_a_case_is_told_to_somebody(stage: Stage, role: str) -> None:
    own = {"role": role}
    told = stage.run("action_answer_topic", entities=own, topics=[("anonym", 0.99)])
    assert [block["id"] for block in told.of("steps")] == [role]
    assert not stage.run("action_answer_topic", entities=own, topics=[("kosten", 0.99)]).of("steps")
    parents = {"role": "eltern"}
    assert not stage.run("action_answer_topic", entities=parents, topics=[("anonym", 0.99)]).of("steps")


def test_a_guess_about_a_profession_stays_one_for_parents_that_do_not_ask_what_to_do(stage: Stage) -> None:
    asked = {"entities": {"role": "eltern"}, "topics": [("schule-42", 0.5)]}
    assert stage.run("action_answer_topic", **asked).meta["topic"] == "schule-42"
    parents = stage.facts.procedure("eltern", "NW")
    assert parents is not None
    assert stage.run("action_answer_topic", wanted=["action"], **asked).meta["topic"] == parents.topic


def test_a_child_that_tells_its_age_and_asks_for_steps_gets_its_own(stage: Stage) -> None:
    age = [{"entity": "age", "value": "12"}]
    said = stage.run("action_step", intent="step_by_step", entities=age)
    assert [block["id"] for block in said.of("steps")] == ["kind"]


def test_what_somebody_is_counts_more_than_what_somebody_does(stage: Stage) -> None:
    roles = [
        {"entity": "role", "value": "verein", "role": "self", "group": "activity"},
        {"entity": "role", "value": "arzt", "role": "self"},
    ]
    assert [block["id"] for block in stage.run("action_reporting_path", entities=roles).of("steps")] == ["arzt"]
    alone = stage.run("action_reporting_path", entities=roles[:1])
    assert [block["id"] for block in alone.of("steps")] == ["verein"]


def test_the_steps_of_an_event_are_its_programme(stage: Stage) -> None:
    founding = [{"entity": "event", "value": "gl-2024-09"}]
    said = stage.run("action_reporting_path", entities=founding, city="bergisch-gladbach")
    assert [card["id"] for card in said.of("event")] == ["gl-2024-09"]


def test_who_takes_reports_comes_before_the_question_for_the_role(stage: Stage) -> None:
    asked = stage.run("action_reporting_path", city="herne")
    assert asked.of("contact")
    assert "utter_ask_role" in asked.responses
    assert not stage.run("action_reporting_path").of("contact")


def test_a_colleague_of_a_professional_is_no_citizen(stage: Stage) -> None:
    about = {"entities": [{"entity": "role", "value": "buerger"}], "role": "arzt", "city": "herne"}
    assert [b["id"] for b in stage.run("action_reporting_path", **about).of("steps")] == ["buerger"]
    works = stage.run("action_reporting_path", audience="fachkraft", **about)
    assert [b["id"] for b in works.of("steps")] == ["arzt"]


@pytest.mark.parametrize(
    ("audience", "shown"), [(None, ["arzt"]), ("fachkraft", ["arzt"]), ("eltern", []), ("kind", [])]
)
def test_a_profession_that_a_layperson_mentions_is_not_his(
    stage: Stage, audience: str | None, shown: list[str]
) -> None:
    said = stage.run("action_reporting_path", entities=[{"entity": "role", "value": "arzt"}], audience=audience)
    assert [block["id"] for block in said.of("steps")] == shown


@pytest.mark.parametrize(
    ("writer", "wanted", "slots", "shown"),
    [
        (("arzt", 0.5), ["procedure"], {}, ["arzt"]),
        (("arzt", 0.3), ["procedure"], {}, []),
        (("arzt", 0.5), [], {}, []),
        (("arzt", 0.8), ["action"], {"text": "die mutter hat mir heute viel erzählt, was tun wir"}, ["arzt"]),
        (("arzt", 0.8), ["action"], {"text": "was kann ich tun"}, []),
        (("arzt", 0.8), ["procedure"], {"audience": "kind"}, []),
        (("arzt", 0.8), ["procedure"], {"audience": "fachkraft"}, ["arzt"]),
        (("kind", 0.8), ["procedure"], {"text": "wie läuft das wenn ich da hingeh, sagen die das mama"}, ["kind"]),
        (("kind", 0.8), ["procedure"], {"text": "nächster Schritt"}, []),
        (("kind", 0.8), ["procedure"], {"audience": "eltern"}, []),
        (("kind", 0.8), ["procedure"], {"metadata": {"grown": True}}, []),
    ],
)
def test_who_seems_to_have_a_role_gets_its_path(
    stage: Stage, writer: tuple[str, float], wanted: list[str], slots: dict[str, Any], shown: list[str]
) -> None:
    said = stage.run("action_reporting_path", writer=writer, wanted=wanted, **slots)
    assert [block["id"] for block in said.of("steps")] == shown


def test_a_role_that_is_named_counts_more_than_one_that_seems_so(stage: Stage) -> None:
    named = [{"entity": "role", "value": "kita", "role": "self"}]
    does = [{"entity": "role", "value": "kita", "role": "self", "group": "activity"}]
    seems: dict[str, Any] = {"writer": ("arzt", 0.9), "wanted": ["procedure"]}
    unsure: dict[str, Any] = {"writer": ("arzt", 0.6), "wanted": ["procedure"]}
    runs = ((named, seems, "kita"), (does, seems, "arzt"), (does, unsure, "kita"))
    for entities, told, shown in runs:
        said = stage.run("action_reporting_path", entities=entities, **told)
        assert [block["id"] for block in said.of("steps")] == [shown]


def test_who_tells_more_reads_what_anybody_may_do_before_the_question_for_the_role(stage: Stage) -> None:
    told = "im haus gegenüber ist oft bis nachts niemand bei den kleinen, wie ist der ablauf"
    said = stage.run("action_reporting_path", text=told, wanted=["procedure"], city="herne")
    assert [block["id"] for block in said.of("steps")] == ["buerger"]
    assert "utter_ask_other_role" in said.responses
    assert said.meta["status"] == "clarify"
    child = stage.run("action_reporting_path", text=told, wanted=["procedure"], audience="kind")
    assert not child.of("steps")
    assert "utter_ask_role" in child.responses
