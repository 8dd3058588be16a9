"""The tf-idf row of a single text, with the numbers of scikit-learn's ``TfidfVectorizer`` but without its cost,
and the scores that weights give it.

Manning, Raghavan, Schuetze 2008, "Introduction to Information Retrieval", section 6.4: sublinear term frequency
``1 + ln(count)`` times idf, the row scaled to length 1. scikit-learn builds a sparse matrix on the way, which
takes longer than everything else about a short text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Self

import numpy as np
import numpy.typing as npt

REMEMBERED = 20_000

Columns = npt.NDArray[np.intp]
Values = npt.NDArray[np.float32]
Row = tuple[Columns, Values]
"""Columns that are not zero, and what stands in them."""


class WordRow:
    """Rows of texts given as lists of words: a column for each of ``features``, weighed by ``idf``."""

    def __init__(self, features: Iterable[str], idf: npt.NDArray[np.float32]) -> None:
        self._vocabulary = {feature: column for column, feature in enumerate(features)}
        self.idf = np.asarray(idf, np.float32)
        self.width = len(self.idf)

    @property
    def features(self) -> list[str]:
        """What the columns stand for, in their order."""
        return list(self._vocabulary)

    def __call__(self, words: Iterable[str]) -> Row:
        """The row of one text."""
        return self._row(column for word in words if (column := self._vocabulary.get(word)) is not None)

    def _row(self, columns: Iterable[int]) -> Row:
        counted = Counter(columns)
        where = np.fromiter(counted, np.intp, len(counted))
        counts = np.fromiter(counted.values(), np.float32, len(counted))
        values = (np.log(counts) + 1) * self.idf[where]
        length = np.sqrt(values @ values)
        return where, values / length if length else values


class LetterRow(WordRow):
    """Rows of letter sequences inside words, their edges as blanks (``analyzer="char_wb"``)."""

    def __init__(self, features: Iterable[str], idf: npt.NDArray[np.float32], sizes: Sequence[int]) -> None:
        super().__init__(features, idf)
        self._sizes = range(sizes[0], sizes[1] + 1)
        self._columns = lru_cache(REMEMBERED)(self._columns_of)

    def __call__(self, words: Iterable[str] | str) -> Row:
        """The row of one text, given whole or as words."""
        pieces = words.split() if isinstance(words, str) else words
        return self._row(column for word in pieces for column in self._columns(word))

    def _columns_of(self, word: str) -> tuple[int, ...]:
        found = map(self._vocabulary.get, self._sequences(word))
        return tuple(column for column in found if column is not None)

    def _sequences(self, word: str) -> Iterator[str]:
        edged = f" {word} "
        for size in self._sizes:
            yield edged[:size]
            yield from (edged[at : at + size] for at in range(1, len(edged) - size + 1))
            if len(edged) <= size:  # a short word counts once, not once a size
                return


@dataclass(frozen=True)
class SparseWeights:
    """Weights of features for ``count`` labels, without those that are nought, which most are.

    Those of feature ``f`` stand at ``starts[f]:starts[f + 1]``: in ``labels`` the number of the label, in
    ``values`` the weight.
    """

    starts: npt.NDArray[np.int32]
    labels: npt.NDArray[np.unsignedinteger[Any]]
    values: npt.NDArray[np.float16]
    count: int

    @classmethod
    def of(cls, weights: npt.NDArray[np.float16]) -> Self:
        """Of all weights ``(features, labels)``."""
        features, labels = np.nonzero(weights)
        starts = np.searchsorted(features, np.arange(len(weights) + 1)).astype(np.int32)
        count = weights.shape[1]
        return cls(starts, labels.astype(np.min_scalar_type(count)), weights[features, labels], count)

    def scores(self, row: Row) -> Values:
        """The scores that a row gives to the labels."""
        features, values = row
        first, last = self.starts[features], self.starts[features + 1]
        sizes = last - first
        ends = np.cumsum(sizes)
        where = np.arange(sizes.sum()) + np.repeat(last - ends, sizes)
        parts = self.values[where].astype(np.float32) * np.repeat(values, sizes)
        return np.bincount(self.labels[where], parts, self.count).astype(np.float32)
