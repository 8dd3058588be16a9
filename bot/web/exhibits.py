"""Facts as pages show them: the cards of the knowledge base with neutral addresses, next opening and age."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import urlencode

from bot.web import addresses, calendar
from bot.web.moments import is_older, opens_again
from knowledge import cards, opening
from knowledge.repository import KnowledgeRepository
from knowledge.schema import (
    Audience,
    City,
    Contact,
    ContactKind,
    Event,
    Fact,
    Hotline,
    OpeningHours,
    State,
    Widget,
    state_of,
)

Card = dict[str, Any]
MAP = "https://www.openstreetmap.org/search?"
OLD_AFTER_MONTHS = Widget().old_after_months
"""Age from which a page asks to check a fact before relying on it (goal 88)."""
REPORTING = (ContactKind.REPORTING, ContactKind.OUT_OF_HOURS)
KINDS = (
    ContactKind.REPORTING, ContactKind.OUT_OF_HOURS, ContactKind.YOUTH_OFFICE, ContactKind.SOCIAL_SERVICE,
    ContactKind.COUNSELLING, ContactKind.ABUSE_COUNSELLING, ContactKind.INSOFA, ContactKind.EARLY_HELP,
    ContactKind.COORDINATION,
)  # fmt: skip
"""Kinds of contacts in the order in which somebody with a worry needs them."""


class Exhibits:
    """Cards for one page. ``at`` is the moment for which opening hours and ages are judged."""

    def __init__(self, facts: KnowledgeRepository, at: dt.datetime) -> None:
        self._facts = facts
        self._at = at

    def contact(self, contact: Contact, city: City) -> Card:
        """A contact of ``city``."""
        where = contact.address
        return {
            **cards.contact(contact, city, self._at),
            **self._common(contact, contact.hours, city.state, city.widget.old_after_months),
            "anchor": addresses.anchor(contact.id, city),
            "vcf_url": addresses.contact_file(contact, city) if is_reachable(contact) else None,
            "map_url": f"{MAP}{urlencode({'query': where})}" if where and any(map(str.isdigit, where)) else None,
        }

    def contacts(self, city: City, *kinds: ContactKind) -> list[Card]:
        """Contacts of ``city`` that are confirmed or can be reached, of the given kinds or of all."""
        found = self._facts.contacts(city.id, *kinds)
        return [self.contact(one, city) for one in found if one.verified or one.phones or one.mails]

    def reporting(self, city: City) -> list[Card]:
        """Who takes reports, day and night; where none has a number, the youth office as well."""
        found = self.contacts(city, *REPORTING)
        if any(card["phones"] for card in found):
            return found
        names = {card["name"] for card in found}
        return [
            *found,
            *(card for card in self.contacts(city, ContactKind.YOUTH_OFFICE) if card["name"] not in names),
        ]

    def by_kind(self, city: City) -> Iterator[tuple[ContactKind, list[Card]]]:
        """All contacts of ``city`` by what they are for; kinds without any are left out."""
        for kind in KINDS:
            if found := self.contacts(city, kind):
                yield kind, found

    def hotline(self, line: Hotline, city: City | None) -> Card:
        """A help line."""
        state = state_of(city)
        shown = {**cards.hotline(line, state, self._at), **self._common(line, line.hours, state)}
        return {**shown, "anchor": addresses.anchor(line.id), "emergency": line.emergency}

    def hotlines(self, lines: Iterable[Hotline], city: City | None) -> list[Card]:
        """Help lines, those open at this moment first."""
        state = state_of(city)
        return [self.hotline(line, city) for line in cards.open_first(lines, state, self._at)]

    def event(self, event: Event, city: City) -> Card:
        """An event as ``city`` announces it."""
        return {
            **cards.event(event, self._facts.event_city(event.id), self._at.date()),
            **self._common(event, None, city.state, city.widget.old_after_months),
            "anchor": addresses.anchor(event.id),
            "ics_url": addresses.event_file(event, city) if calendar.is_dated(event) else None,
        }

    def provenance(self, fact: Fact) -> Card:
        """Sources and date of any other fact."""
        return {
            "sources": cards.sources(fact),
            "as_of": fact.stand,
            **self._common(fact, None, state_of(None)),
        }

    def _common(
        self, fact: Fact, hours: OpeningHours | None, state: State, months: int = OLD_AFTER_MONTHS
    ) -> Card:
        status = opening.status(hours, state, self._at) if hours else None
        return {
            "opens_again": opens_again(status.next_change, self._at) if status and not status.open_now else None,
            "old": is_older(fact.stand, months, self._at.date()),
            "expired": fact.valid_until is not None and fact.valid_until < self._at.date(),
            "unconfirmed": not fact.verified,
        }


def is_reachable(contact: Contact) -> bool:
    """Whether there is anything to keep: a number, an address to write to or a place."""
    return bool(contact.phones or contact.mails or contact.address)


def public_lines(lines: Sequence[Hotline]) -> list[Hotline]:
    """Lines for everybody: those for professionals only are not named to others (facts, section 4)."""
    return [line for line in lines if set(line.audience) != {Audience.PROFESSIONAL}]


def suitable_lines(
    facts: KnowledgeRepository, audience: Sequence[Audience], city: City | None, named: Sequence[str] = ()
) -> list[Hotline]:
    """Lines to call for readers of an answer: those it names, else those for the first audience.

    One for professionals only is named, and then first, in answers for nobody else.
    """
    state = city.state if city else None
    found = [line for line in facts.hotlines(state=state) if line.id in named]
    lines = found or facts.hotlines(audience[0], state)
    usable = [line for line in lines if line.numbers and not line.emergency]
    if set(audience) != {Audience.PROFESSIONAL}:
        return public_lines(usable)
    return sorted(usable, key=lambda line: len(line.audience))
