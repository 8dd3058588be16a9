"""Rows of single texts: the numbers of scikit-learn."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.nlu.rows import LetterRow, SparseWeights, WordRow

TEXTS = ("kann ich anonym melden", "wo wo wo melde ich das", "akte", "a", "wer darf lesen", "melden melde meldung")
texts = st.one_of(
    st.sampled_from(TEXTS),
    st.lists(st.sampled_from(["a", "an", "anonym", "melden", "akte", "xqz", "漢字"]), max_size=9).map(" ".join),
    st.text(alphabet="adeklmno ", max_size=30),
)
LETTERS = TfidfVectorizer(
    analyzer="char_wb", lowercase=False, ngram_range=(2, 4), sublinear_tf=True, dtype=np.float32
).fit(TEXTS)
WORDS = TfidfVectorizer(analyzer=str.split, sublinear_tf=True, dtype=np.float32).fit(TEXTS)


def dense(row: WordRow, text: str | list[str]) -> np.ndarray:
    """The row with its zeros."""
    found = np.zeros(row.width, np.float32)
    columns, values = row(text)
    found[columns] = values
    return found


@given(texts)
def test_words_are_weighed_as_by_scikit_learn(text: str) -> None:
    row = WordRow(WORDS.get_feature_names_out(), WORDS.idf_)
    assert dense(row, text.split()) == pytest.approx(WORDS.transform([text]).toarray()[0], abs=1e-6)


@given(texts)
def test_letters_are_weighed_as_by_scikit_learn(text: str) -> None:
    row = LetterRow(LETTERS.get_feature_names_out(), LETTERS.idf_, (2, 4))
    assert dense(row, text) == pytest.approx(LETTERS.transform([text]).toarray()[0], abs=1e-6)


def test_a_text_without_anything_known_has_an_empty_row() -> None:
    columns, values = WordRow(WORDS.get_feature_names_out(), WORDS.idf_)(["xqz"])
    assert (len(columns), len(values)) == (0, 0)


def test_weights_give_the_scores_of_the_whole_table() -> None:
    chance = np.random.default_rng(1)
    table = (chance.normal(size=(40, 300)) * (chance.random((40, 300)) < 0.3)).astype(np.float16)
    table[7] = 0
    weights = SparseWeights.of(table)
    assert len(weights.values) == np.count_nonzero(table)
    row = np.array([39, 7, 0, 12]), np.array([0.5, 9.0, -1.0, 2.0], np.float32)
    assert weights.scores(row) == pytest.approx(row[1] @ table[row[0]].astype(np.float32), abs=1e-5)
    assert weights.scores((np.zeros(0, np.intp), np.zeros(0, np.float32))).tolist() == [0.0] * 300
