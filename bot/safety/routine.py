"""Everyday sentences that say nothing else ("Papa duscht", "ich geh jetzt schlafen, bis morgen"), as data.

In so few words the classifier cannot tell what is ordinary from what is quiet; who reads them can. Every word of
every sentence must belong, and the rules still have their say (:mod:`bot.safety.gate`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from pathlib import Path

from bot.safety.words import Word

LONGEST = 24
"""Words of a message; a longer one says more than that."""

Read = Callable[[str], Sequence[Word]]


class Routine:
    """Knows the sentences of ``path``; ``read`` cuts a phrase into words as it does a message."""

    def __init__(self, path: Path, read: Read) -> None:
        phrases = tomllib.loads(path.read_text(encoding="utf-8"))
        known = {name: [_joined(read(phrase)) for phrase in of_kind] for name, of_kind in phrases.items()}
        self._adverbs = re.compile(f"(?<![^ ]){_any_of(known.pop('adverbs'))}")
        one = {name: _any_of(map(self._bare, of_kind)) for name, of_kind in known.items()}
        own, others = f"(?:{one['self']})?{one['self_do']}", f"{one['others']}{one['others_do']}"
        turned = f"{one['self_do']}{one['self']}|{one['others_do']}{one['others']}"
        greetings = f"{one['greetings']}+"
        self._sentence = re.compile(f"{greetings}|(?:{greetings})?(?:{own}|{others}|{turned})(?:{greetings})?")

    def is_all(self, words: Sequence[Word]) -> bool:
        """Whether ``words`` are nothing but such sentences."""
        sentences = groupby(words, key=lambda word: word.sentence)
        return 0 < len(words) <= LONGEST and all(self._belongs(sentence) for _, sentence in sentences)

    def _belongs(self, sentence: Iterable[Word]) -> bool:
        return bool(self._sentence.fullmatch(self._bare(_joined(sentence))))

    def _bare(self, keys: str) -> str:
        """``keys`` without adverbs."""
        return self._adverbs.sub("", keys)


def _joined(words: Iterable[Word]) -> str:
    return "".join(f"{word.key} " for word in words)


def _any_of(phrases: Iterable[str]) -> str:
    return f"(?:{'|'.join(sorted(map(re.escape, {*phrases} - {''}), key=len, reverse=True))})"
