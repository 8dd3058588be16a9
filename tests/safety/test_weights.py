from __future__ import annotations

import zlib

import pytest

from bot.safety.weights import NOUGHT, SIZE, Weights, unpack
from tests.safety.miniatures import weights


def test_weights_of_the_other_heads_are_summed_up_over_buckets() -> None:
    found = weights([{5: 99}, {5: 100, 6: -128}, {6: 3, SIZE - 1: 127}])
    assert found.sums([5, 6, 6], [1, 2]) == [100 - 2 * 128, 6]
    assert found.sums([SIZE - 1, 0], [2]) == [127]
    assert found.sums([], [1, 2]) == [0, 0]
    assert found.sums([5], []) == []


def test_a_file_holds_the_rows_of_the_other_heads_and_then_the_head_that_decides() -> None:
    rows = bytes([NOUGHT + 1, NOUGHT - 2]) * SIZE
    found = unpack(zlib.compress(rows + bytes([255, 4]) * (SIZE // 2)))
    assert found.width == 2
    assert found.danger[:3].tolist() == [-1, 4, -1]
    assert len(found.danger) == SIZE
    assert found.sums([0, SIZE - 1], [1, 2]) == [2, -4]


def test_there_may_be_no_other_head() -> None:
    found = unpack(zlib.compress(bytes(SIZE)))
    assert (found.width, len(found.danger)) == (0, SIZE)


def test_what_is_not_compressed_is_refused() -> None:
    with pytest.raises(zlib.error):
        unpack(b"no zlib")


def test_weights_are_not_changed_once_they_are_read() -> None:
    with pytest.raises(AttributeError):
        weights([{}]).width = 2  # type: ignore[misc]
    assert isinstance(weights([{}]), Weights)
