"""The tables. Only :mod:`knowledge.rows` fills and reads them; nobody else sees a row.

``pk`` is the database's own key, ``id`` the one editors chose, ``position`` the place in the file. Plain lists of
words are JSON columns. A missing ``city_id`` means that the entry holds for every city.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from knowledge.model_base import (
    Base,
    Citation,
    CityEntry,
    Entry,
    Fact,
    Numbered,
    Opened,
    OpeningHours,
    OpeningInterval,
    SharedEntry,
    Source,
    children,
    parent,
)

__all__ = [
    "Base", "Citation", "City", "CityPartner", "Contact", "Event", "EventCity", "EventParticipant", "Fact",
    "Hotline", "HotlineNumber", "Law", "Mail", "OpeningHours", "OpeningInterval", "Person", "Phone", "Place",
    "Procedure", "ProcedureStep", "Revision", "Source", "Term", "Topic", "TopicHotline", "TopicPhrase", "Town",
]  # fmt: skip


class Revision(Base):
    """Which content the tables hold; one row."""

    __tablename__ = "revision"
    fingerprint: Mapped[str] = mapped_column(primary_key=True)
    built_at: Mapped[dt.datetime]


class City(Base):
    __tablename__ = "city"
    id: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    name: Mapped[str]
    short_name: Mapped[str]
    kind: Mapped[str]
    state: Mapped[str]
    county: Mapped[str | None]
    own_youth_office: Mapped[bool]
    website: Mapped[str | None]
    names: Mapped[list[str]]
    districts: Mapped[list[str]]
    postcodes: Mapped[list[str]]
    state_youth_office: Mapped[str | None]
    widget: Mapped[dict[str, Any] | None]
    towns: Mapped[list[Town]] = children("Town.position")
    partners: Mapped[list[CityPartner]] = relationship(
        order_by="CityPartner.position", foreign_keys="CityPartner.city_id", lazy="selectin"
    )


class CityPartner(Base):
    __tablename__ = "city_partner"
    city_id: Mapped[str] = mapped_column(ForeignKey("city.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    partner_id: Mapped[str] = parent("city.id")


class Town(Numbered, Base):
    __tablename__ = "town"
    city_id: Mapped[str] = parent("city.id")
    name: Mapped[str]
    postcodes: Mapped[list[str]]
    districts: Mapped[list[str]]


class Contact(CityEntry, Opened, Base):
    __tablename__ = "contact"
    kind: Mapped[str]
    name: Mapped[str]
    names: Mapped[list[str] | None]
    role: Mapped[str | None]
    person: Mapped[str | None]
    text: Mapped[str | None]
    towns: Mapped[list[str]]
    room: Mapped[str | None]
    address: Mapped[str | None]
    website: Mapped[str | None]
    accessibility: Mapped[str | None]
    languages: Mapped[list[str] | None]
    phones: Mapped[list[Phone]] = children("Phone.position")
    mails: Mapped[list[Mail]] = children("Mail.position")


class Phone(Numbered, Base):
    __tablename__ = "phone"
    contact_pk: Mapped[int] = parent("contact.pk")
    number: Mapped[str]
    kind: Mapped[str]
    verified: Mapped[bool]


class Mail(Numbered, Base):
    __tablename__ = "mail"
    contact_pk: Mapped[int] = parent("contact.pk")
    address: Mapped[str]
    verified: Mapped[bool]


class Person(CityEntry, Base):
    __tablename__ = "person"
    name: Mapped[str]
    function: Mapped[str]
    about: Mapped[str | None]
    contact_pk: Mapped[int | None] = mapped_column(ForeignKey("contact.pk", ondelete="SET NULL"))
    contact_row: Mapped[Contact | None] = relationship(lazy="selectin")


class Event(SharedEntry, Base):
    __tablename__ = "event"
    title: Mapped[str]
    description: Mapped[str | None]
    start: Mapped[str | None]
    end: Mapped[str | None]
    place: Mapped[str | None]
    organiser: Mapped[str | None]
    audience: Mapped[str | None]
    participants: Mapped[str | None]
    subjects: Mapped[list[str]]
    also_known_as: Mapped[list[str]]
    recurring: Mapped[bool]
    announced: Mapped[bool]
    people: Mapped[list[EventParticipant]] = children("EventParticipant.position")
    cities: Mapped[list[EventCity]] = children("EventCity.position")


class EventParticipant(Numbered, Base):
    __tablename__ = "event_participant"
    event_pk: Mapped[int] = parent("event.pk")
    name: Mapped[str]
    part: Mapped[str | None]


class EventCity(Base):
    """A city that shares an event of somebody else."""

    __tablename__ = "event_city"
    event_pk: Mapped[int] = mapped_column(ForeignKey("event.pk", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    city_id: Mapped[str] = parent("city.id")


class Topic(SharedEntry, Base):
    __tablename__ = "topic"
    category: Mapped[str]
    question: Mapped[str]
    audience: Mapped[list[str]]
    answer: Mapped[str]
    easy_answer: Mapped[str]
    child_answer: Mapped[str | None]
    adult_answer: Mapped[str | None]
    items: Mapped[list[str]]
    legal_basis: Mapped[list[str]]
    unverified_parts: Mapped[list[str]]
    see_also: Mapped[list[str]]
    instead: Mapped[list[dict[str, Any]] | None]
    state: Mapped[str | None]
    contacts: Mapped[list[str]]
    procedure: Mapped[str | None]
    events: Mapped[bool]
    phrases: Mapped[list[TopicPhrase]] = children("TopicPhrase.position")
    hotlines: Mapped[list[TopicHotline]] = children("TopicHotline.position")


class TopicPhrase(Numbered, Base):
    """Another way to ask a topic's question."""

    __tablename__ = "topic_phrase"
    topic_pk: Mapped[int] = parent("topic.pk")
    text: Mapped[str]


class TopicHotline(Base):
    __tablename__ = "topic_hotline"
    topic_pk: Mapped[int] = mapped_column(ForeignKey("topic.pk", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    hotline_pk: Mapped[int] = parent("hotline.pk")
    hotline: Mapped[Hotline] = relationship(lazy="selectin")


class Procedure(SharedEntry, Base):
    __tablename__ = "procedure"
    role: Mapped[str]
    button: Mapped[str]
    names: Mapped[list[str]]
    audience: Mapped[str]
    topic: Mapped[str]
    summary: Mapped[str]
    if_acute_danger: Mapped[str]
    do_not: Mapped[list[str]]
    steps: Mapped[list[ProcedureStep]] = children("ProcedureStep.position")


class ProcedureStep(Numbered, Base):
    __tablename__ = "procedure_step"
    procedure_pk: Mapped[int] = parent("procedure.pk")
    text: Mapped[str]
    legal_basis: Mapped[list[str]]
    state: Mapped[str | None]


class Hotline(Entry, Opened, Base):
    __tablename__ = "hotline"
    __table_args__ = (UniqueConstraint("id"),)
    name: Mapped[str]
    number_verified: Mapped[bool]
    hours_text: Mapped[str]
    target_group: Mapped[str]
    audience: Mapped[list[str]]
    emergency: Mapped[bool]
    cost: Mapped[str | None]
    anonymous: Mapped[str | None]
    web_chat: Mapped[str | None]
    url: Mapped[str | None]
    url_verified: Mapped[bool]
    languages: Mapped[list[str]]
    use_when: Mapped[str | None]
    not_for: Mapped[str | None]
    states: Mapped[list[str]]
    listed: Mapped[bool]
    numbers: Mapped[list[HotlineNumber]] = children("HotlineNumber.position")


class HotlineNumber(Numbered, Base):
    __tablename__ = "hotline_number"
    hotline_pk: Mapped[int] = parent("hotline.pk")
    number: Mapped[str]


class Term(Entry, Base):
    __tablename__ = "term"
    __table_args__ = (UniqueConstraint("id"),)
    term: Mapped[str]
    long_form: Mapped[str | None]
    also_known_as: Mapped[list[str]]
    definition: Mapped[str]
    easy_definition: Mapped[str]


class Law(Entry, Base):
    __tablename__ = "law"
    __table_args__ = (UniqueConstraint("id"),)
    title: Mapped[str]
    names: Mapped[list[str]]
    url: Mapped[str | None]
    state: Mapped[str | None]


class Place(Numbered, Base):
    __tablename__ = "place"
    name: Mapped[str]
    names: Mapped[list[str]]
