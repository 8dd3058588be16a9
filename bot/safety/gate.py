"""The gate: looks at a message before anything else and says how dangerous the situation in it may be.

Two halves that do not know each other: curated rules (:mod:`bot.safety.rulebook`) and a linear classifier
(:mod:`bot.safety.classifier`). Either may raise the alarm; a rule is overruled where the classifier finds nothing
dangerous at all. Where the engine is there, a second opinion is added to what the classifier says; without it, and
where it breaks, the gate judges alone.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from bot.safety import classifier as learned
from bot.safety.classifier import Classifier, Judgement
from bot.safety.lexicon import Lexicon
from bot.safety.reading import Reader
from bot.safety.rulebook import Finding, Rules
from bot.safety.rules import RuleBook, read
from bot.safety.sources import ORDINARY_WORDS, RULES, VOCABULARY, words_of
from bot.safety.verdict import Level, Speaker, Verdict
from bot.safety.windows import WHOLE
from bot.safety.words import Word, sound_keys

logger = logging.getLogger(__name__)

LONGEST_TEXT = 10_000
AROUND = 30
"""Words before and after the most dangerous stretch that say who writes, and in which language."""
CLASSIFIER = "classifier"
NO_WORRY = "none"


class Said(NamedTuple):
    """What one of both halves says, about the words from ``begin`` to ``end``."""

    level: Level
    category: str
    begin: Word
    end: Word
    found_by: str


class SecondOpinion(Protocol):
    """From a text to log odds of danger, which are added to the classifier's; then its limits count."""

    threshold: float
    veto: float

    def __call__(self, text: str) -> float: ...


@dataclass(frozen=True, slots=True)
class Odds:
    """Log odds of danger, and from where on (``threshold``) and up to where (``veto``) they decide."""

    score: float
    threshold: float
    veto: float


def lexicon(book: RuleBook) -> Lexicon:
    """The words of the rule book, ordinary words, and the vocabulary of the examples to cut run-together text."""
    return Lexicon(book.entries, words_of(ORDINARY_WORDS), book.fillers, words_of(VOCABULARY))


class Gate:
    """Built once; :meth:`assess` is pure and may be called from any thread."""

    def __init__(
        self, book: RuleBook, known: Lexicon, classifier: Classifier, second: SecondOpinion | None = None
    ) -> None:
        self._reader = Reader(known)
        self._rules = Rules(book, known)
        self._classifier = classifier
        self._second = second

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
        stretch = seen[judgement.first : judgement.last]
        part = seen if len(seen) <= WHOLE else stretch
        begin, end = normalised.original_span(part[0].start, part[-1].end)
        said = self._together(words, finding, self._odds(text[begin:end], judgement), stretch)
        if said is None:
            return Verdict(Level.NONE, None, None, None, speaker)
        near = seen[max(0, judgement.first - AROUND) : judgement.last + AROUND]
        likely, language = self._classifier.likeliest(near, ("speaker", "language"))
        if speaker == Speaker.UNKNOWN:
            speaker = Speaker(likely)
        span = normalised.original_span(said.begin.start, said.end.end)
        return Verdict(said.level, said.category or None, span, said.found_by, speaker, language)

    def _odds(self, text: str, judgement: Judgement) -> Odds:
        """The classifier's judgement, with the second opinion on ``text`` where there is one."""
        alone = Odds(judgement.score, self._classifier.threshold, self._classifier.veto)
        if self._second is None:
            return alone
        try:
            return Odds(judgement.score + self._second(text), self._second.threshold, self._second.veto)
        except Exception as error:  # whatever breaks there, the gate stands
            logger.error("no second opinion: %s", type(error).__name__)
            return alone

    def _together(
        self, words: list[Word], finding: Finding | None, odds: Odds, stretch: list[Word]
    ) -> Said | None:
        """The rules' finding, the classifier's, or the higher one of both."""
        level, category = Level.CONCERN, None
        if finding:
            begin, end = words[finding.first], words[finding.last - 1]
            if finding.level.dangerous and odds.score >= odds.veto:
                return Said(finding.level, finding.category, begin, end, finding.rule)
        if odds.score >= odds.threshold:
            likely, category = self._classifier.likeliest(stretch, ("level", "category"))
            level = Level(likely)
        elif finding:
            return Said(Level.CONCERN, finding.category, begin, end, finding.rule)
        elif (worry := self._classifier.likeliest(stretch, ("concern",))[0]) != NO_WORRY:
            category = worry
        return Said(level, category, stretch[0], stretch[-1], CLASSIFIER) if category else None


def load(second: SecondOpinion | None = None) -> Gate:
    """A gate with the rules and weights that ship with it."""
    book = read(RULES)
    return Gate(book, lexicon(book), learned.load(sound_keys(words_of(VOCABULARY))), second)
