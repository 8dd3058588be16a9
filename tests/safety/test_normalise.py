from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.safety.normalise import normalise


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SCHLÄGT", "schlagt"), ("schlaegt", "schlägt"), ("schla\u0308gt", "schlägt"), ("schl4gt", "schlagt"),
        ("m1ch", "mich"), ("P@p@", "papa"), ("t0t", "tot"), ("5chlägt", "schlägt"), ("$chlägt", "schlägt"),
        ("schlä\u200bgt", "schlägt"), ("schl\u00adägt", "schlägt"), ("sch\u0000lägt", "schlägt"),
        ("ѕсhlаgt", "schlagt"), ("ｓｃｈｌａｇｔ", "schlagt"), ("mιch", "mich"), ("schl😢ägt", "schlägt"),
        ("s t e r b e n", "sterben"), ("s.t.e.r.b.e.n", "sterben"), ("hiiiilfe", "hiilfe"), ("Straße", "strasse"),
    ],
)  # fmt: skip
def test_spellings_meet(one: str, other: str) -> None:
    assert normalise(one).text == normalise(other).text


@pytest.mark.parametrize("text", ["12", "5jährig", "12jährige", "8a", "110"])
def test_numbers_stay_numbers(text: str) -> None:
    assert normalise(text).text[0].isdigit()


def test_pictures_between_words_leave_a_gap() -> None:
    assert normalise("Papa 😢 haut").text.split() == ["papa", "haut"]


def test_every_letter_points_to_where_it_came_from() -> None:
    text = "Der\u200b Ｏｐａ 😢 schl4gt"
    folded = normalise(text)
    start = folded.text.index("opa")
    assert text[slice(*folded.original_span(start, start + 3))] == "Ｏｐａ"
    start = folded.text.index("schlagt")
    assert text[slice(*folded.original_span(start, start + 7))] == "schl4gt"


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200))
def test_origins_rise_and_lie_inside_the_text(text: str) -> None:
    folded = normalise(text)
    assert len(folded.text) == len(folded.origin)
    assert list(folded.origin) == sorted(folded.origin)
    assert all(0 <= index < len(text) for index in folded.origin)
