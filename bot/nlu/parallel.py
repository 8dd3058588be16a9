"""A training's work in two processes. One message never needs it."""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from multiprocessing import get_context
from typing import Any, TypeVar

PROCESSES = 2
LEAST_CHUNKS = 3
"""With less to do, starting processes takes longer than doing it here."""

Item = TypeVar("Item", bound=Hashable)
Result = TypeVar("Result")


GetReady = Callable[[], object]
Work = Callable[[list[Any]], list[Any]]


class _Kept:
    """Processes that go on, what they still have to get ready, and work that they have begun."""

    def __init__(self, executor: ProcessPoolExecutor, later: Sequence[GetReady]) -> None:
        self.executor = executor
        self._later = list(later)
        self._begun: list[tuple[Work, list[Any], Future[list[Any]]]] = []

    def begin(self, work: Work, items: list[Any]) -> None:
        self._begun.append((work, items, self.executor.submit(work, items)))

    def results(self, work: Work) -> dict[Any, Any]:
        """What ``work`` that was begun gave, by item."""
        done = [(items, future.result()) for begun, items, future in self._begun if begun == work]
        self._begun = [each for each in self._begun if each[0] != work]
        return {item: result for items, results in done for item, result in zip(items, results, strict=True)}

    def get_ready(self) -> None:
        """The next of it begins in each process, which has nothing else to do."""
        if self._later:
            task = self._later.pop(0)
            for _ in range(PROCESSES):
                self.executor.submit(task)


_kept: ContextVar[_Kept | None] = ContextVar("kept", default=None)


def _begun(get_ready: GetReady | None = None) -> ProcessPoolExecutor:
    """Processes that start afresh: a copy of this one could hold a lock that nobody releases."""
    return ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn"), initializer=get_ready)


@contextmanager
def kept(get_ready: GetReady, *later: GetReady) -> Iterator[None]:
    """One :func:`pool` for all within; its processes start now and ``get_ready`` while this one goes on.

    After each work that they did they get ready for the next, by one of ``later``.
    """
    with _begun(get_ready) as executor:
        executor.submit(os.getpid)  # starts them
        token = _kept.set(_Kept(executor, later))
        try:
            yield
        finally:
            _kept.reset(token)


@contextmanager
def pool() -> Iterator[ProcessPoolExecutor]:
    """The processes that are :func:`kept`, else ones for this work alone."""
    if processes := _kept.get():
        yield processes.executor
        processes.get_ready()
    else:
        with _begun() as executor:
            yield executor


def chunks(items: Sequence[Item], size: int) -> list[list[Item]]:
    """``items`` in lists of ``size``."""
    return [list(items[at : at + size]) for at in range(0, len(items), size)]


def begin(work: Callable[[list[Item]], list[Result]], items: Sequence[Item], size: int) -> None:
    """Let the processes that are :func:`kept`, if any, do already what :func:`map_chunks` will be asked for."""
    if processes := _kept.get():
        for part in chunks(items, size):
            processes.begin(work, part)


def map_chunks(work: Callable[[list[Item]], list[Result]], items: Sequence[Item], size: int) -> list[Result]:
    """The results of ``work`` for ``items``, in their order, ``size`` of them at a time."""
    processes = _kept.get()
    found: dict[Item, Result] = processes.results(work) if processes else {}
    missing = [item for item in items if item not in found]
    parts = chunks(missing, size)
    if processes or len(parts) >= LEAST_CHUNKS:
        with pool() as executor:
            new = [result for results in executor.map(work, parts) for result in results]
    else:
        new = [result for part in parts for result in work(part)]
    found.update(zip(missing, new, strict=True))
    return [found[item] for item in items]
