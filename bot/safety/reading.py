"""From a message to its words: folded, run-together ones cut apart, sound-alike spellings under one key."""

from __future__ import annotations

from bot.safety.lexicon import Lexicon
from bot.safety.normalise import Normalised, normalise
from bot.safety.words import Word, cut, place_words


class Reader:
    """Reads with the words that ``lexicon`` knows."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def read(self, text: str) -> tuple[Normalised, list[Word]]:
        """The folded text and its words, which point into it."""
        normalised = normalise(text)
        return normalised, place_words(self._pieces(normalised), normalised.text)

    def _pieces(self, normalised: Normalised) -> list[tuple[int, int]]:
        """Spans of the words, run-together ones cut into the words that the lexicon knows."""
        pieces: list[tuple[int, int]] = []
        for start, end in cut(normalised):
            if parts := self._lexicon.split(normalised.text[start:end]):
                pieces += [(start + a, start + b) for a, b in parts]
            else:
                pieces.append((start, end))
        return pieces
