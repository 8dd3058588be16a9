"""Sentences for people, kept out of the code: one TOML file a room."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path


class Wording:
    """The sentences of one TOML file, found by dotted key (``report.title``)."""

    def __init__(self, path: Path) -> None:
        """Reads ``path``; raises :class:`OSError` or :class:`tomllib.TOMLDecodeError`."""
        self._sentences = dict(_flatten(tomllib.loads(path.read_text(encoding="utf-8"))))

    def __call__(self, key: str, **values: object) -> str:
        """The sentence under ``key`` with its ``{placeholders}`` filled; KeyError when either is missing."""
        return self._sentences[key].format(**values)

    def __contains__(self, key: object) -> bool:
        return key in self._sentences

    def keys(self) -> tuple[str, ...]:
        """All dotted keys, in the order of the file."""
        return tuple(self._sentences)


def _flatten(table: dict[str, object], prefix: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for name, value in table.items():
        if isinstance(value, dict):
            found += _flatten(value, f"{prefix}{name}.")
        elif isinstance(value, str):
            found.append((prefix + name, value))
        else:
            raise TypeError(f"{prefix}{name} is not text")
    return found


@lru_cache(maxsize=1)
def knowledge_wording() -> Wording:
    """The sentences of this room, ``knowledge/wording.toml``, read once."""
    return Wording(Path(__file__).with_name("wording.toml"))
