"""A training's work in two processes. One message never needs it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import TypeVar

PROCESSES = 2
LEAST_CHUNKS = 3
"""With less to do, starting processes takes longer than doing it here."""

Item = TypeVar("Item")
Result = TypeVar("Result")


@contextmanager
def pool() -> Iterator[ProcessPoolExecutor]:
    """Processes that start afresh: a copy of this one could hold a lock that nobody releases."""
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as executor:
        yield executor


def chunks(items: Sequence[Item], size: int) -> list[list[Item]]:
    """``items`` in lists of ``size``."""
    return [list(items[at : at + size]) for at in range(0, len(items), size)]


def map_chunks(work: Callable[[list[Item]], list[Result]], items: Sequence[Item], size: int) -> list[Result]:
    """The results of ``work`` for ``items``, in their order, ``size`` of them at a time."""
    parts = chunks(items, size)
    if len(parts) < LEAST_CHUNKS:
        return [result for part in parts for result in work(part)]
    with pool() as executor:
        return [result for results in executor.map(work, parts) for result in results]
