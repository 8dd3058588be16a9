"""Where sentences stand that can be shown: one entry for what a person releases as a whole."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.settings import ROOT
from knowledge import document
from knowledge.reading import read_content
from knowledge.texts import texts

PLACES = Path(__file__).with_suffix(".toml")
CONTENT = "knowledge/content"
SPOKEN = ("data/responses/", "bot/emergency")
FILES = "files"
"""The source of entries that are whole files."""




@dataclass(frozen=True)
class Entry:
    """``texts`` by field name, of one response, table, fact or file (whose digest stands for its text)."""

    source: str
    key: str
    texts: Mapping[str, str]

    @property
    def digests(self) -> dict[str, str]:
        """SHA-256 of each text, as hex."""
        if self.source == FILES:
            return dict(self.texts)
        return {at: digest(text) for at, text in self.texts.items()}


def digest(text: str) -> str:
    """SHA-256 of ``text`` in UTF-8, as hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def collect(root: Path = ROOT) -> list[Entry]:
    """Every entry on disk, by source and key."""
    return sorted((*wording(root), *_facts(root)), key=lambda entry: (entry.source, entry.key))


def wording(root: Path = ROOT) -> list[Entry]:
    """Every entry outside the knowledge base."""
    places: dict[str, list[str]] = tomllib.loads(PLACES.read_text(encoding="utf-8"))
    return [
        *(entry for path in _matching(root, places["responses"]) for entry in _responses(root, path)),
        *(entry for place in places["tables"] for entry in _tables(root, place)),
        *(_strings(root, path) for path in _matching(root, places["strings"])),
        *(_file(root, path) for path in _matching(root, places["files"])),
    ]


def templates(root: Path = ROOT) -> list[str]:
    """Texts of responses and of the emergency block that have placeholders."""
    spoken = [e for e in wording(root) if e.source.startswith(SPOKEN)]
    return [text for entry in spoken for text in entry.texts.values() if "{" in text]


def _matching(root: Path, patterns: list[str]) -> Iterator[str]:
    for pattern in patterns:
        yield from sorted(path.relative_to(root).as_posix() for path in root.glob(pattern) if path.is_file())


def _responses(root: Path, path: str) -> Iterator[Entry]:
    content = document.plain((root / path).read_text(encoding="utf-8"))
    for name, variations in content["responses"].items():
        found = {}
        for number, variation in enumerate(variations):
            found[f"{number}.text"] = variation["text"]
            for place, button in enumerate(variation.get("buttons") or ()):
                found[f"{number}.buttons.{place}.title"] = button["title"]
        yield Entry(path, name, found)


def _tables(root: Path, place: str) -> Iterator[Entry]:
    pattern, _, wanted = place.partition("#")
    for path in _matching(root, [pattern]):
        content = tomllib.loads((root / path).read_text(encoding="utf-8"))
        chosen = {wanted: content[wanted]} if wanted else content
        groups: dict[str, dict[str, str]] = defaultdict(dict)
        for at, text in _leaves(chosen):
            group = ".".join(part for part in at[:-1] if not part.isdigit())
            groups[group or at[-1]][".".join(at)] = text
        yield from (Entry(path, group, found) for group, found in groups.items())


def _strings(root: Path, path: str) -> Entry:
    content = json.loads((root / path).read_text(encoding="utf-8"))
    return Entry(path, Path(path).stem, {".".join(at): text for at, text in _leaves(content)})


def _leaves(value: Any, at: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Place and wording of every text in a nested value."""
    if isinstance(value, str):
        yield at, value
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from _leaves(part, (*at, str(key)))
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from _leaves(part, (*at, str(number)))


def _file(root: Path, path: str) -> Entry:
    return Entry(FILES, path, {"sha256": hashlib.sha256((root / path).read_bytes()).hexdigest()})


def _facts(root: Path) -> Iterator[Entry]:
    found: dict[tuple[str, str], dict[str, str]] = {}
    for entry in read_content(root / CONTENT).entries:
        name = getattr(entry.content, "id", None) or entry.content.name
        found.setdefault((f"{CONTENT}/{entry.document.file}", name), {}).update(texts(entry.content))
    return (Entry(source, key, wording) for (source, key), wording in found.items() if wording)
