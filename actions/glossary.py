"""What a word or an abbreviation means."""

from __future__ import annotations

from rasa_sdk.events import SlotSet

from actions import names
from actions.base import Events, LotseAction
from actions.context import Context, Subject
from actions.rendering import Renderer


class ActionGlossary(LotseAction):
    """Definitions of the terms in the message."""

    action_name = "action_glossary"

    def answer(self, renderer: Renderer, context: Context) -> Events:
        ids = set(context.values(names.TERM))
        terms = [term for term in self.facts.glossary() if term.id in ids]
        if not terms:
            renderer.say("utter_term_unknown")
            renderer.meta(names.CLARIFY)
            return []
        for term in terms:
            title = f"{term.term} ({term.long_form})" if term.long_form else term.term
            renderer.fact(term.easy_definition if context.easy else term.definition, term, title=title)
        renderer.meta()
        return [Subject("term", terms[0].id).event(), SlotSet(names.MISSES, 0)]
