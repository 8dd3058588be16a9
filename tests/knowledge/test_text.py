"""Folding of German text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text import digits, fold, slugify


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Kürten", "kuerten"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("Ku\u0308rten", "kuerten"),
        ("Café  am\tMarkt!", "cafe am markt"),
        ("Multiplikator*innen", "multiplikator innen"),
        ("Wie geht's?", "wie gehts"),
        ("Kinder\u00adschutz", "kinderschutz"),
        ("§ 8a SGB VIII", "8a sgb viii"),
        ("Frühe-Hilfen", "fruehe hilfen"),
        ("", ""),
        ("!?", ""),
    ],
)
def test_spellings_of_a_word_fold_to_the_same_text(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=st.characters(max_codepoint=0x24F)))
def test_a_slug_is_empty_or_valid(text: str) -> None:
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", slugify(text))


def test_a_slug_keeps_words_apart() -> None:
    assert slugify("Rheinisch-Bergischer Kreis (Kürten)") == "rheinisch-bergischer-kreis-kuerten"


@pytest.mark.parametrize(
    ("written", "national"),
    [
        ("02202 14-2809", "02202142809"),
        ("+49 2202 14-2809", "02202142809"),
        ("+49 (0)2202 / 14 28 09", "02202142809"),
        ("0049 2202 142809", "02202142809"),
        ("0800 111 0 333", "08001110333"),
        ("(02202) 142809", "02202142809"),
        ("116 111", "116111"),
        ("110", "110"),
        ("4911 22", "491122"),
    ],
)
def test_a_number_has_one_form(written: str, national: str) -> None:
    assert digits(written) == national
