"""The curated half of the gate: which rule of the rule book a message meets, and what lowers it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bot.safety.lexicon import Lexicon
from bot.safety.matching import Elements, Match, Sheet
from bot.safety.rules import Pattern, Rule, RuleBook, Softener
from bot.safety.verdict import OF_THE_WRITER, Level, Speaker
from bot.safety.words import Word


class Finding(NamedTuple):
    """The highest level that a rule gives; ``first:last`` are words (half-open). What the message is ``alone`` is
    for no classifier to judge, what is ``sure`` none to lower."""

    level: Level
    category: str
    first: int
    last: int
    rule: str
    alone: bool = False
    sure: bool = False


class Rules:
    """Applies ``book`` to words; ``lexicon`` says which word groups a word belongs to."""

    def __init__(self, book: RuleBook, lexicon: Lexicon) -> None:
        self._book = book
        self._lexicon = lexicon
        self._elements = Elements(book.elements)
        self._rules = sorted(book.rules, key=lambda rule: -Level(rule.level).rank)

    def sheet(self, words: list[Word]) -> Sheet:
        """The words with their groups, harmless turns of phrase taken out."""
        features = {key: self._lexicon.features(key) for key in {word.key for word in words}}
        sheet = Sheet(self._elements, words, [features[word.key] for word in words])
        sheet.mask(self._book.idioms)
        return sheet

    def find(self, sheet: Sheet) -> Finding | None:
        """The highest finding, the first of equals."""
        best: Finding | None = None
        for rule in self._rules:
            level = Level(rule.level)
            if best and level.rank <= best.level.rank:
                break
            for match in sheet.matches_of(rule.patterns):
                if rule.alone and not sheet.is_all(match):
                    continue
                softened, category = self._softened(rule, match, sheet)
                if softened.rank > (best.level.rank if best else 0):
                    best = Finding(softened, category, match.first, match.last + 1, rule.id, rule.alone, rule.sure)
                if best and best.level == level:
                    break
        return best

    def _softened(self, rule: Rule, match: Match, sheet: Sheet) -> tuple[Level, str]:
        level, category = Level(rule.level), rule.category
        if "negated" in rule.softeners and sheet.negated(match, self._book.negation):
            return Level.NONE, category
        for name in rule.softeners:
            softener = self._book.softeners.get(name)
            if softener and Level(softener.level).rank < level.rank and _applies(softener, match, sheet):
                level, category = Level(softener.level), softener.category or category
        return level, category

    def kind(self, category: str, sheet: Sheet, *, guessed: bool, worry: bool) -> str:
        """What ``category`` is more exactly, where the words tell; ``guessed`` by the classifier or by a rule, a
        ``worry`` or a danger."""
        told = (
            kind.category
            for kind in self._book.kinds
            if category in kind.of
            and (guessed or not kind.guessed)
            and (worry or not kind.worry)
            and any(sheet.matches_of(kind.patterns)) is not kind.missed
        )
        return next(told, category)

    def speaker(self, finding: Finding | None, sheet: Sheet) -> Speaker:
        """Who says so of himself, or who says what only such a one says; unknown where nothing tells."""
        if _says(sheet, self._book.professional):
            return Speaker.PROFESSIONAL
        said_by = self._told_by(finding) if finding else None
        of_adult = finding is not None and finding.category in OF_THE_WRITER
        open_to_child = (None, Speaker.UNKNOWN) if of_adult else (None, Speaker.UNKNOWN, Speaker.SELF)
        if said_by in open_to_child and _says(sheet, self._book.child):
            said_by = Speaker.CHILD
        of_himself = said_by == Speaker.CHILD or (said_by == Speaker.SELF and not of_adult)
        if of_himself and not self.of_self(sheet) and _says(sheet, self._book.passed_on):
            return Speaker.BYSTANDER
        if said_by is None or (said_by == Speaker.CHILD and self.grown(sheet)):
            return Speaker.UNKNOWN
        return Speaker(said_by)

    def _told_by(self, finding: Finding) -> str | None:
        """Who tells it, as its rule says; what is no danger after all is not told by whom it would be done to."""
        rule = next(rule for rule in self._rules if rule.id == finding.rule)
        softened = Level(rule.level).dangerous and not finding.level.dangerous
        return None if softened and rule.speaker == Speaker.CHILD else rule.speaker

    def grown(self, sheet: Sheet) -> bool:
        """Whether the writer tells of a child or grandchild of his own, or says to be grown up."""
        return _says(sheet, self._book.grown) and not _says(sheet, self._book.called)

    def of_self(self, sheet: Sheet) -> bool:
        """Whether the writer names himself."""
        return _says(sheet, self._book.himself)


def _says(sheet: Sheet, patterns: Sequence[Pattern]) -> bool:
    return any(sheet.first(pattern) for pattern in patterns)


def _applies(softener: Softener, match: Match, sheet: Sheet) -> bool:
    sentences = sheet.sentences_with(softener.name, softener.patterns)
    return bool(sentences) if softener.scope == "message" else not sentences.isdisjoint(sheet.sentences_of(match))
