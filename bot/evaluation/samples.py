"""The held-out utterances as the files hold them; nobody may train on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.settings import ROOT

HELD_OUT = ROOT / "tests" / "nlu" / "held_out"
TOPICS, OFF_TOPIC, EVERYDAY, NAMED = "topics", "off_topic", "everyday", "named"


@dataclass(frozen=True)
class Sample:
    """What somebody might write, and what is meant by it; what does not apply is None.

    ``kind`` is the part of the file name before the first ``_`` that is known here. ``page`` is the city on whose
    website it is written, ``city`` the one that the answer must be for.
    """

    text: str
    kind: str
    topic: str | None = None
    audience: str | None = None
    manner: str | None = None
    city: str | None = None
    page: str | None = None
    expected: Mapping[str, Any] | None = None


def load(kind: str, directory: Path = HELD_OUT) -> list[Sample]:
    """Every utterance of the files ``<kind>*.yml``, in the order of their names."""
    return [sample for path in sorted(directory.glob(f"{kind}*.yml")) for sample in _read(path, kind)]


def _read(path: Path, kind: str) -> Iterator[Sample]:
    for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
        shared = {name: value for name, value in entry.items() if name != "items"}
        for item in entry["items"]:
            content = {**shared, **({"text": item} if isinstance(item, str) else item)}
            yield Sample(
                text=content["text"], kind=kind, topic=content.get("topic"), audience=content.get("audience"),
                manner=content.get("manner"), city=content.get("city"), page=content.get("page"),
                expected=content,
            )  # fmt: skip
