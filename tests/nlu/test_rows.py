"""Rows of single texts: the numbers of scikit-learn."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.nlu.rows import LetterRow, WordRow

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
    row = WordRow(WORDS.vocabulary_, WORDS.idf_)
    assert dense(row, text.split()) == pytest.approx(WORDS.transform([text]).toarray()[0], abs=1e-6)


@given(texts)
def test_letters_are_weighed_as_by_scikit_learn(text: str) -> None:
    row = LetterRow(LETTERS.vocabulary_, LETTERS.idf_, (2, 4))
    assert dense(row, text) == pytest.approx(LETTERS.transform([text]).toarray()[0], abs=1e-6)


def test_a_text_without_anything_known_has_an_empty_row() -> None:
    columns, values = WordRow(WORDS.vocabulary_, WORDS.idf_)(["xqz"])
    assert (len(columns), len(values)) == (0, 0)
