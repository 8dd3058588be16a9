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
from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import sqrt
from pathlib import Path

from bot.safety.features import BITS, Clusters, context, own
from bot.safety.sources import CLUSTERS, MANIFEST, WEIGHTS, clusters_of
from bot.safety.windows import windows
from bot.safety.words import Word

DANGER = "danger"
"""The head that decides; the others only say what kind of danger."""


class WeightsError(Exception):
    """The weights are damaged or belong to another version; the message names the file."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """Log odds of danger for the most dangerous stretch ``first:last`` of words (half-open)."""

    score: float
    first: int
    last: int


class Classifier:
    """``heads`` maps each head to its scale, intercept and the weights of all buckets."""

    def __init__(
        self,
        heads: dict[str, tuple[float, float, array[int]]],
        threshold: float,
        veto: float,
        version: str,
        clusters: Clusters,
        common: Iterable[str] = (),
    ) -> None:
        self._heads = heads
        self._clusters = clusters
        self._common = {key: self._own(key) for key in common}
        self.threshold = threshold
        """Log odds from which a message counts as dangerous."""
        self.veto = veto
        """Log odds below which a rule alone raises no alarm."""
        self.version = version

    def judge(self, words: Sequence[Word]) -> Judgement | None:
        """The most dangerous stretch of ``words``, or None where there is no word."""
        scale, intercept, _ = self._heads[DANGER]
        sums, counts = self._running(words)
        best: Judgement | None = None
        for first, last in windows(words):
            score = intercept + scale * (sums[last] - sums[first]) / sqrt(counts[last] - counts[first])
            if best is None or score > best.score:
                best = Judgement(score, first, last)
        return best

    def likeliest(self, words: Sequence[Word], kinds: Sequence[str]) -> list[str]:
        """Of each of ``kinds`` (``level``, ``category``, ``speaker`` ...) the value that fits ``words`` best."""
        found = buckets(words, 0, len(words), self._clusters)
        root = sqrt(len(found) or 1)

        def score(head: str) -> float:
            scale, intercept, weights = self._heads[head]
            return intercept + scale * sum(map(weights.__getitem__, found)) / root

        return [max(self.heads(kind), key=score).partition(":")[2] for kind in kinds]

    def heads(self, kind: str) -> list[str]:
        """Names of the heads that say ``kind``, as ``kind:value``."""
        return [head for head in self._heads if head.startswith(kind + ":")]

    def _running(self, words: Sequence[Word]) -> tuple[list[int], list[int]]:
        """Sums of weights and numbers of buckets before each word."""
        known: dict[str, tuple[int, int]] = {}
        totals: list[int] = []
        sizes: list[int] = []
        get = self._heads[DANGER][2].__getitem__
        for at, word in enumerate(words):
            of_word = self._common.get(word.key) or known.get(word.key)
            if of_word is None:
                of_word = known[word.key] = self._own(word.key)
            linked = context(words, at, self._clusters)
            totals.append(of_word[0] + sum(map(get, linked)))
            sizes.append(of_word[1] + len(linked))
        return list(accumulate(totals, initial=0)), list(accumulate(sizes, initial=0))

    def _own(self, key: str) -> tuple[int, int]:
        """Sum of weights and number of buckets of a word by itself."""
        found = own(key, self._clusters)
        return sum(map(self._heads[DANGER][2].__getitem__, found)), len(found)


def buckets(
    words: Sequence[Word],
    first: int,
    last: int,
    clusters: Clusters,
    of_word: Callable[[str, Clusters], Sequence[int]] = own,
) -> list[int]:
    """All buckets of the stretch ``first:last`` as :meth:`Classifier.judge` counts them.

    ``of_word`` stands in for :func:`bot.safety.features.own` where its results are kept, as in a training.
    """
    return [
        number
        for at in range(first, last)
        for number in (*of_word(words[at].key, clusters), *context(words, at, clusters))
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
        if hashlib.sha256(clusters.read_bytes()).hexdigest() != said["clusters"]:
            raise WeightsError(clusters.name)
        content = zlib.decompress(packed)
        size = 1 << BITS
        heads = {
            head["name"]: (head["scale"], head["intercept"], array("b", content[at * size : (at + 1) * size]))
            for at, head in enumerate(said["heads"])
        }
        return Classifier(heads, said["threshold"], said["veto"], said["version"], clusters_of(clusters), common)
    except (OSError, ValueError, KeyError, zlib.error) as error:
        raise WeightsError(f"{manifest.name}: {type(error).__name__}") from error
