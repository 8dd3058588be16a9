"""The questions the house asks. The only place with queries, and the only door for telephone numbers.

Unconfirmed numbers, mail addresses, hours and links never leave through it: contacts and hotlines are handed out
as copies without them, and nothing carries an editor's note. Editors' tools use
:meth:`KnowledgeRepository.editorial_copy`.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from itertools import groupby
from typing import Any

from sqlalchemy import Engine, make_url, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from knowledge import models, rows, schema
from knowledge.database import open_engine
from knowledge.snapshot import Snapshot
from knowledge.wording import knowledge_wording


class KnowledgeUnavailable(Exception):
    """The database is missing, empty or cannot be read; the message is a German sentence without secrets."""


def stored_fingerprint(session: Session) -> str | None:
    """Which content the database holds; None when it holds none."""
    return session.scalar(select(models.Revision.fingerprint))


def read_knowledge(session: Session) -> schema.KnowledgeBase:
    """Everything in the database, unconfirmed facts included, in the order of the files."""

    def by_city(row_type: Any) -> dict[str | None, tuple[Any, ...]]:
        order = select(row_type).order_by(row_type.city_id, row_type.position)
        groups = groupby(session.scalars(order), key=lambda row: row.city_id)
        return {city_id: tuple(map(rows.READERS[row_type], group)) for city_id, group in groups}

    def all_of(row_type: Any) -> tuple[Any, ...]:
        return tuple(map(rows.READERS[row_type], session.scalars(select(row_type).order_by(row_type.position))))

    contacts, people, events, topics, procedures = map(
        by_city, (models.Contact, models.Person, models.Event, models.Topic, models.Procedure)
    )
    cities = tuple(
        schema.CityContent(
            city=city,
            contacts=contacts.get(city.id, ()),
            people=people.get(city.id, ()),
            events=events.get(city.id, ()),
            topics=topics.get(city.id, ()),
            procedures=procedures.get(city.id, ()),
        )
        for city in all_of(models.City)
    )
    return schema.KnowledgeBase(
        topics=topics.get(None, ()),
        procedures=procedures.get(None, ()),
        hotlines=all_of(models.Hotline),
        glossary=all_of(models.Term),
        laws=all_of(models.Law),
        events=events.get(None, ()),
        places=all_of(models.Place),
        cities=cities,
    )


class KnowledgeRepository:
    """Answers from a snapshot of the database, read at the first question and held in memory.

    Every method may raise :class:`KnowledgeUnavailable` until the first snapshot is there, none afterwards. Lists
    are tuples in the order of the files; what does not exist is None or an empty tuple. Safe for threads.
    """

    def __init__(self, engine_or_url: Engine | str) -> None:
        """Opens nothing yet; raises :class:`sqlalchemy.exc.ArgumentError` for a malformed address."""
        if isinstance(engine_or_url, Engine):
            self._engine, url = engine_or_url, engine_or_url.url
        else:
            self._engine, url = open_engine(engine_or_url, read_only=True), make_url(engine_or_url)
        self._name = url.render_as_string(hide_password=True)
        self._snapshot: Snapshot | None = None
        self._lock = threading.Lock()

    def refresh(self) -> bool:
        """Reads anew when the database holds other content; whether it did.

        Raises :class:`KnowledgeUnavailable` when the database cannot be read; the old snapshot stays in use.
        """
        known = self._snapshot
        try:
            with Session(self._engine) as session:
                fingerprint = stored_fingerprint(session)
                if fingerprint is None:
                    raise KnowledgeUnavailable(knowledge_wording()("repository.missing", database=self._name))
                if known is not None and known.fingerprint == fingerprint:
                    return False
                self._snapshot = Snapshot(fingerprint, read_knowledge(session))
                return True
        except SQLAlchemyError as error:
            key = "repository.unreachable" if known else "repository.missing"
            raise KnowledgeUnavailable(knowledge_wording()(key, database=self._name)) from error

    def _now(self) -> Snapshot:
        if self._snapshot is None:
            with self._lock:
                if self._snapshot is None:
                    self.refresh()
        assert self._snapshot is not None  # noqa: S101 -- refresh sets it or raises
        return self._snapshot

    @property
    def fingerprint(self) -> str:
        """Fingerprint of the content the answers come from."""
        return self._now().fingerprint

    def cities(self) -> tuple[schema.City, ...]:
        """All cities, counties and Länder."""
        return tuple(content.city for content in self._now().cities.values())

    def city(self, slug: str) -> schema.City | None:
        """The city with this id."""
        content = self._now().cities.get(slug)
        return content.city if content else None

    def contacts(
        self, city: str, *kinds: schema.ContactKind | str, town: str | None = None
    ) -> tuple[schema.Contact, ...]:
        """Contacts of a city, of the given kinds in the given order, or of all kinds.

        With ``town`` (a name in :attr:`City.towns`) those for this town come first and those for other towns
        not at all.
        """
        return self._now().contacts(city, kinds, town)

    def contact(self, city: str, id: str) -> schema.Contact | None:
        """One contact of a city."""
        return next((contact for contact in self.contacts(city) if contact.id == id), None)

    def people(self, city: str | None = None) -> tuple[schema.Person, ...]:
        """People named by the sources of a city, or of all."""
        return tuple(person for slug, person in self._now().people if city in (None, slug))

    def person(self, name_or_id: str) -> schema.Person | None:
        """Somebody by id, full name or an unmistakable part of the name, however it is spelled."""
        return self._now().person(name_or_id)

    def person_city(self, id: str) -> schema.City | None:
        """The city whose folder names the person with this id."""
        slug = next((slug for slug, person in self._now().people if person.id == id), None)
        return self.city(slug) if slug else None

    def topic(self, id: str, city: str | None = None) -> schema.Topic | None:
        """A topic: the city's own, else the national one."""
        return self._now().topics(city).get(id)

    def topics(self, city: str | None = None) -> tuple[schema.Topic, ...]:
        """All topics as this city answers them: national ones or the city's own in their place, then city-only."""
        return tuple(self._now().topics(city).values())

    def topic_cities(self, id: str) -> tuple[str, ...]:
        """The cities that have a topic of their own under this id."""
        contents = self._now().cities.values()
        return tuple(content.city.id for content in contents if any(topic.id == id for topic in content.topics))

    def procedures(self, state: schema.State | None, city: str | None = None) -> tuple[schema.Procedure, ...]:
        """The reporting paths under the law of a Land; federal law only when ``state`` is None."""
        return self._now().procedures(state, city)

    def procedure(self, id: str, state: schema.State | None, city: str | None = None) -> schema.Procedure | None:
        """One reporting path, see :meth:`procedures`."""
        return next((path for path in self.procedures(state, city) if path.id == id), None)

    def hotlines(
        self, audience: schema.Audience | str | None = None, state: schema.State | None = None
    ) -> tuple[schema.Hotline, ...]:
        """Listed hotlines for an audience (None: any) that help in a Land (None: any)."""
        return tuple(
            hotline
            for hotline in self._now().hotlines.values()
            if hotline.listed
            and (audience is None or audience in hotline.audience)
            and (state is None or not hotline.states or state in hotline.states)
        )

    def hotline(self, id: str) -> schema.Hotline | None:
        """One hotline, also an unlisted one."""
        return self._now().hotlines.get(id)

    def glossary(self) -> tuple[schema.Term, ...]:
        """All glossary entries."""
        return self._now().glossary

    def places(self) -> tuple[schema.Place, ...]:
        """Places without content of their own."""
        return self._now().knowledge.places

    def events(self, city: str | None = None) -> tuple[schema.Event, ...]:
        """Events of a city, those it shares and national ones (None: all), by date, undated last."""
        return self._now().events(city)

    def event(self, id: str) -> schema.Event | None:
        """One event of any city."""
        return next((event for event in self.events() if event.id == id), None)

    def event_city(self, id: str) -> schema.City | None:
        """The city whose folder holds the event with this id; None for a national one."""
        slug = self._now().event_owner(id)
        return self.city(slug) if slug else None

    def known_strings(self) -> frozenset[str]:
        """What a reply may quote: confirmed numbers (digits only), mail addresses (lower case) and links."""
        return self._now().known_strings

    def made_of(self) -> Mapping[str, tuple[str, ...]]:
        """What a reply may show besides texts -> the texts it is made of, see :mod:`knowledge.texts`."""
        return self._now().made_of

    def editorial_copy(self) -> schema.KnowledgeBase:
        """Everything as the editors wrote it, *with* unconfirmed facts: for export and checks, never to show."""
        return self._now().knowledge
