"""Who is taken to write, message after message."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.safety.verdict import Level, Speaker, Verdict
from bot.writers import Writers

CALM = Verdict(Level.NONE, None, None, None, Speaker.UNKNOWN)
ABOUT = Verdict(Level.CONCERN, "bystander", (0, 5), "child-attacked", Speaker.BYSTANDER, told=True)
SEEN = Verdict(Level.CONCERN, "bystander", (0, 5), "classifier", Speaker.BYSTANDER)
TEACHER = Verdict(Level.NONE, None, None, None, Speaker.PROFESSIONAL, told=True)
GRANDMOTHER = Verdict(Level.NONE, None, None, None, Speaker.UNKNOWN, grown=True)
CHILD = Verdict(Level.NONE, None, None, None, Speaker.CHILD, told=True, of_self=True)
GUESSED = Verdict(Level.DISCLOSURE, "indirect", (0, 5), "classifier", Speaker.CHILD)
OF_PAPA = Verdict(Level.DISCLOSURE, "violence", (0, 5), "classifier", Speaker.CHILD, told=True)
OF_SELF = Verdict(Level.DISCLOSURE, "violence", (0, 5), "classifier", Speaker.CHILD, of_self=True)
HINT = Verdict(Level.DISCLOSURE, "indirect", (0, 5), "hint", Speaker.CHILD, told=True, of_self=True)
STRUCK = Verdict(
    Level.DISCLOSURE, "violence", (0, 5), "violence-against-me", Speaker.CHILD, told=True, of_self=True
)
BROKEN = Verdict(Level.ACUTE, None, None, None, Speaker.CHILD)
ASHAMED = Verdict(Level.CONCERN, "own_behaviour", (0, 5), "classifier", Speaker.SELF)
HIT = Verdict(Level.DISCLOSURE, "own_anger", (0, 5), "parent-hit", Speaker.SELF, told=True)


@pytest.fixture
def writers() -> Writers:
    return Writers(minutes=30, conversations=2)


def test_who_only_seemed_to_write_about_another_may_tell_of_papa(writers: Writers) -> None:
    assert writers.meant("a", SEEN, None) == SEEN
    assert writers.meant("a", GUESSED, None).speaker is Speaker.BYSTANDER
    assert writers.meant("a", OF_PAPA, None) == OF_PAPA
    writers.meant("a", ABOUT, None)
    writers.meant("a", SEEN, None)
    assert writers.meant("a", OF_PAPA, None).speaker is Speaker.BYSTANDER


@pytest.mark.parametrize("asked_by", ["kind", "eltern", None])
def test_who_has_children_asks_nothing_as_a_child(writers: Writers, asked_by: str | None) -> None:
    writers.answered("b", asked_by, None)
    assert writers.is_child("b") is (asked_by == "kind")
    writers.meant("a", GRANDMOTHER, None)
    writers.answered("a", asked_by, None)
    assert not writers.is_child("a")


@pytest.mark.parametrize("before", [ABOUT, TEACHER, GRANDMOTHER])
@pytest.mark.parametrize("said", [GUESSED, OF_PAPA])
def test_who_wrote_about_another_goes_on_to(writers: Writers, before: Verdict, said: Verdict) -> None:
    assert writers.meant("a", before, None) == before
    assert writers.meant("a", said, None).speaker is Speaker.BYSTANDER
    assert writers.meant("a", said, None).speaker is Speaker.BYSTANDER
    assert writers.meant("b", said, None) == said


@pytest.mark.parametrize("before", [ABOUT, TEACHER])
def test_who_wrote_about_another_may_be_a_child_all_the_same(writers: Writers, before: Verdict) -> None:
    writers.meant("a", before, None)
    assert writers.meant("a", OF_SELF, None) == OF_SELF
    assert not writers.is_child("a")
    writers.meant("a", CHILD, None)
    assert writers.is_child("a")
    assert writers.meant("a", GUESSED, None) == GUESSED


def test_who_has_children_stays_grown_up(writers: Writers) -> None:
    assert not writers.meant("a", CALM, None).grown
    writers.meant("a", GRANDMOTHER, None)
    said = [writers.meant("a", verdict, None) for verdict in (ABOUT, CALM, GUESSED, OF_SELF, CHILD)]
    assert all(verdict.grown for verdict in said)
    assert [verdict.speaker for verdict in said[2:]] == [Speaker.BYSTANDER, Speaker.SELF, Speaker.SELF]
    assert not writers.is_child("a")


def test_who_is_guessed_to_be_a_child_is_guessed_anew_each_time(writers: Writers) -> None:
    assert writers.meant("a", OF_SELF, None) == OF_SELF
    assert writers.meant("a", ABOUT, None) == ABOUT
    assert not writers.is_child("a")


@pytest.mark.parametrize("asked", [True, False])
def test_who_says_to_be_a_child_stays_one(writers: Writers, asked: bool) -> None:
    if asked:
        writers.answered("a", "kind", None)
    else:
        writers.meant("a", CHILD, None)
    for verdict in (CALM, ABOUT, GUESSED):
        assert writers.meant("a", verdict, None).speaker is Speaker.CHILD
    assert writers.is_child("a")
    assert not writers.is_child("b")


def test_who_asks_as_a_professional_is_one(writers: Writers) -> None:
    writers.meant("a", CHILD, None)
    writers.answered("a", "fachkraft", None)
    assert not writers.is_child("a")
    for verdict in (GUESSED, OF_SELF, OF_PAPA):
        assert writers.meant("a", verdict, None).speaker is Speaker.PROFESSIONAL
    assert writers.meant("a", GRANDMOTHER, None) == GRANDMOTHER
    assert writers.meant("a", ABOUT, None) == ABOUT
    assert writers.meant("a", GUESSED, None).speaker is Speaker.PROFESSIONAL
    for of_school in (CHILD, HINT, replace(HINT, category="online", found_by="sexual-online")):
        assert writers.meant("a", of_school, None).speaker is Speaker.PROFESSIONAL
    assert writers.meant("a", STRUCK, None) == STRUCK
    assert writers.is_child("a")


def test_who_asks_as_a_professional_and_tells_the_age_of_a_child_is_one(writers: Writers) -> None:
    writers.answered("a", "fachkraft", None)
    writers.answered("a", "kind", None)
    assert writers.is_child("a")


def test_a_child_does_not_fear_what_it_may_do(writers: Writers) -> None:
    assert writers.meant("a", ASHAMED, None).category == "own_behaviour"
    writers.meant("a", CHILD, None)
    assert writers.meant("a", ASHAMED, None).category is None
    assert writers.meant("a", HIT, None).category == "own_anger"


def test_who_seemed_a_child_and_says_otherwise_is_none(writers: Writers) -> None:
    writers.meant("a", CHILD, None)
    assert writers.meant("a", TEACHER, None).speaker is Speaker.CHILD, "of 'in meiner klasse' children speak, too"
    assert writers.meant("a", GRANDMOTHER, None) == GRANDMOTHER
    assert not writers.is_child("a")
    assert writers.meant("a", GUESSED, None).speaker is Speaker.BYSTANDER


def test_a_gate_that_broke_speaks_to_a_child(writers: Writers) -> None:
    writers.meant("a", ABOUT, None)
    assert writers.meant("a", BROKEN, None) == BROKEN
    assert writers.meant("b", BROKEN, "eltern") == BROKEN


@pytest.mark.parametrize(
    ("audience", "speaker"),
    [
        ("buerger", "bystander"), ("eltern", "bystander"), ("fachkraft", "bystander"),
        ("kind", "child"), (None, "child"),
    ],
)
def test_a_page_for_grown_ups_says_who_writes(writers: Writers, audience: str | None, speaker: str) -> None:
    assert writers.meant("a", GUESSED, audience).speaker == speaker
    ashamed = writers.meant("a", ASHAMED, audience)
    assert (ashamed.category is None) is (audience == "kind")
    assert not writers.is_child("a")


def test_what_is_forgotten_says_nothing(writers: Writers) -> None:
    writers.meant("a", ABOUT, None)
    writers.forget("a")
    writers.forget("b")
    assert writers.meant("a", GUESSED, None) == GUESSED


def test_the_oldest_is_forgotten_where_there_are_too_many(writers: Writers) -> None:
    for name in "abc":
        writers.meant(name, ABOUT, None)
    assert writers.meant("a", GUESSED, None) == GUESSED
    assert writers.meant("c", GUESSED, None).speaker is Speaker.BYSTANDER


def test_what_the_dialogue_tells_of_the_writer_holds_for_the_message_that_told_it() -> None:
    """"Trainer F-Jugend. Einer meiner Jungs hat Angst nach Hause zu gehen" is no child's."""
    writers = Writers(30, 10)
    of_child = Verdict(Level.DISCLOSURE, "indirect", (0, 9), "hint", Speaker.CHILD, told=True, of_self=True)
    writers.meant("a", of_child, None)
    heard = writers.answered("a", "fachkraft", of_child)
    assert heard is not None
    assert heard.speaker is Speaker.PROFESSIONAL
    assert not writers.is_child("a")
    assert writers.answered("b", None, of_child) == of_child


@pytest.mark.parametrize(
    ("asked_by", "found_by", "category"),
    [("fachkraft", "classifier", None), ("fachkraft", "offence", "offence"), (None, "classifier", "offence")],
)
def test_a_professional_is_not_guessed_to_be_an_offender(
    writers: Writers, asked_by: str | None, found_by: str, category: str | None
) -> None:
    writers.answered("a", asked_by, None)
    suspected = Verdict(Level.CONCERN, "offence", (0, 5), found_by, Speaker.UNKNOWN)
    assert writers.meant("a", suspected, None).category == category


def test_who_works_is_known_to_until_forgotten(writers: Writers) -> None:
    assert not writers.is_at_work("one")
    writers.answered("one", "fachkraft", None)
    assert writers.is_at_work("one")
    assert writers.answered("one", None, HINT) == replace(HINT, speaker=Speaker.PROFESSIONAL)
    writers.forget("one")
    assert not writers.is_at_work("one")
