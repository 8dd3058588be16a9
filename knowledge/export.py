"""From the database back to content files: what editors changed elsewhere comes home in the same layout."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import Enum
from pathlib import Path
from typing import Any

import yaml

from knowledge.problems import reason
from knowledge.reading import CITY_KINDS, NATIONAL_KINDS, TOPICS
from knowledge.repository import KnowledgeRepository
from knowledge.schema import NATIONAL, Category, Content, Fact, KnowledgeBase
from knowledge.wording import knowledge_wording

WIDTH = 110


class ExportError(Exception):
    """The files cannot be written; the message is a German sentence."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(knowledge_wording()(f"export.{key}", **values))


class _Dumper(yaml.SafeDumper):
    """Lists indented under their key; texts of several lines as blocks."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        """Equal values are written out each time; the loader refuses references."""
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _text)


def export(database_url: str, folder: Path) -> tuple[Path, ...]:
    """Writes the content of the database into the empty or new ``folder``; gives the files.

    Raises :class:`ExportError`, and :class:`knowledge.repository.KnowledgeUnavailable` without a database.
    """
    knowledge = KnowledgeRepository(database_url).editorial_copy()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise ExportError("not_empty", folder=folder)
        written = []
        for name, value in files(knowledge).items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(dump(value), encoding="utf-8")
            written.append(path)
    except OSError as error:
        raise ExportError("no_access", folder=folder, reason=reason(error)) from error
    return tuple(written)


def files(knowledge: KnowledgeBase) -> dict[str, Any]:
    """File name -> plain value; kinds without entries have no file."""
    found: dict[str, Any] = {}
    for kind in NATIONAL_KINDS:
        found[f"{NATIONAL}/{kind}.yaml"] = _plain(getattr(knowledge, kind))
    for category in Category:
        topics = [topic for topic in knowledge.topics if topic.category is category]
        found[f"{NATIONAL}/{TOPICS}/{category}.yaml"] = _plain(topics)
    for content in knowledge.cities:
        found[f"{content.city.id}/city.yaml"] = _plain(content.city)
        for kind in CITY_KINDS:
            found[f"{content.city.id}/{kind}.yaml"] = _plain(getattr(content, kind))
    return {name: value for name, value in found.items() if value}


END = "...\n"
"""What YAML writes behind a text whose last line feeds count."""


def dump(value: Any) -> str:
    """``value`` as YAML: umlauts as they are, long texts folded, entries apart."""
    if isinstance(value, list):
        *others, last = [_dump([entry]) for entry in value] or [_dump(value)]
        return "".join(map(_apart, others)) + last
    return _dump(value)


def _apart(entry: str) -> str:
    """``entry`` with an empty line behind it, but not where that would add a line feed to its last text."""
    return entry.removesuffix(END) if entry.endswith(f"\n{END}") else f"{entry}\n"


def _dump(value: Any) -> str:
    text: str = yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDTH)
    return text


def _plain(value: Any) -> Any:
    if isinstance(value, Content):
        fields = type(value).model_fields
        # what every fact carries comes last: an entry begins with its id
        names = sorted(fields, key=lambda name: name in Fact.model_fields)
        shown = {name: getattr(value, name) for name in names}
        return {name: _plain(part) for name, part in shown.items() if part != fields[name].default}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str | bool | dt.date) or value is None:
        return value
    if isinstance(value, Iterable):
        return [_plain(part) for part in value]
    raise TypeError(f"{type(value).__name__} has no place in a content file")
