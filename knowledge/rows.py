"""Between the frozen objects of the schema and the rows of the tables.

Columns and fields of the same name are copied; only what lives in a table of its own is spelled out here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, TypeVar

from sqlalchemy import inspect

from knowledge import models, schema

ContentT = TypeVar("ContentT", bound=schema.Content)
RowT = TypeVar("RowT", bound=models.Base)

_FACT_FIELDS = tuple(name for name in schema.Fact.model_fields if name != "sources")


def _columns(row_type: type[models.Base], content: schema.Content) -> dict[str, Any]:
    names = inspect(row_type).column_attrs.keys()
    return {name: _plain(getattr(content, name)) for name in type(content).model_fields if name in names}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, schema.Content):
        return value.model_dump(mode="json", exclude_defaults=True)
    return value.value if isinstance(value, Enum) else value


def _numbered(row_type: type[RowT], contents: Iterable[schema.Content]) -> list[RowT]:
    return [row_type(position=i, **_columns(row_type, content)) for i, content in enumerate(contents)]


@dataclass(slots=True)
class RowWriter:
    """Turns a whole knowledge base into rows; sources are shared between the facts that cite them."""

    sources: dict[schema.Source, models.Source] = field(default_factory=dict)
    hotlines: dict[str, models.Hotline] = field(default_factory=dict)

    def rows(self, knowledge: schema.KnowledgeBase) -> list[models.Base]:
        """All rows, parents reachable before children."""
        rows: list[models.Base] = []
        for position, content in enumerate(knowledge.cities):
            city = content.city
            partners = [models.CityPartner(position=i, partner_id=slug) for i, slug in enumerate(city.partners)]
            towns = _numbered(models.Town, city.towns)
            columns = _columns(models.City, city)
            rows.append(models.City(position=position, towns=towns, partners=partners, **columns))
        for position, hotline in enumerate(knowledge.hotlines):
            numbers = [models.HotlineNumber(position=i, number=n) for i, n in enumerate(hotline.numbers)]
            row = self._entry(models.Hotline, position, hotline, numbers=numbers, hours=_hours(hotline.hours))
            self.hotlines[hotline.id] = row
            rows.append(row)
        for position, place in enumerate(knowledge.places):
            rows.append(models.Place(position=position, **_columns(models.Place, place)))
        rows += [self._entry(models.Term, i, term) for i, term in enumerate(knowledge.glossary)]
        rows += [self._entry(models.Law, i, law) for i, law in enumerate(knowledge.laws)]
        rows += self._shared(knowledge, None)
        for content in knowledge.cities:
            rows += self._city(content)
            rows += self._shared(content, content.city.id)
        return rows

    def _entry(self, row_type: type[RowT], position: int, fact: schema.Fact, **more: Any) -> RowT:
        citations = [models.Citation(position=i, source=self._source(s)) for i, s in enumerate(fact.sources)]
        shared = {name: getattr(fact, name) for name in _FACT_FIELDS}
        columns = _columns(row_type, fact)
        return row_type(position=position, fact=models.Fact(citations=citations, **shared), **columns, **more)

    def _source(self, source: schema.Source) -> models.Source:
        if source not in self.sources:
            self.sources[source] = models.Source(title=source.title, url=source.url)
        return self.sources[source]

    def _city(self, content: schema.CityContent) -> Iterable[models.Base]:
        contacts: dict[str, models.Contact] = {}
        for i, contact in enumerate(content.contacts):
            contacts[contact.id] = self._entry(
                models.Contact,
                i,
                contact,
                city_id=content.city.id,
                hours=_hours(contact.hours),
                phones=_numbered(models.Phone, contact.phones),
                mails=_numbered(models.Mail, contact.mails),
            )
        yield from contacts.values()
        for i, person in enumerate(content.people):
            contact_row = contacts[person.contact] if person.contact else None
            yield self._entry(models.Person, i, person, city_id=content.city.id, contact_row=contact_row)

    def _shared(
        self, content: schema.KnowledgeBase | schema.CityContent, city_id: str | None
    ) -> Iterable[models.Base]:
        for i, event in enumerate(content.events):
            people = _numbered(models.EventParticipant, event.people)
            cities = [models.EventCity(position=n, city_id=slug) for n, slug in enumerate(event.cities)]
            yield self._entry(models.Event, i, event, city_id=city_id, people=people, cities=cities)
        for i, topic in enumerate(content.topics):
            phrases = [models.TopicPhrase(position=n, text=text) for n, text in enumerate(topic.alt_questions)]
            hotlines = [
                models.TopicHotline(position=n, hotline=self.hotlines[id_]) for n, id_ in enumerate(topic.hotlines)
            ]
            yield self._entry(models.Topic, i, topic, city_id=city_id, phrases=phrases, hotlines=hotlines)
        for i, procedure in enumerate(content.procedures):
            steps = _numbered(models.ProcedureStep, procedure.steps)
            yield self._entry(models.Procedure, i, procedure, city_id=city_id, steps=steps)


def _hours(hours: schema.OpeningHours | None) -> models.OpeningHours | None:
    if hours is None:
        return None
    weekly = _numbered(models.OpeningInterval, hours.weekly)
    return models.OpeningHours(always=hours.always, closed_on_holidays=hours.closed_on_holidays, weekly=weekly)


def _content(content_type: type[ContentT], row: models.Base, **more: Any) -> ContentT:
    names = inspect(type(row)).column_attrs.keys()
    values = {name: getattr(row, name) for name in content_type.model_fields if name in names}
    fact = getattr(row, "fact", None)
    if fact is not None:
        values |= {name: getattr(fact, name) for name in _FACT_FIELDS}
        values["sources"] = [{"title": c.source.title, "url": c.source.url} for c in fact.citations]
    return content_type.model_validate(values | more)


def _contents(content_type: type[ContentT], rows: Iterable[models.Base]) -> tuple[ContentT, ...]:
    return tuple(_content(content_type, row) for row in rows)


def _opening(row: models.OpeningHours | None) -> schema.OpeningHours | None:
    if row is None:
        return None
    return _content(schema.OpeningHours, row, weekly=_contents(schema.OpeningInterval, row.weekly))


def city(row: models.City) -> schema.City:
    """The city of a row."""
    partners = tuple(partner.partner_id for partner in row.partners)
    towns = _contents(schema.Town, row.towns)
    return _content(schema.City, row, towns=towns, partners=partners, widget=row.widget or {})


def contact(row: models.Contact) -> schema.Contact:
    """The contact of a row, with unconfirmed numbers."""
    return _content(
        schema.Contact,
        row,
        names=row.names or (),
        languages=row.languages or (),
        hours=_opening(row.hours),
        phones=_contents(schema.Phone, row.phones),
        mails=_contents(schema.Mail, row.mails),
    )


def person(row: models.Person) -> schema.Person:
    """The person of a row."""
    return _content(schema.Person, row, contact=row.contact_row.id if row.contact_row else None)


def event(row: models.Event) -> schema.Event:
    """The event of a row."""
    cities = tuple(shared.city_id for shared in row.cities)
    return _content(schema.Event, row, people=_contents(schema.Participant, row.people), cities=cities)


def topic(row: models.Topic) -> schema.Topic:
    """The topic of a row."""
    hotlines = tuple(link.hotline.id for link in row.hotlines)
    asked = tuple(phrase.text for phrase in row.phrases)
    return _content(schema.Topic, row, alt_questions=asked, instead=row.instead or (), hotlines=hotlines)


def procedure(row: models.Procedure) -> schema.Procedure:
    """The reporting path of a row, with the steps of every Land."""
    return _content(schema.Procedure, row, steps=_contents(schema.Step, row.steps))


def hotline(row: models.Hotline) -> schema.Hotline:
    """The hotline of a row, with unconfirmed numbers."""
    return _content(schema.Hotline, row, numbers=tuple(n.number for n in row.numbers), hours=_opening(row.hours))


def term(row: models.Term) -> schema.Term:
    """The glossary entry of a row."""
    return _content(schema.Term, row)


def law(row: models.Law) -> schema.Law:
    """The legal source of a row."""
    return _content(schema.Law, row)


def place(row: models.Place) -> schema.Place:
    """The place of a row."""
    return _content(schema.Place, row)


READERS: Mapping[type[models.Base], Any] = {
    models.City: city,
    models.Contact: contact,
    models.Person: person,
    models.Event: event,
    models.Topic: topic,
    models.Procedure: procedure,
    models.Hotline: hotline,
    models.Term: term,
    models.Law: law,
    models.Place: place,
}
"""For each table of entries the function that reads its rows."""
