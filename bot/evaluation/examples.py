"""The training examples as plain pairs, for peers that learn from the same data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.settings import ROOT
from knowledge import document


@dataclass(frozen=True)
class Example:
    """A text and its label: an intent, or ``ask_topic/<topic>``."""

    text: str
    label: str

    @property
    def topic(self) -> str | None:
        """The topic, None for the other intents."""
        return self.label.partition("/")[2] or None


def load(training_dir: Path) -> list[Example]:
    """Every example of ``data/nlu`` and of the folder with the generated ones."""
    return [example for folder in (ROOT / "data" / "nlu", training_dir) for example in _read(folder)]


def _read(folder: Path) -> Iterator[Example]:
    for path in sorted(folder.rglob("*.yml")):
        for block in document.plain(path.read_text(encoding="utf-8")).get("nlu", ()):
            if "intent" in block:
                yield from (Example(text, block["intent"]) for text in _texts(block["examples"]))


def _texts(given: str | Sequence[dict[str, str]]) -> list[str]:
    if isinstance(given, str):
        return [line.removeprefix("- ").strip() for line in given.splitlines() if line.strip()]
    return [entry["text"] for entry in given]
