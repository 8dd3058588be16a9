"""The files of the content folder, each entry checked on its own; mistakes are collected, not raised.

Layout: ``_national/<kind>.yaml``, ``_national/topics/<category>.yaml``, ``<city>/city.yaml`` (a mapping) and
``<city>/<kind>.yaml``. Every file but ``city.yaml`` is a list of entries.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from knowledge import schema
from knowledge.document import Document, DocumentError, Location, read
from knowledge.problems import ContentProblem, explain
from knowledge.wording import knowledge_wording

CITY_KINDS: dict[str, type[schema.Content]] = {
    "contacts": schema.Contact,
    "people": schema.Person,
    "events": schema.Event,
    "topics": schema.Topic,
    "procedures": schema.Procedure,
}
NATIONAL_KINDS: dict[str, type[schema.Content]] = {
    "hotlines": schema.Hotline,
    "procedures": schema.Procedure,
    "glossary": schema.Term,
    "laws": schema.Law,
    "events": schema.Event,
    "places": schema.Place,
}
TOPICS = "topics"


@dataclass(frozen=True, slots=True)
class Entry:
    """One valid entry and where it stands; ``folder`` is ``_national`` or the city's, ``kind`` the file kind."""

    folder: str
    kind: str
    content: Any
    document: Document
    at: Location = ()

    def problem(self, message: str, *field: str | int) -> ContentProblem:
        """A problem on the line of ``field`` of this entry."""
        line = self.document.line((*self.at, *field))
        return ContentProblem(self.document.file, line, _name(self.content), message)


@dataclass(frozen=True, slots=True)
class Reading:
    """What could be read, and what could not."""

    entries: tuple[Entry, ...]
    problems: tuple[ContentProblem, ...]

    def of(self, kind: str, folder: str | None = None) -> Iterator[Entry]:
        """The entries of a kind, in file order; of one folder or of all."""
        return (entry for entry in self.entries if entry.kind == kind and folder in (None, entry.folder))

    def knowledge_base(self) -> schema.KnowledgeBase:
        """The entries put together."""

        def contents(kind: str, folder: str) -> tuple[Any, ...]:
            return tuple(entry.content for entry in self.of(kind, folder))

        national = {kind: contents(kind, schema.NATIONAL) for kind in (*NATIONAL_KINDS, TOPICS)}
        cities = tuple(
            schema.CityContent(city=entry.content, **{kind: contents(kind, entry.folder) for kind in CITY_KINDS})
            for entry in self.of("city")
        )
        return schema.KnowledgeBase(**national, cities=cities)


def read_content(content_dir: Path) -> Reading:
    """Reads all files; never raises for what stands in them."""
    wording = knowledge_wording()
    entries: list[Entry] = []
    problems: list[ContentProblem] = []
    if not content_dir.is_dir():
        return Reading((), (ContentProblem(str(content_dir), None, None, wording("files.no_folder")),))
    for path in _files(content_dir):
        file = path.relative_to(content_dir)
        kind, shape = _kind(file)
        if shape is None:
            problems.append(ContentProblem(file.as_posix(), None, None, wording("files.unknown")))
            continue
        try:
            document = read(path, file.as_posix())
        except DocumentError as error:
            problems.append(ContentProblem(file.as_posix(), error.line, None, str(error)))
            continue
        for part in _entries(document, file.parts[0], kind, shape):
            if isinstance(part, Entry):
                entries.append(part)
            else:
                problems.append(part)
    for folder in sorted({path.name for path in content_dir.iterdir() if path.is_dir()}):
        if not folder.startswith(("_", ".")) and not (content_dir / folder / "city.yaml").is_file():
            problems.append(ContentProblem(folder, None, None, wording("files.no_city")))
    if not entries and not problems:
        problems.append(ContentProblem(str(content_dir), None, None, wording("files.empty")))
    return Reading(tuple(entries), tuple(problems))


def _files(content_dir: Path) -> Iterable[Path]:
    """All content files; topics of the nation in the order of the categories, the rest by name."""
    order = [category.value for category in schema.Category]

    def key(path: Path) -> tuple[tuple[str, ...], int, str]:
        parts = path.relative_to(content_dir).parts
        national_topics = len(parts) == 3 and parts[:2] == (schema.NATIONAL, TOPICS) and path.stem in order
        return parts[:-1], order.index(path.stem) if national_topics else len(order), parts[-1]

    files = (path for path in content_dir.rglob("*") if path.is_file())
    shown = (p for p in files if not any(part.startswith(".") for part in p.relative_to(content_dir).parts))
    return sorted((path for path in shown if path.suffix.lower() != ".md"), key=key)


def _kind(file: Path) -> tuple[str, type[schema.Content] | None]:
    """Kind and class of the entries of a file, by its place in the layout; None where no file belongs."""
    kind: str
    shape: type[schema.Content] | None
    match file.parts:
        case (schema.NATIONAL, "topics", name) if Path(name).stem in list(schema.Category):
            kind, shape = TOPICS, schema.Topic
        case (schema.NATIONAL, name):
            kind, shape = Path(name).stem, NATIONAL_KINDS.get(Path(name).stem)
        case (str(folder), "city.yaml") if not folder.startswith("_"):
            kind, shape = "city", schema.City
        case (str(folder), name) if not folder.startswith("_"):
            kind, shape = Path(name).stem, CITY_KINDS.get(Path(name).stem)
        case _:
            kind, shape = "", None
    return kind, shape if file.suffix == ".yaml" else None


def _entries(
    document: Document, folder: str, kind: str, shape: type[schema.Content]
) -> Iterator[Entry | ContentProblem]:
    wording = knowledge_wording()
    expected, message = (dict, "files.mapping_expected") if kind == "city" else (list, "files.list_expected")
    if not isinstance(document.value, expected):
        yield ContentProblem(document.file, document.line(()) or 1, None, wording(message))
        return
    parts: list[tuple[Location, Any]]
    parts = [((), document.value)] if kind == "city" else [((i,), part) for i, part in enumerate(document.value)]
    for at, value in parts:
        try:
            yield Entry(folder, kind, shape.model_validate(value), document, at)
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                yield ContentProblem(
                    document.file, document.line((*at, *detail["loc"])), _name(value), explain(detail)
                )


def _name(value: Any) -> str | None:
    """What to call an entry in a message: its id, else its name."""
    found = [value.get(key) if isinstance(value, dict) else getattr(value, key, None) for key in ("id", "name")]
    return next((str(name) for name in found if name), None)
