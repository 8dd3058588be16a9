"""Cuts a folded text into words and gives each the key under which sound-alike spellings meet."""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.safety.normalise import Normalised

_WORD = re.compile(r"[^\W_]+|\?")
_SENTENCE_END = re.compile(r"[.!?;:\n]")
_NO_END = ("", " ")
"""What is mostly between two words, so that it need not be searched."""
_SOUNDS = (
    (re.compile(r"([^\W\d_])\1+"), r"\1"),  # kommm, komm, kom
    (re.compile(r"(?<=[aeiou])h(?=[lmnrstd])"), ""),  # mehr, mer
)
_SOUND_PAIRS = tuple(pair.split(">") for pair in ["ph>f", "th>t", "tz>z", "ck>k", "dt>t", "ie>i", "v>f", "y>i"])
_SENTENCE_STEP = 3


class Word(NamedTuple):
    """A word: ``key`` to look it up, ``form`` as folded, ``start:end`` in the folded text.

    A question mark is a word too. ``place`` counts words and jumps at a sentence end, so that patterns hardly
    reach across sentences; ``sentence`` numbers the sentences.
    """

    key: str
    form: str
    start: int
    end: int
    place: int
    sentence: int


def sound_keys(forms: list[str]) -> list[str]:
    """Keys of folded ``forms``, in order; one pass over all of them together."""
    joined = "\n".join(forms)
    for pattern, replacement in _SOUNDS:
        joined = pattern.sub(replacement, joined)
    for pair, single in _SOUND_PAIRS:
        joined = joined.replace(pair, single)
    return joined.split("\n") if forms else []


def place_words(pieces: list[tuple[int, int]], text: str) -> list[Word]:
    """Words for the ``start, end`` pieces of ``text``, with keys, places and sentence numbers."""
    forms = [text[start:end] for start, end in pieces]
    words: list[Word] = []
    place = sentence = previous_end = 0
    previous = ""
    for (start, end), form, key in zip(pieces, forms, sound_keys(forms), strict=True):
        between = text[previous_end:start]
        asked = previous == "?" and form != "?"
        if asked or (between not in _NO_END and previous and _SENTENCE_END.search(between)):
            place += _SENTENCE_STEP
            sentence += 1
        words.append(Word(key, form, start, end, place, sentence))
        place += 1
        previous_end, previous = end, form
    return words


def cut(normalised: Normalised) -> list[tuple[int, int]]:
    """Spans of the words in ``normalised.text``."""
    return [match.span() for match in _WORD.finditer(normalised.text)]
