"""Finds patterns on the words of one message; each search costs one walk over the places of its features."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.safety.lexicon import Features
from bot.safety.rules import Pattern
from bot.safety.words import Word

_MATCHES_PER_PATTERN = 24


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


class Sheet:
    """The words of one message and, for every feature, where it occurs."""

    def __init__(self, words: list[Word], features: list[Features]) -> None:
        self._words = words
        self._features = features
        self._where: dict[int, list[int]] = {}
        self._places = [word.place for word in words]
        for index, found in enumerate(features):
            for feature in found:
                self._where.setdefault(feature, []).append(index)

    def mask(self, pattern: Pattern) -> None:
        """Take the features off every word that ``pattern`` matches, so that no rule sees them."""
        for match in list(self.matches(pattern)):
            for index in match.words:
                for feature in self._features[index]:
                    if index in self._where.get(feature, ()):
                        self._where[feature].remove(index)
                        if not self._where[feature]:
                            del self._where[feature]
                self._features[index] = frozenset()

    def first(self, pattern: Pattern) -> Match | None:
        """First match of ``pattern`` or ``None``."""
        return next(self.matches(pattern), None)

    def matches_of(self, patterns: Iterable[Pattern]) -> Iterator[Match]:
        """Matches of all ``patterns``, lazily."""
        for pattern in patterns:
            if pattern.needed <= self._where.keys():
                yield from self.matches(pattern)

    def matches(self, pattern: Pattern) -> Iterator[Match]:
        """Matches of ``pattern``: at most a fixed number, so that a flood of words cannot slow the gate down."""
        if not pattern.needed <= self._where.keys():
            return
        walk = self._bags(pattern) if pattern.window else self._sequences(pattern)
        for _, match in zip(range(_MATCHES_PER_PATTERN), walk, strict=False):
            yield match

    def _sequences(self, pattern: Pattern) -> Iterator[Match]:
        """Ordered matches: per stage the chains that end at each occurrence; the nearest predecessor is enough."""
        chains: list[tuple[int, ...]] = [(index,) for index in self._where[pattern.features[0]]]
        for feature, gap in zip(pattern.features[1:], pattern.gaps[1:], strict=True):
            longer: list[tuple[int, ...]] = []
            before = 0
            for index in self._where[feature]:
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
        rarest, *others = sorted(pattern.features, key=lambda feature: len(self._where[feature]))
        for anchor in self._where[rarest]:
            used = [anchor]
            for feature in others:
                nearest = self._nearest(feature, anchor, used, pattern.window)
                if nearest is None:
                    break
                used.append(nearest)
            else:
                yield Match(tuple(sorted(used)))

    def _nearest(self, feature: int, anchor: int, used: list[int], window: int) -> int | None:
        where = self._where[feature]
        at = bisect_left(where, anchor)
        reach = len(used) + 1
        near = [index for index in where[max(0, at - reach) : at + reach] if index not in used]
        centre = self._places[anchor]
        near = [index for index in near if abs(self._places[index] - centre) < window]
        return min(near, key=lambda index: abs(self._places[index] - centre), default=None)

    def negated(self, match: Match, negation: int) -> bool:
        """Whether a negation stands inside ``match`` or right next to it without being part of it."""
        inside = range(max(0, match.first - 1), min(len(self._words), match.last + 2))
        return any(
            negation in self._features[index] and index not in match.words
            and self._words[index].sentence in self.sentences_of(match)
            for index in inside
        )  # fmt: skip

    def sentences_of(self, match: Match) -> frozenset[int]:
        """Numbers of the sentences that ``match`` touches."""
        return frozenset(self._words[index].sentence for index in match.words)
