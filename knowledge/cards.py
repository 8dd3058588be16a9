"""Facts as plain dictionaries for every surface: API, chat blocks, pages.

One shape a kind of fact; ``as_of`` and ``sources`` are always there. What is not confirmed has been taken out by
the repository before a fact comes here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from knowledge import opening
from knowledge.schema import City, Contact, Event, Fact, Hotline, OpeningHours, Person, Phone, State, Term
from knowledge.text import digits

Card = dict[str, Any]


def sources(fact: Fact) -> list[dict[str, str | None]]:
    """Title, link and date of each source of ``fact``."""
    return [{"title": source.title, "url": source.url, "as_of": fact.stand} for source in fact.sources]


def is_open(hours: OpeningHours | None, state: State, at: dt.datetime) -> bool | None:
    """Whether something with ``hours`` is open at this moment; None when its hours are not known."""
    return opening.status(hours, state, at).open_now if hours else None


def open_first(lines: Iterable[Hotline], state: State, at: dt.datetime) -> list[Hotline]:
    """``lines`` with those that are open at this moment before the others."""
    return sorted(lines, key=lambda line: not is_open(line.hours, state, at))


def contact(contact: Contact, city: City, at: dt.datetime) -> Card:
    """A person or office of ``city``."""
    return _compact(
        {
            "type": "contact",
            "id": contact.id,
            "kind": contact.kind.value,
            "city": city.id,
            "name": contact.person or contact.name,
            "role": contact.role,
            "office": contact.name if contact.person else city.name,
            "text": contact.text,
            "towns": list(contact.towns),
            "phones": [_phone(phone) for phone in contact.phones],
            "mail": contact.mails[0].address if contact.mails else None,
            "mails": [mail.address for mail in contact.mails],
            "room": contact.room,
            "address": contact.address,
            "website": contact.website or city.website,
            "accessibility": contact.accessibility,
            "languages": list(contact.languages),
            "opening_hours": opening.describe(contact.hours) if contact.hours else None,
            "open_now": is_open(contact.hours, city.state, at),
            "vcf_url": f"/api/v1/cities/{city.id}/contacts/{contact.id}.vcf",
            **_provenance(contact),
        }
    )


def hotline(hotline: Hotline, state: State, at: dt.datetime) -> Card:
    """A help line, in the shape of a contact."""
    return _compact(
        {
            "type": "contact",
            "id": hotline.id,
            "kind": "hotline",
            "name": hotline.name,
            "role": hotline.target_group,
            "office": None,
            "text": hotline.use_when,
            "phones": [_number(number) for number in hotline.numbers],
            "website": hotline.url,
            "opening_hours": opening.describe(hotline.hours) if hotline.hours else _text_hours(hotline),
            "open_now": is_open(hotline.hours, state, at),
            "cost": hotline.cost,
            "anonymous": hotline.anonymous,
            "web_chat": hotline.web_chat,
            "languages": list(hotline.languages),
            "not_for": hotline.not_for,
            **_provenance(hotline),
        }
    )


def event(event: Event, city: City | None, today: dt.date) -> Card:
    """An event; ``status`` is judged for ``today``."""
    dated = event.start is not None and len(event.start) == len("2024-01-31")
    return _compact(
        {
            "type": "event",
            "id": event.id,
            "city": city.id if city else None,
            "title": event.title,
            "status": opening.event_status(event, today).value,
            "start": event.start,
            "end": event.end,
            "date": opening.describe_date(event.start) if event.start else None,
            "place": event.place,
            "organiser": event.organiser,
            "audience": event.audience,
            "participants": event.participants,
            "people": [{"name": person.name, "part": person.part} for person in event.people],
            "subjects": list(event.subjects),
            "description": event.description,
            "ics_url": f"/api/v1/cities/{city.id}/events/{event.id}.ics" if city and dated else None,
            **_provenance(event),
        }
    )


def person_text(person: Person) -> str:
    """Who somebody is, as one sentence or two."""
    about = f" {person.about}" if person.about else ""
    return f"{person.name}: {person.function}.{about}"


def term_title(term: Term) -> str:
    """A term with its long form, the heading of its definition."""
    return f"{term.term} ({term.long_form})" if term.long_form else term.term


def _provenance(fact: Fact) -> Card:
    listed = sources(fact)
    return {"source": listed[0], "sources": listed, "as_of": fact.stand, "verified": fact.verified}


def _phone(phone: Phone) -> Card:
    return {**_number(phone.number), "kind": phone.kind}


def _number(number: str) -> Card:
    return {"number": number, "tel": tel(number), "kind": "telefon"}


def tel(number: str) -> str:
    """``number`` as the address of a link that calls it."""
    return f"tel:{digits(number)}"


def _text_hours(hotline: Hotline) -> str | None:
    return hotline.hours_text if hotline.hours_verified else None


def _compact(card: Card) -> Card:
    """Without empty lists and values, but with the keys that a reader of the API may rely on."""
    always = {"name", "role", "office", "phones", "mail", "address", "opening_hours", "open_now", "place", "end",
              "audience", "ics_url", "start", "title"}  # fmt: skip
    return {key: value for key, value in card.items() if value not in (None, []) or key in always}
