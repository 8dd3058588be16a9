"""Finds patterns on the words of one message; each search costs one walk over the places of its features."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from bot.safety.lexicon import Features
from bot.safety.rules import Negation, Pattern
from bot.safety.words import Word

_MATCHES_PER_PATTERN = 64
_NONE: Features = frozenset()


@dataclass(frozen=True, slots=True)
class Match:
    """Indices of the words that matched, lowest first."""

    words: tuple[int, ...]

    @property
    def first(self) -> int:
        return self.words[0]

    @property
    def last(self) -> int:
        return self.words[-1]


class Elements:
    """The elements of all patterns, and for each atom the elements that it meets."""

    def __init__(self, atoms: tuple[frozenset[int], ...]) -> None:
        self.atoms = atoms
        self.met_by: dict[int, set[int]] = {}
        for element, members in enumerate(atoms):
            for atom in members:
                self.met_by.setdefault(atom, set()).add(element)


class Sheet:
    """The words of one message with their atoms; tells where each element of a pattern occurs."""

    def __init__(self, elements: Elements, words: list[Word], atoms: list[Features]) -> None:
        self._elements = elements
        self._words = words
        self._atoms = atoms
        self._places = [word.place for word in words]
        self._sentences: dict[str, frozenset[int]] = {}
        self._where: dict[int, list[int]] = {}
        self._by_atom: defaultdict[int, list[int]] = defaultdict(list)
        self._masked: set[int] = set()
        self._said = {word.key for word in words} - {"?"}
        for index, of_word in enumerate(atoms):
            for atom in of_word:
                self._by_atom[atom].append(index)
        self._present = self._met()

    def seen(self) -> list[Word]:
        """The words that :meth:`mask` left."""
        return [word for index, word in enumerate(self._words) if index not in self._masked]

    def one_word(self) -> bool:
        """Whether the message is one word, said once or again and again."""
        return len(self._said) == 1

    def is_all(self, match: Match) -> bool:
        """Whether the message is the words of ``match``, said once or again and again."""
        return self._said == {self._words[index].key for index in match.words}

    def _met(self) -> set[int]:
        """The elements that any word meets."""
        said = (atom for atom, where in self._by_atom.items() if where)
        return set().union(*(self._elements.met_by.get(atom, ()) for atom in said))

    def mask(self, patterns: Iterable[Pattern]) -> None:
        """Take the atoms off every word that any of ``patterns`` matches in one sentence: no rule sees them."""
        whole = (match for match in self.matches_of(patterns) if len(self.sentences_of(match)) == 1)
        found = {index for match in whole for index in match.words}
        for atom in _NONE.union(*(self._atoms[index] for index in found)):
            self._by_atom[atom] = [index for index in self._by_atom[atom] if index not in found]
        for index in found:
            self._atoms[index] = _NONE
        self._masked |= found
        if found:
            self._where.clear()
            self._present = self._met()

    def _occurrences(self, feature: int) -> list[int]:
        """Indices of the words that meet element ``feature``, rising; computed once per message."""
        found = self._where.get(feature)
        if found is None:
            lists = [self._by_atom[atom] for atom in self._elements.atoms[feature] if atom in self._by_atom]
            found = lists[0] if len(lists) == 1 else sorted(set().union(*lists))
            self._where[feature] = found
        return found

    def sentences_with(self, name: str, patterns: Iterable[Pattern]) -> frozenset[int]:
        """Numbers of the sentences in which any of ``patterns`` matches; remembered under ``name``."""
        if name not in self._sentences:
            found = [self.sentences_of(match) for match in self.matches_of(patterns)]
            self._sentences[name] = frozenset().union(*found)
        return self._sentences[name]

    def matches_of(self, patterns: Iterable[Pattern]) -> Iterator[Match]:
        """Matches of all ``patterns``, lazily."""
        for pattern in patterns:
            if pattern.needed <= self._present:
                yield from self.matches(pattern)

    def matches(self, pattern: Pattern) -> Iterator[Match]:
        """Matches of ``pattern``: at most a fixed number, so that a flood of words cannot slow the gate down."""
        if not pattern.needed <= self._present:
            return
        walk = self._bags(pattern) if pattern.window else self._sequences(pattern)
        yield from islice(walk, _MATCHES_PER_PATTERN)

    def first(self, pattern: Pattern) -> Match | None:
        """First match of ``pattern`` or ``None``."""
        return next(self.matches(pattern), None)

    def _sequences(self, pattern: Pattern) -> Iterator[Match]:
        """Ordered matches: per stage the chains that end at each occurrence; the nearest predecessor is enough."""
        chains: list[tuple[int, ...]] = [(index,) for index in self._occurrences(pattern.features[0])]
        for feature, gap in zip(pattern.features[1:], pattern.gaps[1:], strict=True):
            longer: list[tuple[int, ...]] = []
            before = 0
            for index in self._occurrences(feature):
                while before < len(chains) and chains[before][-1] < index:
                    before += 1
                if before and self._places[index] - self._places[chains[before - 1][-1]] - 1 <= gap:
                    longer.append((*chains[before - 1], index))
            if not longer:
                return
            chains = longer
        yield from map(Match, chains)

    def _bags(self, pattern: Pattern) -> Iterator[Match]:
        """Unordered matches around each occurrence of the rarest feature, every word used once."""
        rarest, *others = sorted(pattern.features, key=lambda feature: len(self._occurrences(feature)))
        for anchor in self._occurrences(rarest):
            used = [anchor]
            for feature in others:
                nearest = self._nearest(feature, anchor, used, pattern.window)
                if nearest is None:
                    break
                used.append(nearest)
            else:
                yield Match(tuple(sorted(used)))

    def _nearest(self, feature: int, anchor: int, used: list[int], window: int) -> int | None:
        where = self._occurrences(feature)
        at = bisect_left(where, anchor)
        reach = len(used) + 1
        near = [index for index in where[max(0, at - reach) : at + reach] if index not in used]
        centre = self._places[anchor]
        near = [index for index in near if abs(self._places[index] - centre) < window]
        return min(near, key=lambda index: abs(self._places[index] - centre), default=None)

    def negated(self, match: Match, negation: Negation) -> bool:
        """Whether a negation that is not part of ``match`` stands in it or right behind it, in the same clause.

        "nicht nur", "nicht so oft" and the like do not negate.
        """
        sentences = self.sentences_of(match)
        for index in range(match.first + 1, min(len(self._words), match.last + 2)):
            if negation.word not in self._atoms[index] or index in match.words:
                continue
            limited = index + 1 < len(self._words) and negation.limited in self._atoms[index + 1]
            clauses = any(negation.clause in self._atoms[i] for i in range(match.first + 1, match.last))
            if not limited and not clauses and self._words[index].sentence in sentences:
                return True
        return False

    def sentences_of(self, match: Match) -> frozenset[int]:
        """Numbers of the sentences that ``match`` touches."""
        return frozenset(self._words[index].sentence for index in match.words)
