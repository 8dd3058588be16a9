"""The gate: looks at a message before anything else and says how dangerous the situation in it may be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from bot.safety.lexicon import Lexicon
from bot.safety.matching import Elements, Match, Sheet
from bot.safety.normalise import Normalised, normalise
from bot.safety.rules import Rule, RuleBook, Softener, read
from bot.safety.words import cut, place_words

LONGEST_TEXT = 10_000
RULES = Path(__file__).with_name("rules.toml")
ORDINARY_WORDS = Path(__file__).with_name("ordinary_words.txt")


class Level(StrEnum):
    """``understanding.danger`` of the HTTP surface, rising."""

    NONE = "none"
    CONCERN = "concern"
    DISCLOSURE = "disclosure"
    SELF_HARM = "self_harm"
    ACUTE = "acute"

    @property
    def rank(self) -> int:
        """0 for none to 4 for acute; the members themselves compare as strings."""
        return list(Level).index(self)


class Speaker(StrEnum):
    """Who seems to be writing."""

    CHILD = "child"
    BYSTANDER = "bystander"
    PROFESSIONAL = "professional"
    SELF = "self"
    UNKNOWN = "unknown"


_RANK = {level: rank for rank, level in enumerate(Level)}


@dataclass(frozen=True)
class Verdict:
    """The highest level found; ``evidence`` is a half-open span in the message, ``rule`` the id of the rule."""

    level: Level
    category: str | None
    evidence: tuple[int, int] | None
    rule: str | None
    speaker: Speaker


class Gate:
    """Built once from a rule book; :meth:`assess` is pure and may be called from any thread."""

    def __init__(self, book: RuleBook, ordinary: Iterable[str] = ()) -> None:
        self._book = book
        self._elements = Elements(book.elements)
        self._lexicon = Lexicon(book.entries, ordinary, book.fillers)
        self._rules = sorted(book.rules, key=lambda rule: -_RANK[Level(rule.level)])

    def assess(self, text: str) -> Verdict:
        """Verdict on the first 10,000 characters of ``text``; never raises for any string."""
        normalised = normalise(text[:LONGEST_TEXT])
        words = place_words(self._pieces(normalised), normalised.text)
        features = {word.key: self._lexicon.features(word) for word in {word.key: word for word in words}.values()}
        sheet = Sheet(self._elements, words, [features[word.key] for word in words])
        sheet.mask(self._book.idioms)
        best: tuple[Level, str, Match | None, Rule | None] = (Level.NONE, "", None, None)
        for rule in self._rules:
            if _RANK[Level(rule.level)] <= _RANK[best[0]]:
                break
            for match in sheet.matches_of(rule.patterns):
                level, category = self._softened(rule, match, sheet)
                if _RANK[level] > _RANK[best[0]]:
                    best = (level, category, match, rule)
                if best[0] == rule.level:
                    break
        level, category, found, winner = best
        speaker = self._speaker(winner, sheet)
        if found is None or winner is None:
            return Verdict(Level.NONE, None, None, None, speaker)
        start, end = words[found.first].start, words[found.last].end
        return Verdict(level, category, normalised.original_span(start, end), winner.id, speaker)

    def _pieces(self, normalised: Normalised) -> list[tuple[int, int]]:
        """Spans of the words, run-together ones cut into the words that the rules know."""
        pieces: list[tuple[int, int]] = []
        for start, end in cut(normalised):
            parts = self._lexicon.split(normalised.text[start:end])
            pieces += [(start + a, start + b) for a, b in parts] or [(start, end)]
        return pieces

    def _softened(self, rule: Rule, match: Match, sheet: Sheet) -> tuple[Level, str]:
        level, category = Level(rule.level), rule.category
        if "negated" in rule.softeners and sheet.negated(match, self._book.negation):
            return Level.NONE, category
        for name in rule.softeners:
            softener = self._book.softeners.get(name)
            if softener and _RANK[Level(softener.level)] < _RANK[level] and _applies(softener, match, sheet):
                level, category = Level(softener.level), softener.category or category
        return level, category

    def _speaker(self, rule: Rule | None, sheet: Sheet) -> Speaker:
        if any(sheet.first(pattern) for pattern in self._book.professional):
            return Speaker.PROFESSIONAL
        if rule is not None and rule.speaker != Speaker.UNKNOWN:
            return Speaker(rule.speaker)
        if any(sheet.first(pattern) for pattern in self._book.child):
            return Speaker.CHILD
        return Speaker.UNKNOWN


def _applies(softener: Softener, match: Match, sheet: Sheet) -> bool:
    sentences = sheet.sentences_with(softener.name, softener.patterns)
    return bool(sentences) if softener.scope == "message" else not sentences.isdisjoint(sheet.sentences_of(match))


def load() -> Gate:
    """A gate with the rules that ship with it."""
    return Gate(read(RULES), ORDINARY_WORDS.read_text(encoding="utf-8").split())
