"""Which known words are written much like others, for many of them at once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA

LOOKED_AT = 8
"""Neighbours of a word that are found, the likeliest by plain distance and frequency."""
AT_ONCE = 500
"""Words that are compared with the known ones in one go."""


class Neighbours:
    """Known words with how often they occur; one slip more weighs as much as ``dear`` times e rarer a word."""

    def __init__(self, counts: Mapping[str, int], dear: float) -> None:
        self._words = sorted(counts, key=lambda word: (len(word), word))
        self._rarity = -np.log(np.array([counts[word] for word in self._words], np.float32))
        self._dear = np.float32(dear)

    def of(self, words: Sequence[str], slips: int) -> list[list[str]]:
        """For each of ``words``, which are of one length, the likeliest at most ``slips`` slips away."""
        length = len(words[0])
        start = bisect_left(self._words, length - slips, key=len)
        stop = bisect_right(self._words, length + slips, key=len)
        similar, rarity = self._words[start:stop], self._rarity[start:stop]
        found: list[list[str]] = []
        for at in range(0, len(words), AT_ONCE):
            distances = process.cdist(
                words[at : at + AT_ONCE], similar, scorer=OSA.distance, score_cutoff=slips, dtype=np.uint8
            )
            found += [[similar[place] for place in self._likeliest(row, rarity, slips)] for row in distances]
        return found

    def _likeliest(
        self, distances: npt.NDArray[np.uint8], rarity: npt.NDArray[np.float32], slips: int
    ) -> list[int]:
        near = np.flatnonzero(distances <= slips)
        order = np.argsort(self._dear * distances[near] + rarity[near], kind="stable")
        places: list[int] = near[order[:LOOKED_AT]].tolist()
        return places
