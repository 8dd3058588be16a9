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
        ("s t e r b e n", "sterben"), ("s.t.e.r.b.e.n", "sterben"), ("النجـــدة", "النجدة"),
        ("hiiiilfe", "hiilfe"), ("Straße", "strasse"),
    ],
)  # fmt: skip
def test_spellings_meet(one: str, other: str) -> None:
    assert normalise(one).text == normalise(other).text


@pytest.mark.parametrize(
    ("alike", "folded"),
    [
        ("аесорхуіїјѕһԁкмтнвг", "aecopxyiijshdkmthbr"), ("ᴀαβεηικμνορτυχω", "aabenikmvoptuxw"),
        ("ıłøđð", "ilodd"), ("þæœ", "pao"), ("أإآىةؤئ", "ااايهوي"),
    ],
)  # fmt: skip
def test_letters_of_other_scripts_that_look_alike_fold_together(alike: str, folded: str) -> None:
    assert [normalise(letter).text for letter in alike] == list(folded)


@pytest.mark.parametrize("text", ["12", "5jährig", "12jährige", "8a", "110"])
def test_numbers_stay_numbers(text: str) -> None:
    assert normalise(text).text[0].isdigit()


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Papa 😢 haut", "papa  haut"), ("Papa😢haut", "papahaut"), ("nein!😢ja", "nein! ja"),
        ("ja😢!nein", "ja !nein"), ("😢😢ja", " ja"), ("ja😢", "ja"), ("ja_na|so", "janaso"),
        ("*ja* ~nein~", " ja  nein"),
        ("20℃😢", "20"),
    ],
)  # fmt: skip
def test_a_picture_leaves_a_gap_unless_it_stands_inside_a_word(text: str, folded: str) -> None:
    assert normalise(text).text == folded


def test_the_gap_of_several_pictures_lies_at_the_first_one() -> None:
    folded = normalise("ja!😢🙂\u200b😢nein")
    assert (folded.text, folded.origin) == ("ja! nein", (0, 1, 2, 3, 7, 8, 9, 10))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("a\tb", "a b"), ("a\u00a0b", "a b"), ("a\r\nb", "a\n\nb"), ("a\u2028b\u2029c", "a\nb\nc"),
        ("a\u0000b", "ab"), ("e\u0301", "e"), ("\u2460", "1"), ("ok\ufe0f", "ok"),
        ("a-b, (c)", "a-b, (c)"), ("ﬁn", "fin"), ("\ue000ok", " ok"), ("\uffffok", " ok"), ("na👍🏽ja", "naja"),
        ("a´b", "a b"),
    ],
)  # fmt: skip
def test_each_kind_of_sign_has_its_fold(text: str, folded: str) -> None:
    assert normalise(text).text == folded


@pytest.mark.parametrize(
    "text",
    [
        "50$", "100", "mich", "5jahre", "3x", "3mal", "4er", "5te", "4ten", "10uhr", "10km", "5kg",
        "4min", "3std", "5st", "3rd", "5th", "4a", "4b", "5yo",
    ],
)  # fmt: skip
def test_amounts_and_words_are_not_read_as_letters(text: str) -> None:
    assert normalise(text).text == text


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("s t e r b e n", "sterben"),
        ("o p a", "opa"),
        ("ich w.i.l.l nicht", "ich will nicht"),
        ("w-i/l,l", "will"),
        ("w_i*l l", "wil l"),
        ("w i ll", "w i ll"),
        ("a b", "a b"),
    ],
)
def test_letters_with_a_sign_between_each_are_one_word(text: str, folded: str) -> None:
    assert normalise(text).text == folded


@pytest.mark.parametrize(
    ("text", "folded", "origin"),
    [
        ("hiiilfe", "hiilfe", (0, 1, 2, 4, 5, 6)),
        ("hiiiiiilfe", "hiilfe", (0, 1, 2, 7, 8, 9)),
        ("hiilfe", "hiilfe", (0, 1, 2, 3, 4, 5)),
        ("\n\n\n\n", "\n\n", (0, 1)),
        ("schoen", "schon", (0, 1, 2, 3, 5)),
        ("muede", "mude", (0, 1, 3, 4)),
        ("viel", "viel", (0, 1, 2, 3)),
        ("w i l l ja", "will ja", (0, 2, 4, 6, 7, 8, 9)),
    ],
)
def test_what_is_cut_leaves_the_origin_of_the_rest(text: str, folded: str, origin: tuple[int, ...]) -> None:
    found = normalise(text)
    assert (found.text, found.origin) == (folded, origin)


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
