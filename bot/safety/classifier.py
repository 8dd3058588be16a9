"""The learned half of the gate: a linear model over words and letters, for messages that no rule foresaw.

Weights are data (``weights.bin``, ``weights.json``): signed bytes for each bucket and head, trained by
``python -m bot train-gate`` with the word clusters of ``clusters.txt``. Each head is a logistic regression; its
score is the sum over the buckets of a stretch of words divided by the root of their number, so that every stretch
costs two look-ups.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from math import sqrt
from pathlib import Path

from bot.safety.clusters import ClusterTable
from bot.safety.features import BITS, Clusters, contexts, own
from bot.safety.sources import CLUSTERS, MANIFEST, WEIGHTS
from bot.safety.weights import Weights, unpack
from bot.safety.windows import windows
from bot.safety.words import Word

DANGER = "danger"
"""The first head, which decides; the others only say what kind of danger."""


class WeightsError(Exception):
    """The weights are damaged or belong to another version; the message names the file."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """Log odds of danger for the most dangerous stretch ``first:last`` of words (half-open)."""

    score: float
    first: int
    last: int


class Classifier:
    """``heads`` maps the name of each head, in the order of their numbers, to its scale and intercept."""

    def __init__(
        self,
        heads: Mapping[str, tuple[float, float]],
        weights: Weights,
        threshold: float,
        veto: float,
        version: str,
        clusters: ClusterTable,
        common: Iterable[str] = (),
    ) -> None:
        self._heads = heads
        self._numbers = {name: number for number, name in enumerate(heads)}
        self._weights = weights
        self._clusters = clusters
        self._common = {key: self._own(key, {key: clusters.get(key)}) for key in common}
        self.threshold = threshold
        """Log odds from which a message counts as dangerous."""
        self.veto = veto
        """Log odds below which a rule alone raises no alarm."""
        self.version = version

    def judge(self, words: Sequence[Word], besides: tuple[int, int] | None = None) -> Judgement | None:
        """The most dangerous stretch of ``words`` or the stretch ``besides``; None where there is no word."""
        scale, intercept = self._heads[DANGER]
        sums, counts = self._running(words)
        best: Judgement | None = None
        for first, last in (*windows(words), *([besides] if besides else [])):
            score = intercept + scale * (sums[last] - sums[first]) / sqrt(counts[last] - counts[first])
            if best is None or score > best.score:
                best = Judgement(score, first, last)
        return best

    def likeliest(self, words: Sequence[Word], kinds: Sequence[str]) -> list[str]:
        """Of each of ``kinds`` (``level``, ``category``, ``speaker`` ...) the value that fits ``words`` best."""
        found = [number for each in buckets(words, self._clusters.of(words)) for number in each]
        root = sqrt(len(found) or 1)

        def best(heads: Sequence[str]) -> str:
            sums = self._weights.sums(found, [self._numbers[head] for head in heads])
            scales = [self._heads[head] for head in heads]
            scores = [
                intercept + scale * total / root for (scale, intercept), total in zip(scales, sums, strict=True)
            ]
            return heads[scores.index(max(scores))]

        return [best(self.heads(kind)).partition(":")[2] for kind in kinds]

    def heads(self, kind: str) -> list[str]:
        """Names of the heads that say ``kind``, as ``kind:value``."""
        return [head for head in self._heads if head.startswith(kind + ":")]

    def _running(self, words: Sequence[Word]) -> tuple[list[int], list[int]]:
        """Sums of weights and numbers of buckets before each word."""
        known: dict[str, tuple[int, int]] = {}
        totals: list[int] = []
        sizes: list[int] = []
        clusters = self._clusters.of(words)
        get = self._weights.danger.__getitem__
        for word, linked in zip(words, contexts(words, clusters), strict=True):
            of_word = self._common.get(word.key) or known.get(word.key)
            if of_word is None:
                of_word = known[word.key] = self._own(word.key, clusters)
            totals.append(of_word[0] + sum(map(get, linked)))
            sizes.append(of_word[1] + len(linked))
        return list(accumulate(totals, initial=0)), list(accumulate(sizes, initial=0))

    def _own(self, key: str, clusters: Clusters) -> tuple[int, int]:
        """Sum of weights and number of buckets of a word by itself."""
        found = own(key, clusters)
        return sum(map(self._weights.danger.__getitem__, found)), len(found)


def buckets(
    words: Sequence[Word], clusters: Clusters, of_word: Callable[[str], Sequence[int]] | None = None
) -> list[list[int]]:
    """The buckets of each word, as :meth:`Classifier.judge` counts them.

    ``of_word`` gives those of a word by its key, where they are kept as in a training.
    """
    of_word = of_word or partial(own, clusters=clusters)
    return [
        [*of_word(word.key), *linked] for word, linked in zip(words, contexts(words, clusters), strict=True)
    ]


def load(
    common: Iterable[str] = (), manifest: Path = MANIFEST, weights: Path = WEIGHTS, clusters: Path = CLUSTERS
) -> Classifier:
    """The classifier of the three files; raises :class:`WeightsError` when they do not belong together.

    ``common`` are keys of words that are looked up once and for all.
    """
    try:
        said = json.loads(manifest.read_bytes())
        packed = weights.read_bytes()
        if hashlib.sha256(packed).hexdigest() != said["sha256"] or said["bits"] != BITS:
            raise WeightsError(weights.name)
        lines = clusters.read_bytes()
        if hashlib.sha256(lines).hexdigest() != said["clusters"]:
            raise WeightsError(clusters.name)
        heads = {head["name"]: (head["scale"], head["intercept"]) for head in said["heads"]}
        return Classifier(
            heads, unpack(packed), said["threshold"], said["veto"], said["version"], ClusterTable(lines), common
        )
    except (OSError, ValueError, KeyError, zlib.error) as error:
        raise WeightsError(f"{manifest.name}: {type(error).__name__}") from error
