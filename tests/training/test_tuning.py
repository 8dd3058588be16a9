from __future__ import annotations

import numpy as np
import pytest

from bot.nlu import meaning

tuning = pytest.importorskip("bot.training.tuning", reason="JAX gibt es für dieses Python nicht.")

TEXTS = [
    "papa haut mich",
    "",
    "wann hat das jugendamt in herne offen und wer ist dort für die kita zuständig",
    "ich will nicht mehr leben",
]


def test_the_encoder_to_be_tuned_is_the_one_that_is_used() -> None:
    pieces, table = meaning.pieces(TEXTS)
    numbers, mask, _, _ = tuning._filled((pieces, np.zeros(len(TEXTS), int)))
    found = np.asarray(tuning.encode(meaning.layers(), table, numbers, mask))[: len(TEXTS)]
    assert found == pytest.approx(meaning.vectors(TEXTS), abs=1e-5)


def test_every_text_is_in_one_batch_with_others_of_its_length() -> None:
    pieces = [[1] * length for length in (*range(1, 60), 500, 160)]
    batches = tuning._batches(pieces, np.random.default_rng(1))
    assert sorted(np.concatenate(batches).tolist()) == list(range(len(pieces)))
    for batch in batches:
        assert len({tuning._length(len(pieces[number])) for number in batch}) == 1
        assert len(batch) * tuning._length(len(pieces[batch[0]])) <= tuning.BUDGET


def test_an_epoch_takes_each_message_once_as_it_is_or_as_its_copy() -> None:
    pieces = [[[number], [number + 1000]] for number in range(300)]
    batches = tuning._epoch(pieces, np.arange(300), np.random.default_rng(1))
    taken = {int(kind): row[0] for rows, kinds in batches for row, kind in zip(rows, kinds, strict=True)}
    assert {number % 1000 for number in taken.values()} == set(taken) == set(range(300))
    copies = sum(number >= 1000 for number in taken.values())
    assert 0.25 < copies / 300 < 0.42


def test_odds_are_those_of_any_dangerous_kind() -> None:
    odds = tuning._odds(np.array([[1.0, 1, 0], [0, 0, 5]]), np.array([True, True, False]))
    assert np.asarray(odds) == pytest.approx([1 + np.log(2), np.log(2) - 5], abs=1e-4)


def test_rows_that_fill_a_batch_up_do_not_count() -> None:
    numbers, mask, kinds, counted = tuning._filled(([[4] * 9, [1, 2, 3]], np.array([7, 5])))
    assert numbers.shape == mask.shape == (tuning.BUDGET // 12, 12)
    assert numbers[:2].tolist() == [[4] * 9 + [0] * 3, [1, 2, 3] + [0] * 9]
    assert mask[:2].sum(1).tolist() == [9, 3]
    assert kinds[:2].tolist() == [7, 5]
    assert counted.tolist() == [1, 1] + [0] * (len(counted) - 2)
