"""One state of the knowledge in memory, indexed for the questions of :mod:`knowledge.repository`.

What stands in a snapshot's answers is confirmed: :func:`shown_contact` and :func:`shown_hotline` take out the
rest, and no editor's ``note`` is handed out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TypeVar

from knowledge import schema
from knowledge.text import digits, fold
from knowledge.texts import made_of

ContentT = TypeVar("ContentT", schema.Topic, schema.Procedure)
FactT = TypeVar("FactT", bound=schema.Fact)


def shown(facts: Iterable[FactT]) -> tuple[FactT, ...]:
    """``facts`` without the editors' notes."""
    return tuple(fact.model_copy(update={"note": None}) if fact.note else fact for fact in facts)


def shown_contact(contact: schema.Contact) -> schema.Contact:
    """``contact`` without unconfirmed numbers, mail addresses and hours."""
    return contact.model_copy(
        update={
            "phones": tuple(phone for phone in contact.phones if phone.verified),
            "mails": tuple(mail for mail in contact.mails if mail.verified),
            "hours": contact.hours if contact.hours_verified else None,
            "note": None,
        }
    )


def shown_hotline(hotline: schema.Hotline) -> schema.Hotline:
    """``hotline`` without unconfirmed numbers, hours and link. ``hours_text`` stays; see ``hours_verified``."""
    return hotline.model_copy(
        update={
            "numbers": hotline.numbers if hotline.number_verified else (),
            "hours": hotline.hours if hotline.hours_verified else None,
            "url": hotline.url if hotline.url_verified else None,
            "note": None,
        }
    )


def shown_procedure(procedure: schema.Procedure, state: schema.State | None) -> schema.Procedure | None:
    """``procedure`` without steps, legal bases and sources of another Land; None when no step is left."""

    def holds_here(law: schema.State | None) -> bool:
        return law is None or law == state

    steps = tuple(
        step.model_copy(
            update={"legal_basis": tuple(b for b in step.legal_basis if holds_here(schema.state_of_law(b)))}
        )
        for step in procedure.steps
        if holds_here(step.state)
    )
    sources = tuple(source for source in procedure.sources if holds_here(schema.state_of_law(source.title)))
    if not steps:
        return None
    return procedure.model_copy(update={"steps": steps, "sources": sources or procedure.sources})


class Snapshot:
    """``knowledge`` with its indexes; what is asked for often is kept once it was made."""

    def __init__(self, fingerprint: str, knowledge: schema.KnowledgeBase) -> None:
        self.fingerprint = fingerprint
        self.knowledge = knowledge
        self.cities = {content.city.id: content for content in knowledge.cities}
        self.hotlines = {hotline.id: shown_hotline(hotline) for hotline in knowledge.hotlines}
        self.glossary = shown(knowledge.glossary)
        self.people = tuple((slug, person) for slug, city in self.cities.items() for person in shown(city.people))
        self.known_strings = frozenset(_known_strings(knowledge))
        self._contacts = {slug: tuple(map(shown_contact, city.contacts)) for slug, city in self.cities.items()}
        self._national_topics = _by_id(shown(knowledge.topics))
        self._topics = {
            slug: self._national_topics | _by_id(shown(city.topics)) for slug, city in self.cities.items()
        }
        self._events = (
            *((None, event) for event in shown(knowledge.events)),
            *((slug, event) for slug, city in self.cities.items() for event in shown(city.events)),
        )
        self._procedures: dict[tuple[str | None, str | None], tuple[schema.Procedure, ...]] = {}

    @cached_property
    def made_of(self) -> Mapping[str, tuple[str, ...]]:
        """See :func:`knowledge.texts.made_of`."""
        return made_of(self)

    def topics(self, city: str | None) -> dict[str, schema.Topic]:
        """Topics by id, with the city's over the national ones."""
        return self._topics.get(city, self._national_topics) if city else self._national_topics

    def contacts(self, city: str, kinds: Sequence[str], town: str | None) -> tuple[schema.Contact, ...]:
        """See :meth:`knowledge.repository.KnowledgeRepository.contacts`."""
        found = self._contacts.get(city, ())
        if kinds:
            found = tuple(contact for kind in kinds for contact in found if contact.kind == kind)
        if town is None:
            return found
        here = fold(town)
        special = [contact for contact in found if here in map(fold, contact.towns)]
        return (*special, *(contact for contact in found if not contact.towns))

    def procedures(self, state: schema.State | None, city: str | None) -> tuple[schema.Procedure, ...]:
        """See :meth:`knowledge.repository.KnowledgeRepository.procedures`."""
        if (state, city) not in self._procedures:
            own = self.cities[city].procedures if city in self.cities else ()
            paths = _by_id(shown((*self.knowledge.procedures, *own))).values()
            here = (shown_procedure(path, state) for path in paths)
            self._procedures[state, city] = tuple(path for path in here if path)
        return self._procedures[state, city]

    def person(self, name_or_id: str) -> schema.Person | None:
        """See :meth:`knowledge.repository.KnowledgeRepository.person`."""
        people = [person for _, person in self.people]
        asked = fold(name_or_id)
        words = set(asked.split())
        exact = [person for person in people if person.id == name_or_id or fold(person.name) == asked]
        if exact:
            return exact[0]
        partly = [person for person in people if words and words <= set(fold(person.name).split())]
        return partly[0] if len({fold(person.name) for person in partly}) == 1 else None

    def event_owner(self, id: str) -> str | None:
        """Slug of the city folder that holds an event, None for a national one."""
        return next((owner for owner, event in self._events if event.id == id), None)

    def events(self, city: str | None) -> tuple[schema.Event, ...]:
        """See :meth:`knowledge.repository.KnowledgeRepository.events`."""
        found = [
            event
            for owner, event in self._events
            if city is None or owner == city or city in event.cities or (owner is None and not event.cities)
        ]
        return tuple(sorted(found, key=lambda event: (event.start is None, event.start or "")))


def _by_id(contents: Iterable[ContentT]) -> dict[str, ContentT]:
    return {content.id: content for content in contents}


def _facts(knowledge: schema.KnowledgeBase) -> Iterator[schema.Fact]:
    for content in (knowledge, *knowledge.cities):
        for kind in type(content).model_fields:
            if isinstance(value := getattr(content, kind), tuple):
                yield from (fact for fact in value if isinstance(fact, schema.Fact))


def _known_strings(knowledge: schema.KnowledgeBase) -> Iterator[str]:
    for city in knowledge.cities:
        yield from (city.city.website,) if city.city.website else ()
        for contact in map(shown_contact, city.contacts):
            yield from (digits(phone.number) for phone in contact.phones)
            yield from (mail.address.casefold() for mail in contact.mails)
            yield from (contact.website,) if contact.website else ()
    for hotline in map(shown_hotline, knowledge.hotlines):
        yield from map(digits, hotline.numbers)
        yield from (hotline.url,) if hotline.url else ()
    yield from (law.url for law in knowledge.laws if law.url)
    yield from (source.url for fact in _facts(knowledge) for source in fact.sources if source.url)
