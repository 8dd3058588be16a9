"""Whether a message asks, denies or corrects something, by its words; many write no question mark
(``questions.toml``)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from itertools import dropwhile, pairwise
from pathlib import Path

DATA = Path(__file__).with_suffix(".toml")
WORDS = {name: frozenset(words) for name, words in tomllib.loads(DATA.read_text(encoding="utf-8")).items()}
"""Words that questions begin with (``asking`` may stand after another word, too), and words that deny."""
ABSENCE = WORDS["nobody"] | WORDS["not"]
MEANT = frozenset(("ich", word) for word in WORDS["meant"])
BESIDE = WORDS["no"] | WORDS["before"] | WORDS["sorry"]
"""Words before what was meant or not meant that say nothing."""
CORRECTING = [phrase.split() for phrase in sorted(WORDS["correcting"])]
CORRECTED = [phrase.split() for phrase in sorted(WORDS["corrected"])]
"""Phrases before and after what was meant instead."""
REFUSING = [phrase.split() for phrase in sorted(WORDS["refusing"])]
"""Phrases before what was not meant."""
NEAR = 3
"""Words between what is denied and the word that denies it."""
BUT_RATHER = "sondern"
"""Between what was not meant and what was."""
IF = "wenn"
"""What is supposed begins with it."""
_ENDS = re.compile(r"[.,;:!\n]+")
"""Where a part of a message ends."""
_SAID = re.compile(rf"(?:(?!\b{BUT_RATHER}\b)[^.,;:!?\n])+[.,;:!?\n]*|\b{BUT_RATHER}\b|[.,;:!?\n]+", re.IGNORECASE)
"""A part of a message with what ends it."""


def asks(text: str) -> bool:
    """Whether one of the parts of ``text`` is a question, whatever little word it begins with."""
    begun = (after_little_words(part) for part in _ENDS.split(text))
    return "?" in text or any(w[:1] == [IF] or begins_with_verb(w) or begins_question(w) for w in begun)


def denies(text: str, *, answering: bool = False) -> bool:
    """Whether ``text`` begins with a no and denies violence or danger: "no, he hits nobody"; not where a "but"
    comes after it. What is ``answering`` an emergency block needs no no: "she is not hurt"."""
    words = re.findall(r"\w+", text.casefold())
    if not answering and WORDS["no"].isdisjoint(words[:1]):
        return False
    return any(
        (word in WORDS["denied"] and not WORDS["nobody"].isdisjoint(words[max(0, at - NEAR) : at + NEAR + 1]))
        or (word in WORDS["absent"] and not ABSENCE.isdisjoint(words[max(0, at - NEAR) : at]))
        or (word in WORDS["absent"] and not WORDS["nobody"].isdisjoint(words[at : at + NEAR]))
        or (word in WORDS["situation"] and not WORDS["not"].isdisjoint(words[at : at + NEAR + 1]))
        for at, word in enumerate(words)
        if WORDS["but"].isdisjoint(words[at:])
    )


def denies_blows(text: str, *, answering: bool = False) -> bool:
    """Whether a part of ``text`` says that somebody does not hit, and ends ("no, he does not hit me"), with no
    "but" after it. What is ``answering`` an emergency block needs no no."""
    first, *parts = _ENDS.split(text.casefold())
    if not answering and WORDS["no"].isdisjoint(first.split()[:1]):
        return False
    said = [re.findall(r"\w+", part) for part in (first, *parts)]
    return any(
        words[-1:] and words[-1] in WORDS["not"] and not WORDS["denied"].isdisjoint(words[-NEAR - 1 : -1])
        and all(WORDS["but"].isdisjoint(later) for later in said[at:])
        for at, words in enumerate(said)
    )  # fmt: skip


def denies_now(text: str) -> bool:
    """Whether ``text`` begins with an answer to "are you in danger now" that says no more than "no, not right
    now", and no "but" comes after it."""
    told = [re.findall(r"\w+", part) for part in _ENDS.split(text.casefold())]
    first = next((words for words in told if not WORDS["no"].issuperset(words)), [])
    only = WORDS["no"] | WORDS["now"] | WORDS["not"] | WORDS["filling"]
    not_now = not WORDS["now"].isdisjoint(first) and not WORDS["not"].isdisjoint(first)
    return not_now and only.issuperset(first) and all(WORDS["but"].isdisjoint(words) for words in told)


def corrects(text: str) -> bool:
    """Whether ``text`` begins with a no and what was meant: "no, I mean the baby"."""
    first, *words = re.findall(r"\w+", text.casefold())[: NEAR + 1] or [""]
    return first in WORDS["no"] and any(pair in MEANT for pair in pairwise(words))


def means_other(text: str) -> bool:
    """Whether ``text`` says that something else was meant than what was answered: a part of it begins or ends with
    that ("no, I meant", "it is not about"), or it begins with what was not meant. Not who denies a danger."""
    parts = _parts(text)
    if any(_begins(words, CORRECTING) or _begins(words, REFUSING) for words in parts):
        return True
    if any(words[-len(phrase) :] == phrase for words in parts for phrase in CORRECTED):
        return True
    begins_with_not = len(parts) > 1 and _is_not_meant(parts[0])
    return begins_with_not and not denies(text, answering=True)


def meant(text: str) -> str:
    """``text`` without the parts that say what was not meant, where others are left: "not the parents, the
    coach"."""
    said = [part for part in _SAID.findall(text) if part.strip()]
    kept = [part for part in said if not _is_not_meant(_words(part))]
    left = "".join(kept).strip().removeprefix(BUT_RATHER).lstrip()
    return left if len(kept) < len(said) and len(left.split()) > 1 else text


def _parts(text: str) -> list[list[str]]:
    return [words for part in _SAID.findall(text) if (words := _words(part))]


def _words(part: str) -> list[str]:
    """The words of ``part`` in small letters without those of :data:`BESIDE` that it begins with."""
    return list(dropwhile(BESIDE.__contains__, re.findall(r"[\w']+", part.casefold())))


def _begins(words: Sequence[str], phrases: Iterable[Sequence[str]]) -> bool:
    return any(words[: len(phrase)] == phrase for phrase in phrases)


def _is_not_meant(words: Sequence[str]) -> bool:
    return not ABSENCE.isdisjoint(words[:1]) or _begins(words, REFUSING)


def after_little_words(text: str) -> list[str]:
    """The words of ``text`` in small letters from the first on that says something."""
    return list(dropwhile(WORDS["before"].__contains__, text.casefold().split()))


def begins_question(words: Sequence[str]) -> bool:
    """Whether ``words`` begin like a question, but with another verb."""
    return not WORDS["asking"].isdisjoint(words[:2]) or not WORDS["first"].isdisjoint(words[:1])


def begins_with_verb(words: Sequence[str]) -> bool:
    """Whether ``words`` begin with a verb and whom it is asked of."""
    return not WORDS["verbs"].isdisjoint(words[:1]) and not WORDS["asked_of"].isdisjoint(words[1:2])
