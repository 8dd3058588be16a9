"""What the tables of :mod:`knowledge.models` share: keys, order, the fact behind an entry, opening hours."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import JSON, DateTime, ForeignKey, MetaData, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column, relationship
from sqlalchemy.schema import SchemaItem

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {  # noqa: RUF012
        str: Text(), list[str]: JSON(), dict[str, Any]: JSON(), list[dict[str, Any]]: JSON(),
        dt.datetime: DateTime(timezone=True),
    }  # fmt: skip


class Numbered:
    pk: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int]


def parent(column: str) -> Any:
    return mapped_column(ForeignKey(column, ondelete="CASCADE"), index=True)


def children(order: str) -> Any:
    return relationship(order_by=order, cascade="all, delete-orphan", lazy="selectin")


class Source(Base):
    __tablename__ = "source"
    pk: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    url: Mapped[str | None]


class Fact(Base):
    """What every fact carries: date, verification, sources."""

    __tablename__ = "fact"
    pk: Mapped[int] = mapped_column(primary_key=True)
    as_of: Mapped[str | None]
    checked_on: Mapped[dt.date]
    verified: Mapped[bool]
    valid_until: Mapped[dt.date | None]
    note: Mapped[str | None]
    citations: Mapped[list[Citation]] = children("Citation.position")


class Citation(Base):
    __tablename__ = "citation"
    fact_pk: Mapped[int] = mapped_column(ForeignKey("fact.pk", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    source_pk: Mapped[int] = parent("source.pk")
    source: Mapped[Source] = relationship(lazy="joined", innerjoin=True)


class Entry(Numbered):
    """A fact with an id of its own."""

    id: Mapped[str]

    @declared_attr
    def fact_pk(cls) -> Mapped[int]:
        return mapped_column(ForeignKey("fact.pk", ondelete="CASCADE"), unique=True)

    @declared_attr
    def fact(cls) -> Mapped[Fact]:
        return relationship(lazy="selectin")


class CityEntry(Entry):
    """An entry of one city."""

    city_id: Mapped[str] = parent("city.id")

    @declared_attr.directive
    def __table_args__(cls) -> tuple[SchemaItem, ...]:
        return (UniqueConstraint("city_id", "id"),)


class SharedEntry(Entry):
    """An entry of one city, or of all."""

    city_id: Mapped[str | None] = parent("city.id")

    @declared_attr.directive
    def __table_args__(cls) -> tuple[SchemaItem, ...]:
        return (UniqueConstraint("city_id", "id"),)


class OpeningHours(Base):
    __tablename__ = "opening_hours"
    pk: Mapped[int] = mapped_column(primary_key=True)
    always: Mapped[bool]
    closed_on_holidays: Mapped[bool]
    weekly: Mapped[list[OpeningInterval]] = children("OpeningInterval.position")


class OpeningInterval(Numbered, Base):
    __tablename__ = "opening_interval"
    opening_hours_pk: Mapped[int] = parent("opening_hours.pk")
    days: Mapped[list[str]]
    opens: Mapped[str]
    closes: Mapped[str]


class Opened:
    """Something with opening hours."""

    @declared_attr
    def opening_hours_pk(cls) -> Mapped[int | None]:
        return mapped_column(ForeignKey("opening_hours.pk", ondelete="SET NULL"))

    @declared_attr
    def hours(cls) -> Mapped[OpeningHours | None]:
        return relationship(lazy="selectin")

    hours_verified: Mapped[bool]
