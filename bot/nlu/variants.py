"""Words that stand for others, abbreviations, regional words, everyday words, and words that say nothing about
what is asked (``variants.yml``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from knowledge.text import fold

DATA = Path(__file__).with_name("variants.yml")
LONGEST_SIGNATURE = 3
"""Words that may follow a closing: who writes."""
LEAST_WORDS = 4
"""With fewer words besides it, a courtesy is what the message is about."""

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Variants:
    """Abbreviation -> words to add; regional word -> words instead; everyday word -> that of the field; phrases
    that letters begin and end with."""

    abbreviations: Mapping[str, tuple[str, ...]]
    regional: Mapping[str, tuple[str, ...]]
    synonyms: Mapping[str, str]
    openings: frozenset[Phrase] = frozenset()
    closings: frozenset[Phrase] = frozenset()

    def expansion(self, written: str, *, shouted: bool) -> tuple[str, ...]:
        """Words that an abbreviation stands for; in a text all in capitals none that needs them is recognised."""
        if shouted and not written.islower():
            return ()
        return self.abbreviations.get(written, ())


    def subject(self, words: Sequence[str]) -> range:
        """Where in folded ``words`` the subject stands: all but greeting, thanks, farewell and signature."""
        first = max((len(phrase) for phrase in self.openings if tuple(words[: len(phrase)]) == phrase), default=0)
        last = min(
            (
                at
                for at in range(first, len(words))
                for phrase in self.closings
                if tuple(words[at : at + len(phrase)]) == phrase
                and len(words) - at - len(phrase) <= LONGEST_SIGNATURE
            ),
            default=len(words),
        )
        return range(first, last) if last - first >= LEAST_WORDS else range(len(words))


@lru_cache(maxsize=1)
def load() -> Variants:
    """The variants of the file."""
    content = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return Variants(
        {str(short): tuple(words.split()) for short, words in content["abbreviations"].items()},
        {fold(str(word)): tuple(words.split()) for word, words in content["regional"].items()},
        {fold(word): meant for meant, words in content["synonyms"].items() for word in words},
        *(
            frozenset(tuple(fold(phrase).split()) for phrase in content["courtesies"][place])
            for place in ("opening", "closing")
        ),
    )
