"""The gate: looks at a message before anything else and says how dangerous the situation in it may be.

Two halves that do not know each other: curated rules (:mod:`bot.safety.rulebook`) and a linear classifier
(:mod:`bot.safety.classifier`). Either may raise the alarm; a rule is overruled where the classifier finds nothing
dangerous at all.
"""

from __future__ import annotations

from typing import NamedTuple

from bot.safety import classifier as learned
from bot.safety.classifier import Classifier, Judgement
from bot.safety.lexicon import Lexicon
from bot.safety.reading import Reader
from bot.safety.rulebook import Finding, Rules
from bot.safety.rules import RuleBook, read
from bot.safety.sources import ORDINARY_WORDS, RULES, VOCABULARY, words_of
from bot.safety.verdict import Level, Speaker, Verdict
from bot.safety.words import Word

LONGEST_TEXT = 10_000
CLASSIFIER = "classifier"
NO_WORRY = "none"


class Said(NamedTuple):
    """What one of both halves says, about the words from ``begin`` to ``end``."""

    level: Level
    category: str
    begin: Word
    end: Word
    found_by: str


def lexicon(book: RuleBook) -> Lexicon:
    """The words of the rule book, ordinary words, and the vocabulary of the examples to cut run-together text."""
    return Lexicon(book.entries, words_of(ORDINARY_WORDS), book.fillers, words_of(VOCABULARY))


class Gate:
    """Built once; :meth:`assess` is pure and may be called from any thread."""

    def __init__(self, book: RuleBook, known: Lexicon, classifier: Classifier) -> None:
        self._reader = Reader(known)
        self._rules = Rules(book, known)
        self._classifier = classifier

    @property
    def version(self) -> str:
        """Hash of the examples that the classifier was trained on."""
        return self._classifier.version

    def assess(self, text: str) -> Verdict:
        """Verdict on the first 10,000 characters of ``text``; never raises for any string."""
        normalised, words = self._reader.read(text[:LONGEST_TEXT])
        sheet = self._rules.sheet(words)
        finding = self._rules.find(sheet)
        seen = sheet.seen()
        judgement = self._classifier.judge(seen)
        speaker = self._rules.speaker(finding, sheet)
        if judgement is None:
            return Verdict(Level.NONE, None, None, None, speaker)
        said = self._together(words, seen, finding, judgement)
        if said is None:
            return Verdict(Level.NONE, None, None, None, speaker)
        if speaker == Speaker.UNKNOWN:
            speaker = Speaker(self._likeliest("speaker", seen))
        span = normalised.original_span(said.begin.start, said.end.end)
        language = self._likeliest("language", seen)
        return Verdict(said.level, said.category or None, span, said.found_by, speaker, language)

    def _together(
        self, words: list[Word], seen: list[Word], finding: Finding | None, judgement: Judgement
    ) -> Said | None:
        """The rules' finding, the classifier's, or the higher one of both."""
        stretch = seen[judgement.first : judgement.last]
        level, category = Level.CONCERN, None
        if finding:
            begin, end = words[finding.first], words[finding.last - 1]
            if finding.level.dangerous and judgement.score >= self._classifier.veto:
                return Said(finding.level, finding.category, begin, end, finding.rule)
        if judgement.score >= self._classifier.threshold:
            level, category = Level(self._likeliest("level", stretch)), self._likeliest("category", stretch)
        elif finding:
            return Said(Level.CONCERN, finding.category, begin, end, finding.rule)
        elif (worry := self._likeliest("concern", stretch)) != NO_WORRY:
            category = worry
        return Said(level, category, stretch[0], stretch[-1], CLASSIFIER) if category else None

    def _likeliest(self, kind: str, words: list[Word]) -> str:
        return self._classifier.likeliest(words, self._classifier.heads(kind)).partition(":")[2]


def load() -> Gate:
    """A gate with the rules and weights that ship with it."""
    book = read(RULES)
    return Gate(book, lexicon(book), learned.load())
