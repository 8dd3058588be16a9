"""How hard a German text is: words a sentence, and the reading ease of Flesch in Amstad's version for German.

Amstad, T. (1978): Wie verständlich sind unsere Zeitungen? Ease = 180 - words a sentence - 58.5 * syllables a word.
Syllables are counted as groups of vowels: hyphenation (pyphen) never parts a single vowel at an edge, so it misses
one in ``Oma``, ``Eltern-Abend`` or ``Familie``.
"""

from __future__ import annotations

import re

_SENTENCE_END = re.compile(r"(?<=[.!?:;…])[)“\"]*\s+|\n+")
_NO_END = re.compile(r"\b(?:[A-Za-z]|bzw|ca|Dr|Nr|Abs|Art|S|Tel|St|Str|ff|vgl|usw|etc|\d{1,2})\.$")
_WORD = re.compile(r"[^\W\d_]+(?:[*’'-][^\W\d_]+)*")
_SYLLABLE = re.compile(r"aa|ai|au|ay|äu|ee|ei|eu|ey|ie|oi|oo|ou|[aeiouyäöüáéèêó]", re.IGNORECASE)
_LETTERS_SPELLED = re.compile(r"[A-ZÄÖÜ]{2,}")
WHOLE = 180
A_SYLLABLE = 58.5


def sentences(text: str) -> list[str]:
    """The sentences of ``text``; a colon or semicolon ends one, an abbreviation or a date does not."""
    found: list[str] = []
    for part in _SENTENCE_END.split(text):
        if found and _NO_END.search(found[-1]):
            found[-1] = f"{found[-1]} {part}"
        elif part.strip():
            found.append(part.strip())
    return found


def words(text: str) -> list[str]:
    """The words of ``text`` without numbers; parts joined by a hyphen are one."""
    return _WORD.findall(text)


def syllables(word: str) -> int:
    """Syllables of ``word``, at least one; an abbreviation in capitals has one a letter."""
    if _LETTERS_SPELLED.fullmatch(word):
        return len(word)
    return len(_SYLLABLE.findall(word)) or 1


def ease(text: str) -> float:
    """Reading ease of ``text``: 100 very easy, 60 to 70 plain, below 30 academic; 180 for no words at all."""
    spoken = words(text)
    if not spoken:
        return WHOLE
    parts = [part for part in sentences(text) if words(part)]
    return WHOLE - len(spoken) / len(parts) - A_SYLLABLE * sum(map(syllables, spoken)) / len(spoken)
