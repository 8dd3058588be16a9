from __future__ import annotations

import pytest

from bot.safety.normalise import Normalised
from bot.safety.words import Word, cut, place_words, sound_keys
from tests.safety.miniatures import words_in


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("komm", "kom"), ("kommm", "kom"), ("mehr", "mer"), ("ohne", "one"), ("photo", "foto"), ("thema", "tema"),
        ("katze", "kaze"), ("backe", "bake"), ("stadt", "stat"), ("viel", "fil"), ("typ", "tip"), ("lied", "lid"),
        ("nahrung", "narung"), ("uhr", "ur"), ("kehle", "kele"), ("nehmen", "nemen"), ("naht", "nat"),
        ("ahs", "as"),        ("fehde", "fede"), ("ihn", "in"),
    ],
)  # fmt: skip
def test_spellings_that_sound_alike_share_a_key(one: str, other: str) -> None:
    assert sound_keys([one]) == sound_keys([other])


def test_numbers_keep_their_doubled_digits() -> None:
    assert sound_keys(["110", "100"]) == ["110", "100"]


@pytest.mark.parametrize("word", ["haus", "sehen", "acht", "?"])
def test_an_h_that_is_heard_stays(word: str) -> None:
    assert sound_keys([word]) == [word]


def test_keys_keep_their_order_and_do_not_run_into_their_neighbours() -> None:
    assert sound_keys(["sat", "hat", "tat", "ta", "hm"]) == ["sat", "hat", "tat", "ta", "hm"]
    assert sound_keys(["", "hm"]) == ["", "hm"]
    assert sound_keys([]) == []


def test_words_are_runs_of_letters_and_digits_and_question_marks() -> None:
    text = "wo ist_papa5, (7)?!?"
    spans = cut(Normalised(text, tuple(range(len(text)))))
    assert [text[start:end] for start, end in spans] == ["wo", "ist", "papa5", "7", "?", "?"]


def test_a_word_knows_its_key_its_form_and_where_it_stands() -> None:
    assert place_words([(0, 4), (5, 9)], "komm mehr") == [
        Word("kom", "komm", 0, 4, 0, 0),
        Word("mer", "mehr", 5, 9, 1, 0),
    ]
    assert place_words([], "") == []


def places(text: str) -> list[tuple[int, int]]:
    """Place and sentence of each word."""
    return [(word.place, word.sentence) for word in words_in(text)]


@pytest.mark.parametrize("end", [".", "!", ";", ":", "\n", " - ... "])
def test_a_sentence_end_counts_as_three_words(end: str) -> None:
    assert places(f"ja{end}so{end}da") == [(0, 0), (4, 1), (8, 2)]


@pytest.mark.parametrize("gap", [" ", ", ", " (", "/"])
def test_other_signs_do_not_end_a_sentence(gap: str) -> None:
    assert places(f"ja{gap}so. da") == [(0, 0), (1, 0), (5, 1)]


def test_a_question_mark_belongs_to_the_sentence_that_it_ends() -> None:
    assert places("wer? ich") == [(0, 0), (1, 0), (5, 1)]
    assert places("wer??ich") == [(0, 0), (1, 0), (2, 0), (6, 1)]


def test_signs_before_the_first_word_end_nothing() -> None:
    assert places("... ja") == [(0, 0)]
    assert places("? ja") == [(0, 0), (4, 1)]


def test_pieces_of_one_word_stay_in_one_sentence() -> None:
    found = place_words([(1, 3), (3, 5), (6, 8)], ".jaso.da")
    assert [(word.form, word.place, word.sentence) for word in found] == [("ja", 0, 0), ("so", 1, 0), ("da", 5, 1)]
