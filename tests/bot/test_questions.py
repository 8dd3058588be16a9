"""What words tell of a message: whether it asks, whether it denies."""

from __future__ import annotations

import pytest

from bot.questions import asks, denies, is_question


@pytest.mark.parametrize(
    ("text", "whole", "part"),
    [
        ("was passiert dann", True, True),
        ("an wen wende ich mich", True, True),
        ("muss ich hin", True, True),
        ("ja gut, kriegt sie das mit", False, True),
        ("ok und wer hilft", False, True),
        ("und wenn er es merkt", False, True),
        ("ich hab angst. darf ich bleiben", False, True),
        ("er ist bei mir", False, False),
        ("wirklich?", True, True),
        ("", False, False),
    ],
)
def test_a_question_is_told_by_its_mark_or_its_first_words(text: str, whole: bool, part: bool) -> None:
    assert is_question(text) is whole
    assert asks(text) is part


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("nein, er schlägt niemanden", True),
        ("nee gewalt ist da keine", True),
        ("nein, er schlägt mich", False),
        ("nein danke, keine hilfe", False),
        ("er schlägt niemanden", False),
        ("nein, er haut mich, und mir hilft leider nach all dem keiner", False),
        ("", False),
    ],
)
def test_a_denial_begins_with_no_and_stands_beside_what_it_denies(text: str, denied: bool) -> None:
    assert denies(text) is denied
