"""Checks across files: unique ids, references, and the numbers that texts mention."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator

from knowledge import schema
from knowledge.phrasing import check_texts
from knowledge.problems import ContentProblem
from knowledge.reading import TOPICS, Entry, Reading
from knowledge.text import fold
from knowledge.wording import knowledge_wording

IN_EACH_FOLDER = ("contacts", "topics", "procedures")
"""Kinds whose ids are unique within a folder only: a city's topic lies over the national one."""


def check(reading: Reading) -> Iterator[ContentProblem]:
    """Every problem between the entries of ``reading``."""
    yield from _once(_ids(reading), "repeated_id")
    yield from _once(_office_names(reading), "repeated_name")
    yield from _folders(reading)
    yield from _References(reading).problems()
    yield from check_texts(reading)


Written = tuple[Hashable, str, Entry, tuple[str | int, ...]]
"""What must stand only once, as it is written, the entry that says it, and where in it."""


def _once(written: Iterable[Written], message: str) -> Iterator[ContentProblem]:
    seen: dict[Hashable, Entry] = {}
    for key, value, entry, field in written:
        first = seen.setdefault(key, entry)
        if first is not entry:
            other = f"{first.document.file}:{first.document.line(first.at)}"
            said = knowledge_wording()(f"consistency.{message}", id=value, other=other)
            yield entry.problem(said, *field)


def _ids(reading: Reading) -> Iterator[Written]:
    for entry in reading.entries:
        if (id_ := getattr(entry.content, "id", None)) is not None:
            yield (entry.kind, entry.folder if entry.kind in IN_EACH_FOLDER else "", id_), id_, entry, ("id",)


def _office_names(reading: Reading) -> Iterator[Written]:
    for entry in reading.of("contacts"):
        for at, name in enumerate(entry.content.names):
            yield (entry.folder, fold(name)), name, entry, ("names", at)


def _folders(reading: Reading) -> Iterator[ContentProblem]:
    wording = knowledge_wording()
    for entry in reading.of("city"):
        if entry.content.id != entry.folder:
            message = wording("consistency.folder_name", folder=entry.folder, id=entry.content.id)
            yield entry.problem(message, "id")
    for entry in reading.of(TOPICS, schema.NATIONAL):
        if not entry.document.file.endswith(f"/{entry.content.category}.yaml"):
            file, category = entry.document.file, entry.content.category.value
            yield entry.problem(wording("consistency.category", category=category, file=file), "category")


class _References:
    """Ids that entries name must exist, where they are looked up."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        # what could not be read may still be meant: then nothing can be said about references to it
        self._unread = {problem.file.split("/")[0] for problem in reading.problems}

    def problems(self) -> Iterator[ContentProblem]:
        towns = {entry.folder: {town.name for town in entry.content.towns} for entry in self._reading.of("city")}
        cities = self._ids("city")
        for entry in self._reading.entries:
            content = entry.content
            match content:
                case schema.City():
                    yield from self._missing(entry, "city", cities, content.partners, "partners")
                    if content.id in content.partners:
                        yield entry.problem(knowledge_wording()("consistency.self_reference"), "partners")
                case schema.Contact():
                    known = towns.get(entry.folder, set())
                    yield from self._missing(entry, "town", known, content.towns, "towns")
                case schema.Person() if content.contact:
                    known = self._ids("contacts", entry.folder)
                    yield from self._missing(entry, "contact", known, (content.contact,), "contact")
                case schema.Event():
                    yield from self._missing(entry, "city", cities, content.cities, "cities")
                case schema.Procedure():
                    known = self._ids(TOPICS, schema.NATIONAL, entry.folder)
                    yield from self._missing(entry, "topic", known, (content.topic,), "topic")
                case schema.Topic():
                    yield from self._topic(entry)

    def _topic(self, entry: Entry) -> Iterator[ContentProblem]:
        topic: schema.Topic = entry.content
        topics = self._ids(TOPICS, schema.NATIONAL, entry.folder)
        yield from self._missing(entry, "topic", topics, topic.see_also, "see_also")
        if topic.id in topic.see_also:
            yield entry.problem(knowledge_wording()("consistency.self_reference"), "see_also")
        for meaning in topic.instead:
            yield from self._missing(entry, "topic", topics, (*meaning.after, meaning.means), "instead")
        if topic.procedure:
            procedures = self._ids("procedures", schema.NATIONAL, entry.folder)
            yield from self._missing(entry, "procedure", procedures, (topic.procedure,), "procedure")
        yield from self._missing(entry, "hotline", self._ids("hotlines"), topic.hotlines, "hotlines")

    def _ids(self, kind: str, *folders: str) -> set[str]:
        found = self._reading.of(kind)
        return {entry.content.id for entry in found if not folders or entry.folder in folders}

    def _missing(
        self, entry: Entry, kind: str, known: set[str], named: tuple[str, ...], field: str
    ) -> Iterator[ContentProblem]:
        if self._unread & {schema.NATIONAL, entry.folder} or (kind == "city" and self._unread):
            return
        for i, id_ in enumerate(named):
            if id_ not in known:
                yield entry.problem(knowledge_wording()(f"consistency.unknown_{kind}", id=id_), field, i)
