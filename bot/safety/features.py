"""What the classifier looks at: buckets for each word, its letters, its cluster, its neighbours, what is denied.

A cluster holds words of like meaning, in eight languages, so that a word that no example has still says something
(Turian, Ratinov and Bengio 2010, "Word Representations", section 4).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from zlib import crc32

from bot.safety.words import Word, sound_keys

BITS = 22
"""There are ``2 ** BITS`` buckets, about as many as there are features among the examples; two may share one."""
PAIRED = 1
"""Which of the clusters of neighbours are looked at together."""
_MASK = (1 << BITS) - 1
_SIZES = (3, 4, 5)
_LONGEST_WORD = 24
_REACH = 3
"""Words on either side that a denial may concern."""
DENIALS = frozenset(
    sound_keys("nicht nich ned net nit nie niemals niemand keiner kein keine keinen keinem not never no".split())  # noqa: SIM905
)


def hashed(names: Sequence[str]) -> list[int]:
    """Buckets of features by their names, which hold no line break."""
    pieces = "\n".join(names).encode("utf-8", "surrogatepass").split(b"\n") if names else ()
    return [crc32(piece) & _MASK for piece in pieces]


def own(key: str, clusters: Iterable[int]) -> list[int]:
    """Buckets of one word by its key: itself, its letter sequences (``<`` and ``>`` are borders), its clusters.

    ``clusters`` are their numbers, from the widest to the narrowest.
    """
    framed = f"<{key[:_LONGEST_WORD]}>"
    letters = [framed[at : at + size] for size in _SIZES for at in range(len(framed) - size + 1)]
    groups = [f"~{width}:{number}" for width, number in enumerate(clusters)]
    return hashed(["=" + key, *letters, *groups])


def mark(clusters: Sequence[int]) -> str:
    """What stands for a word of ``clusters`` beside its neighbours; empty where it has none."""
    return f"~{clusters[PAIRED]}" if clusters else ""


def contexts(words: Sequence[Word], marks: Mapping[str, str]) -> tuple[list[int], list[int]]:
    """The buckets of each word with those before it in its sentence (pair, triple, gaps) and of its denial.

    One word's after the other's, and where they end: those of word ``i`` from ``ends[i]`` to ``ends[i + 1]``.
    ``marks`` has that of each word by its key, see :func:`mark`.
    """
    denied = _denied(words)
    names: list[str] = []
    ends = [0]
    sentence, first, second, third = 0, "", "", ""  # keys of the words before, the nearest first
    for at, word in enumerate(words):
        key = word.key
        if word.sentence != sentence:
            sentence, first, second, third = word.sentence, "", "", ""
        if first:
            names.append(f"{first} {key}")
            if second:
                names.append(f"*{second} {key}")
                if third:
                    names.append(f"**{third} {key}")
                names.append(f"{second} {first} {key}")
            before, here = marks[first], marks[key]
            if here:
                names.append(f"{first} {here}")
            if before:
                names.append(f"{before} {key}")
                if here:
                    names.append(f"{before} {here}")
        if at in denied:
            names.append("!" + key)
        ends.append(len(names))
        first, second, third = key, first, second
    return hashed(names), ends


def _denied(words: Sequence[Word]) -> set[int]:
    """Places of the words near a denial in their sentence."""
    return {
        near
        for at, word in enumerate(words)
        if word.key in DENIALS
        for near in range(max(0, at - _REACH), min(len(words), at + _REACH + 1))
        if words[near].sentence == word.sentence
    }
