"""What words tell of a message: whether it asks, whether it denies."""

from __future__ import annotations

import pytest

from bot.questions import asks, corrects, denies, is_question


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
        ("nein, sie ist nicht in lebensgefahr", True),
        ("nein, es ist keiner verletzt", True),
        ("nein, verletzt ist sie nicht", False),
        ("nein, sie ist verletzt", False),
        ("nein, er haut mich, und mir hilft leider nach all dem keiner", False),
        ("", False),
    ],
)
def test_a_denial_begins_with_no_and_stands_beside_what_it_denies(text: str, denied: bool) -> None:
    assert denies(text) is denied


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("er schlägt niemanden", True),
        ("sie ist nicht in gefahr", True),
        ("er schlägt mich nicht nur", False),
        ("sie ist nicht verletzt, aber er schlägt sie", False),
        ("", False),
    ],
)
def test_an_answer_to_a_card_needs_no_no(text: str, denied: bool) -> None:
    assert denies(text, answering=True) is denied


@pytest.mark.parametrize(
    ("text", "corrected"),
    [
        ("nein ich meine das baby", True),
        ("nee, nein, ich meinte die mutter", True),
        ("nein mein papa haut mich", False),
        ("ich meine das baby", False),
        ("nein, sie sagt immer, dass ich meine schwester schlage", False),
        ("", False),
    ],
)
def test_who_says_no_and_what_was_meant_corrects(text: str, corrected: bool) -> None:
    assert corrects(text) is corrected
