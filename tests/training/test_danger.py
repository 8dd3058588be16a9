"""How the weights of the danger gate are written."""

from __future__ import annotations

import numpy as np

from bot.safety.weights import SIZE, STEPS, unpack
from bot.training import danger


def test_weights_that_decide_are_read_as_they_were_written_the_others_as_the_nearest_step() -> None:
    weights = np.random.default_rng(1).integers(-127, 128, (4, SIZE)).astype(np.int8)
    found = unpack(danger._packed(weights))
    assert found.width == 2
    assert found.danger.tolist() == weights[0].tolist()
    for bucket in (0, 7, SIZE - 1):
        for head in (1, 2, 3):
            written = int(weights[head, bucket])
            assert found.sums([bucket], [head]) == [min(STEPS, key=lambda step: abs(step - written))]
