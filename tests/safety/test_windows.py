from __future__ import annotations

import pytest

from bot.safety.windows import SLICES, WHOLE, WIDTH, windows
from bot.safety.words import Word


def sentences(*sizes: int) -> list[Word]:
    """Words in sentences of the given sizes."""
    numbers = [number for number, size in enumerate(sizes) for _ in range(size)]
    return [Word("x", "x", 0, 1, at, number) for at, number in enumerate(numbers)]


def test_the_sizes_are_those_that_the_weights_were_trained_with() -> None:
    assert (WIDTH, SLICES, WHOLE) == (24, ((24, 8, 17), (6, 1, 3)), 60)


def narrow(begin: int, end: int) -> list[tuple[int, int]]:
    """Windows of six words from each word on, the last ones with five, four and three."""
    return [
        *((at, at + 6) for at in range(begin, end - 6)),
        (end - 6, end),
        (end - 5, end),
        (end - 4, end),
        (end - 3, end),
    ]


@pytest.mark.parametrize(
    ("sizes", "spans"),
    [
        ((), []),
        ((1,), [(0, 1)]),
        ((24,), [(0, 24)]),
        ((25,), [(0, 25), (0, 24), (8, 25), *narrow(0, 25)]),
        ((32,), [(0, 32), (0, 24), (8, 32), *narrow(0, 32)]),
        ((33,), [(0, 33), (0, 24), (8, 32), (16, 33), *narrow(0, 33)]),
        ((60,), [(0, 60), (0, 24), (8, 32), (16, 40), (24, 48), (32, 56), (40, 60), *narrow(0, 60)]),
        ((61,), [(0, 24), (8, 32), (16, 40), (24, 48), (32, 56), (40, 61), *narrow(0, 61)]),
        ((3, 4), [(0, 7), (0, 3), (3, 7)]),
        ((20, 25), [(0, 45), (0, 20), (20, 44), (28, 45), *narrow(20, 45)]),
        ((1, 2, 3), [(0, 6), (0, 1), (0, 3), (1, 3), (1, 6), (3, 6)]),
        ((12, 12, 13), [(0, 37), (0, 12), (0, 24), (12, 24), (24, 37)]),
        ((20, 3, 3), [(0, 26), (0, 20), (0, 23), (20, 23), (20, 26), (23, 26)]),
        ((23, 1, 24, 24), [(0, 23), (0, 24), (23, 24), (24, 48), (48, 72)]),
    ],
)
def test_a_text_is_judged_as_a_whole_by_sentence_by_pair_and_in_steps(
    sizes: tuple[int, ...], spans: list[tuple[int, int]]
) -> None:
    assert list(windows(sentences(*sizes))) == spans


def test_sentences_begin_where_the_number_changes_whatever_it_is() -> None:
    words = [word._replace(sentence=word.sentence + 5) for word in sentences(2, 2)]
    assert list(windows(words)) == [(0, 4), (0, 2), (2, 4)]
