"""Who is taken to write, message after message."""

from __future__ import annotations

import pytest

from bot.safety.verdict import Level, Speaker, Verdict
from bot.writers import Writers

ABOUT = Verdict(Level.CONCERN, "bystander", (0, 5), "child-attacked", Speaker.BYSTANDER)
TEACHER = Verdict(Level.NONE, None, None, None, Speaker.PROFESSIONAL)
GRANDMOTHER = Verdict(Level.NONE, None, None, None, Speaker.UNKNOWN, grown=True)
HIDDEN = Verdict(Level.DISCLOSURE, "indirect", (0, 5), "classifier", Speaker.CHILD)
OF_SELF = Verdict(Level.DISCLOSURE, "violence", (0, 5), "classifier", Speaker.CHILD, of_self=True)
BROKEN = Verdict(Level.ACUTE, None, None, None, Speaker.CHILD)


@pytest.fixture
def writers() -> Writers:
    return Writers(minutes=30, conversations=2)


@pytest.mark.parametrize("before", [ABOUT, TEACHER, GRANDMOTHER])
def test_who_wrote_about_another_goes_on_to(writers: Writers, before: Verdict) -> None:
    assert writers.meant("a", before, None) == before
    assert writers.meant("a", HIDDEN, None).speaker is Speaker.BYSTANDER
    assert writers.meant("a", HIDDEN, None).speaker is Speaker.BYSTANDER
    assert writers.meant("b", HIDDEN, None).speaker is Speaker.CHILD


def test_who_names_himself_is_a_child_from_then_on(writers: Writers) -> None:
    writers.meant("a", ABOUT, None)
    assert writers.meant("a", OF_SELF, None) == OF_SELF
    assert writers.meant("a", HIDDEN, None) == HIDDEN


def test_who_has_children_still_has_them_in_the_next_message(writers: Writers) -> None:
    calm = Verdict(Level.NONE, None, None, None, Speaker.UNKNOWN)
    assert not writers.meant("a", calm, None).grown
    writers.meant("a", GRANDMOTHER, None)
    writers.meant("a", ABOUT, None)
    grown = [writers.meant("a", said, None).grown for said in (calm, HIDDEN, OF_SELF, calm)]
    assert grown == [True, True, False, False]
    writers.meant("a", ABOUT, None)
    assert not writers.meant("a", calm, None).grown


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
    assert writers.meant("a", HIDDEN, audience).speaker == speaker


def test_what_is_forgotten_says_nothing(writers: Writers) -> None:
    writers.meant("a", ABOUT, None)
    writers.forget("a")
    writers.forget("b")
    assert writers.meant("a", HIDDEN, None) == HIDDEN


def test_the_oldest_is_forgotten_where_there_are_too_many(writers: Writers) -> None:
    for name in "abc":
        writers.meant(name, ABOUT, None)
    assert writers.meant("a", HIDDEN, None) == HIDDEN
    assert writers.meant("c", HIDDEN, None).speaker is Speaker.BYSTANDER
