from __future__ import annotations

import pytest

from bot.safety.verdict import Level, Speaker, Verdict


def test_levels_rise_from_none_to_acute() -> None:
    rising = [Level.NONE, Level.CONCERN, Level.DISCLOSURE, Level.SELF_HARM, Level.ACUTE]
    assert [level.rank for level in rising] == [0, 1, 2, 3, 4]
    assert list(Level) == rising


@pytest.mark.parametrize("level", list(Level))
def test_the_emergency_block_comes_from_disclosure_on(level: Level) -> None:
    assert level.dangerous == (level in {Level.DISCLOSURE, Level.SELF_HARM, Level.ACUTE})


def test_the_words_are_those_of_the_interface() -> None:
    assert [str(level) for level in Level] == ["none", "concern", "disclosure", "self_harm", "acute"]
    assert [str(who) for who in Speaker] == ["child", "bystander", "professional", "self", "unknown"]


def test_a_verdict_is_german_unless_said_otherwise() -> None:
    assert Verdict(Level.NONE, None, None, None, Speaker.UNKNOWN).language == "de"
