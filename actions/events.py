"""Which events there are. Nothing past is announced as coming."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rasa_sdk.events import SlotSet

from actions import names
from actions.base import Events, LotseAction
from actions.contacts import COORDINATION, show_contacts
from actions.context import Context, Subject
from actions.rendering import Renderer
from knowledge.opening import EventStatus, event_status
from knowledge.repository import KnowledgeRepository
from knowledge.schema import City, Event
from knowledge.text import fold

SHOWN = 5
STEPS = ("next_step", "previous_step")
"""Intents by which other events than the one just spoken of are asked for."""
OTHERS = ("noch", "weiter", "ander", "sonst", "ueberhaupt", "alle", "naechst", "danach", "mehr", "welche")
"""How words begin by which somebody asks for other events."""
MONTH_AND_DAY = 2
"""Hyphens of a date that names a day of the year."""


def events_named(facts: KnowledgeRepository, context: Context) -> list[Event]:
    """Events that the latest message names, those of the conversation's city where it has any of them.

    What names several events, all of them in other cities, is a kind of event ("Auftakt") and names none. Where
    one name says the kind and another which one ("Gründung von gemeinsam schützen"), only that one is meant.
    """
    return _of_city(facts, context, [event for id in _most_often(context) if (event := facts.event(id))])


def event_asked_for(context: Context) -> bool:
    """Whether the message asks for an event, not for a contact or for steps as well, which may be about one."""
    return "event" in context.wanted and {"contact", "procedure"}.isdisjoint(context.wanted)


def events_meant(facts: KnowledgeRepository, context: Context, *, asked: bool = True) -> list[Event]:
    """Events that the latest message names, else those that begin on a day that it names.

    Unless an event is ``asked`` for, the day must have its year; without, it says nothing of the kind.
    """
    if named := events_named(facts, context):
        return named
    dates = [date for date in context.values(names.DATE) if asked or not date.startswith("-")]
    days = tuple(date.removeprefix("-") for date in dates if date.count("-") >= MONTH_AND_DAY)
    began = [event for event in facts.events() if event.start and event.start.endswith(days)] if days else []
    return _of_city(facts, context, began)


def _of_city(facts: KnowledgeRepository, context: Context, events: list[Event]) -> list[Event]:
    if context.city is None:
        return events
    here = [event for event in events if event in facts.events(context.city)]
    return here or (events if len(events) == 1 else [])


def _most_often(context: Context) -> list[str]:
    """Ids of events that most of the names in the latest message stand for."""
    counted = Counter(str(e["value"]) for e in context.entities if e.get("entity") == names.EVENT)
    most = max(counted.values(), default=0)
    return [id for id, count in counted.items() if count == most]


class ActionEvents(LotseAction):
    """The events asked for by name, else what is coming and what took place."""

    action_name = "action_events"

    def answer(self, renderer: Renderer, context: Context) -> Events:
        city = renderer.city
        renderer.unknown_place()
        here = self._events_of(context.city)
        chosen = events_meant(self.facts, context)
        if len(chosen) == 1 and city and chosen[0] not in self.facts.events(city.id):
            owner = self.facts.event_city(chosen[0].id)
            if owner:
                renderer.say("utter_other_city", name=chosen[0].title, city_name=owner.short_name)
        if chosen:
            shown = self._show(renderer, chosen)
        elif event := self._still_meant(context):
            shown = self._show(renderer, [event])
            renderer.say("utter_event_no_more")
            show_contacts(renderer, self.facts, COORDINATION)
        elif city is None:
            shown = self._show_coming(renderer, here, everywhere=True)
            renderer.ask_city()
        else:
            shown = [*self._show_coming(renderer, here), *self._show_past(renderer, here)]
        renderer.meta()
        return [Subject("event", shown[0].id if len(shown) == 1 else "").event(), SlotSet(names.MISSES, 0)]

    def _still_meant(self, context: Context) -> Event | None:
        """The event just spoken of, where the message asks for no other ones and for no other city."""
        subject = context.subject
        if subject is None or subject.kind != "event" or context.intent in STEPS:
            return None
        others = any(word.startswith(OTHERS) for word in fold(context.text).split())
        others = others or event_asked_for(context) or bool(context.values(names.CITY))
        return None if others else self.facts.event(subject.id)

    def _events_of(self, city: str | None) -> Sequence[Event]:
        """Events of the city and its partners; those of the whole Land only where it has none of its own."""
        found = self.facts.events(city)
        own = [event for event in found if self.facts.event_city(event.id)]
        return own or found

    def _show(self, renderer: Renderer, events: Sequence[Event]) -> Sequence[Event]:
        for event in events[:SHOWN]:
            renderer.event(event, self.facts.event_city(event.id))
        return events[:SHOWN]

    def _show_coming(
        self, renderer: Renderer, events: Sequence[Event], *, everywhere: bool = False
    ) -> Sequence[Event]:
        today = renderer.at.date()
        coming = [e for e in events if event_status(e, today) in (EventStatus.COMING, EventStatus.RECURRING)]
        dated = [event for event in coming if event_status(event, today) is EventStatus.COMING]
        if not dated:
            city_name = renderer.city.short_name if renderer.city and not everywhere else None
            if city_name:
                renderer.say("utter_no_coming_events", city_name=city_name)
            else:
                renderer.say("utter_no_events")
        elif coming:
            renderer.say("utter_events_coming")
        return self._show(renderer, coming)

    def _show_past(self, renderer: Renderer, events: Sequence[Event]) -> Sequence[Event]:
        past = [event for event in events if event_status(event, renderer.at.date()) is EventStatus.PAST]
        if past:
            renderer.say("utter_events_past")
        return self._show(renderer, past[::-1])


def show_own_events(renderer: Renderer, facts: KnowledgeRepository, city: City, limit: int) -> None:
    """The latest events of the city itself and of its partners, for topics that they belong to."""
    own = [event for event in facts.events(city.id) if facts.event_city(event.id)]
    for event in own[::-1][:limit]:
        renderer.event(event, facts.event_city(event.id))
