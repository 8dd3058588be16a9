"""What is said about danger itself: that there is none, or that help is wanted at once."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rasa_sdk.events import SlotSet

from actions import names
from actions.answers import answer_topic
from actions.base import Events, LotseAction
from actions.contacts import REPORTING, show_contacts
from actions.context import Context
from actions.fallback import hear_worry
from actions.rendering import Renderer
from knowledge.text import fold

NEGATION = {"nicht", "nich", "net", "ned", "nit", "nie", "kein", "keine", "keiner", "niemand"}
BADLY = {"scheisse", "scheiss", "beschissen", "mies", "schlecht", "elend", "dreckig", "kacke", "schlimm"}
WELL = {"gut", "ok", "okay", "oke", "ordnung", "besser", "wohl"}
SAFE = {"sicher", "sicherheit"}
DANGER = {"gefahr", "not"}
OTHERS_SAY = {
    "sagt", "sagte", "sagen", "meint", "meinte", "meinen", "findet", "behauptet", "sei", "angeblich", "schreibt",
}  # fmt: skip
"""Words with which somebody tells what another says."""
REACH = 2
"""So many words a negation reaches."""
_CLAUSE = re.compile(r"[.,;:!?\n]")


class ActionEmergency(LotseAction):
    """Ask the process in front of the engine for the emergency block; it alone words and fills it. Where a city is
    named, who takes reports there comes after it."""

    action_name = "action_emergency"

    def answer(self, renderer: Renderer, context: Context) -> Events:
        if renderer.city and context.values(names.CITY):
            show_contacts(renderer, self.facts, REPORTING)
        renderer.meta("danger", emergency=True, topic="akut")
        return [SlotSet(names.MISSES, 0)]


class ActionAllClear(LotseAction):
    """That there is no danger, and the answer that the emergency block stood in place of. Where the words say the
    opposite, or that another says so, the emergency block or a person."""

    action_name = "action_all_clear"

    def answer(self, renderer: Renderer, context: Context) -> Events:
        clauses = [fold(clause).split() for clause in _CLAUSE.split(context.text)]
        said = {(word, _negated(words, at)) for words in clauses for at, word in enumerate(words)}
        if any((word in DANGER and not negated) or (word in SAFE and negated) for word, negated in said):
            return ActionEmergency(self.facts, self._clock).answer(renderer, context)
        reported = not OTHERS_SAY.isdisjoint(word for word, _ in said)
        unwell = any((word in WELL and negated) or (word in BADLY and not negated) for word, negated in said)
        if reported or unwell:
            hear_worry(renderer, self.facts)
            renderer.meta(names.FALLBACK)
        else:
            renderer.say("utter_all_clear")
            if context.withheld and context.subject and context.subject.kind == "topic":
                return answer_topic(renderer, self.facts, context, context.subject.id)
            renderer.meta()
        return [SlotSet(names.MISSES, 0)]


def _negated(words: Sequence[str], at: int) -> bool:
    return not NEGATION.isdisjoint(words[max(0, at - REACH) : at])
