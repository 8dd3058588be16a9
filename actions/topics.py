"""Answer a question of the knowledge base, as the conversation's city answers it."""

from __future__ import annotations

from typing import Any

from rasa_sdk.events import SlotSet

from actions import names
from actions.base import Events, LotseAction
from actions.contacts import COORDINATION, REPORTING, show_contacts, show_human
from actions.context import Context, Subject
from actions.events import ActionEvents, event_asked_for, events_meant, show_own_events
from actions.fallback import (
    CHOICES,
    LEAST_CONFIDENCE,
    MISSES_BEFORE_PERSON,
    ActionFallback,
    offer_choices,
)
from actions.follow_ups import LIKELY, STILL_MEANT, SURE
from actions.named import show_named
from actions.offices import show_offices_in
from actions.rendering import Renderer, payload
from actions.roles import asks_what_to_do, citizens_path, named_path, named_role, own_path
from knowledge.repository import KnowledgeRepository
from knowledge.schema import STATES, Audience, Category, ContactKind, Procedure, Topic

LAW_OF_STATE = {"NW": "lksg", "BB": "bbg"}
"""The topic that says what holds in a Land, shown where an answer is another Land's law."""
SHOWN_FOLLOW_UPS = 3
SHOWN_EVENTS = 2
LIKELY_FOR_CHILD = 0.4
"""The same where a child is asking and the answer is written for grown-ups."""
UNSURE = 0.6
"""Confidence below which a message goes on with the subject, where that may still be meant."""
SHORT_QUESTION = 5
"""Words up to which a question after an event may be about it."""
ANSWERED_AS_WELL = 0.1
"""Confidence from which the second likeliest topic is answered, too, if it belongs to the city alone."""
ABOUT_A_CASE = {ContactKind.REPORTING, ContactKind.INSOFA}
"""Whom a case is told."""
NO_DUTY, VOLUNTEERS = "meldepflicht", "verein"
"""The topic that says that nobody must report, and the path of those of whom that is true, too."""
CITIZENS_FIRST = (Category.CHILDREN, Category.PARENTS, Category.REPORTING)
"""Categories in which paragraphs are not put in front of a layperson."""


class ActionAnswerTopic(LotseAction):
    """Answer the topic that was understood or chosen, or that the conversation is about where it may be meant. A
    guess counts as a miss, after which the next one or what is not understood comes with a person's number."""

    action_name = "action_answer_topic"

    def answer(self, renderer: Renderer, context: Context) -> Events:
        if chosen := context.values(names.TOPIC):
            return answer_topic(renderer, self.facts, context, chosen[0])
        topic_id, confidence = context.topics[0] if context.topics else (None, 0.0)
        if topic_id is None or (confidence < self._likely(context, topic_id) and not _still(context)):
            return ActionFallback(self.facts, self._clock).answer(renderer, context)
        if confidence < SURE:
            return self._guess(renderer, context, topic_id)
        show_named(renderer, self.facts, context)
        topic_id = self._of_profession(renderer, context, topic_id)
        others = _others(context, topic_id)
        if others:
            renderer.meta(offered=others)
        events = answer_topic(renderer, self.facts, context, topic_id, follow_ups=not context.asked_as_well)
        _show_runner_up(renderer, self.facts, context, topic_id)
        if context.asked_as_well:
            renderer.say("utter_asked_as_well")
            offer_choices(renderer, self.facts, context.asked_as_well)
        return [*events, _kept(others)]

    def _guess(self, renderer: Renderer, context: Context, topic_id: str) -> Events:
        """The event that is named or wanted, else the likeliest topic with the next ones as choices."""
        about_event = event_asked_for(context) and "procedure" not in context.wanted
        if about_event or events_meant(self.facts, context) or _is_of_event(context):
            return ActionEvents(self.facts, self._clock).answer(renderer, context)
        show_named(renderer, self.facts, context)
        topic_id = self._of_own_role(renderer, context, _still(context) or topic_id)
        topic_id = self._of_profession(renderer, context, topic_id)
        others = _others(context, topic_id)
        if not self._asked_whom(context, topic_id):
            choices = any(self.facts.topic(id, context.city) for id in others)
            renderer.say("utter_unsure" if choices else "utter_unsure_alone")
        events = answer_topic(renderer, self.facts, context, topic_id, follow_ups=False)
        _show_runner_up(renderer, self.facts, context, topic_id)
        offered = offer_choices(renderer, self.facts, others)
        renderer.meta(names.CLARIFY, topic=topic_id, offered=offered)
        misses = context.misses + 1
        if misses >= MISSES_BEFORE_PERSON:
            show_human(renderer, self.facts)
        return [*events, _kept(others), SlotSet(names.MISSES, misses)]

    def _likely(self, context: Context, topic_id: str) -> float:
        """Confidence from which a topic is answered: more where a child asks and it is written for grown-ups."""
        topic = self.facts.topic(topic_id, context.city)
        for_reader = context.audience != Audience.CHILD or topic is None or Audience.CHILD in topic.audience
        return LIKELY if for_reader else LIKELY_FOR_CHILD

    def _asked_whom(self, context: Context, topic_id: str) -> bool:
        """Whether a contact is asked for in so many words and the topic leads to one: that much is sure."""
        topic = self.facts.topic(topic_id, context.city)
        return "contact" in context.wanted and bool(topic and topic.contacts)

    def _of_profession(self, renderer: Renderer, context: Context, topic_id: str) -> str:
        """For whose profession has duties of its own, what they are rather than that nobody else has any."""
        role = named_role(renderer, self.facts, context) or context.role
        path = self.facts.procedure(role, renderer.state, context.city) if role else None
        bound = path and path.audience is Audience.PROFESSIONAL and path.id != VOLUNTEERS
        return path.topic if path and bound and topic_id == NO_DUTY else topic_id

    def _of_own_role(self, renderer: Renderer, context: Context, topic_id: str) -> str:
        """The topic of the writer's own reporting path rather than one that is about another's."""
        own = own_path(renderer, self.facts, context)
        topic = self.facts.topic(topic_id, context.city)
        telling = own and (own.audience in (Audience.CHILD, Audience.PROFESSIONAL) or asks_what_to_do(context))
        if own and telling and topic and topic.procedure not in (None, own.id):
            return own.topic
        return topic_id


def _is_of_event(context: Context) -> bool:
    """Whether a few words after an event may be about it."""
    subject = context.subject
    short = len(context.text.split()) <= SHORT_QUESTION and not context.worrying
    return short and subject is not None and subject.kind == "event" and bool(subject.id)


def _still(context: Context) -> str | None:
    """The topic that the conversation is about, where it may still be meant."""
    about = context.subject.id if context.subject and context.subject.kind == "topic" else None
    unsure = not context.topics or context.topics[0][1] < UNSURE
    return about if about and unsure and dict(context.topics).get(about, 0) >= STILL_MEANT else None


def _kept(others: list[str]) -> dict[str, Any]:
    """What came next is kept for "that is not what I meant"."""
    event: dict[str, Any] = SlotSet(names.RUNNERS_UP, others)
    return event


def _others(context: Context, topic_id: str) -> list[str]:
    """What else may have been meant: topics of single sentences, then the ranking."""
    ranked = [id for id, confidence in context.topics if confidence >= LEAST_CONFIDENCE]
    return [id for id in dict.fromkeys([*context.asked_as_well, *ranked]) if id != topic_id][:CHOICES]


def answer_topic(
    renderer: Renderer, facts: KnowledgeRepository, context: Context, topic_id: str, *, follow_ups: bool = True
) -> Events:
    """Text, list, steps, contacts, help lines of a topic; events that make it the subject.

    ``follow_ups`` offers related questions as buttons.
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
    _show(renderer, facts, context, topic, follow_ups=follow_ups)
    if not _only_a_child_asks(context, topic):
        renderer.meta(topic=topic_id)
        return events
    renderer.meta(topic=topic_id, asked_by=Audience.CHILD.value)
    return [*events, SlotSet(names.AUDIENCE, Audience.CHILD.value)]


def _show(
    renderer: Renderer, facts: KnowledgeRepository, context: Context, topic: Topic, *, follow_ups: bool
) -> None:
    plain = topic.category in CITIZENS_FIRST and context.audience != Audience.PROFESSIONAL
    paragraphs = () if plain else topic.legal_basis
    said = wording(context, topic)
    renderer.fact(said, topic, legal_basis=paragraphs)
    if topic.items:
        renderer.items(topic.items, topic)
    if topic.unverified_parts and not context.easy:
        renderer.say("utter_unverified")
    if renderer.city:
        show_offices_in(renderer, facts, renderer.city, " ".join((said, *topic.items)))
    if kinds := topic.contacts or _contacts_wanted(facts, context, topic):
        show_contacts(renderer, facts, kinds)
    if procedure := _path(renderer, facts, context, topic):
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
    asked for, rather than those of the topic's own; a citizen's where the steps of reporting, or with a
    worry, are asked for without a role; those of the writer's own role also where it is asked what to do, or not
    sure what, and where the topic leads to whom a case is told (but for parents) or says how danger is recognised
    (professions). A topic that is but guessed brings no profession's steps to anybody else."""
    unsure = bool(context.topics) and context.topics[0][1] < SURE
    if topic.procedure or "procedure" in context.wanted:
        named = named_path(renderer, facts, context)
        if not topic.procedure and (topic.category is Category.REPORTING or context.worrying):
            named = named or citizens_path(renderer, facts, context)
    else:
        about_a_case = not ABOUT_A_CASE.isdisjoint(topic.contacts)
        own = own_path(renderer, facts, context)
        told = about_a_case and own is not None and own.audience is not Audience.PARENT
        signs = topic.category is Category.BASICS and own is not None and own.audience is Audience.PROFESSIONAL
        named = own if unsure or told or signs or "action" in context.wanted else None
    if named or not topic.procedure:
        return named
    path = facts.procedure(topic.procedure, renderer.state, context.city)
    others = path is not None and path.audience is Audience.PROFESSIONAL and context.audience != path.audience
    if unsure and others:
        return citizens_path(renderer, facts, context) if "procedure" in context.wanted else None
    return path


def _show_runner_up(renderer: Renderer, facts: KnowledgeRepository, context: Context, answered: str) -> None:
    """The next likely topic as well, where it is the city's own: facets of one network are hard to tell apart; not
    where a child asks about itself."""
    first = facts.topic(answered, context.city)
    if first and first.category is Category.CHILDREN:
        return
    for topic_id, confidence in context.topics[:2]:
        topic = facts.topic(topic_id, context.city)
        if topic_id == answered or topic is None or confidence < ANSWERED_AS_WELL:
            continue
        if context.city in facts.topic_cities(topic_id) and topic.category is Category.STRUCTURES:
            renderer.fact(wording(context, topic), topic, title=topic.question)
            if topic.items:
                renderer.items(topic.items, topic)


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
    guessed = bool(context.topics) and context.topics[0][1] < SURE
    seems = context.audience in (None, context.given_audience) and context.audience in (None, Audience.CHILD)
    return seems and topic.audience == (Audience.CHILD,) and not guessed and not context.grown
