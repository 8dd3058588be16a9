"""One YAML file, read without surprises.

A small, safe YAML: texts, ``true``/``false``, ``null``, lists and mappings. Everything else is text as it stands,
so ``09:00``, ``0800 111``, ``2024-02`` and ``no`` need no quotes. Anchors, aliases, tags, repeated keys, tabs and
a byte order mark are refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from knowledge.problems import reason
from knowledge.wording import knowledge_wording

MAX_BYTES = 1_000_000
MAX_DEPTH = 12

Location = tuple[str | int, ...]
_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Makes plain values only; in C where PyYAML was built with it."""
_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}


def plain(text: str) -> Any:
    """The value of a YAML text, without its lines. Raises ``yaml.YAMLError``."""
    return yaml.load(text, Loader=_PARSER)  # noqa: S506 - a safe loader


class DocumentError(Exception):
    """The file cannot be read; ``line`` counts from 1."""

    def __init__(self, key: str, line: int | None = None, **values: object) -> None:
        self.line = line
        super().__init__(knowledge_wording()(f"document.{key}", **values))


@dataclass(frozen=True, slots=True)
class Document:
    """The value of a file, and the line on which each part of it begins."""

    file: str
    value: Any
    lines: dict[Location, int] = field(default_factory=dict)

    def line(self, location: Location) -> int | None:
        """Line of ``location``, or of the nearest part around it."""
        while location and location not in self.lines:
            location = location[:-1]
        return self.lines.get(location)


def read(path: Path, file: str) -> Document:
    """Reads ``path``, to be called ``file`` in messages; raises :class:`DocumentError`."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise DocumentError("too_big", limit=MAX_BYTES)
        raw = path.read_bytes()
    except OSError as error:
        raise DocumentError("unreadable", reason=reason(error)) from error
    if raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        raise DocumentError("byte_order_mark", line=1)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise DocumentError("not_utf8", line=raw.count(b"\n", 0, error.start) + 1) from error
    if (tab := text.find("\t")) >= 0:
        raise DocumentError("tab", line=text.count("\n", 0, tab) + 1)
    lines: dict[Location, int] = {}
    return Document(file, _parse(text, lines), lines)


def _parse(text: str, lines: dict[Location, int]) -> Any:
    events = yaml.parse(text, Loader=_PARSER)
    try:
        documents = [
            _value(event, events, (), lines)
            for event in events
            if not isinstance(event, yaml.StreamStartEvent | yaml.StreamEndEvent)
            and not isinstance(event, yaml.DocumentStartEvent | yaml.DocumentEndEvent)
        ]
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise DocumentError("syntax", line=mark.line + 1 if mark else None) from error
    except yaml.YAMLError as error:
        raise DocumentError("syntax") from error
    if len(documents) > 1:
        raise DocumentError("several_documents")
    return documents[0] if documents else None


def _value(event: yaml.Event, events: Iterator[yaml.Event], at: Location, lines: dict[Location, int]) -> Any:
    line = _line(event)
    lines.setdefault(at, line)
    if len(at) > MAX_DEPTH:
        raise DocumentError("too_deep", line=line)
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise DocumentError("anchor", line=line)
    if getattr(event, "tag", None):
        raise DocumentError("tag", line=line)
    if isinstance(event, yaml.SequenceStartEvent):
        return _sequence(events, at, lines)
    if isinstance(event, yaml.MappingStartEvent):
        return _mapping(events, at, lines)
    assert isinstance(event, yaml.ScalarEvent)  # noqa: S101 -- there is no fourth kind
    text: str = event.value
    return text if event.style else _WORDS.get(text, text)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _sequence(events: Iterator[yaml.Event], at: Location, lines: dict[Location, int]) -> list[Any]:
    values: list[Any] = []
    while not isinstance(event := next(events), yaml.SequenceEndEvent):
        values.append(_value(event, events, (*at, len(values)), lines))
    return values


def _mapping(events: Iterator[yaml.Event], at: Location, lines: dict[Location, int]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        line = _line(event)
        if not isinstance(event, yaml.ScalarEvent) or event.anchor or event.tag:
            raise DocumentError("key", line=line)
        if event.value in values:
            raise DocumentError("repeated_key", line=line, key_name=event.value)
        lines[(*at, event.value)] = line
        values[event.value] = _value(next(events), events, (*at, event.value), lines)
    return values
