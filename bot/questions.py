"""Whether a message asks or denies something, by its words; many write no question mark (``questions.toml``)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from itertools import dropwhile
from pathlib import Path

DATA = Path(__file__).with_suffix(".toml")
WORDS = {name: frozenset(words) for name, words in tomllib.loads(DATA.read_text(encoding="utf-8")).items()}
"""Words that questions begin with (``asking`` may stand after another word, too), and words that deny."""
NEAR = 3
"""Words between what is denied and the word that denies it."""
IF = "wenn"
"""What is supposed begins with it."""
_ENDS = re.compile(r"[.,;:!\n]+")
"""Where a part of a message ends."""


def is_question(text: str) -> bool:
    """Whether ``text`` has a question mark or begins like a question."""
    return "?" in text or begins_question(text.casefold().split())


def asks(text: str) -> bool:
    """Whether one of the parts of ``text`` is a question, whatever little word it begins with."""
    begun = (after_little_words(part) for part in _ENDS.split(text))
    return "?" in text or any(w[:1] == [IF] or begins_with_verb(w) or begins_question(w) for w in begun)


def denies(text: str) -> bool:
    """Whether ``text`` begins with a no and denies violence or danger: "no, he hits nobody"."""
    words = re.findall(r"\w+", text.casefold())
    denied = [at for at, word in enumerate(words) if word in WORDS["denied"]]
    around = (words[max(0, at - NEAR) : at + NEAR + 1] for at in denied)
    no = not WORDS["no"].isdisjoint(words[:1])
    return no and any(not WORDS["nobody"].isdisjoint(beside) for beside in around)


def after_little_words(text: str) -> list[str]:
    """The words of ``text`` in small letters from the first on that says something."""
    return list(dropwhile(WORDS["before"].__contains__, text.casefold().split()))


def begins_question(words: Sequence[str]) -> bool:
    """Whether ``words`` begin like a question, but with another verb."""
    return not WORDS["asking"].isdisjoint(words[:2]) or not WORDS["first"].isdisjoint(words[:1])


def begins_with_verb(words: Sequence[str]) -> bool:
    """Whether ``words`` begin with a verb and whom it is asked of."""
    return not WORDS["verbs"].isdisjoint(words[:1]) and not WORDS["asked_of"].isdisjoint(words[1:2])
