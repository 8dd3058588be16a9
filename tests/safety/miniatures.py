"""Small parts of a gate, made in memory, so that a test sees all that its module works on."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping

from bot.safety.classifier import Classifier
from bot.safety.features import BITS, Clusters
from bot.safety.normalise import normalise
from bot.safety.words import Word, cut, place_words


def words_in(text: str) -> list[Word]:
    """The words of ``text``, none of them cut apart."""
    normalised = normalise(text)
    return place_words(cut(normalised), normalised.text)


def weighted(weights: Mapping[int, int]) -> array[int]:
    """Weights of all buckets: those given, else nought."""
    full = array("b", bytes(1 << BITS))
    for bucket, weight in weights.items():
        full[bucket] = weight
    return full


def classifier(
    heads: Mapping[str, tuple[float, float, Mapping[int, int]]],
    threshold: float = 0.0,
    veto: float = -5.0,
    clusters: Clusters | None = None,
    common: Iterable[str] = (),
) -> Classifier:
    """A classifier of a few heads: name -> scale, intercept, weights of some buckets."""
    full = {name: (scale, intercept, weighted(some)) for name, (scale, intercept, some) in heads.items()}
    return Classifier(full, threshold, veto, "miniature", clusters or {}, common)
