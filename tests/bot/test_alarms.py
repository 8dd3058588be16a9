"""What is said after an emergency block: part of the danger before, or a danger of its own."""

from __future__ import annotations

import pytest

from bot.alarms import ASKED_FOR, Alarms
from bot.engine.port import Status
from bot.safety.verdict import Level, Speaker, Verdict

NAMED = Verdict(Level.ACUTE, "unattended_or_medical", None, "medical-now", Speaker.BYSTANDER)
HINT = Verdict(Level.ACUTE, "indirect", (0, 4), "classifier", Speaker.CHILD)


def after(before: Verdict | None, verdict: Verdict) -> Verdict:
    alarms = Alarms(30, 10)
    alarms.remember("one", before, Status.DANGER)
    alarms.remember("other", NAMED, Status.DANGER)
    return alarms.named("one", verdict)


def test_a_hint_after_a_named_acute_danger_belongs_to_it() -> None:
    assert after(NAMED, HINT) == NAMED


@pytest.mark.parametrize(
    "verdict",
    [
        Verdict(Level.ACUTE, "violence", (0, 4), "classifier", Speaker.CHILD),
        Verdict(Level.CONCERN, "indirect", (0, 4), "classifier", Speaker.CHILD),
        Verdict(Level.NONE, None, None, None, Speaker.UNKNOWN),
    ],
)
def test_another_danger_or_none_is_heard_as_it_is(verdict: Verdict) -> None:
    assert after(NAMED, verdict) == verdict


@pytest.mark.parametrize(
    "before",
    [
        None,
        ASKED_FOR,
        Verdict(Level.ACUTE, "indirect", None, "classifier", Speaker.BYSTANDER),
        Verdict(Level.DISCLOSURE, "violence", None, "classifier", Speaker.BYSTANDER),
    ],
)
def test_a_hint_after_anything_else_is_heard_as_it_is(before: Verdict | None) -> None:
    assert after(before, HINT) == HINT


def test_without_an_alarm_before_a_hint_is_heard_as_it_is() -> None:
    assert Alarms(30, 10).named("one", HINT) == HINT
