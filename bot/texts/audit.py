"""Who released what when: a file of JSON lines that only grows; each line holds the hash of the one before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

START = "0" * 64


class TamperedError(Exception):
    """The log was changed; the message is the number of the first line that does not fit, from 1."""


class AuditLog:
    """The log in ``path``; an absent file is an empty log."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def lines(self) -> list[dict[str, Any]]:
        """All lines; raises :class:`TamperedError` where the chain is broken."""
        found: list[dict[str, Any]] = []
        written = self._path.read_text(encoding="utf-8").splitlines() if self._path.exists() else []
        for number, text in enumerate(written, 1):
            try:
                line = json.loads(text)
                kept = {key: value for key, value in line.items() if key != "hash"}
                fits = line["hash"] == _hash(kept) and (line["number"], line["previous"]) == (number, _last(found))
            except (ValueError, KeyError, AttributeError, TypeError):
                fits = False
            if not fits:
                raise TamperedError(str(number))
            found.append(line)
        return found

    def append(self, values: Mapping[str, Any]) -> None:
        """Add a line; raises :class:`TamperedError` instead of adding to a broken chain."""
        before = self.lines()
        line = {"number": len(before) + 1, **values, "previous": _last(before)}
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps({**line, "hash": _hash(line)}, ensure_ascii=False) + "\n")

    def covers(self, state: str) -> bool:
        """Whether the last line speaks of this ``state`` of the registry; an edited registry is not covered."""
        lines = self.lines()
        return bool(lines) and lines[-1]["state"] == state


def _last(lines: list[dict[str, Any]]) -> str:
    return str(lines[-1]["hash"]) if lines else START


def _hash(line: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(line, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
