"""The words that are known, and what an unknown one is most likely meant to be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.nlu.compounds import Splitter
from knowledge.text import fold

SHORTEST = 4
"""Letters from which on a word may be corrected; shorter ones resemble too many others."""
LONG = 9
"""Letters from which on three may be wrong if the word still sounds the same."""
SURE = 7
"""Letters from which on two may be wrong."""
COMMON = 8
"""Occurrences from which on a word is no slip of the pen, and may be what a rare neighbour was meant to be."""
REMEMBERED = 20_000

# Cologne phonetics: Postel 1969, "Die Koelner Phonetik". What the letters sound like; context rules are below.
_SOUNDS = {
    letter: code
    for letters, code in (("aeijouy", "0"), ("bp", "1"), ("dt", "2"), ("fvw", "3"), ("gkq", "4"), ("l", "5"),
                          ("mn", "6"), ("r", "7"), ("sz", "8"))
    for letter in letters
}  # fmt: skip


def sound(word: str) -> str:
    """The Cologne code of a folded word: words that sound alike have the same one."""
    codes = []
    for at, letter in enumerate(word):
        before, after = word[at - 1 : at], word[at + 1 : at + 2]
        if letter == "p" and after == "h":
            code = "3"
        elif letter in "dt" and after and after in "csz":
            code = "8"
        elif letter == "x":
            code = "8" if before and before in "ckq" else "48"
        elif letter == "c":
            hard = after and after in ("ahkloqrux" if at == 0 else "ahkoqux") and not (before and before in "sz")
            code = "4" if hard else "8"
        else:
            code = _SOUNDS.get(letter, "")
        codes.append(code)
    joined = "".join(codes)
    single = "".join(code for at, code in enumerate(joined) if at == 0 or joined[at - 1] != code)
    return single[:1] + single[1:].replace("0", "")


class Lexicon:
    """Folded words with how often they occur and how they are written: ``{"fuer": ("für", 812)}``.

    Corrections are those with one letter wrong, left out, doubled or swapped, else those that sound alike. The
    commonest wins. All words of about the same length are compared: a tenth of a millisecond in RapidFuzz.
    """

    def __init__(self, words: Mapping[str, tuple[str, int]]) -> None:
        self.words = dict(words)
        self._by_length: dict[int, list[str]] = {}
        self._by_sound: dict[str, list[str]] = {}
        for word, (_, count) in self.words.items():
            if len(word) >= SHORTEST and word.isalpha() and count > 1:
                self._by_length.setdefault(len(word), []).append(word)
                self._by_sound.setdefault(sound(word), []).append(word)
        self._long = [word for word, (_, count) in self.words.items() if count > 1 and len(word) >= SURE - 1]
        self.splitter = Splitter(word for word, (_, count) in self.words.items() if count > 1)
        self.meant = lru_cache(REMEMBERED)(self._meant)

    @classmethod
    def of(cls, texts: Iterable[str]) -> Lexicon:
        """The words of ``texts``, each in its commonest spelling in small letters."""
        written: dict[str, Counter[str]] = {}
        for text in texts:
            for surface in text.lower().split():
                for word in fold(surface).split():
                    bare = surface.strip(".,;:!?()„“\"'–-…")
                    written.setdefault(word, Counter())[bare if fold(bare) == word else word] += 1
        return cls({word: (found.most_common(1)[0][0], found.total()) for word, found in written.items()})

    def spelling(self, word: str) -> str:
        """How a folded word is written; the word itself when it is not known."""
        return self.words[word][0] if word in self.words else word

    def _meant(self, word: str) -> str:
        """The known word that a folded one is or is meant to be; the word itself when there is none."""
        if len(word) < SHORTEST or not word.isalpha():
            return word
        count = self.words.get(word, ("", 0))[1]
        if count > 1 or self.splitter.parts(word):
            return word
        least = COMMON if count else 1
        candidates = {
            candidate: self.words[candidate][1]
            for candidate in self._candidates(word)
            if self.words[candidate][1] >= least
        }
        return max(sorted(candidates), key=candidates.__getitem__, default=word)

    def _candidates(self, word: str) -> Iterator[str]:
        near = [
            each
            for length in range(len(word) - 1, len(word) + 2)
            for each, *_ in process.extract(
                word, self._by_length.get(length, ()), scorer=OSA.distance, score_cutoff=1, limit=None
            )
        ]
        yield from near
        if near or word in self.words:
            return
        allowed = 3 if len(word) >= LONG else 2
        alike = self._by_sound.get(sound(word), ())
        yield from (each for each in alike if OSA.distance(word, each, score_cutoff=allowed) <= allowed)
        if len(word) >= SURE:
            found = process.extract(word, self._long, scorer=OSA.distance, score_cutoff=2, limit=5)
            yield from (each for each, *_ in found)
