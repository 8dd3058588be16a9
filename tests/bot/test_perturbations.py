"""What typing does to a text."""

from __future__ import annotations

import random
import unicodedata

import pytest

from bot.perturbations import KINDS, TYPO_EVERY
from bot.safety.normalise import normalise

TEXT = "Mein Vater schlägt mich jeden Abend, wenn er heimkommt. Ich hab Angst!"
UNREAD = ("leet", "pictures", "invisible", "no_umlauts", "lower", "upper")
"""Kinds that folding takes back entirely."""


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_changes_the_text_the_same_way_each_time(kind: str) -> None:
    once, again = (KINDS[kind](TEXT, random.Random(3)) for _ in range(2))
    assert once == again
    assert once != TEXT


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_takes_any_text(kind: str) -> None:
    for text in ("", " ", "?", "😢", "a", "\ud800", "Ä"):
        assert isinstance(KINDS[kind](text, random.Random(1)), str)


@pytest.mark.parametrize("kind", UNREAD)
def test_folding_takes_it_back(kind: str) -> None:
    changed = normalise(KINDS[kind](TEXT, random.Random(3))).text
    assert changed.replace(" ", "") == normalise(TEXT).text.replace(" ", "")


def test_there_is_a_typo_for_every_eight_letters() -> None:
    text = "a" * 80
    changed = KINDS["typos"](text, random.Random(1))
    assert abs(len(changed) - len(text)) <= len(text) // TYPO_EVERY
    assert sum(one != other for one, other in zip(text, changed, strict=False)) <= 80


def test_look_alikes_are_letters_of_other_scripts() -> None:
    changed = KINDS["lookalikes"](TEXT.lower(), random.Random(3))
    assert any("CYRILLIC" in unicodedata.name(letter, "") for letter in changed)
