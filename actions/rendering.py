"""Say things: wording by response name, facts as typed blocks with their sources, buttons."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions import names
from actions.context import Context
from knowledge import cards
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
    Procedure,
    State,
    state_of,
)
from knowledge.text import fold


def payload(intent: str, **entities: str) -> str:
    """Rasa's form of a button that stands for ``intent``."""
    return f"/{intent}{json.dumps(entities, ensure_ascii=False)}" if entities else f"/{intent}"


def is_confirmed(contact: Contact) -> bool:
    """Whether anything of ``contact`` is confirmed, so that it can be shown."""
    return contact.verified or bool(contact.phones or contact.mails)


class Renderer:
    """Sends blocks in the order of the calls. ``at`` is the moment for which opening hours are judged."""

    def __init__(
        self, dispatcher: CollectingDispatcher, facts: KnowledgeRepository, context: Context, at: dt.datetime
    ) -> None:
        self._dispatcher = dispatcher
        self._facts = facts
        self._context = context
        self._shown: set[tuple[object, ...]] = set()
        self._said: set[tuple[str, ...]] = set()
        self.at = at

    @property
    def state(self) -> State:
        """See :func:`knowledge.schema.state_of`."""
        return state_of(self.city)

    @property
    def audience(self) -> str | None:
        """Who is reading, where that is known."""
        return self._context.audience

    @property
    def words(self) -> list[str]:
        """The folded words of the message."""
        return fold(self._context.text).split()

    @property
    def city(self) -> City | None:
        """The city of the conversation."""
        return self._facts.city(self._context.city) if self._context.city else None

    @property
    def place(self) -> str:
        """What the conversation is about calls itself: the town, else the city; empty where neither is known."""
        return self._context.town or (self.city.short_name if self.city else "")

    @property
    def town(self) -> str | None:
        """The town of the city that the conversation is about."""
        return self._context.town

    def say(self, response: str, **values: str) -> None:
        """A sentence of ours, worded in ``data/responses``, once a reply."""
        sentence = (response, *values.values())
        if sentence not in self._said:
            self._said.add(sentence)
            self._dispatcher.utter_message(response=response, **values)

    def fact(
        self, text: str, fact: Fact, *, legal_basis: Sequence[str] = (), title: str | None = None
    ) -> None:
        """A sentence of the knowledge base with its sources."""
        self._block({"type": "text", "title": title, "text": text, "legal_basis": list(legal_basis)}, fact)

    def items(self, items: Sequence[str], fact: Fact) -> None:
        """A list of the knowledge base with its sources."""
        self._block({"type": "list", "items": list(items)}, fact)

    def path(self, procedure: Procedure) -> None:
        """What to do in acute danger, then the numbered steps of a reporting path."""
        self.notice(procedure.if_acute_danger, procedure)
        self.steps(procedure)

    def steps(self, procedure: Procedure, only: int | None = None) -> None:
        """A reporting path, whole or only step number ``only`` (from 1)."""
        steps = [
            {"number": number, "text": step.text, "legal_basis": list(step.legal_basis)}
            for number, step in enumerate(procedure.steps, 1)
            if only in (None, number)
        ]
        total = len(procedure.steps)
        content = {"type": "steps", "id": procedure.id, "title": procedure.role, "steps": steps, "total": total}
        if only is None:
            content |= {"summary": procedure.summary, "do_not": list(procedure.do_not)}
        self._block(content, procedure)

    def notice(self, text: str, fact: Fact | None = None) -> None:
        """A remark that stands out."""
        self._block({"type": "notice", "text": text}, fact)

    def contact(self, contact: Contact, city: City) -> None:
        """Card of a contact, once a reply, also where two entries are one office; nothing where there is nothing
        confirmed to reach it by."""
        if is_confirmed(contact):
            same = (city.id, contact.name, contact.person, contact.phones, contact.mails)
            self._card(cards.contact(contact, city, self.at), same)

    def hotline(self, hotline: Hotline) -> None:
        """Card of a help line, once a reply; lines for professionals not where somebody else is asking."""
        for_professionals = hotline.audience == (Audience.PROFESSIONAL,)
        if not for_professionals or self._context.audience in (None, Audience.PROFESSIONAL):
            self._card(cards.hotline(hotline, self.state, self.at))

    def is_elsewhere(self, hotline: Hotline) -> bool:
        """Whether a help line is only for another Land than that of the city."""
        return self.city is not None and bool(hotline.states) and self.state not in hotline.states

    def event(self, event: Event, city: City | None) -> None:
        """Card of an event, once a reply."""
        self._card(cards.event(event, city, self.at.date()))

    def buttons(self, buttons: Mapping[str, str]) -> None:
        """Quick replies: title -> payload."""
        if buttons:
            self._dispatcher.utter_message(
                buttons=[{"title": title, "payload": value} for title, value in buttons.items()]
            )

    def ask_city(self, response: str = "utter_ask_city", slugs: Sequence[str] = ()) -> None:
        """Ask for the city with one button each; where a place was named, say that it is not known instead."""
        if self.unknown_place():
            return
        self.say(response)
        cities = [city for city in self._facts.cities() if city.kind != "land" and (not slugs or city.id in slugs)]
        self.city_buttons(cities)

    def city_buttons(self, cities: Sequence[City]) -> None:
        """One quick reply for each of ``cities``."""
        self.buttons({city.short_name: payload("inform", city=city.id) for city in cities})

    def unknown_place(self) -> bool:
        """Say that the place asked about is not in the knowledge base; whether one was named."""
        place = self._context.place
        if place:
            self.say("utter_unknown_city", place=place)
        return place is not None

    def meta(self, status: str = names.ANSWERED, **values: Any) -> None:
        """Tell the engine what this reply is; shown to nobody."""
        told = self._context.audience if self._context.audience != self._context.given_audience else None
        known = {"city": self._context.city, "asked_by": told}
        self._dispatcher.utter_message(json_message={"type": names.META, "status": status, **known, **values})

    def is_closed(self, hours: OpeningHours | None) -> bool:
        """Whether something with ``hours`` is closed at this moment; unknown hours do not count as closed."""
        return cards.is_open(hours, self.state, self.at) is False

    def hotlines_for_reader(self, limit: int) -> list[Hotline]:
        """The first ``limit`` lines one can call that suit the reader, and one that is open where none of them is;
        open ones first.

        Lines that only professionals may use are left out unless a professional is asking.
        """
        found = [
            line
            for line in self._facts.hotlines(audience=self._context.audience, state=self.state)
            if line.numbers
            and not line.emergency
            and (self._context.audience == Audience.PROFESSIONAL or line.audience != (Audience.PROFESSIONAL,))
        ]
        suited = found[:limit]
        if not any(self._is_open(line) for line in suited):
            suited += [line for line in found[limit:] if self._is_open(line)][:1]
        return self.open_first(suited)

    def _is_open(self, line: Hotline) -> bool:
        return cards.is_open(line.hours, self.state, self.at) is True

    def open_first(self, lines: Sequence[Hotline]) -> list[Hotline]:
        """``lines`` with those that are open at this moment before the others."""
        return cards.open_first(lines, self.state, self.at)

    def contacts_or_nearest(self, *kinds: ContactKind) -> list[Contact]:
        """Contacts of ``kinds`` in the city; where there are none, who takes reports, then the youth office."""
        city = self._context.city
        if not city:
            return []
        for wanted in (kinds, (ContactKind.REPORTING,), (ContactKind.YOUTH_OFFICE,)):
            found = self._facts.contacts(city, *wanted, town=self._context.town)
            if shown := [contact for contact in found if is_confirmed(contact)]:
                return shown
        return []

    def _card(self, card: cards.Card, same: tuple[object, ...] = ()) -> None:
        """``card``, once a reply; ``same`` is what makes it the same one, where that is not its id."""
        key = same or (card["type"], card["id"], card.get("city"))
        if key not in self._shown:
            self._shown.add(key)
            self._dispatcher.utter_message(json_message=card)

    def _block(self, content: Mapping[str, Any], fact: Fact | None) -> None:
        block = {key: value for key, value in content.items() if value not in (None, [])}
        if fact is not None:
            block |= {"sources": cards.sources(fact), "as_of": fact.stand}
        self._dispatcher.utter_message(json_message=block)
