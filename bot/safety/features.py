"""What the classifier looks at: buckets for each word, its letters, its cluster, its neighbours, what is denied.

A cluster holds words of like meaning, in eight languages, so that a word that no example has still says something
(Turian, Ratinov and Bengio 2010, "Word Representations", section 4).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from zlib import crc32

from bot.safety.words import Word, sound_keys

BITS = 22
"""There are ``2 ** BITS`` buckets, about as many as there are features among the examples; two may share one."""
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


def hashed(names: Sequence[str]) -> list[int]:
    """Buckets of features by their names, which hold no line break."""
    pieces = "\n".join(names).encode("utf-8", "surrogatepass").split(b"\n") if names else ()
    return [crc32(piece) & _MASK for piece in pieces]


def own(key: str, clusters: Clusters) -> list[int]:
    """Buckets of one word by its key: itself, its letter sequences (``<`` and ``>`` are borders), its clusters."""
    framed = f"<{key[:_LONGEST_WORD]}>"
    letters = [framed[at : at + size] for size in _SIZES for at in range(len(framed) - size + 1)]
    groups = [f"~{width}:{number}" for width, number in enumerate(clusters.get(key, ()))]
    return hashed(["=" + key, *letters, *groups])


def contexts(words: Sequence[Word], clusters: Clusters) -> list[list[int]]:
    """For each word the buckets of it with those before it in its sentence (pair, triple, gaps) and its denial."""
    denied = _denied(words)
    names: list[str] = []
    ends = [0]
    before: list[str] = []  # keys of the words before in the sentence, the nearest first
    for at, word in enumerate(words):
        key = word.key
        if at and words[at - 1].sentence != word.sentence:
            before = []
        names += [f"{mark}{other} {key}" for mark, other in zip(_DISTANCES, before, strict=False)]
        if len(before) > 1:
            names.append(f"{before[1]} {before[0]} {key}")
        if before:
            names += _neighbours(before[0], key, clusters)
        if at in denied:
            names.append("!" + key)
        ends.append(len(names))
        before = [key, *before[: len(_DISTANCES) - 1]]
    found = hashed(names)
    return [found[begin:end] for begin, end in pairwise(ends)]


def _neighbours(before: str, key: str, clusters: Clusters) -> Iterator[str]:
    """A word beside any word of a cluster, and two clusters beside each other."""
    first, second = clusters.get(before), clusters.get(key)
    if second:
        yield f"{before} ~{second[PAIRED]}"
    if first:
        yield f"~{first[PAIRED]} {key}"
    if first and second:
        yield f"~{first[PAIRED]} ~{second[PAIRED]}"


def _denied(words: Sequence[Word]) -> set[int]:
    """Places of the words near a denial in their sentence."""
    return {
        near
        for at, word in enumerate(words)
        if word.key in DENIALS
        for near in range(max(0, at - _REACH), min(len(words), at + _REACH + 1))
        if words[near].sentence == word.sentence
    }
