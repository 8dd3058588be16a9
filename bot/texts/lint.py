"""``python -m bot.texts.lint``: no text breaks a rule, each is short and easy enough for who reads it."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console

from bot.texts import readability, rulebook
from bot.texts.release import WORDING
from bot.texts.sources import CONTENT, FILES, Entry, collect
from knowledge.wording import Wording

LIMITS = Path(__file__).with_suffix(".toml")
ALL, PLAIN = "all", "plain"
_USERS_VOICE = ("buttons", "button", "question", "fine")
"""Fields in which the visitor speaks."""


@dataclass(frozen=True)
class Text:
    """One text and where it stands."""

    source: str
    key: str
    at: str
    wording: str

    @property
    def fields(self) -> list[str]:
        """The names on the way to it."""
        return self.at.split(".")

    @property
    def spoken(self) -> bool:
        """Whether the assistant says it by itself, in its own voice."""
        return not self.source.startswith(CONTENT) and not set(self.fields) & set(_USERS_VOICE)


@dataclass(frozen=True)
class Finding:
    """A text that breaks a rule, and by what."""

    text: Text
    rule: str
    match: str


def all_texts(entries: Iterable[Entry]) -> list[Text]:
    """Every text of the entries that are no files."""
    return [
        Text(entry.source, entry.key, at, wording)
        for entry in entries
        if entry.source != FILES
        for at, wording in entry.texts.items()
    ]


def findings(texts: Iterable[Text]) -> Iterator[Finding]:
    """Everything that breaks a rule or a limit."""
    rules, kinds, say = rulebook.load(), _kinds(), Wording(WORDING)
    for text in texts:
        here = [kind for kind in kinds if kind.holds(text)]
        for rule in rules:
            concerned = rule.scope == ALL or (text.spoken if rule.scope != PLAIN else any(k.plain for k in here))
            if concerned and not set(rule.skip) & set(text.fields):
                yield from (Finding(text, rule.title, match) for match in rule.found_in(text.wording, text.key))
        for kind in here:
            yield from (Finding(text, problem, match) for problem, match in kind.problems(text.wording, say))


@dataclass(frozen=True)
class Kind:
    """Texts that are read by the same people in the same need, with limits; see ``lint.toml``."""

    sources: tuple[str, ...]
    fields: tuple[str, ...]
    keys: tuple[str, ...]
    not_keys: tuple[str, ...]
    plain: bool
    words: int
    ease: float
    sentences: int
    characters: int

    def holds(self, text: Text) -> bool:
        """Whether ``text`` is of this kind."""
        return (
            text.source.startswith(self.sources)
            and (not self.fields or bool(set(self.fields) & set(text.fields)))
            and (not self.keys or text.key.startswith(self.keys))
            and not (self.not_keys and text.key.startswith(self.not_keys))
            and not set(text.fields) & {"buttons", "sources"}
        )

    def problems(self, text: str, say: Wording) -> Iterator[tuple[str, str]]:
        """Limits that ``text`` does not keep: what is wrong, and where."""
        parts = readability.sentences(text)
        for part in parts:
            if (count := len(readability.words(part))) > self.words:
                yield say("lint.long_sentence", words=count, limit=self.words), part
        if len(parts) > self.sentences:
            yield say("lint.long_text", count=len(parts), limit=self.sentences), text
        if len(text) > self.characters:
            yield say("lint.long_line", count=len(text), limit=self.characters), text
        if (ease := readability.ease(text)) < self.ease:
            yield say("lint.hard", ease=round(ease), limit=self.ease), text


def _kinds() -> list[Kind]:
    written: dict[str, dict[str, Any]] = tomllib.loads(LIMITS.read_text(encoding="utf-8"))
    return [
        Kind(
            sources=tuple(kind["sources"]),
            fields=tuple(kind.get("fields", ())),
            keys=tuple(kind.get("keys", ())),
            not_keys=tuple(kind.get("not_keys", ())),
            plain=kind.get("plain", False),
            words=kind["words"],
            ease=kind["ease"],
            sentences=kind.get("sentences", sys.maxsize),
            characters=kind.get("characters", sys.maxsize),
        )
        for kind in written.values()
    ]


def main(console: Console | None = None) -> int:
    """Check all texts on disk; gives 0 when all is well, else 1."""
    say, out = Wording(WORDING), console or Console(soft_wrap=True)
    texts = all_texts(collect())
    found = [
        say("lint.found", source=f.text.source, entry=f.text.key, at=f.text.at, rule=f.rule, match=f.match)
        for f in findings(texts)
    ]
    wordings = [(text.key, text.wording) for text in texts]
    found += [
        say("lint.unused", rule=rule.title, phrase=phrase)
        for rule in rulebook.load()
        for phrase in rule.unused(wordings)
    ]
    for line in found:
        out.print(line, markup=False, highlight=False)
    out.print(say("lint.failed", count=len(found)) if found else say("lint.good", count=len(texts)))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
