"""Compounds and their parts: "gefaehrdungsmeldung" -> "gefaehrdung", "meldung", by a vocabulary of known words."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from knowledge.text import fold

LINKS = ("", "s", "es", "n", "en", "er", "e")
"""What may stand between two parts."""
SHORTEST_PART = 4
SHORTEST_COMPOUND = 8
REMEMBERED = 20_000


class Splitter:
    """Splits folded words into as few known parts as possible; a word that cannot be split has no parts."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self._vocabulary = frozenset(word for word in vocabulary if len(word) >= SHORTEST_PART and word.isalpha())
        self._longest = max(map(len, self._vocabulary), default=0)
        self.parts = lru_cache(REMEMBERED)(self._parts)

    @classmethod
    def of(cls, texts: Iterable[str]) -> Splitter:
        """A splitter that knows the words of ``texts``."""
        return cls({word for text in texts for word in fold(text).split()})

    def _parts(self, word: str) -> tuple[str, ...]:
        """The known parts of ``word`` (folded) from left to right; empty when it is no compound of them."""
        if len(word) < SHORTEST_COMPOUND or not word.isalpha():
            return ()
        best: list[tuple[int, int, tuple[str, ...]] | None] = [None] * (len(word) + 1)
        best[0] = (0, 0, ())
        for start in range(len(word)):
            reached = best[start]
            if reached is None:
                continue
            for end in range(start + SHORTEST_PART, min(len(word), start + self._longest) + 1):
                part = word[start:end]
                if part not in self._vocabulary or part == word:
                    continue
                for link in LINKS:
                    stop = end + len(link)
                    # a link stands between parts, never at the end
                    if word[end:stop] != link or (link and stop >= len(word)):
                        continue
                    # few parts first, then few letters that belong to none
                    candidate = (reached[0] + 1, reached[1] + len(link), (*reached[2], part))
                    known = best[stop]
                    if known is None or candidate[:2] < known[:2]:
                        best[stop] = candidate
        found = best[len(word)]
        return found[2] if found and found[0] > 1 else ()

    def written_apart(self, word: str) -> tuple[str, ...]:
        """The pieces of ``word`` as somebody who writes compounds apart would write them, links kept."""
        folded = fold(word)
        parts = self.parts(folded)
        if not parts or len(folded) != len(word):
            return ()
        pieces, start = [], 0
        for part in parts[1:]:
            end = folded.index(part, start + 1)
            pieces.append(word[start:end])
            start = end
        return (*pieces, word[start:])
