"""Whether an office is open now, and when it is."""

from __future__ import annotations

from rasa_sdk.events import SlotSet

from actions import names
from actions.base import Events, LotseAction
from actions.contacts import REPORTING, SHOWN_LINES, show_contacts
from actions.context import Context, Subject
from actions.events import ActionEvents, events_named
from actions.rendering import Renderer


class ActionOpeningHours(LotseAction):
    """Is the office open now, and when: the one that was just spoken of, else who takes reports; of an event that
    is named, when it is."""

    action_name = "action_opening_hours"

    def answer(self, renderer: Renderer, context: Context) -> Events:
        """Cards with opening hours, or the question for the city."""
        named = context.values(names.CITY) or context.values(names.OFFICE)
        of_event = "contact" not in context.wanted and not context.values(names.OFFICE)
        if of_event and events_named(self.facts, context):
            return ActionEvents(self.facts, self._clock).answer(renderer, context)
        if context.subject and not named and self._show_again(renderer, context.subject):
            renderer.meta()
            return [SlotSet(names.MISSES, 0)]
        renderer.unknown_place()
        if renderer.city is None:
            renderer.ask_city()
            renderer.meta(names.CLARIFY)
        else:
            asked = context.intent != "ask_number"  # "gibt es da auch eine Mail?" goes on with the subject
            if asked and not any(contact.hours for contact in renderer.contacts_or_nearest(*REPORTING)):
                renderer.say("utter_hours_unknown")
            show_contacts(renderer, self.facts, REPORTING)
            renderer.meta(topic=names.WHERE_TO_REPORT)
        return [Subject("opening_hours").event(), SlotSet(names.MISSES, 0)]

    def _show_again(self, renderer: Renderer, subject: Subject) -> bool:
        """Whether ``subject`` is a help line, an office or somebody of one, whose card is shown."""
        if subject.kind == "hotline":
            line = self.facts.hotline(subject.id)
            for hotline in [line] if line else renderer.hotlines_for_reader(SHOWN_LINES + 1):
                renderer.hotline(hotline)
            return True
        if subject.kind == "person" and (person := self.facts.person(subject.id)):
            city, id = self.facts.person_city(person.id), person.contact or ""
        elif subject.kind == "office":
            slug, _, id = subject.id.partition("/")
            city = self.facts.city(slug)
        else:
            return False
        contact = self.facts.contact(city.id, id) if city else None
        if city is None or contact is None:
            return False
        renderer.contact(contact, city)
        return True
