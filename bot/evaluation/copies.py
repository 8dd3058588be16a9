"""Held-out utterances that stand in training, word for word or nearly: they would measure memory."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from rapidfuzz import fuzz, process
from sklearn.feature_extraction.text import CountVectorizer

from knowledge.text import fold

LEAST_RATIO = 90
"""Similarity of letters (``fuzz.ratio``, 0..100) from which two texts are copies."""
LEAST_SHARED = 0.8
"""Share of common words (Jaccard) from which two texts are copies ..."""
LEAST_WORDS = 4
"""... if both have as many words as this; shorter ones share words by chance."""
AT_ONCE = 500

Pair = tuple[int, int]


def find(held_out: Sequence[str], training: Sequence[str]) -> list[Pair]:
    """Positions (held out, training) of texts that are copies of each other, sorted."""
    ours, theirs = [fold(text) for text in held_out], [fold(text) for text in training]
    return sorted({*_by_letters(ours, theirs), *_by_words(ours, theirs)})


def _by_letters(ours: Sequence[str], theirs: Sequence[str]) -> list[Pair]:
    found: list[Pair] = []
    for start in range(0, len(ours), AT_ONCE):
        ratios = process.cdist(
            ours[start : start + AT_ONCE], theirs, scorer=fuzz.ratio, score_cutoff=LEAST_RATIO, dtype=np.uint8
        )
        rows, columns = ratios.nonzero()
        found += [
            (start + int(row), int(column)) for row, column in zip(rows, columns, strict=True) if ours[start + row]
        ]
    return found


def _by_words(ours: Sequence[str], theirs: Sequence[str]) -> list[Pair]:
    counter = CountVectorizer(analyzer=str.split, binary=True).fit([*ours, *theirs, "a"])
    left, right = counter.transform(ours), counter.transform(theirs)
    shared = (left @ right.T).tocoo()
    sizes, others = np.asarray(left.sum(axis=1)).ravel(), np.asarray(right.sum(axis=1)).ravel()
    return [
        (int(row), int(column))
        for row, column, count in zip(shared.row, shared.col, shared.data, strict=True)
        if min(sizes[row], others[column]) >= LEAST_WORDS
        and count / (sizes[row] + others[column] - count) >= LEAST_SHARED
    ]
