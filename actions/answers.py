"""What the answer of a topic consists of: its words for the reader, list, contacts, steps, events, help lines."""

from __future__ import annotations

from rasa_sdk.events import SlotSet

from actions import names
from actions.base import Events
from actions.confidence import SURE, UNSURE
from actions.contacts import ALWAYS_THERE, COORDINATION, REPORTING, show_contacts, show_lines
from actions.context import Context, Subject
from actions.events import show_own_events
from actions.offices import show_offices_in
from actions.rendering import Renderer, payload
from actions.roles import asks_what_to_do, citizens_path, may_report, named_path, own_path
from knowledge.repository import KnowledgeRepository
from knowledge.schema import STATES, Audience, Category, ContactKind, Procedure, Topic

LAW_OF_STATE = {"NW": "lksg", "BB": "bbg"}
"""The topic that says what holds in a Land, shown where an answer is another Land's law."""
SHOWN_FOLLOW_UPS = 3
SHOWN_EVENTS = 2
ABOUT_A_CASE = {ContactKind.REPORTING, ContactKind.INSOFA}
"""Whom a case is told."""
CITIZENS_FIRST = (Category.CHILDREN, Category.PARENTS, Category.REPORTING)
"""Categories in which paragraphs are not put in front of a layperson."""


def answer_topic(
    renderer: Renderer, facts: KnowledgeRepository, context: Context, topic_id: str, *, follow_ups: bool = True,
    steps: bool = True,
) -> Events:  # fmt: skip
    """Text, list, steps, contacts, help lines of a topic; events that make it the subject.

    ``follow_ups`` offers related questions as buttons, ``steps`` shows a path that belongs to it.
    """
    events: Events = [Subject("topic", topic_id).event(), SlotSet(names.MISSES, 0), SlotSet(names.STEP, None)]
    renderer.unknown_place()
    topic = facts.topic(topic_id, context.city)
    if topic is None:
        return _only_elsewhere(renderer, facts, context, topic_id) + events
    if context.place and context.place not in topic.answer:
        topic = facts.topic(topic_id, None) or topic  # what holds here may not hold there
    city = renderer.city
    if city and topic.state and topic.state != city.state and topic.state == "NW":
        renderer.say("utter_law_other_state", state_name=STATES[topic.state], other_state_name=STATES[city.state])
        topic = facts.topic(LAW_OF_STATE[city.state], context.city) or topic
    again = is_asked_again(context, topic_id)
    what_to_do = asks_what_to_do(context)
    read = again and context.asks_subject < UNSURE and not (what_to_do or context.worrying or context.alarmed)
    if again:
        renderer.say("utter_nothing_more" if read else "utter_only_that")
    if not read:
        _tell(renderer, facts, context, topic)
    _show(renderer, facts, context, topic, follow_ups=follow_ups, steps=steps and (what_to_do or not again))
    if again and not topic.contacts and not topic.hotlines:
        works = context.audience == Audience.PROFESSIONAL
        if not (works and show_contacts(renderer, facts, (ContactKind.INSOFA,), lines=0)):
            show_lines(renderer, facts, 1, at_least=ALWAYS_THERE)
    if not _only_a_child_asks(context, topic):
        renderer.meta(topic=topic_id)
        return events
    renderer.meta(topic=topic_id, asked_by=Audience.CHILD.value)
    return [*events, SlotSet(names.AUDIENCE, Audience.CHILD.value)]


def _tell(renderer: Renderer, facts: KnowledgeRepository, context: Context, topic: Topic) -> None:
    plain = topic.category in CITIZENS_FIRST and context.audience != Audience.PROFESSIONAL
    paragraphs = () if plain else topic.legal_basis
    said = wording(context, topic)
    renderer.fact(said, topic, legal_basis=paragraphs)
    if topic.items and said != topic.child_answer:
        renderer.items(topic.items, topic)
    if topic.unverified_parts and not context.easy:
        renderer.say("utter_unverified")
    if renderer.city:
        show_offices_in(renderer, facts, renderer.city, " ".join((said, *topic.items)))


def _show(
    renderer: Renderer, facts: KnowledgeRepository, context: Context, topic: Topic, *, follow_ups: bool,
    steps: bool,
) -> None:  # fmt: skip
    if kinds := topic.contacts or _contacts_wanted(facts, context, topic):
        show_contacts(renderer, facts, kinds)
    if steps and (procedure := _path(renderer, facts, context, topic)):
        renderer.path(procedure)
    if renderer.city and (topic.events or "event" in context.wanted):
        show_own_events(renderer, facts, renderer.city, SHOWN_EVENTS)
    for line in topic.hotlines:
        if (hotline := facts.hotline(line)) and not renderer.is_elsewhere(hotline):
            renderer.hotline(hotline)
    if topic.contacts and renderer.city is None and not context.place:
        renderer.ask_city()
    elif follow_ups:
        related = [found for id in topic.see_also if (found := facts.topic(id, context.city))]
        renderer.buttons({t.question: payload("ask_topic", topic=t.id) for t in related[:SHOWN_FOLLOW_UPS]})


def is_asked_again(context: Context, topic_id: str) -> bool:
    """Whether a question about the subject has no other answer than the one just given."""
    about = context.subject
    asked = context.asks_subject < SURE and context.asks and not context.values(names.CITY)
    given = about is not None and (about.kind, about.id) == ("topic", topic_id) and not context.withheld
    return asked and given


def wording(context: Context, topic: Topic) -> str:
    """The answer of ``topic`` in the words for who asks."""
    if context.audience == Audience.CHILD and topic.child_answer:
        return topic.child_answer
    if context.easy:
        return topic.easy_answer
    grown = context.audience not in (None, Audience.CHILD)
    return topic.adult_answer if grown and topic.adult_answer else topic.answer


def _contacts_wanted(facts: KnowledgeRepository, context: Context, topic: Topic) -> tuple[ContactKind, ...]:
    """For a topic that has no contacts of its own: who takes reports, where somebody to turn to is asked for, and
    where a city is named for which nothing else would be said; who coordinates, where the network is explained."""
    of_city = context.city in facts.topic_cities(topic.id)
    if "contact" in context.wanted or (context.values(names.CITY) and not of_city):
        return REPORTING
    return COORDINATION if of_city and topic.category is Category.STRUCTURES else ()


def _path(renderer: Renderer, facts: KnowledgeRepository, context: Context, topic: Topic) -> Procedure | None:
    """The steps that belong to ``topic``: those of the role that is named, where the topic has any or they are
    asked for, rather than those of the topic's own, unless that is surely meant and named first; a citizen's where
    the steps of reporting, or with a worry, are asked for without a role; those of the writer's own role also
    where it is asked what to do, or not sure what, and where the topic leads to whom a case is told (but for
    parents) or says how danger is recognised (professions). A topic that is but guessed brings no profession's
    steps to anybody else."""
    if topic.procedure or "procedure" in context.wanted:
        first = context.values(names.ROLE)[:1] == [topic.procedure]
        named = (own_path if first and not context.guessed else named_path)(renderer, facts, context)
        if not topic.procedure and (topic.category is Category.REPORTING or may_report(context)):
            named = named or citizens_path(renderer, facts, context)
    else:
        about_a_case = not ABOUT_A_CASE.isdisjoint(topic.contacts)
        own = own_path(renderer, facts, context)
        told = about_a_case and own is not None and own.audience is not Audience.PARENT
        signs = topic.category is Category.BASICS and own is not None and own.audience is Audience.PROFESSIONAL
        named = own if context.guessed or told or signs or "action" in context.wanted else None
    if named or not topic.procedure:
        return named
    path = facts.procedure(topic.procedure, renderer.state, context.city)
    others = path is not None and path.audience is Audience.PROFESSIONAL and context.audience != path.audience
    if context.guessed and others:
        return citizens_path(renderer, facts, context) if "procedure" in context.wanted else None
    return path


def _only_elsewhere(renderer: Renderer, facts: KnowledgeRepository, context: Context, topic_id: str) -> Events:
    """A topic that only some cities have: the one city's answer, or who coordinates here and a choice."""
    owners = facts.topic_cities(topic_id)
    names_of_owners = ", ".join(city.short_name for slug in owners if (city := facts.city(slug)))
    if city := renderer.city:
        renderer.say("utter_not_here", city_name=city.short_name, other_cities=names_of_owners)
    topic = facts.topic(topic_id, owners[0]) if owners else None
    if topic and len(owners) == 1:
        owner = facts.city(owners[0])
        renderer.fact(wording(context, topic), topic, title=owner.name if owner else None)
        if topic.items:
            renderer.items(topic.items, topic)
        renderer.meta(topic=topic_id)
    elif topic:
        if renderer.city is None:
            renderer.ask_city(slugs=owners)
        else:
            show_contacts(renderer, facts, COORDINATION)
            renderer.city_buttons([city for slug in owners if (city := facts.city(slug))])
        renderer.meta(names.CLARIFY, topic=topic_id)
    else:
        renderer.say("utter_nothing_found")
        renderer.meta(names.FALLBACK)
    return []


def _only_a_child_asks(context: Context, topic: Topic) -> bool:
    """Whether that this was asked, and surely this, tells that a child is writing: from then on "du"."""
    seems = context.audience in (None, context.given_audience) and context.audience in (None, Audience.CHILD)
    return seems and topic.audience == (Audience.CHILD,) and not context.guessed and not context.grown
