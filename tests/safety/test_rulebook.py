"""The rules of a made-up book; the book that ships is tested in ``test_shipped_rules.py``."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.safety.lexicon import Lexicon
from bot.safety.matching import Sheet
from bot.safety.rulebook import Finding, Rules
from bot.safety.rules import read
from bot.safety.verdict import Level, Speaker
from tests.safety.miniatures import words_in

BOOK = """
[words]
fillers = ""
[groups]
nein = "nicht nie"
bindewort = "weil"
nurso = "nur"
[idioms]
patterns = ["lach tot"]
[speaker]
professional = ["lehrerin", "bin + pfleger"]
grown = ["meine + tochter"]
called = ["bist meine + tochter"]
child = ["meine + mama"]
himself = ["ich"]
passed_on = ["sie + sagt"]

[softener.past]
level = "concern"
patterns = ["damals"]
[softener.play]
level = "none"
category = "game"
patterns = ["schach"]
[softener.asked]
level = "disclosure"
category = "question"
scope = "message"
patterns = ["wieso"]
[softener.raised]
level = "acute"
category = "raised"
patterns = ["laut"]

[[rule]]
id = "worry"
level = "concern"
category = "worry"
patterns = ["sorge"]

[[rule]]
id = "hit"
level = "disclosure"
category = "violence"
speaker = "child"
softeners = ["negated", "past", "play", "raised"]
patterns = ["papa haut"]

[[rule]]
id = "hurt"
level = "disclosure"
category = "injury"
speaker = "bystander"
softeners = ["asked"]
patterns = ["wund"]

[[rule]]
id = "knife"
level = "acute"
category = "weapon"
softeners = ["asked", "past"]
patterns = ["dolch", "axt"]

[[rule]]
id = "dead"
level = "self_harm"
category = "suicide"
speaker = "self"
patterns = ["tot"]

[[rule]]
id = "alone"
level = "acute"
category = "weapon"
alone = true
patterns = ["messer", "alles aus", "messer raus"]

[[rule]]
id = "down"
level = "self_harm"
category = "down"
speaker = "self"
patterns = ["kaputt"]
[[rule]]
id = "limit"
level = "concern"
category = "own_behaviour"
speaker = "self"
patterns = ["raste"]

[[kind]]
of = ["weapon"]
category = "long weapon"
patterns = ["lang", "lange"]
[[kind]]
of = ["weapon"]
category = "sharp weapon"
patterns = ["scharf"]
[[kind]]
of = ["anger"]
category = "worry"
worry = true
patterns = ["scham"]
[[kind]]
of = ["online"]
category = "hint"
missed = true
guessed = true
patterns = ["bild"]
"""


@pytest.fixture
def rules(tmp_path: Path) -> Rules:
    file = tmp_path / "rules.toml"
    file.write_text(BOOK, encoding="utf-8")
    book = read(file)
    return Rules(book, Lexicon(book.entries, [], book.fillers))


def sheet(rules: Rules, text: str) -> Sheet:
    return rules.sheet(words_in(text))


def find(rules: Rules, text: str) -> Finding | None:
    """What the rules find in ``text``."""
    return rules.find(sheet(rules, text))


def said(rules: Rules, text: str) -> tuple[str, str] | None:
    """Level and category of what is found."""
    found = find(rules, text)
    return (found.level, found.category) if found else None


def test_nothing_is_found_where_no_rule_matches(rules: Rules) -> None:
    assert find(rules, "guten tag") is None
    assert find(rules, "") is None


def test_a_finding_tells_its_rule_and_its_words(rules: Rules) -> None:
    assert find(rules, "hallo papa der haut mich") == Finding(Level.DISCLOSURE, "violence", 1, 4, "hit")


def test_of_several_findings_the_highest_counts(rules: Rules) -> None:
    assert said(rules, "sorge papa haut mich") == ("disclosure", "violence")
    assert said(rules, "papa haut mich mit dolch") == ("acute", "weapon")
    assert said(rules, "ich bin tot papa haut mich") == ("self_harm", "suicide")
    assert said(rules, "ich bin tot dolch") == ("acute", "weapon")


def test_of_equal_findings_the_first_rule_and_its_first_match_count(rules: Rules) -> None:
    assert said(rules, "wund. papa haut mich") == ("disclosure", "violence")
    assert find(rules, "axt axt und dolch") == Finding(Level.ACUTE, "weapon", 3, 4, "knife")
    assert find(rules, "wund und wund") == Finding(Level.DISCLOSURE, "injury", 0, 1, "hurt")


def test_a_softener_lowers_the_level_in_its_sentence(rules: Rules) -> None:
    assert said(rules, "damals papa haut mich") == ("concern", "violence")
    assert said(rules, "damals. ja. papa haut mich") == ("disclosure", "violence")


def test_a_softener_may_bring_its_own_category_or_none_at_all(rules: Rules) -> None:
    assert said(rules, "wieso dolch") == ("disclosure", "question")
    assert find(rules, "papa haut mich beim schach") is None


def test_a_softener_of_the_message_lowers_wherever_it_stands(rules: Rules) -> None:
    assert said(rules, "wieso. so. ja. dolch") == ("disclosure", "question")


def test_a_softener_that_is_not_lower_changes_nothing(rules: Rules) -> None:
    assert said(rules, "papa haut mich laut") == ("disclosure", "violence")
    assert said(rules, "wieso wund") == ("disclosure", "injury")


def test_of_several_softeners_the_lowest_counts(rules: Rules) -> None:
    assert said(rules, "wieso dolch damals") == ("concern", "question")
    assert said(rules, "damals papa haut mich laut") == ("concern", "violence")


def test_a_softener_works_for_the_rules_that_name_it_only(rules: Rules) -> None:
    assert said(rules, "damals wund") == ("disclosure", "injury")
    assert said(rules, "dolch schach") == ("acute", "weapon")


def test_a_negation_drops_the_rules_that_allow_it(rules: Rules) -> None:
    assert find(rules, "papa haut mich nicht") is not None
    assert find(rules, "papa haut nicht") is None
    assert said(rules, "wund nicht") == ("disclosure", "injury")
    assert said(rules, "dolch nicht") == ("acute", "weapon")
    assert said(rules, "papa haut nicht nur") == ("disclosure", "violence")


def test_a_lowered_match_does_not_hide_the_next_one(rules: Rules) -> None:
    assert find(rules, "papa haut nicht. papa haut mich") == Finding(Level.DISCLOSURE, "violence", 3, 5, "hit")
    assert said(rules, "wieso dolch. ja. damals dolch") == ("disclosure", "question")
    assert find(rules, "damals dolch. jetzt dolch") == Finding(Level.ACUTE, "weapon", 3, 4, "knife")


def test_a_rule_for_a_message_alone_finds_nothing_in_more_than_that(rules: Rules) -> None:
    assert said(rules, "Messer! Messer?") == ("acute", "weapon")
    assert find(rules, "alles ist aus") is None
    assert find(rules, "Alles aus. alles aus!") == Finding(Level.ACUTE, "weapon", 0, 2, "alone", alone=True)
    assert find(rules, "alles aus, messer") is None
    assert find(rules, "ein messer") is None
    assert said(rules, "ein messer. papa haut mich") == ("disclosure", "violence")


def kind(rules: Rules, category: str, text: str, *, guessed: bool = False, worry: bool = False) -> str:
    return rules.kind(category, sheet(rules, text), guessed=guessed, worry=worry)


def test_the_first_kind_that_fits_says_the_category_more_exactly(rules: Rules) -> None:
    assert kind(rules, "weapon", "scharf. dolch") == "sharp weapon"
    assert kind(rules, "weapon", "scharf und lang") == "long weapon"
    assert kind(rules, "weapon", "dolch") == "weapon"
    assert kind(rules, "violence", "scharf") == "violence"


def test_a_kind_may_be_told_by_what_is_missed_and_only_of_what_is_guessed(rules: Rules) -> None:
    assert kind(rules, "online", "dolch", guessed=True) == "hint"
    assert kind(rules, "online", "ein bild", guessed=True) == "online"
    assert kind(rules, "online", "dolch") == "online"


def test_a_kind_may_be_only_of_worries(rules: Rules) -> None:
    assert kind(rules, "anger", "scham", worry=True) == "worry"
    assert kind(rules, "anger", "scham") == "anger"


def test_a_rule_lowered_below_another_gives_way(rules: Rules) -> None:
    assert said(rules, "damals dolch. wund") == ("disclosure", "injury")
    assert said(rules, "damals dolch. sorge") == ("concern", "weapon")
    assert said(rules, "wieso dolch. wund") == ("disclosure", "question")


def test_idioms_are_taken_out_before_the_rules_look(rules: Rules) -> None:
    assert find(rules, "ich lach mich tot") is None
    assert said(rules, "ich lach mich tot. bin tot") == ("self_harm", "suicide")
    assert [word.form for word in sheet(rules, "ich lach mich tot").seen()] == ["ich", "mich"]


def test_the_same_word_has_its_groups_each_time_it_comes(rules: Rules) -> None:
    assert find(rules, "papa papa mag. papa haut") == Finding(Level.DISCLOSURE, "violence", 3, 5, "hit")


def speaker(rules: Rules, text: str) -> Speaker:
    """Who seems to write ``text``."""
    page = sheet(rules, text)
    return rules.speaker(rules.find(page), page)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("guten tag", Speaker.UNKNOWN),
        ("papa haut mich", Speaker.CHILD),
        ("damals papa haut mich", Speaker.UNKNOWN),
        ("damals papa haut mich. meine mama", Speaker.CHILD),
        ("wund", Speaker.BYSTANDER),
        ("tot", Speaker.SELF),
        ("dolch", Speaker.UNKNOWN),
        ("meine mama", Speaker.CHILD),
        ("meine mama dolch", Speaker.CHILD),
        ("meine mama wund", Speaker.BYSTANDER),
        ("lehrerin", Speaker.PROFESSIONAL),
        ("bin pfleger", Speaker.PROFESSIONAL),
        ("lehrerin. meine mama. papa haut mich", Speaker.PROFESSIONAL),
        ("meine tochter", Speaker.UNKNOWN),
        ("meine tochter. meine mama", Speaker.UNKNOWN),
        ("meine tochter: papa haut mich", Speaker.UNKNOWN),
        ("meine tochter wund", Speaker.BYSTANDER),
        ("bist nicht meine tochter. meine mama", Speaker.CHILD),
        ("bist nicht meine tochter. papa haut mich", Speaker.CHILD),
    ],
)
def test_who_says_so_of_himself_comes_before_the_rule_and_what_only_a_child_says_last(
    rules: Rules, text: str, who: Speaker
) -> None:
    assert speaker(rules, text) is who


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("kaputt", Speaker.SELF), ("kaputt sagt meine mama", Speaker.CHILD),
        ("raste", Speaker.SELF), ("raste sagt meine mama", Speaker.SELF),
        ("papa haut mich", Speaker.CHILD), ("guten tag", Speaker.UNKNOWN), ("meine mama", Speaker.CHILD),
    ],
)
def test_who_tells_of_himself_may_be_a_child_but_for_what_only_adults_fear(
    rules: Rules, text: str, speaker: Speaker
) -> None:
    assert rules.speaker(find(rules, text), sheet(rules, text)) is speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("sie sagt papa haut", Speaker.BYSTANDER),
        ("sie sagt meine mama", Speaker.BYSTANDER),
        ("ich sie sagt papa haut", Speaker.CHILD),
        ("papa haut mich", Speaker.CHILD),
        ("sie sagt raste", Speaker.SELF),
        ("sie sagt kaputt", Speaker.BYSTANDER),
        ("ich sie sagt kaputt", Speaker.SELF),
        ("sie sagt wund", Speaker.BYSTANDER),
    ],
)
def test_who_passes_on_what_a_child_says_and_nothing_of_himself_is_none(
    rules: Rules, text: str, speaker: Speaker
) -> None:
    words = sheet(rules, text)
    assert rules.speaker(rules.find(words), words) is speaker


def test_who_names_himself_is_heard(rules: Rules) -> None:
    assert rules.of_self(sheet(rules, "so ich auch"))
    assert not rules.of_self(sheet(rules, "guten tag"))


def test_of_several_matches_of_a_rule_for_a_message_alone_the_one_that_is_all_counts(rules: Rules) -> None:
    assert find(rules, "messer raus") == Finding(Level.ACUTE, "weapon", 0, 2, "alone", alone=True)
