"""What a word brings along by itself; that of frequent words is looked up once and kept packed."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence

from bot.safety.clusters import ClusterTable
from bot.safety.features import mark, own


class WordFeatures:
    """By the keys of words: their buckets, the sum of the ``weights`` of these, and their mark beside others.

    ``common`` are the frequent ones. Kept as arrays, 20,000 of them take 4 MB.
    """

    def __init__(self, clusters: ClusterTable, weights: Sequence[int], common: Iterable[str] = ()) -> None:
        self._clusters = clusters
        self._weights = weights
        self._places: dict[str, int] = {}
        self._ends, self._buckets, self._sums = array("I", [0]), array("I"), array("i")
        self._marks: list[str] = []
        known: dict[str, str] = {}
        for place, key in enumerate(dict.fromkeys(common)):
            numbers = clusters.get(key)
            found = own(key, numbers)
            named = mark(numbers)
            self._places[key] = place
            self._buckets.extend(found)
            self._ends.append(len(self._buckets))
            self._sums.append(self._sum(found))
            self._marks.append(known.setdefault(named, named))

    def marks(self, keys: Iterable[str]) -> dict[str, str]:
        """The mark of each of ``keys``; empty for a word that has no cluster."""
        places, marks, clusters = self._places.get, self._marks, self._clusters
        found = {key: places(key) for key in keys}
        return {key: mark(clusters.get(key)) if at is None else marks[at] for key, at in found.items()}

    def buckets(self, key: str) -> Sequence[int]:
        """The buckets of one word."""
        at = self._places.get(key)
        if at is None:
            return own(key, self._clusters.get(key))
        return self._buckets[self._ends[at] : self._ends[at + 1]]

    def total(self, key: str) -> tuple[int, int]:
        """Sum of weights and number of the buckets of one word."""
        at = self._places.get(key)
        if at is not None:
            return self._sums[at], self._ends[at + 1] - self._ends[at]
        found = self.buckets(key)
        return self._sum(found), len(found)

    def _sum(self, found: Iterable[int]) -> int:
        return sum(map(self._weights.__getitem__, found))
