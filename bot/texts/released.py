"""Nothing is said that nobody released (goals S9, S20): looked up at run time, text by text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from string import Formatter
from typing import Any

from bot.engine.port import Block
from bot.settings import ROOT
from bot.texts import release
from bot.texts.audit import AuditLog, TamperedError
from bot.texts.registry import Registry
from bot.texts.sources import digest, templates, wording
from knowledge.repository import KnowledgeRepository
from knowledge.texts import all_texts
from knowledge.wording import Wording

REMEMBERED = 50_000
"""Accepted texts that need no second look."""
CODE_KEYS = frozenset({"type", "kind", "status", "language"})
"""Keys whose values are words of the program, shown to nobody as they stand."""
MOST_COUNTED = 99
"""Numbers up to here count steps."""
_CODE = re.compile(r"[a-z][a-z_-]{1,19}")
_COUNT = re.compile(r"\d{1,2}")
_BETWEEN = ", "


class NotReleasedError(Exception):
    """What is on disk may not be shown; the message is a German sentence for each reason."""


class ReleasedTexts:
    """Knows every released text; ``digests`` are their hashes, ``patterns`` released texts with placeholders."""

    def __init__(self, digests: frozenset[str], patterns: Iterable[str], facts: KnowledgeRepository) -> None:
        patterns = list(patterns)
        # a template as it stands is nothing to say
        self._digests = digests - {digest(text) for text in patterns}
        self._patterns = [_pattern(text) for text in patterns if digest(text) in digests]
        self._facts = facts
        self._fingerprint = ""
        self._made_of: Mapping[str, tuple[str, ...]] = {}
        self._accepted: set[str] = set()

    @classmethod
    def load(cls, facts: KnowledgeRepository, root: Path = ROOT, folder: Path = release.FOLDER) -> ReleasedTexts:
        """Read the registry; raises :class:`NotReleasedError` when it or its log was tampered with."""
        registry, _ = _read(folder)
        return cls(registry.digests(), templates(root), facts)

    def unreleased(self, blocks: Sequence[Block], titles: Iterable[str] = ()) -> list[str]:
        """Texts in ``blocks`` and button ``titles`` that are neither released nor put together from what is.

        Allowed are a released text, a released text with placeholders filled with released texts or data of the
        knowledge base, several such texts as lines, and data of the knowledge base as it stands.
        """
        if self._facts.fingerprint != self._fingerprint:
            self._fingerprint, self._made_of = self._facts.fingerprint, self._facts.made_of()
            self._accepted.clear()
        shown = [text for block in blocks for text in _shown(block)] + list(titles)
        return [text for text in shown if text not in self._accepted and not self._accept(text)]

    def _accept(self, text: str) -> bool:
        lines = text.split("\n")
        known = self._known(text) or self._filled(text) or (len(lines) > 1 and not self.unreleased((), lines))
        if known and len(self._accepted) < REMEMBERED:
            self._accepted.add(text)
        return known

    def _known(self, text: str) -> bool:
        if not text.strip():
            return False
        parts = self._made_of.get(text)
        return digest(text) in self._digests or (parts is not None and all(map(self._known, parts)))

    def _filled(self, text: str) -> bool:
        found = (pattern.fullmatch(text) for pattern in self._patterns)
        return any(all(map(self._value, match.groups())) for match in found if match)

    def _value(self, value: str) -> bool:
        return bool(_COUNT.fullmatch(value)) or self._known(value) or all(map(self._known, value.split(_BETWEEN)))


def reasons(facts: KnowledgeRepository, root: Path = ROOT, folder: Path = release.FOLDER) -> list[str]:
    """Why what is on disk and in the knowledge base may not go live, as sentences; empty when it may.

    Raises :class:`NotReleasedError` when the registry or its log was tampered with.
    """
    registry, say = _read(folder)
    known = registry.digests()
    changed = registry.difference(wording(root)).unreleased
    facts_changed = [at for at, text in all_texts(facts.editorial_copy()) if digest(text) not in known]
    return [say("release.unreleased", source=source, entry=key) for source, key in changed] + [
        say("release.unreleased", source=source, entry=key)
        for source, key in dict.fromkeys((at.kind, at.id) for at in facts_changed)
    ]


def _read(folder: Path) -> tuple[Registry, Wording]:
    say = Wording(release.WORDING)
    try:
        registry = Registry(folder)
        covered = AuditLog(folder / release.LOG).covers(registry.state())
    except TamperedError as error:
        raise NotReleasedError(say("release.tampered", line=error)) from error
    except (OSError, ValueError, TypeError) as error:
        raise NotReleasedError(say("release.unreadable", reason=error)) from error
    if not covered:
        raise NotReleasedError(say("release.uncovered"))
    return registry, say


def _pattern(text: str) -> re.Pattern[str]:
    """``text`` with a group for each ``{placeholder}``."""
    parts = (re.escape(literal) + ("(.+?)" if name else "") for literal, name, _, _ in Formatter().parse(text))
    return re.compile("".join(parts))


def _shown(block: Any) -> list[str]:
    """Every text of a block; one without any shows nothing, which is nothing that anybody released."""
    return list(_texts(block)) or [""]


def _texts(value: Any) -> Iterator[str]:
    """Texts in a nested value, and numbers that could be dialled; not the words of the program."""
    if isinstance(value, str):
        yield value
    elif value is None or isinstance(value, bool) or (isinstance(value, int) and 0 <= value <= MOST_COUNTED):
        return
    elif isinstance(value, Mapping):
        for key, part in value.items():
            if not (key in CODE_KEYS and isinstance(part, str) and _CODE.fullmatch(part)):
                yield from _texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part)
    else:
        yield str(value)
