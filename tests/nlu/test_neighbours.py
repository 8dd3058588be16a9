"""Known words that are written much like others."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from bot.nlu import neighbours
from bot.nlu.neighbours import LOOKED_AT, Neighbours

DEAR = 4.0
WORDS = st.text("abc", min_size=1, max_size=6)


def score(word: str, known: str, counts: dict[str, int]) -> float:
    return DEAR * OSA.distance(word, known) - math.log(counts[known])


@given(
    st.dictionaries(WORDS, st.integers(2, 900), min_size=1, max_size=40), st.lists(WORDS, min_size=1),
    st.integers(1, 3),
)  # fmt: skip
def test_the_likeliest_are_found_and_no_others(counts: dict[str, int], words: list[str], slips: int) -> None:
    asked = [word for word in words if len(word) == len(words[0])]
    for word, found in zip(asked, Neighbours(counts, DEAR).of(asked, slips), strict=True):
        near = [known for known in counts if OSA.distance(word, known) <= slips]
        best = sorted(score(word, known, counts) for known in near)[:LOOKED_AT]
        assert set(found) <= set(near)
        assert [round(score(word, known, counts), 3) for known in found] == [round(each, 3) for each in best]


def test_many_words_are_compared_in_several_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    known = Neighbours({"kinder": 9, "rinder": 3, "eltern": 5}, DEAR)
    words = ["kindre", "eltren", "linder"] * 3
    whole = known.of(words, 2)
    monkeypatch.setattr(neighbours, "AT_ONCE", 2)
    assert known.of(words, 2) == whole
    assert whole[:3] == [["kinder", "rinder"], ["eltern"], ["kinder", "rinder"]]
