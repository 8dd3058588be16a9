"""The words that are known, and what an unknown one is most likely meant to be."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from rapidfuzz.distance import OSA

from bot.nlu.compounds import LINKS, Splitter
from bot.nlu.neighbours import Neighbours
from knowledge.text import fold

SHORTEST = 2
"""Letters from which on a word may be corrected ..."""
ALONE = 4
"""... and from which on without a neighbour that it is often seen with; shorter ones resemble too many others."""
COMMON = 8
"""Occurrences from which on a word is no slip of the pen, and may be what a rare neighbour was meant to be."""
EASY_SLIP, SLIP, HARD_SLIP = 0.8, 1.0, 1.3
"""What a slip costs: two letters swapped, one doubled or the next key hit; a letter left out; any other letter.

Costs and the limits below were chosen on 1,500 training sentences with one typo per eight characters, with the
words of the others: with 0.27 a letter 70 % of the mistyped words come back, and 51 % by distance and frequency
alone. 0.33 was chosen on 842 questions of strangers: more are understood (docs/sprachverstehen.md)."""
LIMIT_PER_LETTER, LIMIT_START = 0.33, 0.2
"""What a word of some letters may cost altogether."""
FEW_WORDS, LIMIT_OF_FEW = 8_000, 0.27
"""Where fewer words than this are known, an unknown one is rather a new one than a slip."""
DEAR = 4.0
"""How many times e rarer a word must be to weigh as much as a slip that costs 1."""
KNOWN_PART = 5
"""Letters from which on one part of a compound, written as it should be, tells that the rest is another ..."""
OTHER_PART = 4
"""... which has at least these."""
SAME_SOUND = 0.6
"""Share of the cost where both words sound alike."""
REMEMBERED = 20_000
NEXT_KEYS = {
    frozenset(pair)
    for row in ("qwertzuiop", "asdfghjkl", "yxcvbnm")
    for pair in pairwise(row)
} | {
    frozenset(pair)
    for above, below in (("qwertzuiop", "asdfghjkl"), ("asdfghjkl", "yxcvbnm"))
    for at, key in enumerate(below)
    for pair in ((key, above[at]), (key, above[at + 1 : at + 2]))
}
"""Neighbours on a German keyboard."""

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
    """Folded words with how often they occur and how they are written: ``{"fuer": ("für", 812)}``, and how often
    one stands right before another.

    An unknown word is taken for the known one that is likeliest by its neighbours and its slips together (the
    noisy channel: Kernighan, Church and Gale 1990; Brill and Moore 2000).
    """

    def __init__(
        self, words: Mapping[str, tuple[str, int]], pairs: Mapping[tuple[str, str], int] | None = None
    ) -> None:
        self.words = dict(words)
        self.pairs = dict(pairs or {})
        self._total = sum(count for _, count in self.words.values())
        self._per_letter = LIMIT_PER_LETTER if len(self.words) >= FEW_WORDS else LIMIT_OF_FEW
        sure = {word: count for word, (_, count) in self.words.items() if count > 1 and _may_be_meant(word)}
        self._neighbours = Neighbours(sure, DEAR)
        self._by_sound: dict[str, list[str]] = defaultdict(list)
        for word in sure:
            self._by_sound[sound(word)].append(word)
        self._foreseen: dict[str, list[str]] = {}
        self.splitter = Splitter(word for word, (_, count) in self.words.items() if count > 1)
        self._candidates = lru_cache(REMEMBERED)(self._candidates_of)
        self._compound = lru_cache(REMEMBERED)(self._compound_of)

    @classmethod
    def of(cls, texts: Iterable[str]) -> Lexicon:
        """The words of ``texts``, each in its commonest spelling in small letters."""
        written: dict[str, Counter[str]] = defaultdict(Counter)
        pairs: Counter[tuple[str, str]] = Counter()
        spelt = cache(_spelt)
        for text in texts:
            words: list[str] = []
            for surface in text.lower().split():
                for word, spelling in spelt(surface):
                    written[word][spelling] += 1
                    words.append(word)
            pairs.update(pairwise(words))
        known = {word: (found.most_common(1)[0][0], found.total()) for word, found in written.items()}
        return cls(known, {pair: count for pair, count in pairs.items() if count > 1})

    def foresee(self) -> None:
        """Compare the words that were seen once with the others, which takes less time for all of them together:
        :meth:`sentence` will be asked for the texts that the words are from."""
        by_length: dict[int, list[str]] = defaultdict(list)
        for word in self.words:
            if self._is_doubted(word):
                by_length[len(word)].append(word)
        for words in by_length.values():
            self._foreseen.update(zip(words, self._neighbours.of(words, self._slips(words[0])), strict=True))

    def spelling(self, word: str) -> str:
        """How a folded word is written; the word itself when it is not known."""
        return self.words[word][0] if word in self.words else word

    def sentence(self, words: Sequence[str]) -> list[str]:
        """What each of the folded ``words`` of a sentence is or is meant to be."""
        found: list[str] = []
        for word, after in zip(words, [*words, ""][1:], strict=True):
            found.append(self.meant(word, found[-1] if found else "", after))
        return found

    def meant(self, word: str, before: str = "", after: str = "") -> str:
        """The known word that a folded one is or is meant to be between two others, or a compound with one part
        mended; itself when there is none."""
        if not self._is_doubted(word):
            return word
        best, meant = -math.inf, word
        for candidate, cost in self._candidates(word):
            seen = self.pairs.get((before, candidate), 0), self.pairs.get((candidate, after), 0)
            if len(word) < ALONE and not any(seen):
                continue
            alone = math.log(self._count(candidate) / self._total)
            following = max(alone, math.log(seen[0] / self._count(before))) if seen[0] else alone
            leading = max(alone, math.log(seen[1] / self._count(after))) if seen[1] else alone
            score = (following + leading) / 2 - DEAR * cost
            if score > best:
                best, meant = score, candidate
        return self._compound(word) if meant == word and not self._count(word) else meant

    def _is_doubted(self, word: str) -> bool:
        return _may_be_meant(word) and self._count(word) < 2 and not self.splitter.parts(word)

    def _compound_of(self, word: str) -> str:
        """``word`` with the slips in one part of a compound mended, where its other part is a known word."""
        found: list[tuple[float, str]] = []
        for at in range(OTHER_PART, len(word) - OTHER_PART + 1):
            head, tail = word[:at], word[at:]
            for link in LINKS:
                stem = head.removesuffix(link)
                if head.endswith(link) and len(stem) >= KNOWN_PART and self._count(stem) >= COMMON:
                    found += [(self._rarity(near, cost), head + near) for near, cost in self._candidates(tail)]
            if len(tail) >= KNOWN_PART and self._count(tail) >= COMMON:
                found += [(self._rarity(near, cost), near + tail) for near, cost in self._candidates(head)]
        return min(found, default=(0.0, word))[1]

    def _rarity(self, word: str, cost: float) -> float:
        return DEAR * cost - math.log(self._count(word))

    def _count(self, word: str) -> int:
        return self.words.get(word, ("", 0))[1]

    def _candidates_of(self, word: str) -> tuple[tuple[str, float], ...]:
        """Known words that ``word`` may be meant to be, common ones if it is known itself, and what its slips
        cost then."""
        least = COMMON if self._count(word) else 1
        slips = self._slips(word)
        foreseen = self._foreseen.pop(word, None)
        near = self._neighbours.of([word], slips)[0] if foreseen is None else foreseen
        alike = [each for each in self._by_sound.get(sound(word), ()) if OSA.distance(word, each) <= slips + 1]
        likely = dict.fromkeys([*alike, *near])
        known = (each for each in likely if self._count(each) >= least)
        costs = ((each, slip_cost(word, each) * (SAME_SOUND if each in alike else 1.0)) for each in known)
        return tuple((each, cost) for each, cost in costs if cost <= self._limit(word))

    def _limit(self, word: str) -> float:
        return self._per_letter * len(word) + LIMIT_START

    def _slips(self, word: str) -> int:
        return int(self._limit(word) / EASY_SLIP)


def _may_be_meant(word: str) -> bool:
    return len(word) >= SHORTEST and word.isalpha()


def _spelt(surface: str) -> list[tuple[str, str]]:
    """The folded words in ``surface``, which has no blanks, each with how it is written."""
    bare = surface.strip(".,;:!?()„“\"'–-…")
    return [(word, bare if fold(bare) == word else word) for word in fold(surface).split()]


def slip_cost(written: str, meant: str) -> float:
    """What the slips cost that make ``written`` of ``meant``: a weighted optimal string alignment."""
    before: list[float] = []
    last = [at * SLIP for at in range(len(meant) + 1)]
    for row, letter in enumerate(written, 1):
        doubled = row > 1 and written[row - 2] == letter
        more = EASY_SLIP if doubled else HARD_SLIP
        line = [last[0] + more]
        for column, wanted in enumerate(meant, 1):
            wrong = EASY_SLIP if frozenset((letter, wanted)) in NEXT_KEYS else HARD_SLIP
            cost = min(
                last[column - 1] + (0.0 if letter == wanted else wrong), last[column] + more, line[-1] + SLIP
            )
            if row > 1 and column > 1 and letter == meant[column - 2] and written[row - 2] == wanted:
                cost = min(cost, before[column - 2] + EASY_SLIP)
            line.append(cost)
        before, last = last, line
    return last[-1]
