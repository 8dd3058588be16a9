"""Sentence vectors of many texts at once: what the encoder's first layers make of a word piece is counted once.

The same encoder as in :mod:`bot.nlu.meaning` (Yang et al. 2020, section 2). The projection sees one word piece,
and the first convolution, before its bias, is a sum over the pieces of a sequence. Thousands of texts have few
different pieces, so both are looked up instead of multiplied. The numbers are those of
:func:`bot.nlu.meaning.vectors`, but for rounding.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

import numpy as np
import numpy.typing as npt

from bot.nlu import meaning
from bot.nlu.meaning import Layers, Vectors

BUDGET = 1024
"""Word pieces of a batch: few enough for the processor's cache."""

Places = npt.NDArray[np.int64]


class _Pieces:
    """What the first layers make of each word piece, and the encoder's other ``layers``."""

    def __init__(self, table: Vectors, layers: Layers) -> None:
        self._layers = layers
        self._vectors = table
        projected = table @ layers["proj_W"] + layers["proj_b"]
        _normalise(projected, layers["ln_g_all"], layers["ln_b_all"])
        self._projected = np.split(projected, len(meaning.ORDERS), axis=1)
        self._convolved = [
            [_with_nothing(projected @ part) for part in np.split(layers[f"w1_{at}"], length)]
            for at, (projected, (length, _)) in enumerate(zip(self._projected, meaning.ORDERS, strict=True))
        ]

    def summed(self, texts: Sequence[Sequence[int]]) -> Vectors:
        """What is seen at the word pieces of each of ``texts``, added up."""
        counts = _counts(texts)
        pieces = np.fromiter(chain.from_iterable(texts), np.int64, counts.sum())
        starts = np.cumsum(counts) - counts
        first, last = np.repeat(starts, counts), np.repeat(starts + counts - 1, counts)
        seen = [self._vectors[pieces]]
        for branch, (length, before) in enumerate(meaning.ORDERS):
            places = np.arange(len(pieces))[:, None] + np.arange(-before, length - before)
            places[(places < first[:, None]) | (places > last[:, None])] = len(pieces)
            seen.append(self._branch(branch, pieces, places))
        together = np.concatenate(seen, axis=1)
        _normalise(together, self._layers["ln_g"], self._layers["ln_b"])
        added: Vectors = np.add.reduceat(together, starts)
        return added

    def _branch(self, branch: int, pieces: Places, places: Places) -> Vectors:
        """Two convolutions; ``places`` are what the sequence at each place sees, one too high for nothing."""
        around = np.append(pieces, len(self._vectors))[places]
        first = sum(rows[around[:, at]] for at, rows in enumerate(self._convolved[branch]))
        first = _rectified(first, self._layers[f"b1_{branch}"])
        first += self._projected[branch][pieces]
        windows = _with_nothing(first)[places].reshape(len(pieces), -1)
        second = _rectified(windows @ self._layers[f"w2_{branch}"], self._layers[f"b2_{branch}"])
        second += first
        return second


def vectors(texts: Sequence[str]) -> Vectors:
    """One row of length 1 for each of ``texts``."""
    if not texts:
        return np.zeros((0, meaning.DIMENSIONS), np.float32)
    pieces, table = meaning.pieces(texts)
    layers = meaning.layers()
    known = _Pieces(table, layers)
    summed = np.vstack([known.summed(batch) for batch in _batches(pieces)])
    return _dense(summed, _counts(pieces).astype(np.float32)[:, None], layers)


def _dense(summed: Vectors, counts: Vectors, layers: Layers) -> Vectors:
    mean = (summed @ layers["cnn_W"] + counts * layers["cnn_b"]) / np.sqrt(counts)
    low = np.maximum(mean @ layers["p1"] + np.maximum(mean @ layers["d0"], 0) @ layers["d1"], 0)
    high = np.tanh(low @ layers["p3"] + np.maximum(low @ layers["d2"], 0) @ layers["d3"])
    lengths = np.sqrt(np.maximum(np.einsum("ij,ij->i", high, high), meaning.epsilon()))
    found: Vectors = high / lengths[:, None]
    return found


def _counts(texts: Sequence[Sequence[int]]) -> Places:
    return np.array([len(text) for text in texts])


def _batches(texts: Sequence[Sequence[int]]) -> Iterator[list[Sequence[int]]]:
    batch: list[Sequence[int]] = []
    count = 0
    for text in texts:
        if batch and count + len(text) > BUDGET:
            yield batch
            batch, count = [], 0
        batch.append(text)
        count += len(text)
    if batch:
        yield batch


def _with_nothing(rows: Vectors) -> Vectors:
    """``rows`` and one more, for what is no place of the sentence."""
    return np.vstack([rows, np.zeros((1, rows.shape[1]), rows.dtype)])


def _rectified(rows: Vectors, bias: Vectors) -> Vectors:
    rows += bias
    return np.maximum(rows, 0, out=rows)


def _normalise(rows: Vectors, gain: Vectors, bias: Vectors) -> None:
    """Layer normalisation (Ba et al. 2016), in place."""
    rows -= rows.mean(axis=1, keepdims=True)
    variance = np.einsum("ij,ij->i", rows, rows) / rows.shape[1]
    rows /= np.sqrt(variance + meaning.epsilon())[:, None]
    rows *= gain
    rows += bias
