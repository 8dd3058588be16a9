"""Keep a conversation going: continue the subject, start over, change the language, name sources."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from rasa_sdk.events import AllSlotsReset, SlotSet

from actions import names
from actions.answers import answer_topic, wording
from actions.base import Clock, Events, LotseAction
from actions.contacts import COORDINATION, REPORTING, ActionPerson, show_contacts, show_human
from actions.context import Context, Subject
from actions.events import ActionEvents
from actions.fallback import ActionFallback
from actions.follow_ups import for_children
from actions.glossary import ActionGlossary
from actions.hotlines import ActionHotlines
from actions.named import action_for_named
from actions.offices import ActionOffice
from actions.opening_hours import ActionOpeningHours
from actions.procedures import ActionReportingPath
from actions.rendering import Renderer
from actions.roles import asks_what_to_do, named_role
from knowledge.repository import KnowledgeRepository
from knowledge.schema import Audience, ContactKind, Hotline, Person, Topic

WHOM = frozenset({"wen", "wem"})
"""Who is asked for with them may be nobody with a number: the answer of a topic that has steps says who it is."""
WITH_NUMBER = ("person", "office", "hotline", "human", "opening_hours")
"""Kinds of subjects whose answer is a card with a number."""
ASKED_AS_WELL = 0.3
"""Confidence from which a message that names a city asks a topic, too ("Ich wohne in ..., wo ...?")."""

SURE_OF_CHANGE = 0.85
"""Confidence from which a message changes how the assistant speaks, or has it forget what it was about."""
SURE_ENOUGH = 0.5
"""Confidence below which it is not sure that sources are asked for."""


class Continuation:
    """Answers the conversation's subject again, with what has become known since."""

    def __init__(self, facts: KnowledgeRepository, clock: Clock) -> None:
        self._facts = facts
        self._person = ActionPerson(facts, clock)
        self._by_kind: dict[str, tuple[str, LotseAction]] = {
            "procedure": (names.ROLE, ActionReportingPath(facts, clock)),
            "event": (names.EVENT, ActionEvents(facts, clock)),
            "hotline": (names.HOTLINE, ActionHotlines(facts, clock)),
            "person": (names.PERSON, self._person),
            "office": (names.OFFICE, ActionOffice(facts, clock)),
            "term": (names.TERM, ActionGlossary(facts, clock)),
            "opening_hours": ("", ActionOpeningHours(facts, clock)),
            "human": ("", ActionHuman(facts, clock)),
        }

    def answer(self, renderer: Renderer, context: Context, subject: Subject) -> Events:
        """Answer ``subject`` in ``context``, a topic with the way of who is writing."""
        if subject.kind == "topic":
            return answer_topic(renderer, self._facts, _with(context, names.ROLE, context.role), subject.id)
        if subject.kind == "person" and (person := self._of_elsewhere(context, subject.id)):
            return self._person.counterpart(renderer, person)
        entity, action = self._by_kind[subject.kind]
        return action.answer(renderer, _with(context, entity, subject.id))

    def _of_elsewhere(self, context: Context, id: str) -> Person | None:
        """The person, where the message names another city or county than theirs."""
        person, city = self._facts.person(id), self._facts.person_city(id)
        named = context.values(names.CITY) and (city is None or city.id != context.city or context.town)
        return person if named else None


def _with(context: Context, entity: str, value: str | None) -> Context:
    """``context`` where the message names ``value``, unless it names another ``entity``; a role is the writer's
    only where it was before."""
    if not value or context.values(entity):
        return context
    known = {"entity": entity, "value": value, **({"role": names.SELF} if value == context.role else {})}
    return dataclasses.replace(context, entities=(*context.entities, known))


def topic_of(facts: KnowledgeRepository, context: Context) -> Topic | None:
    """The topic that the conversation is about."""
    about = context.subject
    return facts.topic(about.id, context.city) if about and about.kind == "topic" else None


class ActionContinue(LotseAction):
    """A city or role was named, or a repetition wanted, or whether the same holds: answer the subject with it.

    Without a subject a role leads to its reporting path, that of a child also with one that is not for children; a
    city to who takes reports there, and a name to a greeting.
    """

    action_name = "action_continue"

    def answer(self, renderer: Renderer, context: Context) -> Events:
        continuation = Continuation(self.facts, self._clock)
        role = named_role(renderer, self.facts, context)
        if context.subject and "same" in context.wanted:
            return continuation.answer(renderer, context, context.subject)
        if role and context.intent == "inform":
            path = self.facts.procedure(role, renderer.state, context.city)
            child = path is not None and path.audience is Audience.CHILD
            topic = topic_of(self.facts, context)
            about = context.subject if child and topic and for_children(topic) else None
            return continuation.answer(renderer, context, about or Subject("procedure"))
        if not role and (action := action_for_named(self.facts, self._clock, context)):
            return action.answer(renderer, context)
        asked = context.topics[0] if context.topics else None
        if context.intent == "inform" and asked and asked[1] >= ASKED_AS_WELL:
            return continuation.answer(renderer, context, Subject("topic", asked[0]))
        if context.subject:
            return continuation.answer(renderer, context, context.subject)
        placed = context.intent == "inform" and (context.values(names.CITY) or context.place or context.town)
        if placed or ("contact" in context.wanted and context.city):
            return continuation.answer(renderer, context, Subject("topic", names.WHERE_TO_REPORT))
        if context.intent == "inform":
            renderer.say("utter_greet")
            renderer.meta(names.SMALLTALK)
        else:
            renderer.say("utter_nothing_to_repeat")
            renderer.meta(names.CLARIFY)
        return []


class ActionNumber(LotseAction):
    """Who is behind what was just answered, with the number: the person, the line, the offices of the topic; of an
    event who holds it and who coordinates.

    Without a subject who takes reports; where it has no offices, its lines and then who takes reports.
    """

    action_name = "action_number"

    def answer(self, renderer: Renderer, context: Context) -> Events:
        subject = context.subject
        if action := action_for_named(self.facts, self._clock, context):
            return action.answer(renderer, context)
        if subject and subject.kind in WITH_NUMBER:
            return Continuation(self.facts, self._clock).answer(renderer, context, subject)
        if subject and subject.kind == "event":
            return self._behind(renderer, subject)
        topic = topic_of(self.facts, context)
        offices = topic.contacts if topic else ()
        lines = [line for id in (topic.hotlines if topic else ()) if (line := self.facts.hotline(id))]
        if topic and topic.procedure and not offices and not WHOM.isdisjoint(renderer.words):
            return answer_topic(renderer, self.facts, context, topic.id)
        if not offices:
            self._show_lines(renderer, lines)
        status = self._show(renderer, offices or REPORTING)
        self._show_lines(renderer, lines)  # those that are not shown yet
        renderer.meta(status, topic=topic.id if topic else names.WHERE_TO_REPORT)
        return [SlotSet(names.MISSES, 0), *([] if topic else [Subject("topic", names.WHERE_TO_REPORT).event()])]

    @staticmethod
    def _show_lines(renderer: Renderer, lines: Sequence[Hotline]) -> None:
        for line in lines:
            renderer.hotline(line)

    def _behind(self, renderer: Renderer, subject: Subject) -> Events:
        """Who holds the event, which its card says, and who coordinates."""
        if event := self.facts.event(subject.id):
            renderer.event(event, self.facts.event_city(event.id))
        renderer.meta(self._show(renderer, COORDINATION))
        return [SlotSet(names.MISSES, 0)]

    def _show(self, renderer: Renderer, kinds: Sequence[ContactKind]) -> str:
        """Contacts of ``kinds``, or the question for the city; the reply's status."""
        renderer.unknown_place()
        if renderer.city is None:
            renderer.ask_city()
            return names.CLARIFY
        show_contacts(renderer, self.facts, kinds)
        return names.ANSWERED


class ActionHuman(LotseAction):
    """A person's number, in every state of a conversation; the subject's answer where it is asked what to do about
    that, or its lines and offices where it is asked who helps."""

    action_name = "action_human"

    def answer(self, renderer: Renderer, context: Context) -> Events:
        """The city's contacts, then national lines; asks for the city when it is not known."""
        if (topic := topic_of(self.facts, context)) and context.subject:
            if asks_what_to_do(context):
                return Continuation(self.facts, self._clock).answer(renderer, context, context.subject)
            if "contact" in context.wanted and (topic.contacts or topic.hotlines):
                return ActionNumber(self.facts, self._clock).answer(renderer, context)
        renderer.unknown_place()
        renderer.say("utter_human")
        show_human(renderer, self.facts)
        renderer.meta()
        return [Subject("human").event(), SlotSet(names.MISSES, 0)]


class ActionStartOver(LotseAction):
    """Forget the subject; the page's city stays."""

    action_name = "action_start_over"

    def answer(self, renderer: Renderer, context: Context) -> Events:
        if context.confidence < SURE_OF_CHANGE:
            return ActionFallback(self.facts, self._clock).answer(renderer, context)
        renderer.say("utter_restart")
        renderer.meta(names.SMALLTALK)
        return [AllSlotsReset(), SlotSet(names.CITY, context.city), SlotSet(names.HOME_CITY, context.city)]


class ActionEasyLanguage(LotseAction):
    """Simple language from now on, and the last answer again in it."""

    action_name = "action_easy_language"
    register = names.EASY
    response = "utter_easy_on"

    def answer(self, renderer: Renderer, context: Context) -> Events:
        if context.confidence < SURE_OF_CHANGE:
            return ActionFallback(self.facts, self._clock).answer(renderer, context)
        changed = dataclasses.replace(context, easy=self.register == names.EASY)
        renderer.say(self.response)
        renderer.meta()
        events: Events = [SlotSet(names.REGISTER, self.register)]
        if context.subject:
            events += Continuation(self.facts, self._clock).answer(renderer, changed, context.subject)
        return events


class ActionStandardLanguage(ActionEasyLanguage):
    """Standard language from now on; where it is spoken already, the subject was meant ("ist das normal")."""

    action_name = "action_standard_language"
    register = names.STANDARD
    response = "utter_easy_off"

    def answer(self, renderer: Renderer, context: Context) -> Events:
        if not context.easy and context.subject:
            return Continuation(self.facts, self._clock).answer(renderer, context, context.subject)
        if not context.easy:
            return ActionFallback(self.facts, self._clock).answer(renderer, context)
        return super().answer(renderer, context)


class ActionSources(LotseAction):
    """Where answers come from, where that is asked for with some certainty; with a subject its answer again,
    sources included, of a topic without the cards."""

    action_name = "action_sources"

    def answer(self, renderer: Renderer, context: Context) -> Events:
        if context.confidence < SURE_ENOUGH:
            return ActionFallback(self.facts, self._clock).answer(renderer, context)
        renderer.say("utter_source")
        renderer.meta()
        if topic := topic_of(self.facts, context):
            renderer.meta(topic=topic.id)
            renderer.fact(wording(context, topic), topic, legal_basis=topic.legal_basis)
        elif context.subject:
            return Continuation(self.facts, self._clock).answer(renderer, context, context.subject)
        return []


class ActionHelp(LotseAction):
    """What the assistant can do, with one button for each way in; where it is asked what the visitor can do about
    the subject, the subject."""

    action_name = "action_help"

    def answer(self, renderer: Renderer, context: Context) -> Events:
        if context.subject and asks_what_to_do(context):
            return Continuation(self.facts, self._clock).answer(renderer, context, context.subject)
        renderer.say("utter_help")
        renderer.meta()
        return [SlotSet(names.MISSES, 0)]
