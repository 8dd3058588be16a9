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
from itertools import accumulate, chain, pairwise
from math import sqrt
from pathlib import Path

from bot.safety.clusters import ClusterTable
from bot.safety.features import BITS, contexts
from bot.safety.sources import CLUSTERS, MANIFEST, WEIGHTS
from bot.safety.weights import Weights, unpack
from bot.safety.windows import windows
from bot.safety.word_features import WordFeatures
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
        self._words = WordFeatures(clusters, weights.danger, common)
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
        marks = self._words.marks({word.key for word in words})
        found = [*chain.from_iterable(buckets(words, marks, self._words.buckets))]
        root = sqrt(len(found) or 1)
        asked = [self.heads(kind) for kind in kinds]
        heads = [*chain.from_iterable(asked)]
        sums = self._weights.sums(found, [self._numbers[head] for head in heads])
        scores = {head: self._score(head, total / root) for head, total in zip(heads, sums, strict=True)}
        return [max(of_kind, key=scores.__getitem__).partition(":")[2] for of_kind in asked]

    def _score(self, head: str, mean: float) -> float:
        scale, intercept = self._heads[head]
        return intercept + scale * mean

    def heads(self, kind: str) -> list[str]:
        """Names of the heads that say ``kind``, as ``kind:value``."""
        return [head for head in self._heads if head.startswith(kind + ":")]

    def _running(self, words: Sequence[Word]) -> tuple[list[int], list[int]]:
        """Sums of weights and numbers of buckets before each word."""
        keys = {word.key for word in words}
        known = {key: self._words.total(key) for key in keys}
        of_words = [known[word.key] for word in words]
        found, ends = contexts(words, self._words.marks(keys))
        linked = list(accumulate(map(self._weights.danger.__getitem__, found), initial=0))
        totals = accumulate([total for total, _ in of_words], initial=0)
        sizes = accumulate([size for _, size in of_words], initial=0)
        return (
            [total + linked[end] for total, end in zip(totals, ends, strict=True)],
            [size + end for size, end in zip(sizes, ends, strict=True)],
        )


def buckets(
    words: Sequence[Word], marks: Mapping[str, str], of_word: Callable[[str], Sequence[int]]
) -> list[list[int]]:
    """The buckets of each word, as :meth:`Classifier.judge` counts them.

    ``marks`` are those of their keys, ``of_word`` gives the buckets of a word by itself by its key.
    """
    found, ends = contexts(words, marks)
    spans = pairwise(ends)
    return [[*of_word(word.key), *found[begin:end]] for word, (begin, end) in zip(words, spans, strict=True)]


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
