"""What is missing, unconfirmed or out of date in the content, city by city, for editors."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from knowledge import schema
from knowledge.opening import EventStatus, event_status, last_day
from knowledge.schema import NATIONAL, ContactKind

STALE_AFTER_MONTHS = 12


class Gap(StrEnum):
    """Kinds of findings, the most pressing first."""

    NO_REPORTING_NUMBER = "no_reporting_number"
    NO_OUT_OF_HOURS_NUMBER = "no_out_of_hours_number"
    NO_ADDRESS = "no_address"
    NO_WEBSITE = "no_website"
    EXPIRED = "expired"
    UNVERIFIED = "unverified"
    UNVERIFIED_NUMBER = "unverified_number"
    UNVERIFIED_MAIL = "unverified_mail"
    UNVERIFIED_HOURS = "unverified_hours"
    STALE = "stale"
    NO_SOURCE_DATE = "no_source_date"
    VAGUE_SOURCE = "vague_source"
    PAST_EVENT = "past_event"
    UNDATED_EVENT = "undated_event"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to do. ``city`` is a city's id or ``_national``; ``kind`` and ``id`` name the entry, if one."""

    city: str
    gap: Gap
    kind: str | None = None
    id: str | None = None
    detail: str | None = None

    def as_dict(self) -> dict[str, str | None]:
        """The finding for machines."""
        return asdict(self)


def report(knowledge: schema.KnowledgeBase, today: dt.date) -> tuple[Finding, ...]:
    """All findings on a day, by city (the nation first) and gap."""
    found = list(_facts(NATIONAL, knowledge, today))
    for content in knowledge.cities:
        found += [Finding(content.city.id, gap) for gap in _missing(content)]
        found += _facts(content.city.id, content, today)
    order = {NATIONAL: -1} | {content.city.id: i for i, content in enumerate(knowledge.cities)}
    return tuple(sorted(found, key=lambda finding: (order[finding.city], list(Gap).index(finding.gap))))


def _missing(content: schema.CityContent) -> Iterator[Gap]:
    def with_number(kind: ContactKind) -> bool:
        return any(phone.verified for c in content.contacts if c.kind is kind for phone in c.phones)

    reporting = (ContactKind.REPORTING, ContactKind.YOUTH_OFFICE)
    if not with_number(ContactKind.REPORTING):
        yield Gap.NO_REPORTING_NUMBER
    if not with_number(ContactKind.OUT_OF_HOURS):
        yield Gap.NO_OUT_OF_HOURS_NUMBER
    if not any(contact.address for contact in content.contacts if contact.kind in reporting):
        yield Gap.NO_ADDRESS
    if not content.city.website:
        yield Gap.NO_WEBSITE


def _facts(city: str, content: schema.KnowledgeBase | schema.CityContent, today: dt.date) -> Iterator[Finding]:
    for kind in type(content).model_fields:
        for entry in getattr(content, kind) if kind not in ("cities", "city") else ():
            if isinstance(entry, schema.Fact):
                for gap, detail in (*_dates(entry, today), *_unconfirmed(entry), *_events(entry, today)):
                    yield Finding(city, gap, kind, getattr(entry, "id", None), detail)


def _dates(fact: schema.Fact, today: dt.date) -> Iterator[tuple[Gap, str | None]]:
    if fact.valid_until and fact.valid_until < today:
        yield Gap.EXPIRED, fact.valid_until.isoformat()
    if _is_stale(fact.stand, today):
        yield Gap.STALE, fact.stand
    if not fact.as_of:
        yield Gap.NO_SOURCE_DATE, None
    for source in fact.sources:
        if not _is_exact(source):
            yield Gap.VAGUE_SOURCE, source.title


def _is_stale(stand: schema.PartialDate, today: dt.date) -> bool:
    """Whether twelve months have passed since the last day ``stand`` can mean."""
    last = last_day(stand)
    months = (today.year - last.year) * 12 + today.month - last.month
    return (months, today.day) > (STALE_AFTER_MONTHS, last.day)


def _is_exact(source: schema.Source) -> bool:
    """Whether the link leads to a page and not only to a site."""
    if source.url is None:
        return False
    address = urlsplit(source.url)
    return bool(address.path.strip("/") or address.query or address.fragment)


def _unconfirmed(fact: schema.Fact) -> Iterator[tuple[Gap, str | None]]:
    if not fact.verified:
        yield Gap.UNVERIFIED, None
    if isinstance(fact, schema.Contact):
        yield from ((Gap.UNVERIFIED_NUMBER, phone.number) for phone in fact.phones if not phone.verified)
        yield from ((Gap.UNVERIFIED_MAIL, mail.address) for mail in fact.mails if not mail.verified)
    if isinstance(fact, schema.Hotline) and not fact.number_verified:
        yield from ((Gap.UNVERIFIED_NUMBER, number) for number in fact.numbers)
    if isinstance(fact, schema.Contact | schema.Hotline) and not fact.hours_verified:
        yield Gap.UNVERIFIED_HOURS, None
    if isinstance(fact, schema.Topic):
        yield from ((Gap.UNVERIFIED, part) for part in fact.unverified_parts)


def _events(fact: schema.Fact, today: dt.date) -> Iterable[tuple[Gap, str | None]]:
    if not isinstance(fact, schema.Event):
        return ()
    match event_status(fact, today):
        case EventStatus.PAST:
            return ((Gap.PAST_EVENT, fact.end or fact.start),)
        case EventStatus.UNDATED:
            return ((Gap.UNDATED_EVENT, None),)
        case _:
            return ()
