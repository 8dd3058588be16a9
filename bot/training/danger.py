"""Train the classifier of the danger gate on its examples and write vocabulary, weights and manifest.

Positive is every message of a dangerous level, negative all others; each also in perturbed copies
(:mod:`bot.perturbations`). Further negatives are the training utterances of the assistant itself, less those that
look dangerous to a machine trained without them. A harmless message must be harmless in each of its stretches; of
a dangerous one only the stretch that scores highest must be dangerous (multiple-instance learning, Andrews et al.
2003, "Support Vector Machines for Multiple-Instance Learning", section 4). Buckets are weighted by rarity and by
how differently they occur in both classes (Wang and Manning 2012, "Baselines and Bigrams", section 2.1); the
weights absorb it. The second opinion (:mod:`bot.nlu.second_opinion`) learns from the same messages.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, diags
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

from bot.nlu import second_opinion
from bot.nlu.second_opinion import SecondOpinion
from bot.safety import examples
from bot.safety.classifier import DANGER
from bot.safety.examples import Example
from bot.safety.features import BITS
from bot.safety.sources import CLUSTERS, VOCABULARY, WEIGHTS
from bot.safety.verdict import Level, Speaker
from bot.safety.weights import KINDS, LARGEST, NOUGHT, STEPS
from bot.training import danger_corpus, memory, opinion, thresholds
from bot.training.danger_corpus import ASSISTANT, Corpus, Flags, Indices
from bot.training.files import replace
from bot.training.thresholds import Aside, Scores
from bot.wording import say

SEED = 1
STRENGTH = 8.0
"""Inverse of the regularisation (``C``)."""
TOLERANCE = 0.01
ROUNDS = 2
"""How often the most dangerous stretch of a dangerous message is looked for."""
FOLDS = 3
"""One part of so many is set aside to choose the thresholds."""
SUSPECT = 0.5
"""Log odds, by a machine that knows the gate's examples only, from which an utterance of the assistant is none."""
COMMON = 3
_LETTERS = re.compile(r"[^\W\d_]+")

Progress = Callable[[str], None]


def train(left: Path, progress: Progress) -> dict[str, Any]:
    """Train on all examples; gives the manifest that was written, with the figures of the messages set aside.

    These are ``left`` for :mod:`bot.training.thresholds`.
    """
    memory.keep_freed()
    found = examples.read_all()
    VOCABULARY.write_text("\n".join(_vocabulary(found)) + "\n", encoding="utf-8")
    progress(say("gate.read", count=len(found)))
    corpus = danger_corpus.corpus((*found, *danger_corpus.utterances()))
    progress(say("gate.clean"))
    kept = ~(corpus.own & (_highest_scores(corpus, _danger_head(corpus, ~corpus.own, 1)) > SUSPECT))
    known = opinion.Readings.of(corpus, progress)
    version = examples.fingerprint(found)
    aside = Aside.of(version, corpus, kept, *_unseen(corpus, kept, known, progress))
    progress(say("gate.head", head=DANGER))
    heads = {DANGER: _danger_head(corpus, kept, ROUNDS)}
    for kind, labels in _kinds(corpus).items():
        progress(say("gate.head", head=kind))
        heads |= {f"{kind}:{name}": head for name, head in _one_against_rest(corpus, labels).items()}
    counts = {"examples": len(found), "utterances": int((corpus.own & kept).sum())}
    second = opinion.write(opinion.fit(known, kept, progress)) | aside.together()
    manifest = _write(version, heads, {**counts, **aside.alone(), second_opinion.KEY: second})
    aside.save(left)
    return manifest


def _vocabulary(found: Iterable[Example]) -> list[str]:
    german = [example.text.lower() for example in found if example.language == "de"]
    counted = Counter(word for text in german for word in set(_LETTERS.findall(text)))
    return sorted(word for word, count in counted.items() if count >= COMMON and len(word) > 2)


@dataclass(frozen=True)
class Machine:
    """Weights of the buckets and an intercept."""

    weights: npt.NDArray[np.float64]
    intercept: float

    def score(self, matrix: csr_matrix) -> Scores:
        """Log odds of each row."""
        scores: Scores = matrix @ self.weights + self.intercept
        return scores


def _fit(matrix: csr_matrix, labels: Flags) -> Machine:
    importance = _importance(matrix, labels)
    machine = LogisticRegression(
        C=STRENGTH, solver="liblinear", dual=True, tol=TOLERANCE, max_iter=200, random_state=SEED
    )
    machine.fit(matrix @ diags(importance), labels)
    return Machine(machine.coef_[0] * importance, float(machine.intercept_[0]))


def _importance(matrix: csr_matrix, labels: Flags) -> npt.NDArray[np.float64]:
    """Rarity of each bucket times the root of its log ratio between both classes."""
    occurs = matrix > 0
    inside, outside = (np.asarray(occurs[flags].sum(axis=0)).ravel() + 1.0 for flags in (labels, ~labels))
    rarity = np.log(matrix.shape[0] / (inside + outside)) + 1
    ratio = np.abs(np.log((inside / inside.sum()) / (outside / outside.sum())))
    weighted: npt.NDArray[np.float64] = rarity * np.sqrt(ratio + 0.1) / 5
    return weighted


def _danger_head(corpus: Corpus, kept: Flags, rounds: int) -> Machine:
    dangerous = corpus.dangerous[corpus.owner]
    used = kept[corpus.owner]
    negative = np.flatnonzero(~dangerous & used)
    positive = np.flatnonzero(dangerous & used & corpus.whole)
    for _ in range(rounds):
        rows = np.r_[positive, negative]
        machine = _fit(corpus.matrix[rows], np.arange(len(rows)) < len(positive))
        positive = _highest(corpus, machine, np.flatnonzero(dangerous & used))
    return machine


def _highest(corpus: Corpus, machine: Machine, rows: Indices) -> Indices:
    """Of each reading the row with the highest score."""
    reading = np.cumsum(corpus.whole)[rows]
    order = np.lexsort((-machine.score(corpus.matrix[rows]), reading))
    _, first = np.unique(reading[order], return_index=True)
    highest: Indices = rows[order[first]]
    return highest


def _unseen(
    corpus: Corpus, kept: Flags, known: opinion.Readings, progress: Progress
) -> tuple[Indices, Scores, Scores]:
    """Messages set aside; score and second opinion of each by machines that saw neither it nor its copies."""
    levels = [message.level for message in corpus.messages]
    seen, aside = next(StratifiedKFold(FOLDS, shuffle=True, random_state=SEED).split(levels, levels))
    progress(say("gate.aside", count=len(aside)))
    among = np.zeros(len(levels), bool)
    among[seen] = True
    scores = _highest_scores(corpus, _danger_head(corpus, among & kept, 1))[aside]
    second = SecondOpinion(opinion.fit(known, among & kept, progress), 0, 0)
    odds = second.odds([corpus.messages[at].text for at in aside])
    return aside, scores, odds.astype(np.float64)


def _highest_scores(corpus: Corpus, machine: Machine) -> Scores:
    """Of each message, as it was written, the score of its most dangerous stretch."""
    scores = np.full(len(corpus.messages), -np.inf)
    rows = np.flatnonzero(corpus.written)
    np.maximum.at(scores, corpus.owner[rows], machine.score(corpus.matrix[rows]))
    return scores


def _kinds(corpus: Corpus) -> dict[str, list[str | None]]:
    """What the other heads tell apart, for each message; None where it does not say."""
    messages = corpus.messages
    return {
        "level": [m.level if Level(m.level).dangerous else None for m in messages],
        "category": [m.category if Level(m.level).dangerous else None for m in messages],
        "concern": [None if Level(m.level).dangerous else _worry(m) for m in messages],
        "speaker": [None if m.speaker in {ASSISTANT, Speaker.UNKNOWN} else m.speaker for m in messages],
        "language": [m.language for m in messages],
    }


def _worry(message: Example) -> str:
    if message.category in {"own_behaviour", "offence"}:
        return message.category
    return "bystander" if message.level == Level.CONCERN else "none"


def _one_against_rest(corpus: Corpus, labels: Sequence[str | None]) -> dict[str, Machine]:
    told = np.array([label is not None for label in labels])
    rows = np.flatnonzero(told[corpus.owner] & corpus.whole & corpus.written)
    names = np.array([labels[at] for at in corpus.owner[rows]])
    matrix = _folded(corpus.matrix[rows])
    machine = LinearSVC(tol=0.1, class_weight="balanced", random_state=SEED).fit(matrix, names)
    weights, intercepts = machine.coef_, machine.intercept_
    return {str(name): Machine(weights[at], float(intercepts[at])) for at, name in enumerate(machine.classes_)}


def _folded(matrix: csr_matrix) -> csr_matrix:
    """``matrix`` with as many buckets as the heads have that only say what kind of danger."""
    shape = (matrix.shape[0], KINDS)
    folded = csr_matrix((matrix.data, matrix.indices % KINDS, matrix.indptr), shape=shape, copy=True)
    folded.sum_duplicates()
    return folded


def _write(version: str, machines: dict[str, Machine], figures: dict[str, Any]) -> dict[str, Any]:
    heads: list[dict[str, Any]] = []
    rows: list[npt.NDArray[np.int8]] = []
    for name, machine in machines.items():
        scale = float(np.abs(machine.weights).max()) / LARGEST
        rows.append(np.round(machine.weights / scale).astype(np.int8))
        heads.append({"name": name, "scale": scale, "intercept": machine.intercept})
    packed = _packed(rows[0], np.array(rows[1:]))
    manifest = {
        "version": version,
        "sha256": hashlib.sha256(packed).hexdigest(),
        "bits": BITS,
        "clusters": hashlib.sha256(CLUSTERS.read_bytes()).hexdigest(),
        **figures,
        "heads": heads,
    }
    replace(WEIGHTS, packed)
    thresholds.write(manifest)
    return manifest


def _packed(danger: npt.NDArray[np.int8], kinds: npt.NDArray[np.int8]) -> bytes:
    """Weights ``(buckets,)`` and ``(heads, buckets)`` as :func:`bot.safety.weights.unpack` reads them."""
    nearest = np.abs(np.arange(-LARGEST, LARGEST + 1)[:, None] - np.array(STEPS)).argmin(1).astype(np.uint8)
    numbers = nearest[kinds.T.astype(np.int16) + LARGEST]
    even = np.pad(numbers, ((0, 0), (0, numbers.shape[1] % 2)), constant_values=NOUGHT)
    pairs = even[:, ::2] << 4 | even[:, 1::2]
    return zlib.compress(pairs.tobytes() + danger.tobytes(), 9)
