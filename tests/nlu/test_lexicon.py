"""Words that are known, and what unknown ones are meant to be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu import variants
from bot.nlu.lexicon import COMMON, EASY_SLIP, HARD_SLIP, SLIP, Lexicon, slip_cost, sound
from knowledge.text import fold

LEXICON = Lexicon.of(
    ["Gefährdung melden beim Jugendamt für Kinder", "die Gefährdung dem Jugendamt melden",
     "für die Kinder und Eltern",
     "Eltern, Kinder, Schweigepflicht", "Schweigepflicht im Haus", "das Haus", "die Maus", "eine Maus"]
)  # fmt: skip


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("gefaehrdnug", "gefaehrdung"),
        ("jugenamt", "jugendamt"),
        ("jugendammt", "jugendamt"),
        ("schweigeflicht", "schweigepflicht"),
        ("schwaigepflichd", "schweigepflicht"),
        ("melden", "melden"),
        ("kindr", "kinder"),
        ("banane", "banane"),
        ("xy", "xy"),
        ("", ""),
    ],
)
def test_a_slip_of_the_pen_means_the_known_word(written: str, meant: str) -> None:
    assert LEXICON.meant(written) == meant


def test_a_known_word_is_left_alone_however_near_another_is() -> None:
    assert LEXICON.meant("haus") == "haus"
    assert LEXICON.meant("maus") == "maus"


def test_a_compound_of_known_words_is_no_mistake() -> None:
    assert LEXICON.meant("kindermelden") == "kindermelden"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("jugendamtgefaehrdnug", "jugendamtgefaehrdung"),
        ("jugendamtsgefaehrdnug", "jugendamtsgefaehrdung"),
        ("gefaehrdnugkinder", "gefaehrdungkinder"),
        ("schweigepflichttebanane", "schweigepflichttebanane"),
        ("hausgefaehrdnug", "hausgefaehrdnug"),
    ],
)
def test_a_slip_in_one_part_of_a_compound_is_mended_by_the_other(written: str, meant: str) -> None:
    lexicon = Lexicon.of(["das Jugendamt sieht die Gefährdung der Kinder im Haus", "Schweigepflicht"] * COMMON)
    assert lexicon.meant(written) == meant


def test_umlauts_come_back() -> None:
    assert LEXICON.spelling("fuer") == "für"
    assert LEXICON.spelling("gefaehrdung") == "gefährdung"
    assert LEXICON.spelling("unbekannt") == "unbekannt"


@pytest.mark.parametrize(
    ("word", "code"),
    [("mueller", "657"), ("breschnew", "17863"), ("wikipedia", "3412"), ("philipp", "351"), ("xaver", "4837")],
)
def test_the_cologne_code_is_that_of_the_literature(word: str, code: str) -> None:
    assert sound(word) == code


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", max_size=30))
def test_no_word_breaks_it(word: str) -> None:
    assert LEXICON.meant(word)[:0] == sound(word)[:0]


def test_the_variants_are_words_and_mean_other_words() -> None:
    known = variants.load()
    assert len(known.abbreviations) >= 50
    assert all(words and all(word == word.lower() for word in words) for words in known.abbreviations.values())
    assert all(fold(word) == word for word in known.regional)
    assert all(fold(word) == word and word != fold(meant) for word, meant in known.synonyms.items())


def test_an_abbreviation_in_capitals_means_nothing_where_everything_is_in_capitals() -> None:
    known = variants.load()
    assert known.expansion("JA", shouted=False) == ("jugendamt",)
    assert known.expansion("JA", shouted=True) == ()
    assert known.expansion("ja", shouted=False) == ()
    assert known.expansion("hze", shouted=True) != ()


def test_the_neighbours_decide_between_words_as_near() -> None:
    lexicon = Lexicon.of(["das Kind wird geschlagen", "das Kind wird geschlagen", "die Wand wird gestrichen"] * 2)
    assert lexicon.sentence(["das", "kidn", "wird", "geschlgaen"]) == ["das", "kind", "wird", "geschlagen"]
    assert lexicon.sentence(["di", "wand"]) == ["die", "wand"]


def test_a_message_of_signs_alone_has_no_words() -> None:
    assert LEXICON.sentence([]) == []


def test_a_short_word_without_a_neighbour_is_left_alone() -> None:
    assert LEXICON.meant("dsa") == "dsa"


def test_slips_of_the_fingers_cost_less_than_other_letters() -> None:
    assert slip_cost("kind", "kind") == 0
    for near in ("knid", "kkind", "kimd"):
        assert slip_cost(near, "kind") == EASY_SLIP
    assert slip_cost("kid", "kind") == SLIP
    assert slip_cost("kixd", "kind") == HARD_SLIP


def test_what_is_foreseen_is_what_is_found_word_by_word() -> None:
    texts = ["das Jugendamt sieht die Gefährdung der Kinder im Haus", "Schweigepflicht der Eltern"] * COMMON
    slips = ["dsa Jugenamt siet die Gefärdung", "Schwaigepflich der Elltern im Huas", "Banane"]
    foreseen, plain = Lexicon.of([*texts, *slips]), Lexicon.of([*texts, *slips])
    foreseen.foresee()
    for text in slips:
        words = fold(text).split()
        assert foreseen.sentence(words) == plain.sentence(words)
    assert foreseen.meant("jugenamt") == "jugendamt"
