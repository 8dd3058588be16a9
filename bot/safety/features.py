"""What the classifier looks at: buckets for each word, its letters, its cluster, its neighbours, what is denied.

A cluster holds words of like meaning, in eight languages, so that a word that no example has still says something
(Turian, Ratinov and Bengio 2010, "Word Representations", section 4).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from zlib import crc32

from bot.safety.words import Word, sound_keys

BITS = 20
"""There are ``2 ** BITS`` buckets; two features may share one."""
Clusters = Mapping[str, tuple[int, ...]]
"""Key of a word -> numbers of its clusters, from the widest to the narrowest."""
PAIRED = 1
"""Which of the clusters of neighbours are looked at together."""
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


def own(key: str, clusters: Clusters) -> list[int]:
    """Buckets of one word by its key: itself, its letter sequences (``<`` and ``>`` are borders), its clusters."""
    groups = [f"~{width}:{number}" for width, number in enumerate(clusters.get(key, ()))]
    return [
        bucket("=" + key),
        *(crc32(piece) & _MASK for piece in _letters(key[:_LONGEST_WORD])),
        *map(bucket, groups),
    ]


def context(words: Sequence[Word], at: int, clusters: Clusters) -> list[int]:
    """Buckets of the word ``at`` with its predecessors in its sentence (pair, triple, gaps), and of its denial."""
    word = words[at]
    before = [other.key for other in words[max(0, at - 3) : at] if other.sentence == word.sentence][::-1]
    names = [mark + key for mark, key in zip(_DISTANCES, before, strict=False)]
    found = [bucket(f"{name} {word.key}") for name in names]
    if len(before) > 1:
        found.append(bucket(f"{before[1]} {before[0]} {word.key}"))
    if before:
        found += _neighbours(before[0], word.key, clusters)
    if _denied(words, at):
        found.append(bucket("!" + word.key))
    return found


def _neighbours(before: str, key: str, clusters: Clusters) -> Iterator[int]:
    """A word beside any word of a cluster, and two clusters beside each other."""
    first, second = clusters.get(before), clusters.get(key)
    if second:
        yield bucket(f"{before} ~{second[PAIRED]}")
    if first:
        yield bucket(f"~{first[PAIRED]} {key}")
    if first and second:
        yield bucket(f"~{first[PAIRED]} ~{second[PAIRED]}")


def _denied(words: Sequence[Word], at: int) -> bool:
    near = words[max(0, at - _REACH) : at + _REACH + 1]
    return any(other.key in DENIALS and other.sentence == words[at].sentence for other in near)


def _letters(key: str) -> Iterator[bytes]:
    framed = f"<{key}>"
    encoded = framed.encode("utf-8", "surrogatepass")
    plain = len(encoded) == len(framed)
    for size in _SIZES:
        for start in range(len(framed) - size + 1):
            end = start + size
            yield encoded[start:end] if plain else framed[start:end].encode("utf-8", "surrogatepass")
