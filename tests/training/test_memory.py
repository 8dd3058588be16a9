"""Memory that a training frees is kept for the next array of the same size; cycles wait for its end."""

from __future__ import annotations

import ctypes
import gc
import subprocess
import sys

import pytest

from bot.training import memory

PAGES_TOUCHED = """
import resource, sys
import numpy as np
from bot.training import memory
if sys.argv[1] == "kept":
    memory.keep_freed()
np.ones(4_000_000)
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
for _ in range(20):
    np.ones(4_000_000)
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""
"""Prints how many pages of memory twenty arrays of 32 MB, one after the other, needed anew."""


def _pages(how: str) -> int:
    done = subprocess.run(
        [sys.executable, "-c", PAGES_TOUCHED, how], text=True, capture_output=True, check=True,
    )  # fmt: skip
    return int(done.stdout)


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "mallopt"), reason="no mallopt in this C library")
def test_arrays_of_the_same_size_take_the_memory_of_the_last_one() -> None:
    assert _pages("kept") * 10 < _pages("given back")


def test_no_cycle_is_looked_for_meanwhile_and_afterwards_again_even_after_an_error() -> None:
    def fail() -> None:
        with memory.uncollected():
            seen.append(gc.isenabled())
            raise OSError("full")

    seen: list[bool] = []
    with pytest.raises(OSError, match="full"):
        fail()
    assert seen == [False]
    assert gc.isenabled()
