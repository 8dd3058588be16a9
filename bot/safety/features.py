"""What the classifier looks at: buckets for each word, its letters, its neighbours, and what is denied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from zlib import crc32

from bot.safety.words import Word, sound_keys

BITS = 20
"""There are ``2 ** BITS`` buckets; two features may share one."""
_MASK = (1 << BITS) - 1
_SIZES = (3, 4, 5)
_LONGEST_WORD = 24
_DISTANCES = ("", "*", "**")
_REACH = 3
"""Words on either side that a denial may concern."""
DENIALS = frozenset(
    sound_keys("nicht nich ned net nit nie niemals niemand keiner kein keine keinen keinem not never no".split())  # noqa: SIM905
)


def bucket(feature: str) -> int:
    """Bucket of a feature's name."""
    return crc32(feature.encode("utf-8", "surrogatepass")) & _MASK


def own(key: str) -> list[int]:
    """Buckets of one word by its key: itself and its letter sequences, with ``<`` and ``>`` for its borders."""
    return [bucket("=" + key), *(bucket(piece) for piece in _letters(key[:_LONGEST_WORD]))]


def context(words: Sequence[Word], at: int) -> list[int]:
    """Buckets of the word ``at`` with its predecessors in its sentence (pair, triple, gaps), and of its denial."""
    word = words[at]
    before = [other.key for other in words[max(0, at - 3) : at] if other.sentence == word.sentence][::-1]
    names = [mark + key for mark, key in zip(_DISTANCES, before, strict=False)]
    found = [bucket(f"{name} {word.key}") for name in names]
    if len(before) > 1:
        found.append(bucket(f"{before[1]} {before[0]} {word.key}"))
    if _denied(words, at):
        found.append(bucket("!" + word.key))
    return found


def _denied(words: Sequence[Word], at: int) -> bool:
    near = words[max(0, at - _REACH) : at + _REACH + 1]
    return any(other.key in DENIALS and other.sentence == words[at].sentence for other in near)


def _letters(key: str) -> Iterator[str]:
    framed = f"<{key}>"
    for size in _SIZES:
        for start in range(len(framed) - size + 1):
            yield framed[start : start + size]
