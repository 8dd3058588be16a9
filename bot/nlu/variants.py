"""Words that stand for others, abbreviations, regional words, everyday words, and words that say nothing about
what is asked (``variants.yml``)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import yaml

from knowledge.text import fold

DATA = Path(__file__).with_name("variants.yml")
LONGEST_SIGNATURE = 3
"""Words that may follow a closing: who writes."""
LEAST_WORDS = 4
"""With fewer words besides it, a courtesy is what the message is about ..."""
LEAST_WITH_NAME = 2
"""... and with fewer than these where one of them belongs to a name, a date or an age."""

Phrases = Mapping[str, Sequence[list[str]]]
"""Phrases by their first word."""


@dataclass(frozen=True)
class Variants:
    """Abbreviation -> words to add; regional word -> words instead; everyday word -> that of the field; phrases
    that letters begin and end with."""

    abbreviations: Mapping[str, tuple[str, ...]]
    regional: Mapping[str, tuple[str, ...]]
    synonyms: Mapping[str, str]
    openings: Phrases = field(default_factory=dict)
    closings: Phrases = field(default_factory=dict)

    def expansion(self, written: str, *, shouted: bool) -> tuple[str, ...]:
        """Words that an abbreviation stands for; in a text all in capitals none that needs them is recognised."""
        if shouted and not written.islower():
            return ()
        return self.abbreviations.get(written, ())

    def subject(self, words: Sequence[str], named: Collection[int] = ()) -> range:
        """Where in folded ``words`` the subject stands: all but greetings, thanks, farewell and signature.

        ``named`` are the places of words that belong to names.
        """
        first = 0
        while opening := max(_lengths(self.openings, words, first), default=0):
            first += opening
        last = next((at for at in range(first, len(words)) if self._closes(words, at)), len(words))
        least = LEAST_WITH_NAME if any(first <= at < last for at in named) else LEAST_WORDS
        return range(first, last) if last - first >= least else range(len(words))

    def _closes(self, words: Sequence[str], at: int) -> bool:
        return any(len(words) - at - length <= LONGEST_SIGNATURE for length in _lengths(self.closings, words, at))


@lru_cache(maxsize=1)
def load() -> Variants:
    """The variants of the file."""
    content = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return Variants(
        {str(short): tuple(words.split()) for short, words in content["abbreviations"].items()},
        {fold(str(word)): tuple(words.split()) for word, words in content["regional"].items()},
        {fold(word): meant for meant, words in content["synonyms"].items() for word in words},
        *(_phrases(content["courtesies"][place]) for place in ("opening", "closing")),
    )


def _phrases(written: Iterable[str]) -> Phrases:
    found: dict[str, list[list[str]]] = defaultdict(list)
    for phrase in written:
        words = fold(phrase).split()
        found[words[0]].append(words)
    return dict(found)


def _lengths(phrases: Phrases, words: Sequence[str], at: int) -> Iterator[int]:
    """Lengths of the ``phrases`` that stand in ``words`` from ``at`` on."""
    for phrase in phrases.get(words[at], ()) if at < len(words) else ():
        if list(words[at : at + len(phrase)]) == phrase:
            yield len(phrase)
