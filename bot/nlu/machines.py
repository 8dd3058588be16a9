"""What the classifier learns: a support vector machine over words and sentence vectors, and what naive Bayes adds.

The two were brought together by Wang and Manning (2012, "Baselines and Bigrams"): the machine is better at long
messages, word statistics at short ones. Without Rasa.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, hstack
from sklearn.svm import LinearSVC

from bot.nlu import many_sentences, meaning, parallel

AT_ONCE = 3_000
"""Sentences that one process encodes at a time."""
LEAST_SENTENCES = 5_000
"""With fewer, starting processes takes longer than training here."""
DIRECTIONS = 160
"""Directions of the sentence vectors that are learned from, of their 512 (docs/sprachverstehen.md)."""
FEW = 100
"""Examples of a label of which statistics say half as much as of very many (docs/sprachverstehen.md)."""

Labels = npt.NDArray[np.str_]
Counts = npt.NDArray[np.float32]


class Settings(NamedTuple):
    """What the solver needs, how much a sentence vector counts, and word statistics with their smoothing."""

    strength: float
    tolerance: float
    seed: int
    vector_weight: float
    statistics_weight: float
    smoothing: float


@dataclass(frozen=True)
class Machine:
    """A linear machine: one row of weights and one intercept for each of its labels."""

    labels: list[str]
    weights: npt.NDArray[np.float64]
    intercept: npt.NDArray[np.float64]


def train(
    make_words: Callable[[], csr_matrix], sentences: Sequence[str], labels: Labels, counts: Counts,
    settings: Settings,
) -> Machine:  # fmt: skip
    """The machine for the rows of words, made by ``make_words`` while other processes make the vectors, and after
    them the vectors; each example counts ``counts``."""
    if len(sentences) < LEAST_SENTENCES:
        words, vectors = make_words(), many_sentences.vectors(sentences)
    else:
        with parallel.pool() as executor:
            parts = executor.map(many_sentences.vectors, parallel.chunks(sentences, AT_ONCE))
            words = make_words()
            vectors = np.vstack(list(parts))
    directions = principal(vectors, DIRECTIONS)
    shortened = csr_matrix(vectors @ directions * np.float32(settings.vector_weight))
    machine = solve(hstack([words, shortened]).tocsr(), labels, counts, settings)
    of_words, of_vectors = np.split(machine.weights, [words.shape[1]], axis=1)
    of_words += _trusted(labels, settings) * likelihoods(words, labels, counts, settings.smoothing).toarray()
    return replace(machine, weights=np.hstack([of_words, of_vectors @ directions.T]))


def _trusted(labels: Labels, settings: Settings) -> float:
    """How much word statistics count: half as much where the labels have :data:`FEW` examples, the usual one."""
    known = float(np.median(np.unique(labels, return_counts=True)[1]))
    return settings.statistics_weight * known / (known + FEW)


def principal(vectors: meaning.Vectors, count: int) -> meaning.Vectors:
    """The ``count`` directions in which ``(n, d)`` vectors are longest together, as columns of length 1."""
    _, directions = np.linalg.eigh(vectors.T @ vectors)  # the shortest first
    found: meaning.Vectors = directions[:, -count:]
    return found


def solve(rows: csr_matrix, labels: Labels, counts: Counts, settings: Settings) -> Machine:
    """The support vector machine that sees all labels at once (Crammer and Singer 2001)."""
    machine = LinearSVC(
        multi_class="crammer_singer", C=settings.strength, tol=settings.tolerance, random_state=settings.seed
    ).fit(rows, labels, counts)
    return learned(machine)


def learned(machine: LinearSVC) -> Machine:
    """What a fitted ``machine`` has learned, also where it has but two labels."""
    weights, intercept = machine.coef_, machine.intercept_
    if len(weights) == 1:  # scikit-learn gives the difference of two labels
        weights, intercept = np.vstack([-weights, weights]) / 2, np.append(-intercept, intercept) / 2
    return Machine(machine.classes_.tolist(), weights, intercept)


def likelihoods(rows: csr_matrix, labels: Labels, counts: Counts, smoothing: float) -> csr_matrix:
    """``log(1 + mean / smoothing)`` of each feature in the rows of each label, in the order of their names.

    That is how much likelier naive Bayes thinks a label when a feature occurs: the logarithm of how often the
    label has it, smoothed, against a label that never has it (Manning, Raghavan, Schuetze 2008, section 13.2).
    The mean stands for the count: many examples of a label make it no likelier.
    """
    names, numbers = np.unique(labels, return_inverse=True)
    shares = counts / np.bincount(numbers, counts)[numbers]
    found = csr_matrix((shares, (numbers, np.arange(len(numbers)))), (len(names), len(numbers))) @ rows
    return (found / smoothing).log1p()
