"""What was released: a folder of JSON files, one a source, with hash, author, date and reviewer of every entry."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from bot.texts.sources import Entry

Key = tuple[str, str]
"""Source and key of an entry."""
Changes = Mapping[str, list[str]]
"""Keys by source."""


class SamePersonError(Exception):
    """Whoever wrote a text may not approve it as well; the message is the entry's key."""


@dataclass(frozen=True)
class Record:
    """The release of one entry. ``reviewer`` is empty until a second person has approved exactly these texts."""

    author: str
    date: str
    reviewer: str = ""
    reviewed_on: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    """SHA-256 by field."""


@dataclass(frozen=True)
class Difference:
    """What is on disk but not released as it stands, and what is released but no longer there."""

    unreleased: tuple[Key, ...]
    stale: tuple[Key, ...]


class Registry:
    """The records in ``folder``."""

    def __init__(self, folder: Path) -> None:
        """Read the records; raises OSError, ValueError or TypeError when a file is no registry."""
        self._folder = folder
        self.records: dict[Key, Record] = {}
        for path in sorted(folder.rglob("*.json")):
            source = path.relative_to(folder).as_posix().removesuffix(".json")
            for key, values in json.loads(path.read_text(encoding="utf-8")).items():
                self.records[source, key] = Record(**values)

    def digests(self) -> frozenset[str]:
        """The hash of every released text."""
        return frozenset(digest for record in self.records.values() for digest in record.texts.values())

    def difference(self, entries: Iterable[Entry]) -> Difference:
        """Compare with what is on disk."""
        there = {(entry.source, entry.key): entry.digests for entry in entries}
        unreleased = [
            key for key, digests in there.items() if key not in self.records or self.records[key].texts != digests
        ]
        return Difference(tuple(unreleased), tuple(key for key in self.records if key not in there))

    def release(self, entries: Collection[Entry], author: str, date: str) -> tuple[Changes, Changes]:
        """Record what is new or changed, without approval, and drop what is gone; gives both."""
        difference = self.difference(entries)
        for entry in entries:
            if (key := (entry.source, entry.key)) in difference.unreleased:
                self.records[key] = Record(author, date, texts=entry.digests)
        for key in difference.stale:
            del self.records[key]
        return _by_source(difference.unreleased), _by_source(difference.stale)

    def approve(self, keys: Iterable[Key], reviewer: str, date: str) -> Changes:
        """Note that ``reviewer`` approves the entries ``keys``; raises :class:`SamePersonError`, then for none."""
        chosen = [key for key in keys if self.records[key].reviewer != reviewer]
        for key in chosen:
            if _same(self.records[key].author, reviewer):
                raise SamePersonError(key[1])
        for key in chosen:
            self.records[key] = replace(self.records[key], reviewer=reviewer, reviewed_on=date)
        return _by_source(chosen)

    def save(self) -> None:
        """Write the files and remove those without a record."""
        sources = {source for source, _ in self.records}
        for path in self._folder.rglob("*.json"):
            if path.relative_to(self._folder).as_posix().removesuffix(".json") not in sources:
                path.unlink()
        for source in sources:
            path = self._folder / f"{source}.json"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(self._written(source), encoding="utf-8")

    def state(self) -> str:
        """One hash of all records."""
        sources = sorted({source for source, _ in self.records})
        whole = "".join(f"{source}\n{self._written(source)}" for source in sources)
        return hashlib.sha256(whole.encode()).hexdigest()

    def _written(self, source: str) -> str:
        records = {key[1]: asdict(record) for key, record in sorted(self.records.items()) if key[0] == source}
        return json.dumps(records, ensure_ascii=False, indent=1) + "\n"


def _by_source(keys: Iterable[Key]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for source, key in sorted(keys):
        found.setdefault(source, []).append(key)
    return found


def _same(one: str, other: str) -> bool:
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())
