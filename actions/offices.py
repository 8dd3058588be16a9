"""Offices and counselling centres that a message calls by name."""

from __future__ import annotations

from collections.abc import Sequence

from rasa_sdk.events import SlotSet

from actions import names
from actions.base import Events, LotseAction
from actions.contacts import REPORTING, TAKING_REPORTS, show_contacts, show_others, show_people
from actions.context import Context, Subject
from actions.rendering import Renderer, is_confirmed
from knowledge.repository import KnowledgeRepository
from knowledge.schema import City, Contact, ContactKind
from knowledge.text import fold

Office = tuple[City, Contact]
MOST_OWNERS = 2
"""Offices of other cities that one name may mean: two towns share one ("Storchenlotsinnen")."""


def offices_named(facts: KnowledgeRepository, context: Context) -> list[Office]:
    """Offices that the latest message names: those of the conversation's city, else of whichever city has them.

    What so many cities have ("Fachstelle Kinderschutz") names none of them; nor does what any city might call who
    takes reports ("Kinderschutz-Hotline"), but where it is there for towns that it names.
    """
    named = [
        (city, contact)
        for slug, _, id in (value.partition("/") for value in context.values(names.OFFICE))
        if (city := facts.city(slug)) and (contact := facts.contact(slug, id))
    ]
    here = [(city, contact) for city, contact in named if city.id == context.city]
    everywhere = {
        contact.name: (city, contact)
        for city, contact in named
        if contact.towns or contact.kind not in TAKING_REPORTS
    }
    return here or (list(everywhere.values()) if len(everywhere) <= MOST_OWNERS else [])


def show_offices_in(renderer: Renderer, facts: KnowledgeRepository, city: City, text: str) -> None:
    """Cards of the offices of ``city`` that ``text`` calls by name, but of other towns than the one spoken of."""
    said = f" {fold(text)} "
    for contact in facts.contacts(city.id, town=renderer.town):
        if any(f" {fold(name)} " in said for name in (contact.name, *contact.names)):
            renderer.contact(contact, city)


def show_offices(
    renderer: Renderer, facts: KnowledgeRepository, offices: Sequence[Office], context: Context
) -> None:
    """The card of each of ``offices`` and who belongs to it; the youth office where nothing is confirmed."""
    for city, contact in offices:
        if context.city not in (None, city.id):
            renderer.say("utter_other_city", name=contact.name, city_name=city.short_name)
        if is_confirmed(contact):
            renderer.contact(contact, city)
            if contact.person is None:
                people = [person for person in facts.people(city.id) if person.contact == contact.id]
                show_people(renderer, facts, people, context)
        else:
            renderer.say("utter_unconfirmed_office", name=contact.name)
            show_others(renderer, facts, city, ContactKind.YOUTH_OFFICE, [contact])


class ActionOffice(LotseAction):
    """How to reach an office of which the name is given, whichever city it belongs to."""

    action_name = "action_office"

    def answer(self, renderer: Renderer, context: Context) -> Events:
        """Its card; of another city that is not named, also what the conversation's own has of the kind; without a
        name that is known, who takes reports in the city."""
        offices = offices_named(self.facts, context)
        show_offices(renderer, self.facts, offices, context)
        meant = (context.city, *context.values(names.CITY))
        elsewhere = [contact.kind for city, contact in offices if city.id not in meant]
        if elsewhere:
            show_contacts(renderer, self.facts, elsewhere)
        if not offices:
            renderer.unknown_place()
            if renderer.city:
                show_contacts(renderer, self.facts, REPORTING)
            else:
                renderer.ask_city()
        renderer.meta(names.ANSWERED if offices or renderer.city else names.CLARIFY)
        subject = f"{offices[0][0].id}/{offices[0][1].id}" if offices else ""
        return [Subject("office", subject).event(), SlotSet(names.MISSES, 0)]
