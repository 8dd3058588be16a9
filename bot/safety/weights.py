"""The weights of the classifier, in their file and in memory."""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.safety.features import BITS

SIZE = 1 << BITS
NOUGHT = 128
"""The byte of ``kinds`` that stands for a weight of 0."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights from -128 to 127 for the buckets: ``danger`` those of head 0, which decides, as signed bytes.

    ``kinds`` holds those of the ``width`` other heads, which only say what kind of danger: bucket after bucket a
    row of bytes, so that what a message needs of them is put together in one go.
    """

    danger: array[int]
    kinds: bytes
    width: int

    def sums(self, buckets: Sequence[int], heads: Iterable[int]) -> list[int]:
        """Of each of ``heads`` (from 1 on) the sum of its weights of ``buckets``."""
        kinds, width, nought = self.kinds, self.width, NOUGHT * len(buckets)
        rows = b"".join([kinds[bucket * width : (bucket + 1) * width] for bucket in buckets])
        return [sum(rows[head - 1 :: width]) - nought for head in heads]


def unpack(packed: bytes) -> Weights:
    """The weights of a file: ``kinds`` and ``danger``, compressed. Raises ``zlib.error`` when it is none."""
    content = zlib.decompress(packed)
    width = len(content) // SIZE - 1
    return Weights(array("b", content[width * SIZE :]), content, width)
