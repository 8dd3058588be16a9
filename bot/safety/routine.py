"""Everyday sentences that say nothing else ("Papa duscht", "ich geh jetzt schlafen, bis morgen"), as data.

In so few words the classifier cannot tell what is ordinary from what is quiet; who reads them can. Every word of
every sentence must belong, and the rules still have their say (:mod:`bot.safety.gate`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from bot.safety.words import Word

LONGEST = 24
"""Words of a message; a longer one says more than that."""

Read = Callable[[str], Sequence[Word]]


class Routine:
    """Knows the sentences of ``path``; ``read`` cuts a phrase into words as it does a message."""

    def __init__(self, path: Path, read: Read) -> None:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
        known = {name: _read(phrases, read) for name, phrases in said.items() if name != "sentences"}
        self._adverbs = re.compile(f"(?<![^ ]){_any_of(known['adverbs'])}")
        greetings = f"{self._one_of(known['greetings'])}+"
        kinds = (self._kind(kind, read) for kind in said["sentences"])
        self._sentence = re.compile(f"{greetings}|(?:{greetings})?(?:{'|'.join(kinds)})(?:{greetings})?")

    def _kind(self, kind: Mapping[str, Any], read: Read) -> str:
        """A subject and what it says, in either order."""
        subject, says = (self._one_of(_read(kind[part], read)) for part in ("subjects", "says"))
        return f"{subject}{'?' if kind.get('may_be_bare') else ''}{says}|{says}{subject}"

    def _one_of(self, phrases: Iterable[str]) -> str:
        return _any_of(map(self._bare, phrases))

    def is_all(self, words: Sequence[Word]) -> bool:
        """Whether ``words`` are nothing but such sentences."""
        sentences = groupby(words, key=lambda word: word.sentence)
        return 0 < len(words) <= LONGEST and all(self._belongs(sentence) for _, sentence in sentences)

    def _belongs(self, sentence: Iterable[Word]) -> bool:
        return bool(self._sentence.fullmatch(self._bare(_joined(sentence))))

    def _bare(self, keys: str) -> str:
        """``keys`` without adverbs."""
        return self._adverbs.sub("", keys)


def _read(phrases: Iterable[str], read: Read) -> list[str]:
    return [_joined(read(phrase)) for phrase in phrases]


def _joined(words: Iterable[Word]) -> str:
    return "".join(f"{word.key} " for word in words)


def _any_of(phrases: Iterable[str]) -> str:
    return f"(?:{'|'.join(sorted(map(re.escape, {*phrases} - {''}), key=len, reverse=True))})"
