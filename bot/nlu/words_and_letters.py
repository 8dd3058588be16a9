"""Tf-idf rows over the words of a text and, behind them, its letter sequences: what linear models learn from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Self

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.nlu.rows import LetterRow, Row, WordRow

WORDS, LETTERS = "words", "letters"
"""What a vocabulary and its weights are kept under."""


class WordsAndLetters:
    """The words count ``word_weight`` times as much as the letter sequences, of ``sizes`` from to."""

    def __init__(self, words: WordRow, letters: LetterRow, word_weight: float) -> None:
        self._words, self._letters = words, letters
        self._word_weight = np.float32(word_weight)

    @classmethod
    def of(
        cls, vocabulary: Mapping[str, Iterable[str]], idf: Mapping[str, npt.NDArray[np.float32]],
        sizes: Sequence[int], word_weight: float,
    ) -> Self:  # fmt: skip
        """As :attr:`vocabulary` and :attr:`idf` tell."""
        words = WordRow(vocabulary[WORDS], idf[WORDS])
        return cls(words, LetterRow(vocabulary[LETTERS], idf[LETTERS], sizes), word_weight)

    @classmethod
    def nothing(cls, sizes: Sequence[int], word_weight: float) -> Self:
        """Without a single word."""
        nought = np.zeros(0, np.float32)
        return cls.of({WORDS: (), LETTERS: ()}, {WORDS: nought, LETTERS: nought}, sizes, word_weight)

    @classmethod
    def fit(
        cls, said: Sequence[list[str]], written: Sequence[str], sizes: Sequence[int], word_weight: float, *,
        least: int, known: Iterable[str] | None = None,
    ) -> tuple[Self, csr_matrix]:  # fmt: skip
        """Learn from texts given as words ``said`` and as ``written``; gives their rows, too. Letters must
        stand in ``least`` texts, words among those ``known``, if any are."""
        words = TfidfVectorizer(analyzer=_identity, vocabulary=known, sublinear_tf=True, dtype=np.float32)
        letters = TfidfVectorizer(
            analyzer="char_wb", lowercase=False, ngram_range=tuple(sizes), sublinear_tf=True, min_df=least,
            dtype=np.float32,
        )  # fmt: skip
        rows = hstack([words.fit_transform(said) * word_weight, letters.fit_transform(written)]).tocsr()
        row = WordRow(words.get_feature_names_out(), words.idf_)
        return cls(row, LetterRow(letters.get_feature_names_out(), letters.idf_, sizes), word_weight), rows

    @property
    def vocabulary(self) -> dict[str, list[str]]:
        """Its words and letter sequences, in the order of the columns."""
        return {WORDS: self._words.features, LETTERS: self._letters.features}

    @property
    def idf(self) -> dict[str, Any]:
        """Their inverse document frequencies."""
        return {WORDS: self._words.idf, LETTERS: self._letters.idf}

    @property
    def width(self) -> int:
        """The number of columns."""
        return self._words.width + self._letters.width

    def __call__(self, said: Iterable[str], written: str) -> Row | None:
        """The row of one text; None where nothing of it is known."""
        words, word_values = self._words(said)
        letters, letter_values = self._letters(written)
        if not len(words) and not len(letters):
            return None
        columns = np.concatenate([words, letters + self._words.width])
        return columns, np.concatenate([word_values * self._word_weight, letter_values])


def _identity(value: list[str]) -> list[str]:
    return value
