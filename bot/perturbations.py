"""What hands, devices and habits do to a text: each function gives one perturbation, reproducible by its chance.

Goal S2 names the kinds.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

DATA: dict[str, Any] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
TYPO_EVERY = 8
"""Characters for one typo (goal S2)."""
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})
_BARE = str.maketrans("äöüÄÖÜß", "aouAOUs")
_WORD = re.compile(r"\w+")
_PUNCTUATION = re.compile(r"[.,;:!?…\"'„“”()–-]+")

Perturbation = Callable[[str, random.Random], str]


def typos(text: str, chance: random.Random) -> str:
    """One slip of the fingers per eight characters: a swap, a wrong neighbour, a missing or a doubled letter."""
    letters = list(text)
    places = [at for at, letter in enumerate(letters) if letter.isalpha()]
    wanted = max(1, len(text) // TYPO_EVERY)
    for at in sorted(chance.sample(places, min(wanted, len(places))), reverse=True):
        _slip(letters, at, chance)
    return "".join(letters)


def _slip(letters: list[str], at: int, chance: random.Random) -> None:
    kind = chance.randrange(4)
    if kind == 0 and at + 1 < len(letters) and letters[at + 1].isalpha():
        letters[at], letters[at + 1] = letters[at + 1], letters[at]
    elif kind == 1:
        del letters[at]
    elif kind == 2:
        letters.insert(at, letters[at])
    else:
        letters[at] = chance.choice(DATA["keyboard"].get(letters[at].lower(), letters[at]))


def no_umlauts(text: str, chance: random.Random) -> str:
    """``ae`` for ``ä`` or, as often, ``a``; ``ss`` or ``s`` for ``ß``."""
    return text.translate(chance.choice((_UMLAUTS, _BARE)))


def lower(text: str, _chance: random.Random) -> str:
    """No capitals."""
    return text.lower()


def upper(text: str, _chance: random.Random) -> str:
    """Capitals only."""
    return text.upper()


def no_spaces(text: str, _chance: random.Random) -> str:
    """All words run together."""
    return "".join(text.split())


def leet(text: str, chance: random.Random) -> str:
    """Digits for half of the letters that have one."""
    return _letters(text, chance, 0.5, lambda letter: DATA["leet"].get(letter.lower(), letter))


def stretched(text: str, chance: random.Random) -> str:
    """Letters drawn out: every tenth becomes three to six."""
    return _letters(text, chance, 0.1, lambda letter: letter * chance.randint(3, 6))


def pictures(text: str, chance: random.Random) -> str:
    """Emoji inside and between words."""
    return _letters(text, chance, 0.12, lambda letter: letter + chance.choice(DATA["signs"]["pictures"]))


def invisible(text: str, chance: random.Random) -> str:
    """Characters of no width between the letters."""
    return _letters(text, chance, 0.4, lambda letter: letter + chance.choice(DATA["signs"]["invisible"]))


def lookalikes(text: str, chance: random.Random) -> str:
    """Cyrillic, Greek and Armenian letters that look like Latin ones."""
    return _letters(text, chance, 0.6, lambda letter: DATA["lookalikes"].get(letter, letter))


def by_ear(text: str, chance: random.Random) -> str:
    """As children and dialect speakers write: a third of the words by ear."""
    ear = DATA["ear"]

    def heard(match: re.Match[str]) -> str:
        word = match.group()
        if chance.random() > 1 / 3:
            return word
        known = ear["words"].get(word.lower())
        if known:
            return str(known)
        for written, spoken in ear["sounds"].items():
            if written in word:
                return word.replace(written, spoken, 1)
        for written, spoken in ear["endings"].items():
            if word.endswith(written) and len(word) > len(written) + 2:
                return word.removesuffix(written) + str(spoken)
        return word

    return _WORD.sub(heard, text)


def spoken(text: str, _chance: random.Random) -> str:
    """Voice typing: no punctuation, no capitals."""
    return " ".join(_PUNCTUATION.sub(" ", text).lower().split())


def half_english(text: str, chance: random.Random) -> str:
    """Half of the common words in English."""
    words: Mapping[str, str] = DATA["english"]["words"]

    def mixed(match: re.Match[str]) -> str:
        word = match.group()
        return words.get(word.lower(), word) if chance.random() < 0.5 else word

    return _WORD.sub(mixed, text)


def _letters(text: str, chance: random.Random, share: float, change: Callable[[str], str]) -> str:
    return "".join(
        change(letter) if letter.isalpha() and chance.random() < share else letter for letter in text
    )


KINDS: dict[str, Perturbation] = {
    change.__name__: change
    for change in (
        typos, no_umlauts, lower, upper, no_spaces, leet, stretched, pictures, invisible, lookalikes, by_ear,
        spoken, half_english,
    )
}  # fmt: skip
