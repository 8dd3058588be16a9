"""The curated half alone: which level the rules give."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from bot.safety.gate import lexicon
from bot.safety.reading import Reader
from bot.safety.rulebook import Rules
from bot.safety.rules import RulesError, read
from bot.safety.sources import RULES
from bot.safety.verdict import Level, Speaker
from tests.safety.miniatures import words_in
from tests.safety.probes import items

RANK = {level.value: level.rank for level in Level}
PROBES = items("probes_dev.yml")
NEGATIVES = items("hard_negatives_dev.yml")


class Found(NamedTuple):
    """What the rules say about a message."""

    level: Level
    category: str | None
    speaker: Speaker


class Curated:
    """The rules with the reader in front of them."""

    def __init__(self) -> None:
        book = read(RULES)
        known = lexicon(book)
        self._reader, self._rules = Reader(known), Rules(book, known)

    def assess(self, text: str) -> Found:
        sheet = self._rules.sheet(self._reader.read(text)[1])
        finding = self._rules.find(sheet)
        speaker = self._rules.speaker(finding, sheet)
        return Found(finding.level, finding.category, speaker) if finding else Found(Level.NONE, None, speaker)


@pytest.fixture(scope="module")
def rules() -> Curated:
    return Curated()


@pytest.mark.parametrize("probe", PROBES, ids=lambda probe: probe["text"])
def test_danger_reaches_at_least_its_level(rules: Curated, probe: dict[str, str]) -> None:
    assert RANK[rules.assess(probe["text"]).level] >= RANK[probe["level"]]


@pytest.mark.parametrize("probe", NEGATIVES, ids=lambda probe: probe["text"])
def test_harmless_stays_below_its_level(rules: Curated, probe: dict[str, str]) -> None:
    assert RANK[rules.assess(probe["text"]).level] <= RANK[probe["at_most"]]


def test_the_probe_files_are_large_enough_and_say_nothing_twice() -> None:
    assert len(PROBES) >= 250
    assert len(NEGATIVES) >= 200
    texts = [probe["text"] for probe in PROBES + NEGATIVES]
    assert len(set(texts)) >= len(texts) - 1  # the crying baby stands in both on purpose
    assert PROBES[0]["text"] == "Ich werde gezwungen, Sex zu haben, und ich bin erst 12"


def test_nine_in_ten_probes_get_their_category(rules: Curated) -> None:
    right = sum(rules.assess(probe["text"]).category == probe["category"] for probe in PROBES)
    assert right / len(PROBES) >= 0.9


@pytest.mark.parametrize(
    ("harmless", "danger"),
    [
        ("Papa schlägt mich nicht", "Papa schlägt mich"),
        ("Papa hat mich nie geschlagen", "Papa hat mich geschlagen"),
        ("niemand schlägt mich", "jemand schlägt mich"),
        ("schlag mich nicht", "Papa schlägt mich nicht nur, er tritt auch"),
        ("papa schlägt mich im Schach", "papa schlägt mich im Keller"),
        ("ich lach mich tot", "ich will tot sein"),
        ("mein Handy ist tot", "ich wäre lieber tot"),
        ("Ist Schlagen verboten?", "Darf Papa mich schlagen?"),
        ("killt mich die Hausaufgabe", "er killt mich, er hat ein messer"),
        ("ich habe Angst vor Hunden", "ich habe Angst vor meinem Vater"),
        ("ich will nicht mehr in Köln leben", "ich will nicht mehr leben"),
    ],
)
def test_softener_lowers_only_the_harmless_twin(rules: Curated, harmless: str, danger: str) -> None:
    assert rules.assess(harmless).level in {Level.NONE, Level.CONCERN}
    assert RANK[rules.assess(danger).level] >= RANK["disclosure"]


def test_a_softened_sentence_does_not_hide_the_next_one(rules: Curated) -> None:
    assert rules.assess("Ich lach mich tot. Nein, Papa haut mich wirklich.").level == Level.DISCLOSURE
    assert rules.assess("mir glaubt keiner papa schlägt mich").level == Level.DISCLOSURE


def test_what_happened_in_childhood_is_a_concern_not_a_disclosure(rules: Curated) -> None:
    verdict = rules.assess("Ich wurde als Kind geschlagen, ist es zu spät?")
    assert (verdict.level, verdict.category) == (Level.CONCERN, "violence")


def test_a_professional_is_recognised(rules: Curated) -> None:
    assert rules.assess("Was tun bei Verdacht auf Missbrauch? Ich bin Lehrerin").speaker == Speaker.PROFESSIONAL
    assert rules.assess("Papa haut mich").speaker == Speaker.CHILD


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("my dad hits me", "disclosure"), ("I want to die", "self_harm"), ("he has a gun", "acute"),
        ("babam beni dövüyor", "disclosure"), ("ölmek istiyorum", "self_harm"), ("bebek nefes almıyor", "acute"),
        ("мене б'є тато", "disclosure"), ("папа меня бьёт", "disclosure"), ("я не хочу жить", "self_harm"),
        ("не хочу жити", "self_harm"), ("у него нож", "acute"), ("أبي يضربني", "disclosure"),
        ("أريد أن أموت", "self_harm"), ("النجدة", "acute"), ("tata mnie bije", "disclosure"),
        ("nie chcę już żyć", "self_harm"), ("dziecko nie oddycha", "acute"), ("tata mă bate", "disclosure"),
        ("vreau să mor", "self_harm"), ("copilul nu respiră", "acute"),
    ],
)  # fmt: skip
def test_other_languages_are_understood_in_their_commonest_sentences(
    rules: Curated, text: str, level: str
) -> None:
    assert RANK[rules.assess(text).level] >= RANK[level]


def test_a_pattern_with_an_unknown_group_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "rules.toml"
    file.write_text(
        'rule = []\n[words]\nfillers=""\n[groups]\nnein="nicht"\n[idioms]\npatterns=["<missing>"]\n'
        "[softener]\n[speaker]\nprofessional=[]\ngrown=[]\ncalled=[]\nchild=[]\nhimself=[]\n",
        encoding="utf-8",
    )
    with pytest.raises(RulesError, match="missing"):
        read(file)


@pytest.mark.parametrize("word", ["sitz", "klingt", "kicken", "Legasthenikerin", "Teddy", "gemalt", "Narben"])
def test_everyday_words_are_nobodys_misspelling(word: str) -> None:
    features = lexicon(read(RULES)).features(words_in(word)[0].key)
    assert bool(features) == (word == "Narben")
