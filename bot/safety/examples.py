"""Reads files of labelled messages: groups of texts with level, category, speaker, language."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from bot.safety.sources import EXAMPLES

LINE_BREAK = "⏎"
"""Stands for a line break inside a message."""


class Example(NamedTuple):
    """A message and what it says about danger; ``category`` is empty where there is none."""

    text: str
    level: str
    category: str
    speaker: str
    language: str


def read(path: Path) -> Iterator[Example]:
    """The examples of one file, in order."""
    with path.open("rb") as file:
        groups = tomllib.load(file)["group"]
    for group in groups:
        for line in group["texts"].splitlines():
            if text := line.strip().replace(LINE_BREAK, "\n"):
                yield Example(text, group["level"], group["category"], group["speaker"], group["language"])


def fingerprint(found: Iterable[Example]) -> str:
    """SHA-256 over the examples in their order, as hex."""
    return hashlib.sha256("\n".join("\t".join(example) for example in found).encode()).hexdigest()


def read_all(folder: Path = EXAMPLES) -> list[Example]:
    """The examples of all files in ``folder``, by file name."""
    return [example for path in sorted(folder.glob("*.toml")) for example in read(path)]
