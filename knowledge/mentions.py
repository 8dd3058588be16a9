"""Telephone numbers and mail addresses that a text mentions.

Only what looks like a number to call counts: 110, 112, 115, 116 xxx, anything with a leading 0 or +49, anything
after „Tel.“. Dates, paragraphs, years, ages, postcodes and counts do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from knowledge.text import digits

_DATE = re.compile(
    r"\b\d{1,2}\.\s?\d{1,2}\.(?:\s?\d{4}\b)?|\b(?:0?[1-9]|1[0-2])/(?:19|20)\d{2}\b|"
    r"\b(?:19|20)\d{2}-\d{2}(?:-\d{2})?\b|\b\d{1,2}[:.]\d{2}(?=\s?(?:Uhr|[–-]))"
)
_LEGAL = re.compile(r"(?:§§?|\b(?:Art|Artikel|Abs|Absatz|Nr|S|Seite|Satz|Rn)\b\.?)\s*\d+[a-z]?\b")
_SEPARATOR = r"[\s ./()–-]{0,3}"
_FULL = re.compile(rf"(?<![\w,.§/-])(?:\+49|\(?0)(?:{_SEPARATOR}\d){{5,40}}(?!\d)")
_HELP_LINE = re.compile(r"(?<![\w,.-])116[\s -]?\d{3}(?!\d)")
_SHORT = re.compile(r"(?<![\w,.§/–-])11[0-9](?![\w%€/–-]|[.,]\d|\s+(?:[A-ZÄÖÜ]\w|Prozent|%))")
_AFTER_WORD = re.compile(
    r"\b(?:Tel|Telefon|Telefonnummer|Durchwahl|Rufnummer|Nummer|Fax|Mobil|Handy)\b\.?:?\s+(\d[\d /–-]{1,18}\d)"
)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


@dataclass(frozen=True, slots=True)
class Mention:
    """A number or mail address as written, and in the form of :meth:`KnowledgeRepository.known_strings`."""

    written: str
    key: str


def numbers(text: str, short: bool = True) -> Iterator[Mention]:
    """Numbers to call in ``text``. ``short`` False leaves out three-digit ones (house numbers)."""
    text = _DATE.sub(" ; ", text)
    for match in _AFTER_WORD.finditer(text):
        yield _mention(match[1])
    text = _AFTER_WORD.sub(" ; ", text)
    for pattern in (_FULL, _HELP_LINE):
        yield from (_mention(match[0]) for match in pattern.finditer(text))
        text = pattern.sub(" ; ", text)
    if short:
        yield from (_mention(match[0]) for match in _SHORT.finditer(_LEGAL.sub(" ; ", text)))


def mails(text: str) -> Iterator[Mention]:
    """Mail addresses in ``text``."""
    for match in _MAIL.finditer(text):
        written = match[0].rstrip(".")
        yield Mention(written, written.casefold())


def is_made_of(number: str, known: Iterable[str]) -> bool:
    """Whether ``number`` is one of ``known`` or several of them in a row (``0800 1110111 / 0800 1110222``)."""
    return any(
        number == part or (number.startswith(part) and is_made_of(number[len(part) :], known)) for part in known
    )


def _mention(written: str) -> Mention:
    return Mention(written.strip(), digits(written))
