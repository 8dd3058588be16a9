"""A gate of a made-up rule book and a classifier of a few words; the one that ships: ``test_shipped_gate.py``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.safety import classifier as learned
from bot.safety import gate as gates
from bot.safety.gate import AROUND, CLASSIFIER, LONGEST_TEXT, Gate
from bot.safety.lexicon import Lexicon
from bot.safety.rules import RuleBook, read
from bot.safety.sources import ORDINARY_WORDS, VOCABULARY, words_of
from bot.safety.verdict import Level, Speaker, Verdict
from bot.safety.windows import WHOLE
from bot.safety.words import sound_keys
from tests.safety.miniatures import classifier, named, words_in

BOOK = """
[words]
fillers = "trallala"
[groups]
nein = "nicht"
bindewort = "weil"
nurso = "nur"
[idioms]
patterns = ["lach tot"]
[softener]
[speaker]
professional = ["lehrerin"]
grown = ["tochter"]
called = []
child = []
himself = ["ich"]
passed_on = []
[[rule]]
id = "hit"
level = "disclosure"
category = "violence"
speaker = "child"
patterns = ["papa haut"]
[[rule]]
id = "knife"
level = "acute"
category = "weapon"
patterns = ["dolch"]
[[rule]]
id = "sabre"
level = "acute"
category = "weapon"
sure = true
patterns = ["säbel"]
[[rule]]
id = "worry"
level = "concern"
category = "family"
patterns = ["sorge"]
[[rule]]
id = "frust"
level = "concern"
category = "own_behaviour"
patterns = ["frust"]
[[rule]]
id = "alone"
level = "disclosure"
category = "indirect"
alone = true
patterns = ["hölle", "reine hölle"]
[[kind]]
of = ["own_behaviour"]
category = "own_anger"
patterns = ["wut"]
[[kind]]
of = ["suicidality"]
category = "guessed"
guessed = true
patterns = ["tief"]
[[kind]]
of = ["family"]
category = "worry"
worry = true
patterns = ["oma"]
[[rule]]
id = "grief"
level = "disclosure"
category = "family"
patterns = ["kummer"]
[[rule]]
id = "dark"
level = "disclosure"
category = "suicidality"
patterns = ["dunkel"]
[[rule]]
id = "bare"
level = "acute"
category = ""
patterns = ["feuer"]
"""
THRESHOLD, VETO = 10.0, -10.0
STRONG = 101


def weighs(**words: int) -> dict[int, int]:
    """Weights of whole words."""
    return {named(f"={word}"): weight for word, weight in words.items()}


@pytest.fixture
def book(tmp_path: Path) -> RuleBook:
    file = tmp_path / "rules.toml"
    file.write_text(BOOK, encoding="utf-8")
    return read(file)


ROUTINE = """
greetings = ["moin"]
adverbs = ["heute"]

[[sentences]]
subjects = ["papa"]
says = ["duscht", "trägt dolch"]
"""


@pytest.fixture
def gate(book: RuleBook) -> Gate:
    """``alarm`` is dangerous, ``zirkus`` is harmless; further words choose among the other heads."""
    heads = {
        "danger": (1.0, 0.0, weighs(alarm=STRONG, zirkus=-STRONG)),
        "level:acute": (1.0, 0.0, weighs(sofort=STRONG)),
        "level:self_harm": (1.0, 1.0, {}),
        "category:online": (1.0, 0.0, weighs(foto=STRONG)),
        "category:suicidality": (1.0, 1.0, {}),
        "category:own_behaviour": (1.0, 0.0, weighs(raste=STRONG)),
        "concern:none": (1.0, 1.0, {}),
        "concern:bullying": (1.0, 0.0, weighs(klase=STRONG)),
        "concern:offence": (1.0, 0.0, weighs(gern=STRONG)),
        "speaker:bystander": (1.0, 1.0, {}),
        "speaker:self": (1.0, 0.0, weighs(selbst=STRONG)),
        "speaker:child": (1.0, 0.0, weighs(tedi=STRONG)),
        "language:de": (1.0, 1.0, {}),
        "language:en": (1.0, 0.0, weighs(help=STRONG)),
    }
    return Gate(book, Lexicon(book.entries, [], book.fillers), classifier(heads, THRESHOLD, VETO))


def assess(gate: Gate, text: str) -> tuple[str, str | None, str | None, str | None]:
    """Level, category, evidence and finder of the verdict on ``text``."""
    verdict = gate.assess(text)
    evidence = text[slice(*verdict.evidence)] if verdict.evidence else None
    return verdict.level, verdict.category, evidence, verdict.found_by


def test_a_gate_has_the_version_of_its_classifier(gate: Gate) -> None:
    assert gate.version == "miniature"


@pytest.mark.parametrize("text", ["", "  ", "😢", "lach tot"])
def test_where_nothing_is_left_to_read_there_is_no_danger(gate: Gate, text: str) -> None:
    assert gate.assess(text) == Verdict(Level.NONE, None, None, None, Speaker.UNKNOWN, "de")


def test_harmless_text_is_no_danger(gate: Gate) -> None:
    assert gate.assess("guten tag") == Verdict(Level.NONE, None, None, None, Speaker.UNKNOWN)
    assert gate.assess("guten tag help").language == "de"


def test_a_professional_is_recognised_without_danger(gate: Gate) -> None:
    assert gate.assess("lehrerin") == Verdict(Level.NONE, None, None, None, Speaker.PROFESSIONAL, told=True)


def test_a_rule_raises_the_alarm(gate: Gate) -> None:
    assert assess(gate, "Hallo, mein Papa haut mich") == ("disclosure", "violence", "Papa haut", "hit")
    assert gate.assess("papa haut mich").speaker is Speaker.CHILD


def test_a_rule_comes_before_the_classifier(gate: Gate) -> None:
    assert assess(gate, "papa haut alarm sofort") == ("disclosure", "violence", "papa haut", "hit")


def test_a_rule_without_category_gives_none(gate: Gate) -> None:
    assert assess(gate, "feuer") == ("acute", None, "feuer", "bare")


def test_a_rule_that_the_classifier_finds_harmless_is_a_concern(gate: Gate) -> None:
    assert assess(gate, "dolch im zirkus") == ("concern", "weapon", "dolch", "knife")


def test_a_rule_that_is_sure_is_lowered_by_no_classifier(gate: Gate) -> None:
    assert assess(gate, "säbel im zirkus") == ("acute", "weapon", "säbel", "sabre")


def test_a_sentence_of_one_word_tells_no_worry_by_itself(gate: Gate) -> None:
    text = "klase! zirkus gern, gern"
    assert assess(gate, text) == ("concern", "offence", text, "classifier")
    assert assess(gate, "klase tedi! zirkus gern, gern") == ("concern", "bullying", "klase tedi", "classifier")


@pytest.mark.parametrize(
    ("score", "level"), [(-10.1, Level.CONCERN), (VETO, Level.ACUTE), (-9.9, Level.ACUTE), (9.9, Level.ACUTE)]
)
def test_a_rule_is_overruled_only_below_the_veto(book: RuleBook, score: float, level: Level) -> None:
    heads = {name: (1.0, score, {}) for name in ("danger", "concern:none", "speaker:self", "language:de")}
    gate = Gate(book, Lexicon(book.entries, [], []), classifier(heads, THRESHOLD, VETO))
    assert gate.assess("der dolch").level is level


def test_an_everyday_sentence_is_no_business_of_the_classifier(book: RuleBook, tmp_path: Path) -> None:
    (tmp_path / "routine.toml").write_text(ROUTINE, encoding="utf-8")
    heads = {name: (1.0, THRESHOLD, {}) for name in (*HEADS, "speaker:self")}
    parts = (book, Lexicon(book.entries, [], []), classifier(heads, THRESHOLD, VETO))
    opinion = Opinion(5.0)
    gate = Gate(*parts, opinion, tmp_path / "routine.toml")
    assert gate.assess("papa duscht").level is Level.NONE
    assert opinion.asked == []
    assert gate.assess("papa duscht mich").level is not Level.NONE
    assert gate.assess("papa trägt dolch").level is Level.ACUTE
    assert Gate(*parts).assess("papa duscht").level is not Level.NONE


@pytest.mark.parametrize(("score", "level"), [(9.9, Level.CONCERN), (THRESHOLD, Level.ACUTE), (10.1, Level.ACUTE)])
def test_the_classifier_raises_the_alarm_from_its_threshold_on(book: RuleBook, score: float, level: Level) -> None:
    names = ("danger", "level:acute", "category:online", "concern:worry", "speaker:self", "language:de")
    heads = {name: (1.0, score, {}) for name in names}
    gate = Gate(book, Lexicon(book.entries, [], []), classifier(heads, THRESHOLD, VETO))
    assert gate.assess("guten tag").level is level


@pytest.mark.parametrize(
    ("text", "category", "speaker"),
    [
        ("alarm raste selbst", "own_behaviour", Speaker.SELF),
        ("alarm raste tedi", "indirect", Speaker.CHILD),
        ("alarm foto tedi", "online", Speaker.CHILD),
        ("gern tedi", "offence", Speaker.CHILD),
        ("lehrerin alarm raste", "indirect", Speaker.PROFESSIONAL),
    ],
)
def test_a_child_in_danger_or_a_professional_is_nobody_who_worries_about_himself(
    gate: Gate, text: str, category: str, speaker: Speaker
) -> None:
    verdict = gate.assess(text)
    assert (verdict.category, verdict.speaker) == (category, speaker)


def test_the_classifier_says_level_category_and_stretch(gate: Gate) -> None:
    assert CLASSIFIER == "classifier"
    assert assess(gate, "So so. Alarm! Ja ja") == ("self_harm", "suicidality", "Alarm", CLASSIFIER)
    assert assess(gate, "So so. Alarm sofort! Foto") == ("acute", "suicidality", "Alarm sofort", CLASSIFIER)
    assert assess(gate, "So so. Alarm Foto! Sofort") == ("self_harm", "online", "Alarm Foto", CLASSIFIER)


def test_a_concern_of_a_rule_gives_way_to_the_classifiers_alarm(gate: Gate) -> None:
    assert assess(gate, "sorge. alarm") == ("self_harm", "suicidality", "alarm", CLASSIFIER)


def test_a_concern_of_a_rule_stays_where_the_classifier_is_calm(gate: Gate) -> None:
    assert assess(gate, "ja sorge ja klasse") == ("concern", "family", "sorge", "worry")


def test_a_worry_that_only_the_classifier_sees_is_a_concern(gate: Gate) -> None:
    assert assess(gate, "in der Klasse") == ("concern", "bullying", "in der Klasse", CLASSIFIER)


@pytest.mark.parametrize("text", ["selbst gern", "ja sorge selbst gern"])
def test_a_worry_about_the_writer_counts_before_a_worry_of_a_rule_about_others(gate: Gate, text: str) -> None:
    assert assess(gate, text)[:2] == ("concern", "offence")


def test_a_rules_worry_about_the_writer_stays(gate: Gate) -> None:
    assert assess(gate, "frust selbst gern") == ("concern", "own_behaviour", "frust", "frust")


def test_a_category_is_told_more_exactly_by_other_words(gate: Gate) -> None:
    assert gate.assess("ja frust").category == "own_behaviour"
    assert gate.assess("ja frust und wut").category == "own_anger"


def test_what_is_only_guessed_may_be_something_else(gate: Gate) -> None:
    assert gate.assess("tief alarm so").category == "guessed"
    assert gate.assess("ja alarm so").category == "suicidality"
    assert assess(gate, "so tief dunkel")[1] == "suicidality"


def test_a_worry_may_be_something_else_and_a_danger_not(gate: Gate) -> None:
    assert assess(gate, "sorge um oma")[:2] == ("concern", "worry")
    assert assess(gate, "kummer um oma")[:2] == ("disclosure", "family")


@pytest.mark.parametrize("text", ["alarm", "Alarm!", "alarm alarm", "alarm?"])
def test_one_german_word_is_not_for_the_classifier_to_judge(gate: Gate, text: str) -> None:
    assert gate.assess(text) == Verdict(Level.NONE, None, None, None, Speaker.UNKNOWN)
    assert gate.assess(f"der {text}").level is Level.SELF_HARM


def test_one_german_word_is_judged_by_the_rules_without_a_veto(gate: Gate) -> None:
    assert assess(gate, "Hölle!") == ("disclosure", "indirect", "Hölle", "alone")
    assert assess(gate, "die Hölle")[0] == "none"
    assert assess(gate, "sorge") == ("concern", "family", "sorge", "worry")


@pytest.mark.parametrize(
    ("text", "grown"), [("guten tag", False), ("tochter", True), ("tochter alarm", True), ("alarm so", False)]
)
def test_a_verdict_says_whether_somebody_tells_of_a_child_of_his_own(gate: Gate, text: str, grown: bool) -> None:
    assert gate.assess(text).grown is grown


@pytest.mark.parametrize(
    ("text", "of_self"), [("guten tag", False), ("ich alarm", True), ("ich geh", True), ("alarm so", False)]
)
def test_a_verdict_says_whether_the_writer_names_himself(gate: Gate, text: str, of_self: bool) -> None:
    assert gate.assess(text).of_self is of_self


def test_what_a_rule_for_a_message_alone_finds_no_classifier_overrules(gate: Gate) -> None:
    text = "reine Hölle zirkus"
    assert assess(gate, "Reine Hölle!") == ("disclosure", "indirect", "Reine Hölle", "alone")
    assert gate.assess("reine Hölle").speaker is Speaker.BYSTANDER
    assert gate.assess(text).found_by != "alone"


def test_who_writes_one_german_word_is_not_guessed(gate: Gate) -> None:
    assert gate.assess("feuer").speaker is Speaker.UNKNOWN
    assert gate.assess("ein feuer").speaker is Speaker.BYSTANDER


def test_one_foreign_word_is_judged_by_the_classifier_too(book: RuleBook) -> None:
    heads = {
        "danger": (1.0, 0.0, weighs(alarm=STRONG)), "language:en": (1.0, 1.0, {}), "level:acute": (1.0, 1.0, {}),
        "category:online": (1.0, 1.0, {}), "speaker:self": (1.0, 1.0, {}),
    }  # fmt: skip
    gate = Gate(book, Lexicon(book.entries, [], []), classifier(heads, THRESHOLD, VETO))
    assert gate.assess("alarm").level is Level.ACUTE


@pytest.mark.parametrize(("around", "level"), [(28, Level.CONCERN), (29, Level.ACUTE)])
def test_in_a_long_text_the_words_of_a_rule_are_judged_by_themselves(
    gate: Gate, around: int, level: Level
) -> None:
    # every window of the sentence holds harmless words, what the rule found does not; sixty words are not long
    calm = "zirkus " * around
    assert gate.assess(f"lach tot {calm}ein dolch {calm}mein Zirkus").level is level


def test_in_a_long_text_only_the_words_of_the_rule_are_judged_by_themselves(gate: Gate) -> None:
    calm = "zirkus " * 40
    assert assess(gate, f"lach tot {calm}papa so haut {calm}")[2] == "papa so haut"
    assert gate.assess(f"{calm}papa zirkus haut {calm}").level is Level.CONCERN


def test_harmless_turns_of_phrase_are_not_judged(gate: Gate) -> None:
    assert assess(gate, "lach klasse tot") == ("concern", "bullying", "klasse", CLASSIFIER)
    assert assess(gate, "dolch lach tot") == ("acute", "weapon", "dolch", "knife")
    assert assess(gate, "lach tot dolch") == ("acute", "weapon", "dolch", "knife")


def test_who_has_a_child_is_none_for_the_classifier_either(gate: Gate) -> None:
    assert gate.assess("tedi dolch").speaker is Speaker.CHILD
    assert gate.assess("tochter tedi dolch").speaker is Speaker.UNKNOWN
    assert gate.assess("tochter selbst dolch").speaker is Speaker.SELF


def test_who_writes_and_in_which_language_is_said_by_the_classifier_where_no_rule_tells(gate: Gate) -> None:
    assert gate.assess("ein dolch").speaker is Speaker.BYSTANDER
    assert gate.assess("dolch selbst").speaker is Speaker.SELF
    assert gate.assess("papa haut selbst").speaker is Speaker.CHILD
    assert gate.assess("lehrerin selbst dolch").speaker is Speaker.PROFESSIONAL
    assert gate.assess("dolch").language == "de"
    assert gate.assess("dolch help").language == "en"
    assert gate.assess("papa haut help").language == "en"


def test_who_writes_is_told_by_words_near_the_danger(gate: Gate) -> None:
    assert AROUND == 30
    far, near = "so " * 30, "so " * 29
    # the rule finds "dolch", the stretch that is judged is the last sentence
    assert gate.assess(f"selbst {near}. alarm. {near}").speaker is Speaker.SELF
    assert gate.assess(f"selbst {far}. alarm. {far}").speaker is Speaker.BYSTANDER
    assert gate.assess(f"{near}. alarm. {near}help").language == "en"
    assert gate.assess(f"{near}. alarm. {far}help").language == "de"


class Opinion:
    """A second opinion that remembers what it was asked."""

    threshold, veto, limit = 3.0, -3.0, 50.0

    def __init__(self, odds: float | Exception) -> None:
        self.odds = odds
        self.asked: list[str] = []

    def __call__(self, text: str) -> float:
        self.asked.append(text)
        if isinstance(self.odds, Exception):
            raise self.odds
        return self.odds


HEADS = ("danger", "level:acute", "category:online", "concern:none", "speaker:self", "language:de")


def advised(book: RuleBook, score: float, opinion: Opinion) -> Gate:
    """A gate whose classifier always says ``score``."""
    heads = {name: (1.0, score, {}) for name in HEADS}
    return Gate(book, Lexicon(book.entries, [], []), classifier(heads, THRESHOLD, VETO), opinion)


@pytest.mark.parametrize(
    ("score", "odds", "level"),
    [(1.0, 2.0, Level.ACUTE), (1.0, 1.9, Level.NONE), (5.0, -2.0, Level.ACUTE), (5.0, -2.1, Level.NONE)],
)
def test_a_second_opinion_is_added_and_has_a_threshold_of_its_own(
    book: RuleBook, score: float, odds: float, level: Level
) -> None:
    assert advised(book, score, Opinion(odds)).assess("guten tag").level is level


@pytest.mark.parametrize(("odds", "level"), [(-2.0, Level.ACUTE), (-2.1, Level.CONCERN)])
def test_a_second_opinion_has_a_veto_of_its_own(book: RuleBook, odds: float, level: Level) -> None:
    assert advised(book, -1.0, Opinion(odds)).assess("der dolch").level is level


@pytest.mark.parametrize(
    ("text", "score", "asked", "level"),
    [
        ("guten tag", -2.0, True, Level.NONE), ("guten tag", -2.1, False, Level.NONE),
        ("guten tag", 7.9, True, Level.ACUTE), ("guten tag", 8.0, False, Level.ACUTE),
        ("der dolch", -8.0, True, Level.CONCERN), ("der dolch", -8.1, False, Level.CONCERN),
        ("der dolch", 8.0, False, Level.ACUTE),
    ],
)  # fmt: skip
def test_a_second_opinion_is_asked_only_where_it_can_change_the_verdict(
    book: RuleBook, text: str, score: float, asked: bool, level: Level
) -> None:
    opinion = Opinion(0.0)
    opinion.limit = 5.0
    assert advised(book, score, opinion).assess(text).level is level
    assert opinion.asked == ([text] if asked else [])


def test_where_a_second_opinion_breaks_the_gate_judges_alone(
    book: RuleBook, caplog: pytest.LogCaptureFixture
) -> None:
    broken = Opinion(RuntimeError("guten tag"))
    assert advised(book, THRESHOLD, broken).assess("guten tag").level is Level.ACUTE
    assert advised(book, THRESHOLD - 0.1, broken).assess("guten tag").level is Level.NONE
    assert [record.getMessage() for record in caplog.records] == ["no second opinion: RuntimeError"] * 2
    assert broken.asked == ["guten tag", "guten tag"]


def test_a_second_opinion_sees_a_short_message_whole_and_of_a_long_one_the_stretch(book: RuleBook) -> None:
    opinion = Opinion(0.0)
    gate = advised(book, 0.0, opinion)
    gate.assess("ÄCH ja. Nein! ")
    gate.assess(f"{'so ' * 59}Ende.")
    gate.assess(f"Anfang hier. {'so ' * 59}")
    gate.assess("")
    assert opinion.asked == ["ÄCH ja. Nein! ", f"{'so ' * 59}Ende.", "Anfang hier"]


def test_where_harmless_words_are_left_out_the_lower_second_opinion_counts(book: RuleBook) -> None:
    opinion = Opinion(0.0)
    advised(book, 0.0, opinion).assess("lach tot ja nein")
    assert opinion.asked == ["lach tot ja nein", "ja nein"]


def test_of_a_short_message_all_that_is_seen_is_asked_about_though_one_sentence_is_the_worst(
    book: RuleBook,
) -> None:
    opinion = Opinion(0.0)
    heads = {name: (1.0, 0.0, {}) for name in HEADS} | {"danger": (1.0, 0.0, weighs(alarm=STRONG))}
    alarmed = f"Anfang hier. {'so ' * (WHOLE - 4)}so. Alarm"
    Gate(book, Lexicon(book.entries, [], []), classifier(heads, THRESHOLD, VETO), opinion).assess(
        f"lach tot {alarmed}"
    )
    assert opinion.asked == [f"lach tot {alarmed}", alarmed]


def test_the_evidence_points_into_the_original_text(gate: Gate) -> None:
    assert assess(gate, "😢😢 Der  ＤＯＬＣＨ!!!") == ("acute", "weapon", "ＤＯＬＣＨ", "knife")
    assert assess(gate, "mein papahaut mich") == ("disclosure", "violence", "papahaut", "hit")


def test_ten_thousand_characters_are_read(gate: Gate) -> None:
    assert LONGEST_TEXT == 10_000
    assert gate.assess(" " * 9_995 + "dolch").level is Level.ACUTE
    assert gate.assess(" " * 9_997 + "dolch").level is not Level.ACUTE


def test_the_lexicon_knows_ordinary_words_fillers_and_vocabulary(book: RuleBook) -> None:
    ordinary = next(word for word in words_of(ORDINARY_WORDS) if word.isascii() and len(word) > 4)
    plain = (word for word in words_of(VOCABULARY) if 4 < len(word) < 9)
    common = next(word for word in plain if words_in(word)[0].key == word)
    entries = {**book.entries, ordinary + "x": {1}}
    known = gates.lexicon(replace(book, entries=entries))
    assert known.features(words_in(ordinary + "x")[0].key)
    assert not known.features(words_in(ordinary)[0].key)
    assert known.split("dolchtrallala") == [(0, 5), (5, 13)]
    assert known.split("dolch" + common) == [(0, 5), (5, 5 + len(common))]


def test_common_words_of_the_examples_may_be_misspelt_entries(book: RuleBook) -> None:
    ordinary = set(words_of(ORDINARY_WORDS))
    common = next(
        word for word in words_of(VOCABULARY) if word.isascii() and len(set(word)) > 4 and word not in ordinary
    )
    known = gates.lexicon(replace(book, entries={common + "x": {1}}))
    assert known.features(words_in(common)[0].key)


def test_a_gate_is_loaded_from_its_rules_and_its_weights(
    book: RuleBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calm = {name: (1.0, 0.0, {}) for name in HEADS}
    monkeypatch.setattr(gates, "RULES", tmp_path / "rules.toml")
    (tmp_path / "routine.toml").write_text(ROUTINE, encoding="utf-8")
    monkeypatch.setattr(gates, "ROUTINE", tmp_path / "routine.toml")
    common: list[str] = []
    monkeypatch.setattr(learned, "load", lambda keys: common.extend(keys) or classifier(calm))
    loaded = gates.load()
    assert common == sound_keys(words_of(VOCABULARY))
    opinion = Opinion(5.0)
    assert gates.load(opinion).assess("guten tag").level is not Level.NONE
    assert opinion.asked == ["guten tag"]
    assert loaded.assess("moin papa duscht").level is Level.NONE
    assert loaded.version == "miniature"
    assert assess(loaded, "der dolchtrallala") == ("acute", "weapon", "dolch", "knife")
