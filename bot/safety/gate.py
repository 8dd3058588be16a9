"""The gate: looks at a message before anything else and says how dangerous the situation in it may be.

Two halves that do not know each other: curated rules (:mod:`bot.safety.rulebook`) and a linear classifier
(:mod:`bot.safety.classifier`). Either may raise the alarm; a rule is overruled where the classifier finds nothing
dangerous at all. A German message of one word is decided by the rules alone: a word by itself tells a model of
language nothing but which sentences it stood in. So are everyday sentences that say nothing else
(:mod:`bot.safety.routine`). Where the engine is there, a second opinion is added to what the classifier says;
without it, and where it breaks, the gate judges alone.
"""

from __future__ import annotations

import logging
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple, Protocol

from bot.safety import classifier as learned
from bot.safety.classifier import Classifier, Judgement
from bot.safety.lexicon import Lexicon
from bot.safety.reading import Reader
from bot.safety.routine import Routine
from bot.safety.rulebook import Finding, Rules
from bot.safety.rules import RuleBook, read
from bot.safety.sources import ORDINARY_WORDS, ROUTINE, RULES, VOCABULARY, words_of
from bot.safety.verdict import CLASSIFIER, GERMAN, HINTED, OF_THE_WRITER, Level, Speaker, Verdict
from bot.safety.windows import WHOLE
from bot.safety.words import Word, sound_keys

logger = logging.getLogger(__name__)

LONGEST_TEXT = 10_000
AROUND = 30
"""Words before and after the most dangerous stretch that say who writes, and in which language."""
NO_WORRY = "none"


class Said(NamedTuple):
    """What one of both halves says, about the words from ``begin`` to ``end``."""

    level: Level
    category: str
    begin: Word
    end: Word
    found_by: str


class SecondOpinion(Protocol):
    """From a text to log odds of danger, which are added to the classifier's; then its threshold and veto count.

    They are never more than ``limit``, in either direction.
    """

    threshold: float
    veto: float
    limit: float

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
        self, book: RuleBook, known: Lexicon, classifier: Classifier, second: SecondOpinion | None = None,
        routine: Path | None = None,
    ) -> None:  # fmt: skip
        self._reader = Reader(known)
        self._routine = Routine(routine, lambda phrase: self._reader.read(phrase)[1]) if routine else None
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
        speaker, grown = self._rules.speaker(finding, sheet), self._rules.grown(sheet)
        calm = Verdict(
            Level.NONE, None, None, None, speaker,
            told=speaker is not Speaker.UNKNOWN, grown=grown, of_self=self._rules.of_self(sheet),
        )  # fmt: skip
        ordinary = self._routine is not None and finding is None and self._routine.is_all(words)
        judgement = None if ordinary else self._classifier.judge(seen, _stretch_of(finding, words, seen))
        if judgement is None:
            return calm
        stretch = seen[judgement.first : judgement.last]
        near = seen[max(0, judgement.first - AROUND) : judgement.last + AROUND]
        likely, language = self._classifier.likeliest(near, ("speaker", "language"))
        one_word = sheet.one_word() and language == GERMAN
        if one_word or (finding is not None and finding.alone):
            likely, said = Speaker.UNKNOWN if one_word else likely, _of_rule(finding, words)
        else:
            part = seen if len(seen) <= WHOLE else stretch
            begin, end = normalised.original_span(part[0].start, part[-1].end)
            asked = [text[begin:end]]
            if len(seen) <= WHOLE:
                # harmless words at the ends are not seen, but what is around tells what is meant
                asked = [text[:LONGEST_TEXT], *(asked if len(seen) < len(words) else ())]
            said = self._together(words, finding, self._odds(asked, judgement, finding), stretch, part)
        if said is None:
            return calm
        if speaker == Speaker.UNKNOWN and not (likely == Speaker.CHILD and grown):
            speaker = Speaker(likely)
        guessed = said.found_by == CLASSIFIER
        of_another = speaker == Speaker.CHILD or (guessed and speaker == Speaker.PROFESSIONAL)
        if of_another and said.level.dangerous and said.category in OF_THE_WRITER:
            # a child is no adult at the end of his tether, and a professional tells what he has seen
            said = said._replace(category=HINTED)
        span = normalised.original_span(said.begin.start, said.end.end)
        worry = said.level is Level.CONCERN
        category = self._rules.kind(said.category, sheet, guessed=guessed, worry=worry) or None
        return replace(
            calm, level=said.level, category=category, evidence=span, found_by=said.found_by, speaker=speaker,
            language=language,
        )  # fmt: skip

    def _odds(self, texts: list[str], judgement: Judgement, finding: Finding | None) -> Odds:
        """The classifier's judgement, with the lower second opinion on ``texts`` where there is one that can
        matter."""
        alone = Odds(judgement.score, self._classifier.threshold, self._classifier.veto)
        second = self._second
        if second is None:
            return alone
        decisive = (second.threshold, second.veto) if finding else (second.threshold,)
        if not min(decisive) - second.limit <= judgement.score < max(decisive) + second.limit:
            return Odds(judgement.score, second.threshold, second.veto)
        try:
            return Odds(judgement.score + min(map(second, texts)), second.threshold, second.veto)
        except Exception as error:  # whatever breaks there, the gate stands
            logger.error("no second opinion: %s", type(error).__name__)
            return alone

    def _together(
        self, words: list[Word], finding: Finding | None, odds: Odds, stretch: list[Word], part: list[Word]
    ) -> Said | None:
        """The rules' finding, the classifier's, or the higher one of both.

        What worries is told by the most dangerous ``stretch`` or, where that is a single word, by all of ``part``.
        """
        rules = _of_rule(finding, words)
        if rules and rules.level.dangerous and (odds.score >= odds.veto or (finding and finding.sure)):
            return rules
        if odds.score >= odds.threshold:
            level, category = self._classifier.likeliest(stretch, ("level", "category"))
            return Said(Level(level), category, stretch[0], stretch[-1], CLASSIFIER)
        told = stretch if len(stretch) > 1 else part
        worry = self._classifier.likeliest(told, ("concern",))[0]
        if rules and (worry not in OF_THE_WRITER or rules.category in OF_THE_WRITER):
            return rules._replace(level=Level.CONCERN)
        return Said(Level.CONCERN, worry, told[0], told[-1], CLASSIFIER) if worry != NO_WORRY else None


def _of_rule(finding: Finding | None, words: list[Word]) -> Said | None:
    """What the rules say, with the words that they found."""
    if finding is None:
        return None
    return Said(finding.level, finding.category, words[finding.first], words[finding.last - 1], finding.rule)


def _stretch_of(finding: Finding | None, words: list[Word], seen: list[Word]) -> tuple[int, int] | None:
    """Where in ``seen`` the words of ``finding`` stand, in a text so long that what is around drowns them."""
    if finding is None or len(seen) <= WHOLE:
        return None
    starts = [word.start for word in seen]
    first, last = words[finding.first].start, words[finding.last - 1].start
    return bisect_left(starts, first), bisect_right(starts, last)


def load(second: SecondOpinion | None = None) -> Gate:
    """A gate with the rules and weights that ship with it."""
    book = read(RULES)
    return Gate(book, lexicon(book), learned.load(sound_keys(words_of(VOCABULARY))), second, ROUTINE)
