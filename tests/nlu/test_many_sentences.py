"""Many texts at once get the vectors that each of them gets alone."""

from __future__ import annotations

import numpy as np
import pytest

from bot.nlu import many_sentences, meaning

TEXTS = (
    "wen rufe ich an?",
    "ja",
    "ich bin lehrerin und habe bei einem kind in meiner klasse blaue flecken gesehen, was muss ich jetzt tun",
    "",
    "жду ответа",
    "wen rufe ich an?",
)


def test_the_vectors_are_those_of_the_encoder() -> None:
    assert many_sentences.vectors(TEXTS) == pytest.approx(meaning.vectors(TEXTS), abs=1e-6)


@pytest.mark.parametrize("budget", [1, 20])
def test_texts_in_several_batches_keep_their_order(budget: int, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = meaning.vectors(TEXTS)
    monkeypatch.setattr(many_sentences, "BUDGET", budget)
    assert many_sentences.vectors(TEXTS) == pytest.approx(expected, abs=1e-6)


def test_each_vector_has_length_one() -> None:
    assert np.linalg.norm(many_sentences.vectors(TEXTS), axis=1) == pytest.approx(1)


def test_no_text_gives_no_row() -> None:
    assert many_sentences.vectors([]).shape == (0, meaning.DIMENSIONS)
