from __future__ import annotations

from pathlib import Path

import pytest

from bot.safety.rules import Pattern, RuleBook, RulesError, read

FRAME = """
[words]
fillers = "und  oder"
[groups]
nein = "nicht nie"
bindewort = "weil"
nurso = "nur"
wer = "papa mama"
tun = "haut papa"
[idioms]
patterns = {idioms}
[softener]
{softeners}
[speaker]
professional = {professional}
grown = {grown}
called = {called}
child = {child}
himself = {himself}
passed_on = {passed_on}
"""
RULE = '[[rule]]\nid = "{id}"\nlevel = "acute"\ncategory = "violence"\npatterns = {patterns}\n{more}\n'


def book(
    folder: Path, *rules: str, idioms: str = "[]", softeners: str = "", professional: str = "[]",
    child: str = "[]", grown: str = "[]", called: str = "[]", himself: str = "[]", passed_on: str = "[]",
) -> RuleBook:
    """The rule book of these parts."""
    file = folder / "rules.toml"
    frame = FRAME.format(
        idioms=idioms, softeners=softeners, professional=professional, child=child, grown=grown, called=called,
        himself=himself, passed_on=passed_on,
    )
    file.write_text(("" if rules else "rule = []\n") + frame + "\n".join(rules), encoding="utf-8")
    return read(file)


def rule(patterns: str, more: str = "", name: str = "hit") -> str:
    """A rule as it stands in the file."""
    return RULE.format(id=name, patterns=patterns, more=more)


def only_pattern(folder: Path, source: str) -> Pattern:
    """``source``, compiled."""
    (pattern,) = book(folder, rule(f'["{source}"]')).rules[0].patterns
    return pattern


def words_of_element(found: RuleBook, element: int) -> set[str]:
    """The words of the file that meet ``element``."""
    return {word for word, atoms in found.entries.items() if atoms & found.elements[element]}


@pytest.mark.parametrize(
    ("source", "gaps"),
    [
        ("<wer>", (3,)),
        ("<wer> haut", (3, 3)),
        ("<wer> + haut", (3, 0)),
        ("<wer> .. haut", (3, 7)),
        ("<wer> + haut mich .. jetzt so", (3, 0, 3, 7, 3)),
    ],
)
def test_words_in_order_may_have_three_others_between_none_or_seven(
    tmp_path: Path, source: str, gaps: tuple[int, ...]
) -> None:
    pattern = only_pattern(tmp_path, source)
    assert (pattern.gaps, pattern.window) == (gaps, 0)
    assert len(pattern.features) == len(gaps)


@pytest.mark.parametrize(("sign", "window"), [("&", 9), ("&&", 18)])
def test_words_in_any_order_lie_within_a_window(tmp_path: Path, sign: str, window: int) -> None:
    pattern = only_pattern(tmp_path, f"{sign} <wer> haut ?")
    assert (pattern.window, len(pattern.features)) == (window, 3)


def test_a_pattern_needs_each_of_its_elements(tmp_path: Path) -> None:
    pattern = only_pattern(tmp_path, "mich <wer> mich")
    assert pattern.features[0] == pattern.features[2] != pattern.features[1]
    assert pattern.needed == frozenset(pattern.features)


def test_an_element_is_met_by_a_word_of_its_group_or_by_itself(tmp_path: Path) -> None:
    found = book(tmp_path, rule('["<wer>|opa haut", "haut|<tun>"]'))
    elements = [
        [words_of_element(found, element) for element in pattern.features] for pattern in found.rules[0].patterns
    ]
    assert elements == [[{"papa", "mama", "opa"}, {"haut"}], [{"haut", "papa"}]]


def test_the_same_element_has_one_number_whatever_the_order_of_its_atoms(tmp_path: Path) -> None:
    first, second = book(tmp_path, rule('["a|b c", "b|a c"]')).rules[0].patterns
    assert first == second


def test_a_word_that_stands_alone_and_in_groups_has_all_its_atoms(tmp_path: Path) -> None:
    found = book(tmp_path, rule('["<wer> <tun> papa"]'))
    assert len(found.entries["papa"]) == 3
    assert len(found.entries["mama"]) == 1
    assert found.entries["mama"] < found.entries["papa"]


def test_a_rule_has_all_that_the_file_says(tmp_path: Path) -> None:
    softeners = '[softener.past]\nlevel = "concern"\npatterns = ["früher"]'
    more = 'speaker = "child"\nsofteners = ["past", "negated"]'
    (found,) = book(tmp_path, rule('["a", "b"]', more), softeners=softeners).rules
    assert (found.id, found.level, found.category) == ("hit", "acute", "violence")
    assert (found.speaker, found.softeners, len(found.patterns)) == ("child", ("past", "negated"), 2)


def test_what_a_rule_leaves_out_is_unknown_or_empty(tmp_path: Path) -> None:
    (found,) = book(tmp_path, rule('["a"]')).rules
    assert (found.speaker, found.softeners) == ("unknown", ())


def test_a_rule_may_be_for_a_word_alone(tmp_path: Path) -> None:
    found = book(tmp_path, rule('["papa"]', "alone = true"), rule('["papa"]', name="other"))
    assert [rule.alone for rule in found.rules] == [True, False]


def test_a_rule_may_be_sure(tmp_path: Path) -> None:
    found = book(tmp_path, rule('["papa"]', "sure = true"), rule('["papa"]', name="other"))
    assert [rule.sure for rule in found.rules] == [True, False]


def test_a_kind_has_all_that_the_file_says(tmp_path: Path) -> None:
    more = '[[kind]]\nof = ["violence"]\ncategory = "war"\npatterns = ["haut", "papa"]'
    (kind,) = book(tmp_path, rule('["papa"]'), more).kinds
    assert (kind.of, kind.category, len(kind.patterns)) == (("violence",), "war", 2)
    assert (kind.missed, kind.guessed, kind.worry) == (False, False, False)
    for flag in ("missed", "guessed", "worry"):
        (kind,) = book(tmp_path, rule('["papa"]'), f"{more}\n{flag} = true").kinds
        flags = {"missed": kind.missed, "guessed": kind.guessed, "worry": kind.worry}
        assert flags == {name: name == flag for name in flags}
    assert book(tmp_path).kinds == ()


def test_a_softener_has_all_that_the_file_says(tmp_path: Path) -> None:
    softeners = """
[softener.past]
level = "concern"
category = "past"
scope = "message"
patterns = ["früher", "damals"]
[softener.play]
level = "none"
patterns = []
"""
    found = book(tmp_path, softeners=softeners).softeners
    past, play = found["past"], found["play"]
    assert (past.name, past.level, past.category, past.scope) == ("past", "concern", "past", "message")
    assert len(past.patterns) == 2
    assert (play.name, play.level, play.category, play.scope, play.patterns) == (
        "play",
        "none",
        "",
        "sentence",
        (),
    )


def test_rules_keep_their_order(tmp_path: Path) -> None:
    found = book(tmp_path, rule('["a"]', name="one"), rule('["b"]', name="two"), rule('["c"]', name="aaa"))
    assert [each.id for each in found.rules] == ["one", "two", "aaa"]


def test_the_book_knows_idioms_speakers_fillers_and_negation(tmp_path: Path) -> None:
    found = book(
        tmp_path, rule('["a"]'), idioms='["b"]', professional='["c", "d"]', child='["e", "f", "g"]',
        grown='["h"]', called='["i", "j"]', himself='["k"]', passed_on='["l"]',
    )  # fmt: skip
    named = [
        {word for pattern in patterns for word in words_of_element(found, pattern.features[0])}
        for patterns in (
            found.idioms, found.professional, found.child, found.grown, found.called, found.himself,
            found.passed_on,
        )
    ]  # fmt: skip
    assert named == [{"b"}, {"c", "d"}, {"e", "f", "g"}, {"h"}, {"i", "j"}, {"k"}, {"l"}]
    assert found.fillers == ("und", "oder")
    negation = {
        name: {word for word, atoms in found.entries.items() if getattr(found.negation, name) in atoms}
        for name in ("word", "clause", "limited")
    }
    assert negation == {"word": {"nicht", "nie"}, "clause": {"weil"}, "limited": {"nur"}}


@pytest.mark.parametrize("source", ["", "&", "&&", "+ .."])
def test_a_pattern_without_words_is_refused(tmp_path: Path, source: str) -> None:
    with pytest.raises(RulesError, match=f"empty pattern '{source}'".replace("+", r"\+").replace(".", r"\.")):
        only_pattern(tmp_path, source)


def test_an_unknown_group_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RulesError, match=r"^unknown group '<missing>'$"):
        only_pattern(tmp_path, "papa <missing>")


def test_an_unknown_softener_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RulesError, match=r"^rule 'hit': .*\['b', 'missing'\]$"):
        book(tmp_path, rule('["a"]', 'softeners = ["missing", "negated", "b"]'))


def test_a_doubled_id_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RulesError, match=r"^rule 'hit': doubled id .*\[\]$"):
        book(tmp_path, rule('["a"]'), rule('["b"]'))
