"""Fill the slots that every answer depends on from what a message says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import names
from actions.base import Events, KnowingAction
from actions.contacts import people_named
from actions.context import Context
from actions.events import events_named
from actions.offices import offices_named
from actions.roles import audience_told, own_roles, seeming_profession
from knowledge.schema import Audience

ABOUT_THE_PLACE = ("ask_number", "ask_opening_hours")
"""Intents of questions that go on about the place that was named before ("gibt es da auch eine Nummer?")."""


class ActionReadContext(KnowingAction):
    """Fill the slots that every answer depends on, before any other action runs.

    A city named in the message counts for the conversation from then on; where none is known yet, that of the
    person, office or event that is named. The page's city (``home_city``) comes back only when the page itself
    changes. Roles count only when the writer has them ("als Lehrerin"), a profession also where he surely seems to
    have it. Who tells of a child of
    his own, or says to be grown up, is taken for a parent, unless the page says otherwise.
    """

    action_name = "action_read_context"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        context = Context.of(tracker)
        metadata = tracker.latest_message.get("metadata") or {}
        found = self._place(metadata, context, tracker) | self._reader(metadata, context, tracker)
        return [SlotSet(name, value) for name, value in found.items()]

    def _place(self, metadata: Mapping[str, Any], context: Context, tracker: Tracker) -> dict[str, Any]:
        found: dict[str, Any] = {}
        home = metadata.get("city")
        if home and home != tracker.get_slot(names.HOME_CITY):
            found.update({names.HOME_CITY: home, names.CITY: home, names.TOWN: None})
        places = context.values(names.PLACE)
        if city := _city_meant(context):
            here = city.get("start")
            towns = [e["value"] for e in context.entities if e["entity"] == names.TOWN and e.get("start") == here]
            found.update({names.CITY: city["value"], names.TOWN: towns[-1] if towns else None})
        elif not (found.get(names.CITY) or context.city) and (owner := self._owner(context)):
            found[names.CITY] = owner
        before = context.place if context.intent in ABOUT_THE_PLACE else None
        found[names.PLACE] = None if city else (places[-1] if places else before)
        return found

    def _owner(self, context: Context) -> str | None:
        """The one city that the people and offices, or else the events, that a message names belong to."""
        people = (self.facts.person_city(person.id) for person in people_named(self.facts, context))
        offices = (city for city, _ in offices_named(self.facts, context))
        events = (self.facts.event_city(event.id) for event in events_named(self.facts, context))
        owners = {city.id for city in (*people, *offices) if city} or {city.id for city in events if city}
        return owners.pop() if len(owners) == 1 else None

    def _reader(self, metadata: Mapping[str, Any], context: Context, tracker: Tracker) -> dict[str, Any]:
        found: dict[str, Any] = {}
        given, before = metadata.get("audience"), tracker.get_slot(names.GIVEN_AUDIENCE)
        if roles := own_roles(self.facts, context):
            found[names.ROLE] = roles[0]
            if audience := audience_told(self.facts, context, roles[0]):
                found[names.AUDIENCE] = audience.value
        elif role := seeming_profession(self.facts, context, child=before == Audience.CHILD):
            found.update({names.ROLE: role, names.AUDIENCE: Audience.PROFESSIONAL.value})
        if given and (metadata.get("said_by") == names.PAGE or names.AUDIENCE not in found):
            found.update({names.GIVEN_AUDIENCE: given, names.AUDIENCE: given})
        elif metadata.get("grown") and context.audience in (None, Audience.CHILD):
            found = {names.GIVEN_AUDIENCE: None, names.AUDIENCE: Audience.PARENT.value, **found}
        elif before:
            kept = None if context.audience == before else context.audience
            found = {names.GIVEN_AUDIENCE: None, names.AUDIENCE: kept, **found}
        register = metadata.get("register") or names.STANDARD
        if register != (tracker.get_slot(names.REQUESTED_REGISTER) or names.STANDARD):
            found.update({names.REQUESTED_REGISTER: register, names.REGISTER: register})
        return found


def _city_meant(context: Context) -> Mapping[str, Any] | None:
    """Of the cities that a message names the one it is about: where something happens rather than where the writer
    is; the last of several. One that is no longer or not meant, or only compared with, comes after them, and only
    where no city is known."""
    cities = [
        entity
        for entity in context.entities
        if entity["entity"] == names.CITY and (context.city is None or entity.get("role") != names.FORMER)
    ]
    behind = {names.OWN: 1, names.FORMER: 2}
    return min(reversed(cities), key=lambda city: behind.get(str(city.get("role")), 0), default=None)
