"""Words that stand for others: abbreviations, regional words, everyday words (``variants.yml``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from knowledge.text import fold

DATA = Path(__file__).with_name("variants.yml")


@dataclass(frozen=True)
class Variants:
    """Abbreviation -> words to add; regional word -> words instead; everyday word -> that of the field."""

    abbreviations: Mapping[str, tuple[str, ...]]
    regional: Mapping[str, tuple[str, ...]]
    synonyms: Mapping[str, str]

    def expansion(self, written: str, *, shouted: bool) -> tuple[str, ...]:
        """Words that an abbreviation stands for; in a text all in capitals none that needs them is recognised."""
        if shouted and not written.islower():
            return ()
        return self.abbreviations.get(written, ())


@lru_cache(maxsize=1)
def load() -> Variants:
    """The variants of the file."""
    content = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return Variants(
        {str(short): tuple(words.split()) for short, words in content["abbreviations"].items()},
        {fold(str(word)): tuple(words.split()) for word, words in content["regional"].items()},
        {fold(word): meant for meant, words in content["synonyms"].items() for word in words},
    )
