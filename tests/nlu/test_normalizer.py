"""What words mean beside what is written."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.shared.nlu.constants import TEXT

from bot.nlu import features
from bot.nlu.pattern_extractor import WANTED, wanted
from knowledge.text import fold
from tests.nlu.world import COMPONENTS, understood

BEFORE_CLASSIFIER = COMPONENTS.index(next(kind for kind in COMPONENTS if kind.__name__ == "GermanNormalizer")) + 1


def words(components: list[Any], text: str) -> list[str]:
    """The single words that the classifier sees of ``text``."""
    message = understood(components[:BEFORE_CLASSIFIER], text)
    return [feature for feature in features.words(message) if not features.is_pair(feature)]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Das JA fragen", "jugendamt"),
        ("Kann ick anonym melden?", "ich"),
        ("Kann ich anonym meldn?", "melden"),
    ],
)
def test_what_is_meant_is_seen(components: list[Any], text: str, word: str) -> None:
    assert word in words(components, text)


def test_a_slip_of_the_pen_asks_for_what_is_meant(components: list[Any]) -> None:
    text = "Kann ich da anrufn?"
    assert wanted(text) == []
    assert understood(components[:BEFORE_CLASSIFIER], text).get(WANTED) == ["contact"]


def test_the_text_and_its_tokens_stay_as_they_are(components: list[Any]) -> None:
    text = "Dat JA in Herne fragn"
    message = understood(components, text)
    assert message.get(TEXT) == text
    assert [token.text for token in message.get(features.TOKENS)] == text.split()


def test_names_are_replaced_in_the_sentence(components: list[Any]) -> None:
    message = understood(components[:BEFORE_CLASSIFIER], "Wer ist Ole Sander in Herne?")
    assert features.sentence(message).count("stadt") == 1
    assert "sander" not in features.letters(message)


def test_each_sentence_of_a_message_is_taken_alone(components: list[Any]) -> None:
    message = understood(components, "Kann ich anonym melden? Wie lange werden Akten aufbewahrt?")
    assert [features.sentence(part) for part in features.sentences(message)] == [
        "kann ich anonym melden ?", "wie lange werden akten aufbewahrt ?",
    ]  # fmt: skip
    assert features.sentences(understood(components, "Kann ich anonym melden?")) == []


@pytest.mark.parametrize(
    "text",
    [
        "Guten Tag, kann ich anonym melden?",
        "Kann ich anonym melden? Vielen Dank im Voraus",
        "Hallo zusammen, kann ich anonym melden? Mit freundlichen Grüßen, M. Berg",
        "Hallo, guten Tag, hi, kann ich anonym melden?",
        "Nein, es besteht gerade keine Gefahr, kann ich anonym melden?",
        "keine akute gefahr grad, kann ich anonym melden?",
    ],
)
def test_greeting_thanks_and_signature_say_nothing_about_a_question(components: list[Any], text: str) -> None:
    assert words(components, text) == words(components, "Kann ich anonym melden?")
    assert features.letters(understood(components[:BEFORE_CLASSIFIER], text)) == "kann ich anonym melden"


def test_two_words_with_a_name_besides_a_greeting_are_a_question(components: list[Any]) -> None:
    meant = features.letters(understood(components[:BEFORE_CLASSIFIER], "Moin moin, Dinslaken Akteneinsicht?"))
    assert meant == "akteneinsicht"


@pytest.mark.parametrize("text", ["Vielen Dank", "Hallo, wie geht es?", "Danke und bis dann"])
def test_what_is_all_courtesy_keeps_its_words(components: list[Any], text: str) -> None:
    assert features.letters(understood(components[:BEFORE_CLASSIFIER], text)) == fold(text)
