"""Not understood: choices, then a person's number. Never a loop, never nothing."""

from __future__ import annotations

from collections.abc import Iterable

from rasa_sdk.events import SlotSet

from actions import names
from actions.base import Events, LotseAction
from actions.contacts import REPORTING, SHOWN_LINES, ActionPerson, show_contacts, show_human, show_lines
from actions.context import Context, Subject
from actions.named import action_for_named
from actions.rendering import Renderer, payload
from actions.roles import citizens_path, may_report, named_path, own_path
from knowledge.repository import KnowledgeRepository
from knowledge.schema import Audience, Category, Procedure

CHOICES = 3
LEAST_CONFIDENCE = 0.02
"""A topic less likely than this is no choice worth reading."""
MISSES_BEFORE_PERSON = 2
SURE_OF_NOTHING = 0.6
"""Confidence below which it is not sure that this service is not for something."""


def offer_choices(renderer: Renderer, facts: KnowledgeRepository, topic_ids: Iterable[str]) -> list[str]:
    """Up to three topics as buttons with their plain question; gives the ids offered."""
    city = renderer.city.id if renderer.city else None
    topics = [topic for id in topic_ids if (topic := facts.topic(id, city))][:CHOICES]
    renderer.buttons({topic.question: payload("ask_topic", topic=topic.id) for topic in topics})
    return [topic.id for topic in topics]


def hand_over(renderer: Renderer, facts: KnowledgeRepository, misses: int) -> Events:
    """Repeatedly not understood: who answers in person."""
    renderer.say("utter_handoff_after_misses")
    show_human(renderer, facts)
    renderer.meta(names.FALLBACK)
    return [SlotSet(names.MISSES, misses)]


def hear_worry(renderer: Renderer, facts: KnowledgeRepository) -> None:
    """That a worry was heard, and who listens in person."""
    renderer.say("utter_worry_heard")
    show_human(renderer, facts)


class ActionOutOfScope(LotseAction):
    """What this service is not for, unless it names somebody or something known, asks for a role's path or is not
    sure to be so; the second time in a row a person's number, it may have been misunderstood."""

    action_name = "action_out_of_scope"

    def answer(self, renderer: Renderer, context: Context) -> Events:
        if not context.wanted and (action := action_for_named(self.facts, self._clock, context)):
            return action.answer(renderer, context)
        asked = "procedure" in context.wanted and named_path(renderer, self.facts, context)
        if asked or (context.topics and context.confidence < SURE_OF_NOTHING):
            return ActionFallback(self.facts, self._clock).answer(renderer, context)
        misses = context.misses + 1
        if misses >= MISSES_BEFORE_PERSON:
            return hand_over(renderer, self.facts, misses)
        renderer.say("utter_out_of_scope")
        renderer.meta(names.OUT_OF_SCOPE)
        return [SlotSet(names.MISSES, misses)]


class ActionChitchat(LotseAction):
    """Small talk, unless it names a person; with a person's number below where one is asked for or the second time
    in a row, it may have been misunderstood; with a line for parents below what they tell of their children."""

    action_name = "action_chitchat"

    def answer(self, renderer: Renderer, context: Context) -> Events:
        if context.values(names.PERSON):
            return ActionPerson(self.facts, self._clock).answer(renderer, context)
        renderer.say("utter_chitchat")
        misses = context.misses + 1
        events: Events = [SlotSet(names.MISSES, misses)]
        if misses >= MISSES_BEFORE_PERSON:
            events = hand_over(renderer, self.facts, misses)
        elif "contact" in context.wanted:
            show_human(renderer, self.facts)
        elif context.grown:
            show_lines(renderer, self.facts, 1)
        renderer.meta(names.SMALLTALK)
        return events


class ActionFallback(LotseAction):
    """Whoever or whatever is named, else the path of the writer's role and up to three likely topics, for a child
    with its help line; a second time who answers in person beside them, then, or where only a worry is heard, that
    alone."""

    action_name = "action_fallback"

    def answer(self, renderer: Renderer, context: Context) -> Events:
        if action := action_for_named(self.facts, self._clock, context):
            return action.answer(renderer, context)
        misses = context.misses + 1
        likely = [id for id, confidence in context.topics if confidence >= LEAST_CONFIDENCE]
        if misses > MISSES_BEFORE_PERSON or (misses == MISSES_BEFORE_PERSON and not likely):
            return hand_over(renderer, self.facts, misses)
        renderer.unknown_place()
        path = own_path(renderer, self.facts, context)
        if path is None and "procedure" in context.wanted:
            path = named_path(renderer, self.facts, context) or self._of_reporting(renderer, context, likely)
        if path:
            renderer.path(path)
        if likely:
            again = misses == MISSES_BEFORE_PERSON
            renderer.say(
                "utter_choose_or_ask" if again else "utter_worry" if context.worrying else "utter_choose"
            )
            offered = offer_choices(renderer, self.facts, self._choices(context, likely))
            if again:
                show_human(renderer, self.facts)
            else:
                self._beside_choices(renderer, context)
            renderer.meta(names.CLARIFY, offered=offered)
        elif path:
            renderer.meta(names.CLARIFY, topic=path.topic)
        else:
            if context.worrying:
                hear_worry(renderer, self.facts)
            else:
                renderer.say("utter_not_understood")
            renderer.meta(names.FALLBACK)
        about = [Subject("procedure", path.id).event()] if path and context.subject is None else []
        return [*about, SlotSet(names.MISSES, misses)]

    def _beside_choices(self, renderer: Renderer, context: Context) -> None:
        """Who takes reports where a place is named or somebody worries; a line for children and who worries."""
        if context.values(names.CITY) or (context.worrying and renderer.city):
            show_contacts(renderer, self.facts, REPORTING, lines=0 if context.worrying else SHOWN_LINES)
        if context.worrying or context.audience == Audience.CHILD:
            show_lines(renderer, self.facts, 1)

    def _of_reporting(self, renderer: Renderer, context: Context, likely: list[str]) -> Procedure | None:
        """The path that anybody may go, where it is about reporting or that may be meant."""
        topics = (self.facts.topic(id, context.city) for id in likely[:CHOICES])
        reporting = any(topic is not None and topic.category is Category.REPORTING for topic in topics)
        return citizens_path(renderer, self.facts, context) if reporting or may_report(context) else None

    def _choices(self, context: Context, likely: list[str]) -> list[str]:
        """The likeliest topics; for a grown-up who worries where to report is one of them."""
        if not context.worrying or context.audience == Audience.CHILD or names.WHERE_TO_REPORT in likely[:CHOICES]:
            return likely
        return [*likely[: CHOICES - 1], names.WHERE_TO_REPORT]
