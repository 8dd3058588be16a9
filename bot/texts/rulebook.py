"""What no text may say, as data: the files of ``bot/texts/rules``, one a kind of mistake."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.texts.readability import sentences

FOLDER = Path(__file__).with_name("rules")
_NEGATION = re.compile(
    r"\b(?:nicht|kein\w*|nie|niemals|nichts|niemand\w*|ohne|statt|weder|verboten|strafbar|vermeiden)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Pattern:
    """A regular expression, and a sentence that it must find."""

    match: re.Pattern[str]
    bad: str


@dataclass(frozen=True)
class Exemption:
    """Words that are allowed in the entries ``where``."""

    phrase: str
    where: tuple[str, ...]


@dataclass(frozen=True)
class Rule:
    """A kind of mistake. ``negatable``: harmless in a sentence with a negation. ``skip``: fields it is not for."""

    name: str
    title: str
    scope: str
    negatable: bool
    skip: tuple[str, ...]
    patterns: tuple[Pattern, ...]
    exceptions: tuple[Exemption, ...]

    def found_in(self, text: str, entry: str = "") -> Iterator[str]:
        """What ``text`` of an entry says against this rule, outside the exceptions."""
        for allowed in self.exceptions:
            if entry in allowed.where:
                # a mark, so that what stands left and right of it does not come together
                text = text.replace(allowed.phrase, "…")
        for sentence in sentences(text):
            if self.negatable and _NEGATION.search(sentence):
                continue
            for pattern in self.patterns:
                if match := pattern.match.search(sentence):
                    yield match[0]

    def unused(self, texts: Iterable[tuple[str, str]]) -> list[str]:
        """Exceptions without an occasion among ``texts`` (entry, wording): without them nothing would be found."""
        there = list(texts)
        return [
            allowed.phrase
            for allowed in self.exceptions
            for where in allowed.where
            if not any(
                allowed.phrase in text and any(self.found_in(allowed.phrase))
                for entry, text in there
                if entry == where
            )
        ]


def load(folder: Path = FOLDER) -> list[Rule]:
    """All rules; raises OSError, KeyError or :class:`re.error` for a file that is none."""
    return [_rule(path) for path in sorted(folder.glob("*.toml"))]


def _rule(path: Path) -> Rule:
    written = tomllib.loads(path.read_text(encoding="utf-8"))
    return Rule(
        path.stem,
        written["title"],
        written["scope"],
        written["negatable"],
        tuple(written.get("skip", ())),
        tuple(Pattern(re.compile(p["match"], re.IGNORECASE), p["bad"]) for p in written["pattern"]),
        tuple(Exemption(e["phrase"], tuple(e["where"])) for e in written.get("exception", ()) if e["reason"]),
    )
