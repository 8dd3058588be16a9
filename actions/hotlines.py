"""National help lines: one by name, or those for the reader, open ones first."""

from __future__ import annotations

from rasa_sdk.events import SlotSet

from actions import names
from actions.base import Events, LotseAction
from actions.contacts import show_contacts
from actions.context import Context, Subject
from actions.rendering import Renderer
from knowledge.schema import ContactKind, Hotline

SHOWN = 5


class ActionHotlines(LotseAction):
    """Cards of help lines; whoever names a city and no line gets the office there first."""

    action_name = "action_hotlines"

    def answer(self, renderer: Renderer, context: Context) -> Events:
        called = [line for id in context.values(names.HOTLINE) if (line := self.facts.hotline(id))]
        # lines that share a name: those that help here
        named = [line for line in called if not renderer.is_elsewhere(line)] or called
        lines = named or renderer.hotlines_for_reader(SHOWN)
        if not named:
            if context.values(names.CITY):
                show_contacts(renderer, self.facts, [ContactKind.REPORTING])
            renderer.say("utter_hotlines_intro")
        for line in lines[:SHOWN]:
            self._show(renderer, line, named=bool(named))
        renderer.meta()
        return [Subject("hotline", named[0].id if named else "").event(), SlotSet(names.MISSES, 0)]

    @staticmethod
    def _show(renderer: Renderer, line: Hotline, *, named: bool) -> None:
        renderer.hotline(line)
        if named and not line.numbers:
            renderer.say("utter_hotline_unverified")
        elif named and renderer.is_closed(line.hours):
            renderer.say("utter_hotline_closed")
