"""How the weights of the danger gate are written."""

from __future__ import annotations

import numpy as np

from bot.safety.weights import SIZE, unpack
from bot.training import danger


def test_weights_are_read_as_they_were_written() -> None:
    weights = np.random.default_rng(1).integers(-127, 128, (4, SIZE)).astype(np.int8)
    found = unpack(danger._packed(weights))
    assert found.width == 3
    assert found.danger.tolist() == weights[0].tolist()
    some = [0, 7, SIZE - 1]
    assert found.sums(some, [1, 2, 3]) == weights[1:, some].sum(axis=1, dtype=int).tolist()
