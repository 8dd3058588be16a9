"""Compounds are parted by words that are known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.compounds import Splitter

WORDS = (
    "kind",
    "kinder",
    "schutz",
    "fachkraft",
    "gefaehrdung",
    "meldung",
    "kinderschutz",
    "schule",
    "konzept",
    "recht",
)
SPLITTER = Splitter(WORDS)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("kinderschutzfachkraft", ("kinderschutz", "fachkraft")),
        ("gefaehrdungsmeldung", ("gefaehrdung", "meldung")),
        ("schutzkonzept", ("schutz", "konzept")),
        ("kinderrecht", ("kinder", "recht")),
        ("meldung", ()),
        ("quatschwort", ()),
        ("kind", ()),
        ("", ()),
    ],
)
def test_a_compound_is_parted_into_few_known_words(word: str, parts: tuple[str, ...]) -> None:
    assert SPLITTER.parts(word) == parts


def test_a_compound_written_apart_keeps_its_letters() -> None:
    assert SPLITTER.written_apart("Gefährdungsmeldung") == ()  # folding makes it longer, so it is left alone
    assert SPLITTER.written_apart("Kinderschutzfachkraft") == ("Kinderschutz", "fachkraft")


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map("".join))
def test_parts_stand_in_the_word_in_this_order(word: str) -> None:
    at = 0
    for part in SPLITTER.parts(word):
        at = word.index(part, at) + len(part)


@given(st.text(max_size=40))
def test_no_text_breaks_it(word: str) -> None:
    assert "".join(SPLITTER.written_apart(word)) in ("", word)
