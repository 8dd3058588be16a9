from __future__ import annotations

from itertools import pairwise
from zlib import crc32

import pytest

from bot.safety.features import BITS, DENIALS, PAIRED, contexts, hashed, mark
from bot.safety.features import own as own_of
from bot.safety.words import Word
from tests.safety.miniatures import words_in


def named(*features: str) -> list[int]:
    """Buckets of the named features."""
    return [crc32(feature.encode()) % 2**BITS for feature in features]


def own(key: str) -> list[int]:
    """Buckets of a word where no clusters are known."""
    return own_of(key, ())


def context(words: list[Word], at: int) -> list[int]:
    """Buckets of a word among others where no clusters are known."""
    return of_each(words)[at]


def of_each(words: list[Word], **marks: str) -> list[list[int]]:
    """Buckets of each word among the others; those without a mark have no cluster."""
    found, ends = contexts(words, {word.key: "" for word in words} | marks)
    assert ends[0] == 0
    assert ends[-1] == len(found)
    return [found[begin:end] for begin, end in pairwise(ends)]


def test_a_word_counts_as_one_of_its_clusters() -> None:
    assert own_of("opa", (1, 20, 300)) == [*own("opa"), *named("~0:1", "~1:20", "~2:300")]


def test_the_mark_of_a_word_is_its_middle_cluster() -> None:
    assert PAIRED == 1
    assert mark((1, 20, 300)) == "~20"
    assert mark(()) == ""


def test_neighbours_count_as_any_of_their_clusters() -> None:
    words = words_in("so opa haut mich. opa")
    assert of_each(words, opa="~20", haut="~21") == [
        [],
        [*context(words, 1), *named("so ~20")],
        [*context(words, 2), *named("opa ~21", "~20 haut", "~20 ~21")],
        [*context(words, 3), *named("~21 mich")],
        [],
    ]
    assert contexts([], {}) == ([], [0])


def test_words_beyond_ascii_are_cut_into_letters_not_bytes() -> None:
    assert own("бьёт") == named("=бьёт", "<бь", "бьё", "ьёт", "ёт>", "<бьё", "бьёт", "ьёт>", "<бьёт", "бьёт>")
    assert len(own("\ud800a")) == len(own("ba"))


def test_buckets_are_checksums_of_the_names_as_the_weights_were_trained_with() -> None:
    assert hashed(["=papa", "=papa"]) == [2_821_956_249 % 2**BITS] * 2
    assert 0 <= hashed(["\ud800"])[0] < 2**BITS
    assert hashed([]) == []


def test_a_word_counts_as_itself_and_as_its_letters_with_borders() -> None:
    assert own("hau") == named("=hau", "<ha", "hau", "au>", "<hau", "hau>", "<hau>")
    assert own("a") == named("=a", "<a>")
    assert own("") == named("=")


def test_letters_beyond_the_twenty_fourth_do_not_cost_anything() -> None:
    long, longer = own("a" * 24), own("a" * 900)
    assert long[1:] == longer[1:]
    assert long[0] != longer[0]
    assert len(own("a" * 23)) < len(long)


def test_a_word_counts_together_with_its_three_predecessors() -> None:
    words = words_in("so der opa haut mich")
    assert context(words, 0) == []
    assert context(words, 1) == named("so der")
    assert context(words, 2) == named("der opa", "*so opa", "so der opa")
    assert context(words, 3) == named("opa haut", "*der haut", "**so haut", "der opa haut")
    assert context(words, 4) == named("haut mich", "*opa mich", "**der mich", "opa haut mich")


def test_predecessors_of_another_sentence_do_not_count() -> None:
    assert context(words_in("der. opa haut"), 1) == []
    assert context(words_in("der. opa haut"), 2) == named("opa haut")
    assert context(words_in("so. der opa haut"), 3) == named("opa haut", "*der haut", "der opa haut")
    assert context(words_in("der opa. haut"), 2) == []


@pytest.mark.parametrize("text", ["nicht am so opa", "nicht opa", "opa nicht", "opa am so nicht", "opa kein"])
def test_a_denial_up_to_three_words_away_counts(text: str) -> None:
    words = words_in(text)
    at = next(index for index, each in enumerate(words) if each.key == "opa")
    assert named("!opa")[0] in context(words, at)


@pytest.mark.parametrize(
    "text", ["nicht am so da opa", "opa am so da nicht", "nicht. opa", "opa. nicht", "opa am so"]
)
def test_a_denial_further_away_or_in_another_sentence_does_not(text: str) -> None:
    words = words_in(text)
    at = next(index for index, each in enumerate(words) if each.key == "opa")
    assert named("!opa")[0] not in context(words, at)


def test_denials_are_known_by_their_sound() -> None:
    said = "nicht nich ned net nit nie niemals niemand keiner kein keine keinen keinem not never no"
    assert {word.key for word in words_in(said)} == DENIALS
    assert "opa" not in DENIALS
