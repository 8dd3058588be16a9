"""What the classifier learns of words and vectors (Wang and Manning 2012)."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from bot.nlu import machines

ROWS = csr_matrix(np.array([[1, 0, 0], [1, 0, 0], [0, 1, 0], [0, 1, 1]], np.float32))
LABELS = np.array(["a", "a", "b", "b"])
COUNTS = np.ones(4, np.float32)


def test_a_feature_speaks_for_the_label_that_has_it_and_for_no_other() -> None:
    found = machines.likelihoods(ROWS, LABELS, COUNTS, 0.5).toarray()
    assert found == pytest.approx(np.array([[math.log(3), 0, 0], [0, math.log(3), math.log(2)]]))


def test_many_examples_of_a_label_make_it_no_likelier() -> None:
    more = csr_matrix(np.vstack([ROWS.toarray(), ROWS.toarray()[:2]]))
    found = machines.likelihoods(more, np.append(LABELS, ["a", "a"]), np.ones(6, np.float32), 0.5)
    assert found.toarray() == pytest.approx(machines.likelihoods(ROWS, LABELS, COUNTS, 0.5).toarray())


def test_an_example_that_counts_half_is_half_an_example() -> None:
    counts = np.array([1, 1, 1, 0.5], np.float32)
    found = machines.likelihoods(ROWS, LABELS, counts, 0.5).toarray()
    assert found[1, 2] == pytest.approx(math.log(1 + (1 / 3) / 0.5))


def test_vectors_are_seen_where_they_differ_most() -> None:
    generator = np.random.default_rng(1)
    vectors = (generator.normal(size=(50, 4)) * [5, 1, 0.01, 3]).astype(np.float32)
    kept = machines.principal(vectors, 2)
    assert kept.shape == (4, 2)
    assert kept.T @ kept == pytest.approx(np.eye(2), abs=1e-5)
    lost = vectors - vectors @ kept @ kept.T
    assert (lost**2).sum() < 0.1 * (vectors**2).sum()


def test_of_two_labels_one_is_as_likely_as_the_other_is_not() -> None:
    settings = machines.Settings(1.0, 0.1, 1, 1.0, 0.1, 0.5)
    machine = machines.solve(ROWS, LABELS, COUNTS, settings)
    assert machine.labels == ["a", "b"]
    assert machine.weights[0] == pytest.approx(-machine.weights[1])
    scores = ROWS @ machine.weights.T + machine.intercept
    assert list(np.argmax(scores, axis=1)) == [0, 0, 1, 1]


def test_what_the_words_say_comes_on_top_of_what_the_machine_says() -> None:
    sentences = ["hallo", "guten tag", "danke sehr", "vielen dank"]
    without, with_statistics = (
        machines.train(lambda: ROWS, sentences, LABELS, COUNTS, machines.Settings(1.0, 0.1, 1, 0.8, weight, 0.5))
        for weight in (0.0, 0.1)
    )
    added = with_statistics.weights - without.weights
    trusted = 0.1 * 2 / (2 + machines.FEW)  # two examples of each label
    assert added[:, :3] == pytest.approx(trusted * machines.likelihoods(ROWS, LABELS, COUNTS, 0.5).toarray())
    assert added[:, 3:] == pytest.approx(0.0, abs=1e-9)
    assert with_statistics.weights.shape == (2, 3 + 512)
