"""What a word or an abbreviation means."""

from __future__ import annotations

from collections.abc import Sequence

from rasa_sdk.events import SlotSet

from actions import names
from actions.base import Events, LotseAction
from actions.contacts import ActionPerson
from actions.context import Context, Subject
from actions.rendering import Renderer
from knowledge import cards
from knowledge.repository import KnowledgeRepository


class ActionGlossary(LotseAction):
    """Definitions of the terms in the message, or who the person is that it names."""

    action_name = "action_glossary"

    def answer(self, renderer: Renderer, context: Context) -> Events:
        ids = context.values(names.TERM)
        if not ids and context.values(names.PERSON):
            return ActionPerson(self.facts, self._clock).answer(renderer, context)
        if not show_terms(renderer, self.facts, ids, easy=context.easy):
            renderer.say("utter_term_unknown")
            renderer.meta(names.CLARIFY)
            return []
        renderer.meta()
        return [Subject("term", ids[0]).event(), SlotSet(names.MISSES, 0)]


def show_terms(renderer: Renderer, facts: KnowledgeRepository, ids: Sequence[str], *, easy: bool) -> bool:
    """The definition of each glossary entry; whether there was one."""
    terms = [term for term in facts.glossary() if term.id in ids]
    for term in terms:
        definition = term.easy_definition if easy else term.definition
        renderer.fact(definition, term, title=cards.term_title(term))
    return bool(terms)
