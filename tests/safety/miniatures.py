"""Small parts of a gate, made in memory, so that a test sees all that its module works on."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence

from bot.safety.classifier import DANGER, Classifier
from bot.safety.clusters import ClusterTable
from bot.safety.features import hashed
from bot.safety.normalise import normalise
from bot.safety.weights import KINDS, NOUGHT, SIZE, STEPS, Weights
from bot.safety.words import Word, cut, place_words

Clusters = Mapping[str, tuple[int, ...]]
"""Key of a word -> numbers of its clusters, from the widest to the narrowest."""


def words_in(text: str) -> list[Word]:
    """The words of ``text``, none of them cut apart."""
    normalised = normalise(text)
    return place_words(cut(normalised), normalised.text)


def named(feature: str) -> int:
    """The bucket of a feature by its name."""
    return hashed([feature])[0]


def table(clusters: Clusters) -> ClusterTable:
    """The clusters of some words as the gate keeps them."""
    lines = [f"{key} {' '.join(map(str, numbers))}\n" for key, numbers in clusters.items()]
    return ClusterTable("".join(lines).encode())


def weights(heads: Sequence[Mapping[int, int]]) -> Weights:
    """Weights of all buckets, those given for each head, else nought; but for the first they must be steps."""
    decides, *kinds = heads
    danger = array("b", bytes(SIZE))
    for bucket, weight in decides.items():
        danger[bucket] = weight
    width = (len(kinds) + 1) // 2
    rows = bytearray([NOUGHT << 4 | NOUGHT]) * (KINDS * width)
    for number, some in enumerate(kinds):
        at, shift = number // 2, 0 if number % 2 else 4
        for bucket, weight in some.items():
            rows[bucket % KINDS * width + at] += STEPS.index(weight) - NOUGHT << shift
    return Weights(danger, bytes(rows), width)


def classifier(
    heads: Mapping[str, tuple[float, float, Mapping[int, int]]],
    threshold: float = 0.0,
    veto: float = -5.0,
    clusters: Clusters | None = None,
    common: Iterable[str] = (),
) -> Classifier:
    """A classifier of a few heads: name -> scale, intercept, weights of some buckets; danger is added."""
    full = heads if DANGER in heads else {DANGER: (1.0, 0.0, {}), **heads}
    return Classifier(
        {name: (scale, intercept) for name, (scale, intercept, _) in full.items()},
        weights([some for *_, some in full.values()]), threshold, veto, "miniature", table(clusters or {}), common,
    )  # fmt: skip
