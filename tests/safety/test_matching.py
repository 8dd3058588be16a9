"""Messages are single letters here; a dot ends a sentence. Each letter is an atom, and ``a|b`` an element."""

from __future__ import annotations

import pytest

from bot.safety.matching import Elements, Match, Sheet
from bot.safety.rules import Negation, Pattern
from bot.safety.words import Word

ELEMENTS = ("a", "b", "c", "a|b", "n", "k", "l")
NEGATION = Negation(word=ord("n"), clause=ord("k"), limited=ord("l"))


def words_of(message: str) -> list[Word]:
    """A word for each letter of ``message``."""
    words: list[Word] = []
    sentence = place = 0
    for letter in message.replace(" ", ""):
        if letter == ".":
            sentence, place = sentence + 1, place + 3
        else:
            words.append(Word(letter, letter, 0, 1, place, sentence))
            place += 1
    return words


def sheet(message: str) -> Sheet:
    """The sheet of ``message``; ``x`` is a word without atoms."""
    words = words_of(message)
    elements = Elements(tuple(frozenset(map(ord, element.split("|"))) for element in ELEMENTS))
    return Sheet(
        elements, words, [frozenset() if word.key == "x" else frozenset([ord(word.key)]) for word in words]
    )


def ordered(source: str, *gaps: int) -> Pattern:
    """A sequence of elements with at most three words between, or ``gaps``."""
    features = tuple(map(ELEMENTS.index, source.split()))
    return Pattern(features, gaps or (3,) * len(features), 0, frozenset(features))


def bag(source: str, window: int = 4) -> Pattern:
    """Elements in any order within ``window``."""
    features = tuple(map(ELEMENTS.index, source.split()))
    return Pattern(features, (3,) * len(features), window, frozenset(features))


def found(message: str, *patterns: Pattern) -> list[tuple[int, ...]]:
    """Indices of the words of all matches."""
    return [match.words for match in sheet(message).matches_of(patterns)]


def test_an_atom_knows_all_elements_that_it_meets() -> None:
    elements = Elements((frozenset({1}), frozenset({1, 2}), frozenset({3})))
    assert elements.met_by == {1: {0, 1}, 2: {1}, 3: {2}}
    assert elements.atoms == (frozenset({1}), frozenset({1, 2}), frozenset({3}))


def test_a_match_begins_and_ends_with_its_words() -> None:
    match = Match((2, 5, 9))
    assert (match.first, match.last) == (2, 9)


@pytest.mark.parametrize(
    ("message", "matches"),
    [
        ("a b", [(0, 1)]),
        ("a x x x b", [(0, 4)]),
        ("a x x x x b", []),
        ("b a", []),
        ("a", []),
        ("x x", []),
        ("", []),
        ("a a b", [(1, 2)]),
        ("a b b", [(0, 1), (0, 2)]),
        ("a b x a x b", [(0, 1), (3, 5)]),
        ("a.b", [(0, 1)]),
        ("a.x b", []),
        ("b a b", [(1, 2)]),
        ("x a x b", [(1, 3)]),
    ],
)
def test_a_sequence_matches_in_order_with_at_most_three_words_between(
    message: str, matches: list[tuple[int, ...]]
) -> None:
    assert found(message, ordered("a b")) == matches


@pytest.mark.parametrize(("message", "matches"), [("a b", [(0, 1)]), ("a x b", []), ("a.b", [])])
def test_a_sequence_without_gap_matches_neighbours_only(message: str, matches: list[tuple[int, ...]]) -> None:
    assert found(message, ordered("a b", 3, 0)) == matches


def test_each_gap_of_a_sequence_is_its_own() -> None:
    assert found("a x b c", ordered("a b c", 3, 1, 0)) == [(0, 2, 3)]
    assert found("a b x c", ordered("a b c", 3, 1, 0)) == []


@pytest.mark.parametrize(
    ("message", "matches"),
    [
        ("a b c", [(0, 1, 2)]),
        ("a b x c b c", [(0, 1, 3), (0, 4, 5)]),
        ("a c b", []),
        ("b a c", []),
        ("a x x x x b c", []),
    ],
)
def test_a_sequence_of_three_needs_each_step(message: str, matches: list[tuple[int, ...]]) -> None:
    assert found(message, ordered("a b c")) == matches


def test_a_sequence_may_ask_twice_for_the_same_element() -> None:
    assert found("a x a", ordered("a a")) == [(0, 2)]
    assert found("a", ordered("a a")) == []


def test_one_element_alone_matches_wherever_it_stands() -> None:
    assert found("a x a", ordered("a")) == [(0,), (2,)]


def test_a_message_may_consist_of_a_pattern_alone() -> None:
    assert found("c", ordered("c")) == [(0,)]
    assert sheet("c").first(ordered("c")) == Match((0,))


def test_words_of_no_pattern_may_have_atoms() -> None:
    assert found("z a z", ordered("a")) == [(1,)]


def test_an_element_with_alternatives_is_met_by_each_of_them_in_the_order_of_the_words() -> None:
    assert found("b x a x b", ordered("a|b")) == [(0,), (2,), (4,)]
    assert found("a x b", ordered("a|b b")) == [(0, 2)]
    assert found("b x", ordered("a|b")) == [(0,)]


@pytest.mark.parametrize(
    ("message", "matches"),
    [
        ("a b", [(0, 1)]),
        ("b a", [(0, 1)]),
        ("a x x b", [(0, 3)]),
        ("a x x x b", []),
        ("b x x a", [(0, 3)]),
        ("b x x x a", []),
        ("b a x b", [(0, 1)]),
        ("b x a b", [(2, 3)]),
        ("a.b", []),
        ("b x b x a", [(2, 4)]),
        ("a", []),
        ("b x b x b a", [(4, 5)]),
    ],
)
def test_a_bag_matches_in_any_order_within_its_window(message: str, matches: list[tuple[int, ...]]) -> None:
    assert found(message, bag("a b")) == matches


def test_a_bag_looks_around_each_occurrence_of_its_rarest_element() -> None:
    assert found("a x x b x x a", bag("a b")) == [(0, 3)]
    assert found("b x x a x x b x b", bag("b a")) == [(0, 3)]
    assert found("a b x x x x x x x b a a", bag("a b")) == [(0, 1), (9, 10)]


def test_a_bag_without_one_of_its_elements_near_goes_on_to_the_next_anchor() -> None:
    assert found("a x x x x b x a b b", bag("a b")) == [(7, 8)]


def test_a_bag_uses_every_word_once() -> None:
    assert found("a", bag("a a")) == []
    assert found("a a", bag("a a")) == [(0, 1), (0, 1)]
    assert found("a b", bag("a|b a")) == [(0, 1)]
    assert found("a x", bag("a|b a")) == []
    assert found("a b a", bag("a a b")) == [(0, 1, 2)]
    assert found("a a a b", bag("b a a a")) == [(0, 1, 2, 3)]
    assert found("b a a a", bag("b a a a")) == [(0, 1, 2, 3)]
    assert found("a a b a", bag("b a a a")) == [(0, 1, 2, 3)]


def test_nearness_in_a_bag_counts_sentence_ends() -> None:
    assert found("b. a x x b", bag("a b")) == [(1, 4)]
    assert found("b. a x x b", bag("a b", 5)) == [(1, 4)]
    assert found("b. a", bag("a b", 5)) == [(0, 1)]


def test_a_flood_of_matches_is_cut_off_at_sixty_four_a_pattern() -> None:
    assert len(found("a" * 64, ordered("a"))) == 64
    assert len(found("a" * 65, ordered("a"))) == 64
    assert len(found("ab" * 65, ordered("a"), ordered("b"))) == 128


def test_patterns_are_tried_in_turn_and_those_without_their_words_left_out() -> None:
    assert found("a b", ordered("b"), ordered("c"), ordered("a")) == [(1,), (0,)]


def test_the_first_match_or_none() -> None:
    assert sheet("x a a").first(ordered("a")) == Match((1,))
    assert sheet("x a a").first(ordered("b")) is None
    assert sheet("b a").first(ordered("a b")) is None


def test_masked_words_are_seen_by_no_pattern_and_are_left_out() -> None:
    page = sheet("a b c a")
    assert page.first(ordered("a b")) == Match((0, 1))
    page.mask([ordered("a b")])
    assert [match.words for match in page.matches_of([ordered("a"), ordered("b"), ordered("c")])] == [(3,), (2,)]
    assert [word.key for word in page.seen()] == ["c", "a"]
    page.mask([ordered("c")])
    assert [word.key for word in page.seen()] == ["a"]


def test_only_what_stands_in_one_sentence_is_masked() -> None:
    page = sheet("a. b c")
    page.mask([ordered("a b", 3, 9)])
    assert [word.key for word in page.seen()] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("message", "one"), [("a", True), ("a a. a", True), ("a?", True), ("a b", False), ("?", False), ("", False)]
)
def test_a_message_may_be_one_word(message: str, one: bool) -> None:
    assert sheet(message).one_word() is one


def test_what_is_not_found_masks_nothing() -> None:
    page = sheet("a b")
    page.mask([ordered("c"), ordered("b a")])
    assert [word.key for word in page.seen()] == ["a", "b"]
    assert page.first(ordered("a b")) == Match((0, 1))


def test_a_negation_can_be_masked_away() -> None:
    page = sheet("a n c")
    page.mask([ordered("n")])
    assert not page.negated(Match((0, 2)), NEGATION)


def test_sentences_of_a_match_are_all_that_it_touches() -> None:
    assert sheet("a.b x.c").sentences_of(Match((0, 2))) == {0, 1}
    assert sheet("a.b x.c").sentences_of(Match((1, 3))) == {1, 2}


def test_sentences_with_a_pattern_are_remembered_by_name() -> None:
    page = sheet("a. x. a b")
    assert page.sentences_with("some", [ordered("a")]) == {0, 2}
    assert page.sentences_with("other", [ordered("b"), ordered("c")]) == {2}
    assert page.sentences_with("none", [ordered("c")]) == frozenset()
    assert page.sentences_with("some", [ordered("b")]) == {0, 2}


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("a n b", (0, 2)),
        ("a x x n", (0, 2)),
        ("a n", (0,)),
        ("x a n", (1,)),
        ("x x a n x", (2,)),
        ("a x n b", (0, 3)),
        ("a n l n b", (0, 4)),
        ("a. b n", (0, 1)),
        ("a k n", (0, 1)),
        ("k a n b", (1, 3)),
        ("a n b k", (0, 2)),
        ("a n k", (0,)),
        ("a n n l", (0,)),
        ("a b n", (0, 1)),
    ],
)
def test_a_negation_in_a_match_or_right_behind_it_negates(message: str, words: tuple[int, ...]) -> None:
    assert sheet(message).negated(Match(words), NEGATION)


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("a b", (0, 1)),
        ("n a b", (1, 2)),
        ("a b x n", (0, 1)),
        ("a n b", (0, 1, 2)),
        ("a n l b", (0, 3)),
        ("a n l", (0,)),
        ("a k n b", (0, 3)),
        ("a n k b", (0, 3)),
        ("a. n", (0,)),
        ("a x x k n b", (0, 5)),
        ("a. x n. b", (0, 3)),
        ("a", (0,)),
    ],
)
def test_a_negation_elsewhere_or_taken_back_does_not(message: str, words: tuple[int, ...]) -> None:
    assert not sheet(message).negated(Match(words), NEGATION)


def test_after_a_negation_that_does_not_count_another_one_may() -> None:
    assert sheet("a n l x b n").negated(Match((0, 4)), NEGATION)
    assert sheet("a n x n b").negated(Match((0, 1, 4)), NEGATION)
