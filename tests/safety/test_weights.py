from __future__ import annotations

import zlib

import pytest

from bot.safety.weights import KINDS, NOUGHT, SIZE, STEPS, Weights, unpack
from tests.safety.miniatures import weights


def test_steps_are_closer_together_near_nought_and_reach_as_far_on_both_sides() -> None:
    assert STEPS == (-127, -101, -77, -55, -36, -19, -7, 0, 7, 19, 36, 55, 77, 101, 127)
    assert STEPS[NOUGHT] == 0


def test_weights_of_the_other_heads_are_summed_up_over_buckets() -> None:
    found = weights([{5: 99}, {5: 101, 6: -127}, {6: 7, KINDS - 1: 127}])
    assert found.sums([5, 6, 6], [1, 2]) == [101 - 2 * 127, 14]
    assert found.sums([SIZE - 1, 0], [2]) == [127]
    assert found.sums([5 + KINDS, 6 + 3 * KINDS], [1, 2]) == [101 - 127, 7], "several buckets bear one weight"
    assert found.sums([], [1, 2]) == [0, 0]
    assert found.sums([5], []) == []


def test_heads_that_are_no_pairs_leave_a_half_unused() -> None:
    found = weights([{}, {2: 7}, {2: -19}, {2: 36, 3: -127}])
    assert found.width == 2
    assert found.sums([2, 3], [3, 2, 1]) == [36 - 127, -19, 7]


def test_a_file_holds_the_rows_of_the_other_heads_and_then_the_head_that_decides() -> None:
    pair = (NOUGHT + 1) << 4 | NOUGHT - 2
    found = unpack(zlib.compress(bytes([pair, 0]) * KINDS + bytes([255, 4]) * (SIZE // 2)))
    assert found.width == 2
    assert len(found.kinds) == 2 * KINDS
    assert found.danger[:3].tolist() == [-1, 4, -1]
    assert len(found.danger) == SIZE
    assert found.sums([0, SIZE - 1], [1, 2, 3]) == [14, -38, -254]


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
