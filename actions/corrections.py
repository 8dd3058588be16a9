"""Something else was meant than what was answered."""

from __future__ import annotations

from rasa_sdk.events import SlotSet

from actions import names
from actions.base import Events, LotseAction
from actions.confidence import LIKELY
from actions.context import Context
from actions.dialogue import Continuation, topic_of
from actions.fallback import MISSES_BEFORE_PERSON, hand_over, offer_choices
from actions.rendering import Renderer
from actions.topics import ActionAnswerTopic


class ActionWrong(LotseAction):
    """The answer was not what was meant: that of another place where one is named, or of what is likely meant by
    the words that say so, else what came next in the ranking, the second time a person."""

    action_name = "action_wrong"

    def answer(self, renderer: Renderer, context: Context) -> Events:
        if context.subject and (context.values(names.CITY) or context.place):
            return Continuation(self.facts, self._clock).answer(renderer, context, context.subject)
        if context.corrects and context.telling and context.topics and context.topics[0][1] >= LIKELY:
            return ActionAnswerTopic(self.facts, self._clock).answer(renderer, context)
        misses = context.misses + 1
        if misses >= MISSES_BEFORE_PERSON:
            return hand_over(renderer, self.facts, misses)
        renderer.say("utter_wrong")
        topic = topic_of(self.facts, context)
        likely = context.runners_up or (topic.see_also if topic else ())
        offered = offer_choices(renderer, self.facts, likely)
        renderer.meta(names.CLARIFY, offered=offered)
        return [SlotSet(names.MISSES, misses)]
