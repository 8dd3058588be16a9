"""Dates, paragraphs and the age of who writes by what they look like, and what is asked for in so many words
(``patterns.yml``)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import (
    ENTITIES,
    ENTITY_ATTRIBUTE_END,
    ENTITY_ATTRIBUTE_START,
    ENTITY_ATTRIBUTE_TYPE,
    ENTITY_ATTRIBUTE_VALUE,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.component import PlainComponent
from knowledge.text import fold

AGE, DATE, PARAGRAPH = "age", "date", "paragraph"
WANTED = "wanted"
"""Key of the parse result: kinds of entry that the words of the message ask for, see ``patterns.yml``."""
PROCEDURE, REPORT = "procedure", "report"
CENTURY = 2000

Found = tuple[str, str, int, int]
"""Entity, value, start and end offset."""
Word = tuple[str, int, int]
"""A word of the message, folded, with start and end offset."""


@lru_cache(maxsize=1)
def _words() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("patterns.yml").read_text(encoding="utf-8"))
    return content


@lru_cache(maxsize=1)
def _paragraph() -> re.Pattern[str]:
    laws = "|".join(re.escape(law).replace(r"\ ", r"\s*") for law in _words()["laws"])
    return re.compile(
        r"(?:§§?|\bpara(?:graf|graph)\b)\s*(?P<number>\d{1,4}\s?[a-z]?)\b"
        r"(?:\s*abs(?:atz|\.)?\s*(?P<part>\d{1,2}))?"
        rf"(?:\s*(?P<law>{laws})\b)?",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _wanted() -> dict[str, re.Pattern[str]]:
    return {
        kind: re.compile(r"\b(?:" + "|".join(map(_pattern, words)) + r")\b")
        for kind, words in _words()["wanted"].items()
    }


def _pattern(words: str) -> str:
    return words.replace("*", r"\w*").replace("... ", r"(?:\w+ ){0,6}")


def wanted(text: str) -> list[str]:
    """Kinds of entry that the words of ``text`` ask for: ``contact``, ``procedure``, ``event``. Who asks how to
    report asks for the steps."""
    folded = fold(text)
    found = [kind for kind, words in _wanted().items() if words.search(folded)]
    return [PROCEDURE, *found] if REPORT in found and PROCEDURE not in found else found


_NUMERIC_DATE = re.compile(r"(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.(?:\s?(20\d{2}|\d{2})(?!\d))?(?!\d)")
_ISO_DATE = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_NAMED_DATE = re.compile(r"(?<![\d.])(\d{1,2})\.?\s+([^\W\d_]{3,9})\.?(?:\s+(\d{4}))?(?!\d)")


@lru_cache(maxsize=1)
def _age() -> re.Pattern[str]:
    ages = _words()["ages"]
    before, no_age = ("|".join(map(_pattern, ages[name])) for name in ("before", "no_age"))
    number = "|".join([r"\d{1,2}", *ages["written"]])
    told = rf"\bbin (?:(?:{before}) ){{0,2}}|^(?=\w+$)|\bals (?=\d+ jaehrige[rn]?\b)"
    return re.compile(rf"(?:{told})(?P<age>{number})\b(?! (?:{no_age})\b)")


def find(text: str) -> list[Found]:
    """Dates (``YYYY-MM-DD``, without a year ``--MM-DD``, days as ``+1``), paragraphs (``§ 8a SGB VIII``), and the
    age of a minor who writes, also where it is the whole message."""
    words = [(fold(match.group()), *match.span()) for match in re.finditer(r"\w+", text)]
    found = [*_paragraphs(text), *_dates(text), *_days(text, words), *_ages(words)]
    kept: list[Found] = []
    for entry in sorted(found, key=lambda e: (e[2], -e[3])):
        if not kept or entry[2] >= kept[-1][3]:
            kept.append(entry)
    return kept


def _paragraphs(text: str) -> Iterator[Found]:
    for match in _paragraph().finditer(text):
        value = f"§ {''.join(match['number'].split()).lower()}"
        if match["part"]:
            value += f" Abs. {match['part']}"
        if match["law"]:
            written = " ".join(match["law"].split()).casefold()
            value += " " + next((law for law in _words()["laws"] if law.casefold() == written), match["law"])
        yield PARAGRAPH, value, match.start(), match.start() + len(match.group().rstrip())


def _dates(text: str) -> Iterator[Found]:
    for match in _NUMERIC_DATE.finditer(text):
        yield from _date(match, match[3], int(match[2]), int(match[1]))
    for match in _ISO_DATE.finditer(text):
        yield from _date(match, match[1], int(match[2]), int(match[3]))
    for match in _NAMED_DATE.finditer(text):
        name = fold(match[2])
        months = [m for m in _words()["months"] if m == name or (len(name) == 3 and m.startswith(name))]
        if months:
            yield from _date(match, match[3], _words()["months"].index(months[0]) + 1, int(match[1]))


def _date(match: re.Match[str], year: str | None, month: int, day: int) -> Iterator[Found]:
    if 1 <= month <= 12 and 1 <= day <= 31:
        whole = "-" if year is None else f"{int(year) + (CENTURY if len(year) == 2 else 0):04d}"
        yield DATE, f"{whole}-{month:02d}-{day:02d}", match.start(), match.end()


def _ages(words: Sequence[Word]) -> Iterator[Found]:
    ages = _words()["ages"]
    folded = " ".join(word for word, _, _ in words)
    if len(words) != len(folded.split()):  # a word that folds to none or to several has no offsets here
        return
    for match in _age().finditer(folded):
        years = int(match["age"]) if match["age"].isdigit() else ages["written"][match["age"]]
        if ages["from"] <= years < ages["below"]:
            _, start, end = words[folded[: match.start("age")].count(" ")]
            yield AGE, str(years), start, end


def _days(text: str, words: Sequence[Word]) -> Iterator[Found]:
    for word, start, end in words:
        days = _words()["days"].get(word)
        # "morgen" in "guten Morgen" is a greeting
        if days is not None and not text[start].isupper():
            yield DATE, f"{days:+d}", start, end


# as a featurizer, too: only then does Rasa show it the training examples, for the classifier to learn from
@DefaultV1Recipe.register(
    [DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER],
    is_trainable=False,
)
class PatternEntityExtractor(PlainComponent, EntityExtractorMixin):
    """Entities ``date``, ``paragraph`` and ``age``, and what is wanted; nothing is learned."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {}

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add to the examples what they ask for."""
        for example in training_data.training_examples:
            if text := example.get(TEXT):
                example.set(WANTED, wanted(text))
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the entities found to each message, and what it asks for."""
        for message in messages:
            if text := message.get(TEXT):
                message.set(WANTED, wanted(text), add_to_output=True)
                entities = [
                    {ENTITY_ATTRIBUTE_TYPE: kind, ENTITY_ATTRIBUTE_VALUE: value, ENTITY_ATTRIBUTE_START: start,
                     ENTITY_ATTRIBUTE_END: end}
                    for kind, value, start, end in find(text)
                ]  # fmt: skip
                if entities:
                    marked = self.add_extractor_name(entities)
                    message.set(ENTITIES, message.get(ENTITIES, []) + marked, add_to_output=True)
        return messages
