"""Rows of words and letter sequences, made at once for training and one by one afterwards."""

from __future__ import annotations

import numpy as np
import pytest

from bot.nlu.words_and_letters import WordsAndLetters

TEXTS = ["wie melde ich", "wie meldet man das", "wo ist das amt", "wo ist es"]
SIZES, WORD_WEIGHT = (2, 3), 0.5


def learned(known: list[str] | None = None) -> tuple[WordsAndLetters, np.ndarray]:
    """Rows of :data:`TEXTS` with what makes more of them."""
    said = [text.split() for text in TEXTS]
    found, rows = WordsAndLetters.fit(said, TEXTS, SIZES, WORD_WEIGHT, least=2, known=known)
    return found, rows.toarray()


@pytest.mark.parametrize("known", [None, ["amt", "das", "wie", "wo"]])
def test_one_text_gets_the_row_it_was_learned_with(known: list[str] | None) -> None:
    found, rows = learned(known)
    assert rows.shape == (len(TEXTS), found.width)
    for text, expected in zip(TEXTS, rows, strict=True):
        row = found(text.split(), text)
        assert row is not None
        columns, values = row
        dense = np.zeros(found.width, np.float32)
        dense[columns] = values
        np.testing.assert_allclose(dense, expected, rtol=1e-5)


def test_only_known_words_count() -> None:
    found, _ = learned(["amt", "wie"])
    assert found.vocabulary["words"] == ["amt", "wie"]


def test_what_is_kept_makes_the_same_rows() -> None:
    found, _ = learned()
    again = WordsAndLetters.of(found.vocabulary, found.idf, SIZES, WORD_WEIGHT)
    one, two = found(["wie", "amt"], "wie amt"), again(["wie", "amt"], "wie amt")
    assert one is not None
    assert two is not None
    for before, after in zip(one, two, strict=True):
        np.testing.assert_array_equal(before, after)


def test_where_nothing_is_known_there_is_no_row() -> None:
    found, _ = learned()
    assert found(["xyz"], "xyz") is None
    assert WordsAndLetters.nothing(SIZES, WORD_WEIGHT)(["wie"], "wie") is None
