from __future__ import annotations

import pytest

from bot.safety.lexicon import Lexicon, fold_entry, one_typo_apart, shortened, sizes_by_head
from tests.safety.miniatures import words_in


def features(lexicon: Lexicon, word: str) -> set[int]:
    """Features of the one word in ``word``."""
    (found,) = words_in(word)
    return set(lexicon.features(found.key))


def pieces(lexicon: Lexicon, form: str) -> list[str]:
    """What ``form`` is cut into."""
    return [form[start:end] for start, end in lexicon.split(form)]


def test_entries_are_folded_as_messages_are() -> None:
    assert fold_entry(" Schlägt ") == ("schlagt", "schlagt")
    assert fold_entry("Mehr") == ("mehr", "mer")
    assert fold_entry("") == ("", "")


def test_shortened_leaves_out_each_letter_in_turn() -> None:
    assert shortened("abc") == ["bc", "ac", "ab"]
    assert shortened("") == []


def test_sizes_of_pieces_are_known_by_their_first_two_letters() -> None:
    assert sizes_by_head(["papageien", "papa", "pate", "mama", "a"]) == {"pa": [4, 9], "ma": [4], "a": [1]}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("papa", "papa"), ("papa", "pappa"), ("papa", "ppa"), ("papa", "apa"), ("papa", "pap"), ("papa", "paps"),
        ("papa", "bapa"), ("papa", "pata"), ("papa", "ppaa"), ("papa", "paap"), ("papa", "appa"), 
        ("papa", "papas"), ("papa", "xpapa"), ("a", ""), ("", "a"), ("a", "b"), ("messer", "mseser"),
    ],
)  # fmt: skip
def test_one_typo_is_a_swap_or_a_wrong_missing_or_extra_letter(one: str, other: str) -> None:
    assert one_typo_apart(one, other)
    assert one_typo_apart(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("papa", "pa"), ("papa", "papaxx"), ("papa", "baba"), ("papa", "xxpa"), ("papa", "apap"), ("papa", "pxpy"),
        ("messer", "mseers"), ("papa", "xapas"), ("ab", "cd"), ("", "ab"), ("abcd", "badc"), ("abx", "bay"),
        ("ab", "bc"), ("abc", "bxc"), ("abcde", "cbade"), ("abx", "bcx"), ("acbx", "bcax"),
    ],
)  # fmt: skip
def test_two_typos_are_too_many(one: str, other: str) -> None:
    assert not one_typo_apart(one, other)
    assert not one_typo_apart(other, one)


def test_a_word_carries_the_features_of_its_entry_in_any_spelling_that_sounds_alike() -> None:
    lexicon = Lexicon({"papa": [1, 2], "Schlägt": [3], "mehr": [4]}, [], [])
    assert features(lexicon, "Pappa") == {1, 2}
    assert features(lexicon, "schlaegt") == {3}
    assert features(lexicon, "mer") == {4}
    assert features(lexicon, "tisch") == set()


def test_entries_that_sound_alike_are_put_together() -> None:
    lexicon = Lexicon(
        {"papa": [1], "pappa": [2], "schlag*": [3], "schlagg*": [4], "*kind": [5], "*kinnd": [6]}, [], []
    )
    assert features(lexicon, "papa") == {1, 2}
    assert features(lexicon, "schlagen") == {3, 4}
    assert features(lexicon, "nachbarskind") == {5, 6}


def test_only_stars_are_taken_off_an_entry() -> None:
    lexicon = Lexicon({"Xanax": [1], "XTC*": [2]}, [], [])
    assert features(lexicon, "xanax") == {1}
    assert features(lexicon, "anax") == {1}
    assert features(lexicon, "xtcs") == {2}
    assert features(lexicon, "tcs") == set()


def test_stems_meet_beginnings_and_endings_meet_ends() -> None:
    lexicon = Lexicon({"schlag*": [1], "haut*": [2], "*messer": [3], "*er": [4], "schlagen": [5]}, [], [])
    assert features(lexicon, "schlag") == {1}
    assert features(lexicon, "schlagzeug") == {1}
    assert features(lexicon, "schlagen") == {1, 5}
    assert features(lexicon, "hauteng") == {2}
    assert features(lexicon, "brotmesser") == {3, 4}
    assert features(lexicon, "messer") == {3, 4}
    assert features(lexicon, "maler") == {4}
    assert features(lexicon, "umschlag") == set()
    assert features(lexicon, "messern") == set()
    assert features(lexicon, "schlange") == set()
    assert features(lexicon, "haube") == set()
    assert features(lexicon, "lebensjahr") == set()


@pytest.mark.parametrize("word", ["schlgen", "schlaegn", "schalgen", "schlxgen", "schlagenx", "xschlagen"])
def test_one_typo_is_forgiven(word: str) -> None:
    assert features(Lexicon({"schlagen": [1]}, [], []), word) == {1}


def test_a_typo_may_mean_several_entries() -> None:
    assert features(Lexicon({"hand": [1], "hund": [2]}, [], []), "hxnd") == {1, 2}


def test_two_typos_are_not_forgiven_though_they_leave_the_same_letters() -> None:
    # "osn" and "son" share "sn" and "on", but a b c d -> b a d c is two swaps
    assert features(Lexicon({"abcd": [1]}, [], []), "bxca") == set()
    assert features(Lexicon({"messer": [1]}, [], []), "essemr") == set()


def test_ordinary_words_and_fillers_are_no_misspellings() -> None:
    lexicon = Lexicon({"schlagen": [1]}, ["schlangen"], ["schlafen"])
    assert features(lexicon, "schlangen") == set()
    assert features(lexicon, "Schlafen") == set()
    assert features(lexicon, "schlaxen") == {1}


def test_vocabulary_may_be_a_misspelling() -> None:
    assert features(Lexicon({"schlagen": [1]}, [], [], ["schlangen"]), "schlangen") == {1}


def test_an_ordinary_word_that_is_an_entry_keeps_its_features() -> None:
    assert features(Lexicon({"schlagen": [1]}, ["schlagen"], ["schlagen"]), "schlagen") == {1}


@pytest.mark.parametrize(
    ("entry", "word", "forgiven"),
    [
        ("opa", "ope", True), ("opa", "op", False), ("op", "opa", False), ("opa", "opax", True),
        ("wort" + "ab" * 8, "wort" + "ab" * 7 + "ax", True),
        ("wort" + "ab" * 8, "wort" + "ab" * 8 + "x", False),
        ("дядя", "дяди", False), ("110", "112", False), ("5papa", "4papa", True),
    ],
)  # fmt: skip
def test_only_words_of_three_to_twenty_latin_letters_are_compared(entry: str, word: str, forgiven: bool) -> None:
    assert features(Lexicon({entry: [1]}, [], []), word) == ({1} if forgiven else set())


def test_a_found_word_is_not_compared_with_others() -> None:
    assert features(Lexicon({"hand": [1], "hund": [2]}, [], []), "hund") == {2}
    assert features(Lexicon({"hand": [1], "hun*": [2]}, [], []), "hund") == {2}


@pytest.mark.parametrize("words", [["hind", "Hündin"], []])
def test_a_word_of_the_vocabulary_may_be_a_misspelt_entry_or_none_at_all(words: list[str]) -> None:
    lexicon = Lexicon({"hund": [1]}, [], [], words)
    assert features(lexicon, "hind") == {1}
    assert features(lexicon, "hundin") == set()


def joined(
    *, entries: str = "papa schlägt mich", fillers: str = "", ordinary: str = "", words: str = ""
) -> Lexicon:
    """A lexicon for run-together words."""
    return Lexicon({entry: [1] for entry in entries.split()}, ordinary.split(), fillers.split(), words.split())


@pytest.mark.parametrize(
    ("form", "parts"),
    [
        ("papaschlagtmich", ["papa", "schlagt", "mich"]),
        ("papamich", ["papa", "mich"]),
        ("papapapa", ["papa", "papa"]),
        ("papa", []),
        ("papazirkus", []),
        ("zirkuspapa", []),
        ("papx", []),
        ("", []),
    ],
)
def test_run_together_words_are_cut(form: str, parts: list[str]) -> None:
    assert pieces(joined(), form) == parts


def test_fillers_vocabulary_and_stems_help_to_cut_but_ordinary_words_and_endings_do_not() -> None:
    assert pieces(joined(fillers="nicht"), "papanicht") == ["papa", "nicht"]
    assert pieces(joined(words="komm"), "papakomm") == ["papa", "komm"]
    assert pieces(joined(entries="papa nicht*"), "papanicht") == ["papa", "nicht"]
    assert pieces(joined(ordinary="nicht"), "papanicht") == []
    assert pieces(joined(entries="papa *nicht"), "papanicht") == []


@pytest.mark.parametrize("where", ["entries", "fillers", "ordinary", "words"])
def test_a_known_word_is_not_cut(where: str) -> None:
    known = {"entries": "ober arm", where: "oberarm"} if where != "entries" else {"entries": "ober arm oberarm"}
    assert pieces(joined(entries="ober arm"), "oberarm") == ["ober", "arm"]
    assert pieces(joined(**known), "oberarm") == []


def test_a_known_word_is_not_cut_however_long_it_is() -> None:
    entries = "abcdefghij klmnopqrst"
    assert pieces(joined(entries=entries), "abcdefghijklmnopqrst") == entries.split()
    assert pieces(joined(entries=entries + " abcdefghijklmnopqrst"), "abcdefghijklmnopqrst") == []


def test_words_of_less_than_five_letters_are_not_cut() -> None:
    assert pieces(joined(entries="ja so das"), "jaso") == []
    assert pieces(joined(entries="ja so das"), "jadas") == ["ja", "das"]


def test_few_long_words_win_over_many_short_ones() -> None:
    assert pieces(joined(entries="papa pa mich mi ch"), "papamich") == ["papa", "mich"]


def test_a_word_of_two_letters_costs_as_much_as_three_longer_ones() -> None:
    # ab|cdefgh costs 3 + 1, abc|def|gh would cost 1 + 1 + 3
    assert pieces(joined(entries="ab cdefgh abc def gh"), "abcdefgh") == ["ab", "cdefgh"]
    # ab|cdefghi costs 3 + 1, abc|def|ghi costs 3
    assert pieces(joined(entries="ab cdefghi abc def ghi"), "abcdefghi") == ["abc", "def", "ghi"]


def test_of_equally_cheap_cuts_the_one_whose_last_word_begins_first_wins() -> None:
    assert pieces(joined(entries="ab cdefghijkl abc def ghi jkl"), "abcdefghijkl") == ["ab", "cdefghijkl"]
    assert pieces(joined(entries="papa apax schlagt"), "papaxschlagt") == ["apax", "schlagt"]
    assert pieces(joined(entries="abc defgh abcd efgh"), "abcdefgh") == ["abc", "defgh"]


def test_a_doubled_letter_that_two_words_share_belongs_to_both() -> None:
    assert pieces(joined(entries="kann nicht"), "kannicht") == ["kann", "nicht"]
    assert pieces(joined(entries="dass so"), "dasso") == ["dass", "so"]
    assert pieces(joined(entries="oo opapa"), "oopapa") == ["oo", "opapa"]
    assert pieces(joined(entries="mama aber"), "mamaber") == []


def test_a_long_word_may_hold_one_unknown_letter_in_five() -> None:
    assert pieces(joined(), "papaxschlagt") == ["papa", "schlagt"]
    assert pieces(joined(), "papaxyschlagt") == ["papa", "schlagt"]
    assert pieces(joined(), "papaxyzschlagt") == []
    assert pieces(joined(), "xpapaschlagt") == ["papa", "schlagt"]
    assert pieces(joined(), "papaschlagtx") == ["papa", "schlagt"]
    assert pieces(joined(), "xyzpapaschlagt") == []
    assert pieces(joined(entries="papa schlagen"), "xyzpapaschlagen") == ["papa", "schlagen"]


def test_a_known_letter_is_not_taken_for_an_unknown_one() -> None:
    assert pieces(joined(entries="pap papa schlagt mich"), "papaschlagtmich") == ["papa", "schlagt", "mich"]


def test_many_short_words_leave_less_room_for_unknown_letters() -> None:
    known = joined(entries="ja so da papa")
    assert pieces(known, "xjasodaypapa") == ["ja", "so", "da", "papa"]
    assert pieces(known, "xjasodapapay") == []
    assert pieces(joined(entries="ja so da im papa"), "xjasodaimypapa") == []


def test_words_before_something_unknown_are_not_cut_off() -> None:
    assert pieces(joined(), "papaschlagtzirkus") == []


def test_a_short_word_may_hold_none() -> None:
    assert pieces(joined(), "papaxmich") == []
    assert pieces(joined(), "papaxxxmich") == []
    assert pieces(joined(entries="papa schlag"), "papaxschlag") == []
    assert pieces(joined(entries="papa schlagt"), "papaxschlagt") == ["papa", "schlagt"]
    assert pieces(joined(), "xpapamich") == []


def test_one_known_word_among_unknown_letters_is_not_cut_out() -> None:
    assert pieces(joined(), "schlagtxy") == []
    assert pieces(joined(entries="zusammenschlagt"), "zusammenschlagtxy") == []


def test_pieces_are_at_most_eighteen_letters_long() -> None:
    fits, too_long = "abcdefghi" * 2, "abcdefghi" * 2 + "j"
    assert pieces(joined(entries=f"papa {fits}"), "papa" + fits) == ["papa", fits]
    assert pieces(joined(entries=f"papa {too_long}"), "papa" + too_long) == []
