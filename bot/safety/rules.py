"""Reads ``rules.toml`` and turns its patterns into lists of features."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_ORDERED_GAP = 3
_BAG_WINDOW = 9


class RulesError(ValueError):
    """The rules file contradicts itself; the message names the rule."""


@dataclass(frozen=True)
class Pattern:
    """A sequence of features with the widest gap before each, or a bag of features within ``window`` words."""

    features: tuple[int, ...]
    gaps: tuple[int, ...]
    window: int  # 0 for a sequence
    needed: frozenset[int]


@dataclass(frozen=True)
class Rule:
    """What a match of any of ``patterns`` means, which softeners may lower it, whether it counts only where
    the message is these words ``alone``, and whether it is ``sure``, for no classifier to lower."""

    id: str
    level: str
    category: str
    speaker: str
    softeners: tuple[str, ...]
    patterns: tuple[Pattern, ...]
    alone: bool
    sure: bool


@dataclass(frozen=True)
class Kind:
    """A finding of a category in ``of`` is more exactly ``category`` where any of ``patterns`` matches the
    message, or, where they are ``missed``, none. What is ``guessed`` counts only where the classifier found it,
    what is a ``worry`` only where there is no danger.
    """

    of: tuple[str, ...]
    category: str
    patterns: tuple[Pattern, ...]
    missed: bool = False
    guessed: bool = False
    worry: bool = False


@dataclass(frozen=True)
class Softener:
    """Lowers a match to ``level`` when one of ``patterns`` stands in the same ``scope`` (sentence or message)."""

    name: str
    level: str
    category: str
    scope: str
    patterns: tuple[Pattern, ...]


@dataclass(frozen=True)
class Negation:
    """Atoms: the negating words, the words that begin another clause, the words that take a negation back."""

    word: int
    clause: int
    limited: int


@dataclass(frozen=True)
class RuleBook:
    """Everything that the gate needs.

    A pattern's features index ``elements``; an element is met by a word that carries any of its atoms, and
    ``entries`` maps a word of the file to its atoms. An atom is a group or a single word.
    """

    rules: tuple[Rule, ...]
    softeners: dict[str, Softener]
    kinds: tuple[Kind, ...]
    idioms: tuple[Pattern, ...]
    professional: tuple[Pattern, ...]
    grown: tuple[Pattern, ...]
    called: tuple[Pattern, ...]
    child: tuple[Pattern, ...]
    himself: tuple[Pattern, ...]
    passed_on: tuple[Pattern, ...]
    negation: Negation
    elements: tuple[frozenset[int], ...]
    entries: dict[str, set[int]]
    fillers: tuple[str, ...]


class _Compiler:
    """Numbers the atoms (groups and single words) and the elements (alternatives of atoms) of the patterns."""

    def __init__(self, groups: dict[str, str]) -> None:
        self._groups = {name: tuple(words.split()) for name, words in groups.items()}
        self._atoms: dict[str, int] = {}
        self._numbers: dict[frozenset[int], int] = {}
        self.entries: dict[str, set[int]] = {}

    @property
    def elements(self) -> tuple[frozenset[int], ...]:
        return tuple(self._numbers)

    def atom(self, part: str) -> int:
        """Number of ``part``, a ``<group>`` or a word."""
        if part in self._atoms:
            return self._atoms[part]
        if part.startswith("<") and part[1:-1] not in self._groups:
            raise RulesError(f"unknown group {part!r}")
        number = self._atoms[part] = len(self._atoms)
        for word in self._groups[part[1:-1]] if part.startswith("<") else (part,):
            self.entries.setdefault(word, set()).add(number)
        return number

    def feature(self, element: str) -> int:
        """Number of ``element``: atoms separated by '|'."""
        atoms = frozenset(self.atom(part) for part in element.split("|"))
        return self._numbers.setdefault(atoms, len(self._numbers))

    def pattern(self, source: str) -> Pattern:
        """Compile ``source``: elements in order (``+`` next to each other, ``..`` far apart) or ``&`` a bag."""
        parts = source.split()
        bag = parts[:1] == ["&"] or parts[:1] == ["&&"]
        window = 0 if not bag else _BAG_WINDOW if parts[0] == "&" else 2 * _BAG_WINDOW
        features: list[int] = []
        gaps: list[int] = []
        gap = _ORDERED_GAP
        for part in parts[1:] if bag else parts:
            if part in {"+", ".."}:
                gap = 0 if part == "+" else 2 * _ORDERED_GAP + 1
                continue
            features.append(self.feature(part))
            gaps.append(gap)
            gap = _ORDERED_GAP
        if not features:
            raise RulesError(f"empty pattern {source!r}")
        return Pattern(tuple(features), tuple(gaps), window, frozenset(features))

    def patterns(self, sources: list[str]) -> tuple[Pattern, ...]:
        return tuple(self.pattern(source) for source in sources)


def read(path: Path) -> RuleBook:
    """The rule book in ``path``; raises :class:`RulesError` for an unknown group, softener or a doubled id."""
    with path.open("rb") as file:
        data: dict[str, Any] = tomllib.load(file)
    compiler = _Compiler(data["groups"])
    softeners = {
        name: Softener(name, entry["level"], entry.get("category", ""), entry.get("scope", "sentence"),
                       compiler.patterns(entry["patterns"]))
        for name, entry in data["softener"].items()
    }  # fmt: skip
    rules: dict[str, Rule] = {}
    for entry in data["rule"]:
        rule = Rule(entry["id"], entry["level"], entry["category"], entry.get("speaker", "unknown"),
                    tuple(entry.get("softeners", ())), compiler.patterns(entry["patterns"]),
                    entry.get("alone", False), entry.get("sure", False))  # fmt: skip
        missing = set(rule.softeners) - set(softeners) - {"negated"}
        if rule.id in rules or missing:
            raise RulesError(f"rule {rule.id!r}: doubled id or unknown softeners {sorted(missing)}")
        rules[rule.id] = rule
    return RuleBook(
        rules=tuple(rules.values()),
        softeners=softeners,
        kinds=tuple(
            Kind(tuple(kind["of"]), kind["category"], compiler.patterns(kind["patterns"]),
                 kind.get("missed", False), kind.get("guessed", False), kind.get("worry", False))
            for kind in data.get("kind", ())
        ),
        idioms=compiler.patterns(data["idioms"]["patterns"]),
        professional=compiler.patterns(data["speaker"]["professional"]),
        grown=compiler.patterns(data["speaker"]["grown"]),
        called=compiler.patterns(data["speaker"]["called"]),
        child=compiler.patterns(data["speaker"]["child"]),
        himself=compiler.patterns(data["speaker"]["himself"]),
        passed_on=compiler.patterns(data["speaker"]["passed_on"]),
        negation=Negation(compiler.atom("<nein>"), compiler.atom("<bindewort>"), compiler.atom("<nurso>")),
        elements=compiler.elements,
        entries=compiler.entries,
        fillers=tuple(data["words"]["fillers"].split()),
    )
