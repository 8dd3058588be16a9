"""Sentences, syllables and reading ease of German."""

from __future__ import annotations

import pytest

from bot.texts.readability import ease, sentences, syllables, words


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("Oma", 2), ("Kind", 1), ("Eltern", 2), ("Jugend-Amt", 3), ("Familie", 3), ("Bäume", 2), ("Schule", 2),
        ("Polizei", 3), ("Kindeswohlgefährdung", 6), ("LKSG", 4), ("krisenchat", 3), ("pst", 1), ("Feuer", 2),
    ],
)  # fmt: skip
def test_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Ruf an. Sofort!", 2),
        ("Bist du in Gefahr? Ruf 110 an.", 2),
        ("Am 3. September ist Schule.", 1),
        ("Ruf die 112. Dann warte.", 2),
        ("Das gilt z. B. für Dr. Wüst.", 1),
        ("Dazu: eins; zwei", 3),
        ("eine Zeile\nnoch eine", 2),
        ("", 0),
    ],
)
def test_sentences(text: str, count: int) -> None:
    assert len(sentences(text)) == count


def test_words_have_no_numbers() -> None:
    assert words("Ruf 110 an, Jugend-Amt und geht's") == ["Ruf", "an", "Jugend-Amt", "und", "geht's"]


def test_ease_is_amstads() -> None:
    # 4 words, 1 sentence, 4 syllables: 180 - 4 - 58.5
    assert ease("Der Hund ist da.") == pytest.approx(117.5)
    assert ease("Der Hund ist da.") > ease("Die Kindeswohlgefährdung ist möglicherweise unübersehbar.")
    assert ease("110") == 180
