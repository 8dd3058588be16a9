"""Which clusters a word belongs to, from the lines of ``clusters.txt`` as they are."""

from __future__ import annotations

from array import array
from zlib import crc32

_LEAST_SLOTS = 8


class ClusterTable:
    """Each of ``lines`` holds the key of a word and the numbers of its clusters.

    The table keeps where the line of a word begins, under the hash of its key or in the next free place (Knuth
    1998, "The Art of Computer Programming", volume 3, section 6.4): 3 MB for 100,000 words, a ``dict`` takes 30.
    """

    def __init__(self, lines: bytes) -> None:
        self._lines = lines
        pieces = lines.splitlines(keepends=True)
        size = _LEAST_SLOTS
        while size < 2 * len(pieces):
            size *= 2
        self._last = size - 1
        self._begins = array("I", bytes(4 * size))  # of the line, counted from 1
        begin = 1
        for line in pieces:
            self._begins[self._slot(line[: line.index(b" ") + 1])] = begin
            begin += len(line)

    def _slot(self, start: bytes) -> int:
        """Where the line that begins with ``start`` is noted, or is to be."""
        slot = crc32(start) & self._last
        while (begin := self._begins[slot]) and not self._lines.startswith(start, begin - 1):
            slot = (slot + 1) & self._last
        return slot

    def get(self, key: str) -> tuple[int, ...]:
        """Numbers of the clusters of a word, from the widest to the narrowest; none for an unknown one."""
        start = key.encode("utf-8", "surrogatepass") + b" "
        begin = self._begins[self._slot(start)]
        if not begin:
            return ()
        first = begin - 1 + len(start)
        return tuple(map(int, self._lines[first : self._lines.index(b"\n", first)].split()))
