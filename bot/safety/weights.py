"""The weights of the classifier, in their file and in memory."""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import copysign

from bot.safety.features import BITS

SIZE = 1 << BITS
KINDS = 1 << 19
"""Buckets of the heads that only say what kind of danger, which bear more features in one."""
LARGEST = 127
STEPS = tuple(round(copysign(LARGEST * abs(step / 7) ** 1.5, step)) for step in range(-7, 8))
"""The weights of the heads that only say what kind of danger: close together near 0, where most of them are."""
NOUGHT = STEPS.index(0)

_BIASED = bytes.maketrans(b"0123456789abcde", bytes(step + LARGEST for step in STEPS))


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights from -127 to 127 for the buckets: ``danger`` those of head 0, which decides, as signed bytes.

    ``kinds`` holds those of the other heads, which only say what kind of danger, as numbers in :data:`STEPS`, two
    in a byte: for each of :data:`KINDS` buckets (the remainder of the others) a row of ``width`` bytes, so that
    what a message needs of them is put together in one go.
    """

    danger: array[int]
    kinds: bytes
    width: int

    def sums(self, buckets: Sequence[int], heads: Iterable[int]) -> list[int]:
        """Of each of ``heads`` (from 1 on) the sum of its weights of ``buckets``."""
        kinds, width, least = self.kinds, self.width, -LARGEST * len(buckets)
        starts = [bucket % KINDS * width for bucket in buckets]
        rows = b"".join([kinds[start : start + width] for start in starts])
        biased = rows.hex().encode().translate(_BIASED)
        return [sum(biased[head - 1 :: 2 * width]) + least for head in heads]


def unpack(packed: bytes) -> Weights:
    """The weights of a file: ``kinds`` and ``danger``, compressed. Raises ``zlib.error`` when it is none."""
    content = zlib.decompress(packed)
    kinds = len(content) - SIZE
    return Weights(array("b", content[kinds:]), content[:kinds], kinds // KINDS)
