"""Which features (word groups of the rules) a word carries, also misspelt or run together with its neighbours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.safety.normalise import normalise
from bot.safety.words import sound_keys

Features = frozenset[int]
_NONE: Features = frozenset()
_SHORTEST_FUZZY = 3
_LONGEST_FUZZY = 20
_LONGEST_PIECE = 18
_SHORTEST_JOINED = 5
_LONG_JOINED = 12
_UNKNOWN_LETTER = 10
_NEVER = 10**9


def fold_entry(entry: str) -> tuple[str, str]:
    """Folded form and key of one entry of the rules file (one word, stars already taken off)."""
    form = normalise(entry).text.strip()
    (key,) = sound_keys([form])
    return form, form if key == form else key  # most are written as they sound: kept once


def shortened(key: str) -> list[str]:
    """``key`` with one letter left out, each position once."""
    return [key[:i] + key[i + 1 :] for i in range(len(key))]


def one_typo_apart(one: str, other: str) -> bool:
    """Whether a swap of neighbours, a wrong, a missing or an extra letter leads from ``one`` to ``other``."""
    if one == other:
        return True
    if abs(len(one) - len(other)) > 1:
        return False
    at = 0
    while at < min(len(one), len(other)) and one[at] == other[at]:
        at += 1
    a, b = one[at:], other[at:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])


def sizes_by_head(pieces: Iterable[str]) -> dict[str, list[int]]:
    """First two letters of a piece -> sizes of the pieces that begin so, rising."""
    sizes: dict[str, set[int]] = {}
    for piece in pieces:
        sizes.setdefault(piece[:2], set()).add(len(piece))
    return {head: sorted(found) for head, found in sizes.items()}


class Lexicon:
    """Built once from ``entries`` (word, ``stem*`` or ``*ending`` -> features).

    ``ordinary`` words are never taken for a misspelt entry, nor are ``fillers``; these and the ``vocabulary`` help
    to cut run-together text.
    """

    def __init__(
        self, entries: Mapping[str, Iterable[int]], ordinary: Iterable[str], fillers: Iterable[str],
        vocabulary: Iterable[str] = (),
    ) -> None:  # fmt: skip
        self._exact: dict[str, Features] = {}
        self._stems: dict[str, Features] = {}
        self._endings: dict[str, Features] = {}
        forms: set[str] = set()
        for entry, features in entries.items():
            form, key = fold_entry(entry.strip("*"))
            table = self._stems if entry.endswith("*") else self._endings if entry.startswith("*") else self._exact
            table[key] = table.get(key, _NONE) | frozenset(features)
            if not entry.startswith("*"):
                forms.add(form)
        filler_entries = [fold_entry(word) for word in fillers]
        ordinary_entries = [fold_entry(word) for word in ordinary] + filler_entries
        self._ordinary = {key for _, key in ordinary_entries}
        said = [fold_entry(word) for word in vocabulary]
        common = {form for form, _ in filler_entries} | {form for form, _ in said}
        pieces = {form for form in forms | common if len(form) <= _LONGEST_PIECE}
        known = forms | common | {form for form, _ in ordinary_entries}
        self._forms = {form: form in pieces for form in known}
        """Known words, and whether run-together text may be cut into them."""
        self._piece_sizes = sizes_by_head(pieces)
        self._stem_sizes = sizes_by_head(self._stems)
        self._ending_sizes = sizes_by_head(ending[::-1] for ending in self._endings)
        self._near: dict[str, str] = {}  # entries with a blank between them: most are alone and kept once
        for key in self._exact:
            if key.isascii() and len(key) >= _SHORTEST_FUZZY:
                for short in {key, *shortened(key)}:
                    self._near[short] = f"{self._near[short]} {key}" if short in self._near else key
        self._ordinary |= {key for _, key in said if not self.features(key)}  # so that it is found out only once

    def features(self, key: str) -> Features:
        """Features of the word of ``key``: by itself, its stem or ending, else of entries one typo away."""
        found = self._exact.get(key, _NONE)
        for size in self._stem_sizes.get(key[:2], ()):
            if features := self._stems.get(key[:size]):
                found |= features
        for size in self._ending_sizes.get(key[:-3:-1], ()):
            if features := self._endings.get(key[-size:]):
                found |= features
        if found or key in self._ordinary or not _SHORTEST_FUZZY <= len(key) <= _LONGEST_FUZZY or key.isdigit():
            return found
        return self._misspelt(key)

    def _misspelt(self, key: str) -> Features:
        found = _NONE
        for short in [key, *shortened(key)]:
            for candidate in self._near.get(short, "").split():
                if one_typo_apart(key, candidate):
                    found |= self._exact[candidate]
        return found

    def split(self, form: str) -> list[tuple[int, int]]:
        """Spans of the known words that ``form`` is run together from, or nothing when it is not.

        Cheapest cut: an unknown letter costs ten, a word one, so few long known words win.
        """
        size = len(form)
        if size < _SHORTEST_JOINED or form in self._forms:
            return []
        allowed = 0 if size < _LONG_JOINED else size // 5
        first = self._piece_sizes.get(form[:2], ())
        if not allowed and not any(self._forms.get(form[:length]) for length in first):
            return []
        cost = [0] + [_NEVER] * size
        came_from = list(range(-1, size))
        begins = [-1] * (size + 1)  # where the piece that ends here begins; -1 for an unknown letter
        for at in range(size):
            here = cost[at]
            if here >= _NEVER:
                continue
            if here < _UNKNOWN_LETTER * allowed and here + _UNKNOWN_LETTER < cost[at + 1]:
                cost[at + 1], came_from[at + 1], begins[at + 1] = here + _UNKNOWN_LETTER, at, -1
            shared = at > 1 and form[at - 1] == form[at - 2]  # "kann nicht" lost one of its three n
            for begin in (at, at - 1) if shared else (at,):
                for length in self._piece_sizes.get(form[begin : begin + 2], ()):
                    price = here + (1 if length > 2 else 3)
                    end = begin + length
                    if at < end <= size and price < cost[end] and self._forms.get(form[begin:end]):
                        cost[end], came_from[end], begins[end] = price, at, begin
        spans: list[tuple[int, int]] = []
        end = size if cost[size] < _NEVER else 0
        while end:
            if begins[end] >= 0:
                spans.append((begins[end], end))
            end = came_from[end]
        return spans[::-1] if len(spans) > 1 else []
