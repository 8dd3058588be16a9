"""Work in two processes: the same results in the same order, and the same processes for all within a training."""

from __future__ import annotations

import os
import time

import pytest

from bot.nlu import parallel


def get_ready() -> None:
    os.environ["READY"] = str(os.getpid())


def get_ready_slowly() -> None:
    time.sleep(0.5)  # so that no process does it twice
    get_ready()


def who(numbers: list[int]) -> list[tuple[int, str | None]]:
    """The process that works, and the one that got ready there."""
    return [(os.getpid(), os.environ.get("READY")) for _ in numbers]


def squares(numbers: list[int]) -> list[int]:
    return [number**2 for number in numbers]


def test_results_keep_their_order() -> None:
    assert parallel.map_chunks(squares, range(10), 3) == [number**2 for number in range(10)]


def test_little_work_is_done_here() -> None:
    assert {process for process, _ in parallel.map_chunks(who, range(4), 2)} == {os.getpid()}


def test_processes_that_are_kept_got_ready_and_serve_all_within() -> None:
    seen: set[int] = set()
    with parallel.kept(get_ready):
        for _ in range(3):
            for process, ready in parallel.map_chunks(who, range(8), 1):
                assert ready == str(process)
                seen.add(process)
    assert os.getpid() not in seen
    assert len(seen) <= parallel.PROCESSES


def test_between_two_works_they_get_ready_for_the_next() -> None:
    with parallel.kept(os.getpid, get_ready_slowly):
        first = parallel.map_chunks(who, range(8), 1)
        second = parallel.map_chunks(who, range(8), 1)
    assert {ready for _, ready in first} == {None}
    assert all(ready == str(process) for process, ready in second)


def test_after_them_work_gets_processes_of_its_own() -> None:
    with parallel.kept(get_ready):
        pass
    found = parallel.map_chunks(who, range(4), 1)
    assert {ready for _, ready in found} == {None}
    assert os.getpid() not in {process for process, _ in found}


def test_what_has_begun_is_not_done_again() -> None:
    with parallel.kept(get_ready):
        parallel.begin(who, ["a", "b", "c"], 2)
        begun = parallel.map_chunks(who, ["c", "a"], 1)
        again = parallel.map_chunks(squares, [3, 4], 1)
        parallel.begin(squares, [1, 2, 3], 2)
        assert parallel.map_chunks(squares, [5, 3, 1, 5], 1) == [25, 9, 1, 25]
    assert os.getpid() not in {process for process, _ in begun}
    assert again == [9, 16]


def test_without_processes_nothing_begins() -> None:
    parallel.begin(who, ["a"], 1)
    assert parallel.map_chunks(who, ["a"], 1) == [(os.getpid(), None)]


def test_what_fails_there_fails_where_it_is_asked_for() -> None:
    with parallel.kept(get_ready):
        parallel.begin(squares, ["a"], 1)  # type: ignore[arg-type]
        with pytest.raises(TypeError):
            parallel.map_chunks(squares, [1], 1)
