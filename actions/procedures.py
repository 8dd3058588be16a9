"""The reporting path of a role: all steps, or one after the other."""

from __future__ import annotations

from rasa_sdk.events import SlotSet

from actions import names
from actions.answers import answer_topic
from actions.base import Events, LotseAction
from actions.contacts import REPORTING, show_contacts
from actions.context import Context, Subject
from actions.events import ActionEvents, events_named
from actions.fallback import offer_choices
from actions.rendering import Renderer, payload
from actions.roles import citizens_path, named_path, named_role, own_roles
from actions.topics import ActionAnswerTopic
from knowledge.schema import Audience, Procedure

TOPIC_INSTEAD = 0.25
"""Confidence of a topic from which it is answered rather than asking a writer without a role for one."""
TOPIC_BESIDES = 0.1
"""Confidence of a topic from which topics are offered below the path."""
AFTER_TELLING, AFTER_A_REPORT = "kind-jugendamt", "nach-meldung"
"""Topics that say what happens then, to a child and to everybody else."""


class ActionReportingPath(LotseAction):
    """The path for the writer's role; asks for the role, and for the city only to add its contact.

    The steps of an event that is named are its programme, but for a role whose steps are asked for; without a
    role those of who worries are what anybody may go.
    """

    action_name = "action_reporting_path"

    def answer(self, renderer: Renderer, context: Context) -> Events:
        role = named_role(renderer, self.facts, context) or context.role
        procedure = self.facts.procedure(role, renderer.state, context.city) if role else None
        done = [SlotSet(names.MISSES, 0), SlotSet(names.STEP, None)]
        if not (role and "procedure" in context.wanted) and events_named(self.facts, context):
            return ActionEvents(self.facts, self._clock).answer(renderer, context)
        if procedure is None and not role:
            if context.topics and context.topics[0][1] >= TOPIC_INSTEAD:
                return ActionAnswerTopic(self.facts, self._clock).answer(renderer, context)
            if context.worrying:
                procedure = citizens_path(renderer, self.facts, context)
        if procedure is None:
            return [*self._ask_role(renderer, context), *done]
        renderer.path(procedure)
        if renderer.city:
            show_contacts(renderer, self.facts, REPORTING)
            renderer.say("utter_offer_steps")
        else:
            renderer.ask_city("utter_ask_city_for_path")
        if context.topics and context.topics[0][1] >= TOPIC_BESIDES:
            offered = offer_choices(renderer, self.facts, [id for id, _ in context.topics])
            renderer.meta(names.CLARIFY, topic=procedure.topic, offered=offered)
        else:
            renderer.meta(topic=procedure.topic)
        return [Subject("procedure", procedure.id).event(), *self._who(context, procedure), *done]

    def _ask_role(self, renderer: Renderer, context: Context) -> Events:
        """Which role it is; where more is told than the question, after the steps that anybody may go."""
        anybody = citizens_path(renderer, self.facts, context) if context.tells_more else None
        if anybody:
            renderer.path(anybody)
        if renderer.city:
            show_contacts(renderer, self.facts, REPORTING)
        renderer.say("utter_ask_other_role" if anybody else "utter_ask_role")
        paths = self.facts.procedures(renderer.state, context.city)
        renderer.buttons({path.button: payload("ask_procedure", role=path.id) for path in paths})
        renderer.meta(names.CLARIFY, topic=anybody.topic if anybody else None)
        return [Subject("procedure", anybody.id if anybody else "").event()]

    def _who(self, context: Context, procedure: Procedure) -> Events:
        """What the path tells about the writer: nothing where the role was only mentioned."""
        if procedure.id not in (*own_roles(self.facts, context), context.role):
            return []
        audience = context.audience or procedure.audience.value
        return [SlotSet(names.ROLE, procedure.id), SlotSet(names.AUDIENCE, audience)]


class ActionStep(LotseAction):
    """Step by step through the path the conversation is about."""

    action_name = "action_step"

    def answer(self, renderer: Renderer, context: Context) -> Events:
        role = context.subject.id if context.subject and context.subject.kind == "procedure" else context.role
        if context.subject and context.subject.kind == "topic":
            topic = self.facts.topic(context.subject.id, context.city)
            role = (topic.procedure if topic else None) or role
        procedure = named_path(renderer, self.facts, context) or (
            self.facts.procedure(role, renderer.state, context.city) if role else None
        )
        if procedure is None:
            return self._without_steps(renderer, context)
        step, limit_reached = self._next(context, len(procedure.steps))
        if limit_reached:
            renderer.say("utter_last_step" if context.intent == "next_step" else "utter_first_step")
        renderer.steps(procedure, only=step)
        position = {1: "first", len(procedure.steps): "last"}.get(step, "middle")
        renderer.say(f"utter_step_{position}", number=str(step), total=str(len(procedure.steps)))
        renderer.meta(topic=procedure.topic)
        return [Subject("procedure", procedure.id).event(), SlotSet(names.STEP, step), SlotSet(names.MISSES, 0)]

    def _without_steps(self, renderer: Renderer, context: Context) -> Events:
        """What comes next where there are no steps: other events, or what is done with what was told."""
        about = context.subject.kind if context.subject else None
        child = context.audience == Audience.CHILD
        if about == "event":
            return ActionEvents(self.facts, self._clock).answer(renderer, context)
        if context.intent == "next_step" and (about == "topic" or child):
            return answer_topic(renderer, self.facts, context, AFTER_TELLING if child else AFTER_A_REPORT)
        renderer.say("utter_no_steps")
        renderer.meta(names.CLARIFY)
        return []

    @staticmethod
    def _next(context: Context, last: int) -> tuple[int, bool]:
        """Number of the step to show, and whether there was none further in that direction."""
        if context.intent == "step_by_step" or context.step is None:
            return 1, False
        wanted = context.step + {"next_step": 1, "previous_step": -1}.get(context.intent or "", 0)
        return min(max(wanted, 1), last), not 1 <= wanted <= last
