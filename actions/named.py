"""People, offices, lines, events that a message names, for messages whose intent was not to ask about them."""

from __future__ import annotations

from actions import names
from actions.base import Clock, LotseAction
from actions.contacts import ActionPerson, people_named, show_people
from actions.context import Context
from actions.events import ActionEvents, event_asked_for, events_meant
from actions.glossary import show_terms
from actions.hotlines import ActionHotlines
from actions.offices import ActionOffice, offices_named, show_offices
from actions.rendering import Renderer
from knowledge.repository import KnowledgeRepository

LONGEST_DEFINITION_QUESTION = 5
"""A question with no more words than this that names a term, and asks for no entry, asks what it means, at least
among other things."""


def action_for_named(facts: KnowledgeRepository, clock: Clock, context: Context) -> LotseAction | None:
    """What answers a message of which only whom or what it names is clear; None when it names nothing."""
    if context.values(names.PERSON):
        return ActionPerson(facts, clock)
    if offices_named(facts, context):
        return ActionOffice(facts, clock)
    if context.values(names.HOTLINE):
        return ActionHotlines(facts, clock)
    if events_meant(facts, context) or event_asked_for(context):
        return ActionEvents(facts, clock)
    return None


def show_named(renderer: Renderer, facts: KnowledgeRepository, context: Context) -> None:
    """Everybody and every office that a question names, and the one event, before the answer to the question."""
    show_people(renderer, facts, people_named(facts, context), context)
    show_offices(renderer, facts, offices_named(facts, context), context)
    ids = context.values(names.TERM)
    if len(ids) == 1 and not context.wanted and len(context.text.split()) <= LONGEST_DEFINITION_QUESTION:
        show_terms(renderer, facts, ids, easy=context.easy)
    events = events_meant(facts, context, asked=False)
    city = renderer.city
    if len(events) == 1 and (city is None or events[0] in facts.events(city.id)):
        renderer.event(events[0], facts.event_city(events[0].id))
