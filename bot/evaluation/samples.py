"""The held-out utterances as the files hold them; nobody may train on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.safety import examples
from bot.settings import ROOT
from knowledge import document

HELD_OUT = ROOT / "tests" / "nlu" / "held_out"
PLAIN = ROOT / "tests" / "safety" / "held_out" / "plain.toml"
"""What people tell without asking anything; the gate is measured by it, too."""
TOPICS, OFF_TOPIC, EVERYDAY, DIRECTORY = "topics", "off_topic", "everyday", "directory"
TOLD = "told"
KINDS = (TOPICS, OFF_TOPIC, EVERYDAY, DIRECTORY)
"""What the names of the files begin with."""
FROM_PAGE = "page"
"""``named_by`` of a question whose city is not in the text but that of the website."""


@dataclass(frozen=True)
class Sample:
    """What somebody might write, and what is meant by it; what does not apply is None.

    ``page`` is the city on whose website it is written, ``city`` the one that the answer must be for. ``aim`` is
    the kind of entry or of nonsense, ``role`` and ``person`` are what a directory question names.
    """

    text: str
    kind: str
    topic: str | None = None
    audience: str | None = None
    manner: str | None = None
    city: str | None = None
    page: str | None = None
    aim: str | None = None
    role: str | None = None
    person: str | None = None


def load(kind: str, directory: Path = HELD_OUT) -> list[Sample]:
    """Every utterance of the files ``<kind>*.yml``, in the order of their names."""
    return [sample for path in sorted(directory.glob(f"{kind}*.yml")) for sample in _read(path, kind)]


def told() -> list[Sample]:
    """Every statement of :data:`PLAIN`."""
    return [Sample(example.text, TOLD) for example in examples.read(PLAIN)]


def _read(path: Path, kind: str) -> Iterator[Sample]:
    for entry in document.plain(path.read_text(encoding="utf-8")):
        shared = {name: value for name, value in entry.items() if name != "items"}
        for item in entry.get("items", ({},)):
            content = {**shared, **({"text": item} if isinstance(item, str) else item)}
            city = content.get("city")
            yield Sample(
                text=content["text"], kind=kind, topic=content.get("topic"), audience=content.get("audience"),
                manner=content.get("manner") or content.get("kind"), city=city,
                page=city if content.get("named_by") == FROM_PAGE else None, aim=content.get("kind"),
                role=content.get("role"), person=content.get("person"),
            )  # fmt: skip
