"""Which names words mean: inflected, misspelt, at the end of a compound, run together with a known word."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

SURE_LENGTH = 9
"""Letters from which on as many as :data:`MOST_WRONG` may be wrong; one in shorter words."""
MOST_WRONG = 2
_INFLECTIONS = (
    "s", "es", "er", "ers", "ern", "erin", "en", "n", "e", "em",
    "in", "innen", "erinnen", "r", "rin", "rinnen",
    "isch", "ische", "ischen", "ischer", "isches", "ischem", "weit",
)  # fmt: skip
PLACES = ("city", "town", "place")
_OWN_PLACES = ("city", "town")
"""Entities that are recognised inflected even where the word stands in training: "Herner", "Dinslakener"."""
_NO_COMMON_WORD = (*PLACES, "person")
"""Entities that no word which many people write is taken for."""
REMEMBERED = 20_000
HEAD_LENGTH = 6
"""Letters of a role's name from which on a compound that ends in it is the same role ("Handballtrainerin")."""
LEAST_BEFORE_HEAD = 3
BESIDE = {6: 4, 4: 5}
"""Letters from which on a word of a name may be misspelt, by the letters of another that is written exactly:
"Ingeborg Saam", "Frau Poter", but not "Jan Peter"."""
LEAST_OF_BOTH = 5
"""Letters of each word of a person's name from which on both may be misspelt after their first letter."""
LEAST_BEGUN = 6
"""Letters of a place that but lacks its end: "Refrat", no "Hern"."""
LONG_BESIDE = 6
"""Letters of a word of a name, written exactly, beside which a common word may be another: "Meier Deters"."""
MOST_PARTS, LEAST_JOINED = 3, 8
"""A compound may be written in so many words, of so many letters together ("Familien Büro")."""
_LEAST_OF_PART = {"role": 3, "office": 5, "event": 5}
"""Letters of each part of a name of which the parts are known as well: "Tages Mutter", not "erst Beratung"."""
_SAME_SOUND = str.maketrans("vcy", "fki")
"""First letters that sound like another ("Foerde" for Voerde)."""
_SAME_SOUND_WITHIN = str.maketrans("dvcy", "tfki")
_DOUBLED = re.compile(r"(.)\1")
LEAST_SOUNDED = 7
"""Letters of a word from which on it is known by its sound."""


@dataclass(frozen=True)
class Name:
    """One way to write one thing: folded words, and what they stand for."""

    words: tuple[str, ...]
    entity: str
    value: str


class NameIndex:
    """Names to be found again. ``fuzzy`` says of which entities a word may be misspelt, and from how many letters
    on (``town`` also for other names of a city than its own: its districts and towns), unless it is one of the
    ``ordinary`` words, for a place or person also of the ``common`` ones; ``inflected`` entities may carry a
    German ending, ``heads`` may end a compound.
    """

    def __init__(
        self, names: Iterable[Name], ordinary: Iterable[str], common: Iterable[str] = (), *,
        fuzzy: Mapping[str, int], inflected: Collection[str], heads: Collection[str],
    ) -> None:  # fmt: skip
        self.names = tuple(names)
        self.ordinary = frozenset(ordinary)
        self._common = frozenset(common)
        self._longest = max((len(name.words) for name in self.names), default=0)
        self._least_letters, self._inflected, self._heads = fuzzy, inflected, heads
        self._by_words: dict[tuple[str, ...], list[Name]] = {}
        self._fuzzy: dict[tuple[int, str, int], list[Name]] = {}
        self._lengths: dict[str, set[int]] = {}
        self._begun = frozenset(name.words[:-1] for name in self.names)
        for name in self.names:
            self._by_words.setdefault(name.words, []).append(name)
            self._lengths.setdefault(name.words[0], set()).add(len(name.words))
            several = len(name.words) > 1
            if name.entity in fuzzy and (several or self._can_be_misspelt(name.words[0], name)):
                for letters in range(len(name.words[0]) - MOST_WRONG, len(name.words[0]) + MOST_WRONG + 1):
                    self._fuzzy.setdefault(_beginning(name.words[0], len(name.words), letters), []).append(name)
        singles = {name.words[0] for name in self.names if name.entity in _LEAST_OF_PART and len(name.words) == 1}
        self._compounds = sorted(word for word in singles if len(word) >= LEAST_JOINED)
        self._cities = tuple(name for name in self.names if name.entity == "city" and name.words == (name.value,))
        self.match = lru_cache(REMEMBERED)(self._matching)
        self.lengths = lru_cache(REMEMBERED)(self._lengths_from)
        self._like = lru_cache(REMEMBERED)(self._names_like)

    def exactly(self, words: tuple[str, ...]) -> Sequence[Name]:
        """What is written just so."""
        return self._by_words.get(words, ())

    def _lengths_from(self, word: str) -> tuple[int, ...]:
        """Of how many words a name may be that begins with ``word``, most first; one word may always be one."""
        several = [length for length in range(self._longest, 1, -1) if self._can_start(word, length)]
        return (*several, 1)

    def _can_start(self, word: str, length: int) -> bool:
        """Whether a name of ``length`` words may begin with ``word``, misspelt perhaps; no ordinary word is."""
        if length in self._lengths.get(word, ()) or word.isdigit() or self._begins_compound(word, length):
            return True
        return word not in self.ordinary and _beginning(word, length) in self._fuzzy

    def _begins_compound(self, word: str, length: int) -> bool:
        if length > MOST_PARTS or len(word) < min(_LEAST_OF_PART.values()):
            return False
        at = bisect_left(self._compounds, word)
        return at < len(self._compounds) and self._compounds[at].startswith(word)

    def _written_apart(self, words: tuple[str, ...]) -> list[Name]:
        """Names whose single compound ``words`` are the parts of."""
        if not 1 < len(words) <= MOST_PARTS:
            return []
        joined, shortest = "".join(words), min(map(len, words))
        names = self._by_words.get((joined,), ()) if len(joined) >= LEAST_JOINED else ()
        return [name for name in names if shortest >= _LEAST_OF_PART.get(name.entity, len(joined))]

    def _matching(self, words: tuple[str, ...]) -> list[Name]:
        """The names that folded ``words`` mean together."""
        if names := self._by_words.get(words) or self._written_apart(words):
            return names
        if len(words) > 1 and all(word.isdigit() for word in words):
            return self._by_words.get(("".join(words),), [])
        *head, last = words
        for ending in _INFLECTIONS if last.endswith(_INFLECTIONS) and tuple(head) in self._begun else ():
            if last.endswith(ending) and len(last) - len(ending) >= 4:
                names = self._by_words.get((*head, last[: -len(ending)]), [])
                if inflected := [name for name in names if name.entity in self._inflected]:
                    own = any(name.entity in _OWN_PLACES for name in inflected)
                    return [] if not own and not head and last in self.ordinary else inflected
        return self._nearest(words) or self._by_head(words) or self._run_together(words)

    def _by_head(self, words: tuple[str, ...]) -> list[Name]:
        """Names that a single compound ends in; the longest, inflected or not."""
        if len(words) > 1 or self._by_words.get(words):
            return []
        for start in range(LEAST_BEFORE_HEAD, len(words[0]) - HEAD_LENGTH + 1):
            for ending in ("", *_INFLECTIONS):
                head = words[0][start:].removesuffix(ending)
                if len(head) >= HEAD_LENGTH and words[0].endswith(ending):
                    names = [n for n in self._by_words.get((head,), ()) if n.entity in self._heads]
                    if names:
                        return names
        return []

    def _run_together(self, words: tuple[str, ...]) -> list[Name]:
        """Cities whose own name stands at one end of a single word, with a known word before or after it."""
        if len(words) > 1 or words[0] in self.ordinary:
            return []
        found = []
        for name in self._cities:
            before, city, after = words[0].partition(name.value)
            if city and bool(before) != bool(after) and self._is_known(before + after):
                found.append(name)
        return found

    def _is_known(self, word: str) -> bool:
        return word in self.ordinary or (word,) in self._by_words

    def _nearest(self, words: tuple[str, ...]) -> list[Name]:
        """Names of as many words, each the same or a likely misspelling; only the nearest."""
        if all(word in self.ordinary for word in words):
            return []
        letters = len(words[-1])
        as_long = [
            name
            for name in self._like(words[0], len(words))
            if abs(len(name.words[-1]) - letters) <= MOST_WRONG
        ]
        scored = [(distance, name) for name in as_long if (distance := self._distance(words, name)) is not None]
        best = min((distance for distance, _ in scored), default=0)
        return [name for distance, name in scored if distance == best]

    def _names_like(self, word: str, length: int) -> tuple[Name, ...]:
        """Names of ``length`` words, the first of which ``word`` is, misspelt perhaps."""
        possible = self._fuzzy.get(_beginning(word, length), ())
        return tuple(name for name in possible if _slips(word, name.words[0]) is not None)

    def _distance(self, words: tuple[str, ...], name: Name) -> int | None:
        """Letters in which ``words`` differ from ``name``; None when it is more than a slip of the pen."""
        total = 0
        for written, meant in zip(words, name.words, strict=True):
            if written == meant:
                continue
            if written in self.ordinary:
                return None
            beside = any(word in words and len(word) >= LONG_BESIDE for word in name.words)
            if name.entity in _NO_COMMON_WORD and written in self._common and not beside:
                return None
            if not self._can_stand_for(written, meant, words, name):
                return None
            if (slips := _slips(written, meant)) is None:
                return None
            total += slips
        return total

    def _can_stand_for(self, written: str, meant: str, words: tuple[str, ...], name: Name) -> bool:
        """Whether ``written``, one of ``words``, is long enough to be ``meant``, a word of ``name``."""
        if self._can_be_misspelt(meant, name):
            if self._can_be_misspelt(written, name):
                return True
            # a shorter word where it begins and ends as the place does ("Hrne", no "Erne") or but lacks its end
            lacks_its_end = len(written) >= LEAST_BEGUN and meant.startswith(written)
            alike = lacks_its_end or written[0] + written[-1] == meant[0] + meant[-1]
            if name.entity in PLACES and len(written) < len(meant) and alike:
                return True
        if name.entity == "person" and len(words) > 1 and min(map(len, (*words, *name.words))) >= LEAST_OF_BOTH:
            return written[0] == meant[0]
        beside = max((len(word) for word in name.words if word in words), default=0)
        least = next((letters for length, letters in BESIDE.items() if beside >= length), None)
        return least is not None and min(len(written), len(meant)) >= least

    def _can_be_misspelt(self, word: str, name: Name) -> bool:
        own = name.entity != "city" or "-".join(name.words) == name.value
        kind = name.entity if own else "town"
        return word.isalpha() and len(word) >= self._least_letters[kind]


def _slips(written: str, meant: str) -> int | None:
    """Letters in which two words differ; None when that is more than a slip of the pen."""
    if len(meant) >= LEAST_SOUNDED and _sound(written) == _sound(meant):
        return 1
    allowed = 1 if len(meant) < SURE_LENGTH else MOST_WRONG
    distance = DamerauLevenshtein.distance(written, meant, score_cutoff=allowed)
    return None if distance > allowed else distance


def _sound(word: str) -> str:
    """``word`` with what sounds alike written alike ("Glattbach", "Odenntal")."""
    return _DOUBLED.sub(r"\1", word.replace("th", "t").translate(_SAME_SOUND_WITHIN))


def _beginning(word: str, words: int, letters: int | None = None) -> tuple[int, str, int]:
    """Where a name of so many ``words`` that begins with ``word``, of so many ``letters``, is looked for."""
    return words, word[0].translate(_SAME_SOUND), len(word) if letters is None else letters
