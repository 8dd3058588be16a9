"""How the weights of the danger gate are written."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_matrix

from bot.safety.weights import KINDS, SIZE, STEPS, unpack
from bot.training import danger


def test_weights_that_decide_are_read_as_they_were_written_the_others_as_the_nearest_step() -> None:
    chance = np.random.default_rng(1)
    decides, others = (chance.integers(-127, 128, size).astype(np.int8) for size in (SIZE, (3, KINDS)))
    found = unpack(danger._packed(decides, others))
    assert found.width == 2
    assert found.danger.tolist() == decides.tolist()
    for bucket in (0, 7, KINDS - 1):
        for head in (1, 2, 3):
            written = int(others[head - 1, bucket])
            assert found.sums([bucket], [head]) == [min(STEPS, key=lambda step: abs(step - written))]


def test_the_other_heads_have_fewer_buckets_each_for_several_features() -> None:
    rows = csr_matrix(([1.0, 2.0, 4.0], ([0, 0, 1], [3, 3 + KINDS, SIZE - 1])), shape=(2, SIZE))
    folded = danger._folded(rows)
    assert folded.shape == (2, KINDS)
    assert (folded[0, 3], folded[1, KINDS - 1], folded.nnz) == (3.0, 4.0, 2)
    assert rows[0, 3] == 1.0, "what was given stays as it is"
