"""How memory is handled while something is trained."""

from __future__ import annotations

import ctypes
import gc
from collections.abc import Iterator
from contextlib import contextmanager

_TRIM_THRESHOLD, _MMAP_MAX = -1, -4
"""Parameters of ``mallopt`` (malloc.h of the GNU C library)."""


def keep_freed() -> None:
    """Keep memory that is freed instead of giving it back: a training takes arrays of the same size over and over.
    Does nothing where there is no ``mallopt``."""
    if mallopt := getattr(ctypes.CDLL(None), "mallopt", None):
        mallopt(_MMAP_MAX, 0)
        mallopt(_TRIM_THRESHOLD, -1)


@contextmanager
def uncollected() -> Iterator[None]:
    """Nobody looks for cycles meanwhile: a training makes millions of objects, and hardly any are in one.

    Afterwards all that is there counts as old and is looked through when as much again has come, not at once.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
        gc.unfreeze()
