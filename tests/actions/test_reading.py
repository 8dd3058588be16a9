"""What is read from a message: city, role, audience, register."""

from __future__ import annotations

from typing import Any

import pytest

from tests.actions.conftest import Stage

CITY = {"entity": "city", "value": "herne"}


def _read(stage: Stage, *entities: dict[str, Any], **context: Any) -> dict[str, Any]:
    return stage.run("action_read_context", entities=entities, **context).slots


def test_the_city_of_the_page_is_the_conversations_city(stage: Stage) -> None:
    slots = _read(stage, metadata={"city": "troisdorf"})
    assert (slots["city"], slots["home_city"]) == ("troisdorf", "troisdorf")


def test_a_city_in_the_message_counts_more_and_stays(stage: Stage) -> None:
    assert _read(stage, CITY, metadata={"city": "troisdorf"})["city"] == "herne"
    later = _read(stage, metadata={"city": "troisdorf"}, home_city="troisdorf", city="herne")
    assert "city" not in later


def test_another_page_brings_its_city(stage: Stage) -> None:
    slots = _read(stage, metadata={"city": "potsdam"}, home_city="troisdorf", city="herne")
    assert slots["city"] == "potsdam"


def test_the_last_of_several_cities_counts(stage: Stage) -> None:
    assert _read(stage, CITY, {"entity": "city", "value": "voerde"})["city"] == "voerde"


def test_a_town_comes_and_goes_with_its_county(stage: Stage) -> None:
    county = {"entity": "city", "value": "rheinisch-bergischer-kreis"}
    assert _read(stage, county, {"entity": "town", "value": "Kürten"})["town"] == "Kürten"
    assert _read(stage, CITY, town="Kürten")["town"] is None


def test_an_unknown_place_is_known_for_one_message_only(stage: Stage) -> None:
    assert _read(stage, {"entity": "place", "value": "Köln"})["place"] == "Köln"
    assert _read(stage, place="Köln")["place"] is None
    assert _read(stage, place="Köln", intent="ask_number")["place"] == "Köln"
    assert _read(stage, CITY, place="Köln", intent="ask_number")["place"] is None
    assert _read(stage, {"entity": "place", "value": "Bonn"}, place="Köln", intent="ask_number")["place"] == "Bonn"
    assert _read(stage, CITY, {"entity": "place", "value": "Köln"})["place"] is None


def test_only_ones_own_role_is_kept(stage: Stage) -> None:
    assert _read(stage, {"entity": "role", "value": "kita", "role": "self"})["role"] == "kita"
    assert "role" not in _read(stage, {"entity": "role", "value": "kita"})


def test_audience_and_register_come_from_the_page(stage: Stage) -> None:
    slots = _read(stage, metadata={"audience": "kind", "register": "leicht"})
    assert (slots["audience"], slots["register"]) == ("kind", "leicht")


def test_who_only_seemed_to_write_is_forgotten_with_the_next_message(stage: Stage) -> None:
    teacher = {"entity": "role", "value": "schule", "role": "self"}
    before = {"given_audience": "kind"}
    assert _read(stage, audience="kind", **before)["audience"] is None
    assert _read(stage, audience="kind", **before)["given_audience"] is None
    assert _read(stage, audience="fachkraft", **before)["audience"] == "fachkraft"
    assert _read(stage, teacher, audience="kind", **before)["audience"] == "fachkraft"
    assert "audience" not in _read(stage, audience="kind")


def test_a_register_chosen_in_the_conversation_is_not_taken_back_by_the_page(stage: Stage) -> None:
    slots = _read(stage, metadata={"register": "standard"}, register="leicht", requested_register="standard")
    assert "register" not in slots


@pytest.mark.parametrize(
    ("roles", "meant"),
    [
        ({"herne": "own", "troisdorf": None}, "troisdorf"),
        ({"troisdorf": None, "herne": "own"}, "troisdorf"),
        ({"potsdam": "own", "herne": "former"}, "potsdam"),
        ({"herne": None, "troisdorf": None}, "troisdorf"),
        ({"herne": "former"}, "herne"),
        ({"herne": "self"}, "herne"),
    ],
)
def test_of_two_cities_the_one_that_it_is_about(stage: Stage, roles: dict[str, str | None], meant: str) -> None:
    entities = [
        {"entity": "city", "value": city, "start": at, **({"role": role} if role else {})}
        for at, (city, role) in enumerate(roles.items())
    ]
    assert stage.run("action_read_context", entities=entities).slots["city"] == meant


def test_who_tells_of_a_child_of_his_own_is_a_parent_unless_the_page_is_for_children(stage: Stage) -> None:
    assert _read(stage, metadata={"grown": True}, audience="kind")["audience"] == "eltern"
    assert _read(stage, metadata={"grown": True})["audience"] == "eltern"
    assert "audience" not in _read(stage, metadata={"grown": True}, audience="fachkraft")
    assert "audience" not in _read(stage, metadata={"grown": False}, audience="kind")
    assert _read(stage, metadata={"grown": True, "audience": "kind"}, audience="kind")["audience"] == "kind"


def test_a_city_that_is_only_compared_with_changes_nothing(stage: Stage) -> None:
    compared = {"entity": "city", "value": "troisdorf", "start": 0, "role": "former"}
    assert "city" not in _read(stage, compared, city="herne")


def test_a_person_office_or_event_tells_the_city_where_none_is_known(stage: Stage) -> None:
    office = {"entity": "office", "value": "herne/familienbuero"}
    event = {"entity": "event", "value": "voerde-2024-04"}
    assert _read(stage, office)["city"] == "herne"
    assert _read(stage, event)["city"] == "voerde"
    assert _read(stage, {"entity": "person", "value": "Heike Niermann"})["city"] == "troisdorf"
    assert "city" not in _read(stage, office, city="potsdam")
    assert _read(stage, office, metadata={"city": "potsdam"})["city"] == "potsdam"
    assert "city" not in _read(stage, office, {"entity": "office", "value": "potsdam/stibb"})


def test_who_tells_the_age_of_a_child_is_read_as_one(stage: Stage) -> None:
    age = {"entity": "age", "value": "12"}
    assert _read(stage, age)["role"] == "kind"
    assert _read(stage, age)["audience"] == "kind"
    assert "audience" not in _read(stage, age, audience="eltern")


def test_who_says_to_be_of_a_profession_is_addressed_as_such(stage: Stage) -> None:
    teacher = {"entity": "role", "value": "schule", "role": "self"}
    trains = {"entity": "role", "value": "verein", "role": "self", "group": "activity"}
    assert _read(stage, teacher)["audience"] == "fachkraft"
    assert _read(stage, teacher, audience="kind")["audience"] == "fachkraft"
    assert _read(stage, trains)["audience"] == "fachkraft"
    assert "audience" not in _read(stage, trains, audience="kind")
    assert "audience" not in _read(stage, {"entity": "role", "value": "buerger", "role": "self"})
    for said_by, audience in (("page", "kind"), ("words", "fachkraft")):
        seems = {"audience": "kind", "said_by": said_by}
        assert _read(stage, teacher, metadata=seems)["audience"] == audience
        assert _read(stage, metadata=seems)["audience"] == "kind"
