"""The classifier's two support vector machines, trained in two processes with the sentence vectors beside them.

Without Rasa, so that a fresh process is ready in two seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
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


class Settings(NamedTuple):
    """What the solver needs, and how much a sentence vector counts."""

    strength: float
    tolerance: float
    seed: int
    vector_weight: float


@dataclass(frozen=True)
class Machine:
    """A trained machine: one row of weights and one intercept for each of its labels."""

    labels: list[str]
    weights: npt.NDArray[np.float64]
    intercept: npt.NDArray[np.float64]


def get_ready() -> None:
    """Load what :func:`train` needs in a process."""
    meaning.vectors(["bereit"])


def train(
    make_words: Callable[[], csr_matrix], sentences: Sequence[str], labels: npt.NDArray[np.str_],
    counts: npt.NDArray[np.float32], settings: Settings,
) -> tuple[Machine, Machine]:  # fmt: skip
    """One machine that sees words, each label against the rest; one that sees the vectors too, all at once.

    ``make_words`` makes the rows of words, while other processes make the vectors. The solver's random numbers
    belong to its process: each machine has one to itself, or the other comes after.
    """
    if len(sentences) < LEAST_SENTENCES:
        words = make_words()
        one_by_one = fit("ovr", words, labels, counts, settings)
        return one_by_one, _together(words, many_sentences.vectors(sentences), labels, counts, settings)
    with parallel.pool() as executor:
        parts = executor.map(many_sentences.vectors, parallel.chunks(sentences, AT_ONCE))
        words = make_words()
        # one machine is trained there, the other here, which take as long
        waiting = executor.submit(fit, "ovr", words, labels, counts, settings)
        together = _together(words, np.vstack(list(parts)), labels, counts, settings)
        return waiting.result(), together


def _together(
    words: csr_matrix, vectors: meaning.Vectors, labels: npt.NDArray[np.str_], counts: npt.NDArray[np.float32],
    settings: Settings,
) -> Machine:  # fmt: skip
    weighted = csr_matrix(vectors * np.float32(settings.vector_weight))
    return fit("crammer_singer", hstack([words, weighted]).tocsr(), labels, counts, settings)


def fit(
    kind: str, rows: csr_matrix, labels: npt.NDArray[np.str_], counts: npt.NDArray[np.float32], settings: Settings
) -> Machine:
    """A machine of ``kind``, ``ovr`` or ``crammer_singer``."""
    machine = LinearSVC(multi_class=kind, C=settings.strength, tol=settings.tolerance, random_state=settings.seed)
    machine.fit(rows, labels, counts)
    return Machine(machine.classes_.tolist(), machine.coef_, machine.intercept_)
