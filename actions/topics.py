"""Which topic a question is answered with, and what else may have been meant."""

from __future__ import annotations

from typing import Any

from rasa_sdk.events import SlotSet

from actions import names
from actions.answers import answer_topic, is_asked_again, wording
from actions.base import Events, LotseAction
from actions.confidence import LIKELY, STILL_MEANT, SURE, UNSURE
from actions.contacts import show_human
from actions.context import Context
from actions.events import ActionEvents, event_asked_for, events_meant
from actions.fallback import (
    CHOICES,
    LEAST_CONFIDENCE,
    MISSES_BEFORE_PERSON,
    ActionFallback,
    offer_choices,
)
from actions.named import show_named
from actions.rendering import Renderer
from actions.roles import asks_what_to_do, named_role, own_path
from knowledge.repository import KnowledgeRepository
from knowledge.schema import Audience, Category

LIKELY_FOR_CHILD = 0.4
"""The same where a child is asking and the answer is written for grown-ups."""
SHORT_QUESTION = 5
"""Words up to which a question after an event may be about it."""
ANSWERED_AS_WELL = 0.1
"""Confidence from which the second likeliest topic is answered, too, if it belongs to the city alone."""
FOR_ANYBODY, VOLUNTEERS = ("meldepflicht", "wer-darf-melden"), "verein"
"""Topics that say that nobody must report and anybody may, and the path of those of whom that is true, too."""


class ActionAnswerTopic(LotseAction):
    """Answer the topic that was understood or chosen, or that the conversation is about where it may be meant. A
    guess counts as a miss, after which the next one or what is not understood comes with a person's number."""

    action_name = "action_answer_topic"

    def answer(self, renderer: Renderer, context: Context) -> Events:
        if chosen := context.values(names.TOPIC):
            return answer_topic(renderer, self.facts, context, chosen[0])
        if context.subject and context.subject.kind == "event" and "attendance" in context.wanted:
            return ActionEvents(self.facts, self._clock).answer(renderer, context)
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
        """The event that is named or wanted, unless a network is asked about; else the writer's own path where the
        steps are asked for, and the likeliest topic with the next ones as choices."""
        asks_of_event = event_asked_for(context) or events_meant(self.facts, context) or _is_of_event(context)
        if asks_of_event and not self._about_structures(context):
            return ActionEvents(self.facts, self._clock).answer(renderer, context)
        show_named(renderer, self.facts, context)
        topic_id = self._of_own_role(renderer, context, _still(context) or topic_id)
        topic_id = self._of_profession(renderer, context, topic_id)
        others = _others(context, topic_id)
        path = own_path(renderer, self.facts, context) if "procedure" in context.wanted else None
        if path:
            renderer.path(path)
            renderer.say("utter_perhaps_as_well")
        elif not self._asked_whom(context, topic_id) and not is_asked_again(context, topic_id):
            choices = any(self.facts.topic(id, context.city) for id in others)
            renderer.say("utter_unsure" if choices else "utter_unsure_alone")
        events = answer_topic(renderer, self.facts, context, topic_id, follow_ups=False, steps=path is None)
        _show_runner_up(renderer, self.facts, context, topic_id)
        offered = offer_choices(renderer, self.facts, others)
        renderer.meta(names.CLARIFY, topic=topic_id, offered=offered)
        misses = context.misses + 1
        if misses >= MISSES_BEFORE_PERSON:
            show_human(renderer, self.facts)
        return [*events, _kept(others), SlotSet(names.MISSES, misses)]

    def _about_structures(self, context: Context) -> bool:
        """Whether a network or an office is asked about, whatever of it."""
        topics = ((self.facts.topic(id, context.city), chance) for id, chance in context.topics)
        return sum(chance for topic, chance in topics if topic and topic.category is Category.STRUCTURES) >= UNSURE

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
        """For whose profession has duties of its own, what they are rather than what anybody else may or must."""
        role = named_role(renderer, self.facts, context) or context.role
        path = self.facts.procedure(role, renderer.state, context.city) if role else None
        bound = path and path.audience is Audience.PROFESSIONAL and path.id != VOLUNTEERS
        return path.topic if path and bound and topic_id in FOR_ANYBODY else topic_id

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
