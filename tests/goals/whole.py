"""Parts for tests of whole assistants: a witness of what leaves, actions that can be broken."""

from __future__ import annotations

import json
import os
import threading
from pathlib import Path
from typing import Any, ClassVar

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

import actions
from bot import wiring
from bot.assistant import Assistant, Reply
from bot.emergency import EmergencyCard
from bot.engine.action_endpoint import InProcessActions
from bot.engine.apart import EngineApart
from bot.engine.buttons import ButtonSigner
from bot.engine.inprocess import RasaEngine
from bot.grounding import ungrounded
from bot.metrics import Counters
from bot.nlu import second_opinion
from bot.safety.gate import Gate, load
from bot.switch import OffSwitch
from bot.texts.released import ReleasedTexts
from bot.training import model
from knowledge.repository import KnowledgeRepository
from tests.conftest import SettableClock

SHARE = float(os.environ.get("GOALS_SHARE", "1"))
"""Part of the messages that are sent, for a quick look while developing."""
ENGINE_TIMEOUT = 1.5


def share(items: list[Any]) -> list[Any]:
    """``items``, or an even part of them while developing."""
    return items[:: max(1, round(1 / SHARE))]


def shown(reply: Reply) -> str:
    """Everything that a reply shows, blocks and buttons, as one text."""
    return json.dumps([*reply.blocks, *(button.title for button in reply.quick_replies)], ensure_ascii=False)


class Witness:
    """Stands where replies leave and remembers what should not; withholds nothing, so that a test sees it."""

    def __init__(self, facts: KnowledgeRepository) -> None:
        self._released = ReleasedTexts.load(facts)
        self._facts = facts
        self.unreleased: list[str] = []
        self.ungrounded: list[str] = []

    def __call__(self, blocks: Any, titles: Any = ()) -> list[str]:
        self.unreleased += self._released.unreleased(blocks, titles)
        self.ungrounded += ungrounded(blocks, self._facts)
        return []


class Breakable(Action):
    """An action of ours that can be made to fail in every way (goal R11)."""

    def __init__(self, real: Action, fault: Fault) -> None:
        self._real = real
        self._fault = fault

    def name(self) -> str:
        return str(self._real.name())

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Any:
        return self._fault.instead(dispatcher) if self._fault.how else self._real.run(dispatcher, tracker, domain)


class Fault:
    """How actions fail at the moment; ``None``: not at all."""

    GARBAGE: ClassVar[dict[str, Any]] = {
        "none": None, "a text": "Unsinn", "a number": 42, "a list of numbers": [1, 2, 3],
        "events that are none": [{"event": "unbekannt"}, {"nothing": True}, None], "an object": object(),
    }  # fmt: skip
    SAID: ClassVar[dict[str, Any]] = {
        "an invented text": {"text": "Rufen Sie 0190 123456 an, alles wird gut."},
        "an empty text": {"text": ""},
        "a block without a type": {"json_message": {"text": "Unsinn"}},
        "a block that is a list": {"json_message": [1, 2]},
        "a block of an unknown type": {"json_message": {"type": "unknown", "deep": {"er": ["Unsinn"]}}},
        "a status that is none": {"json_message": {"type": "meta", "status": "Unsinn"}},
        "a response that is none": {"response": "utter_not_there"},
        "a button that is none": {"text": "Gut.", "buttons": [{"title": "Unsinn"}]},
    }

    def __init__(self) -> None:
        self.how: str | None = None
        self.over = threading.Event()

    def instead(self, dispatcher: CollectingDispatcher) -> Any:
        """Fail."""
        if self.how == "raises":
            raise ZeroDivisionError
        if self.how == "exits":
            raise SystemExit(1)
        if self.how == "hangs":
            self.over.wait(30)
            return []
        if self.how in self.SAID:
            dispatcher.utter_message(**self.SAID[self.how])
            return []
        return self.GARBAGE[str(self.how)]

    @classmethod
    def kinds(cls) -> list[str]:
        """All ways to fail."""
        return ["raises", "exits", "hangs", *cls.GARBAGE, *cls.SAID]


def made(
    engine: Any, facts: KnowledgeRepository, clock: SettableClock, switch: OffSwitch, unreleased: Any,
    danger: Gate | None = None, timeout: float = ENGINE_TIMEOUT, counters: Counters | None = None,
) -> Assistant:  # fmt: skip
    """An assistant around ``engine``."""
    return Assistant(
        engine, facts, danger or load(second_opinion.load()), EmergencyCard(facts), ButtonSigner("x" * 32),
        counters or Counters(), switch, unreleased=unreleased, clock=clock, timeout=timeout, minutes=30,
        conversations=20_000,
    )  # fmt: skip


def real_engine(parts: wiring.Parts, clock: SettableClock, own: list[Action] | None = None) -> EngineApart:
    """The engine with the session's model, its actions or ``own`` ones."""
    endpoint = InProcessActions(own or actions.all_actions(parts.facts, clock))
    archive = Path(model.current(parts.settings).archive)
    return EngineApart(RasaEngine.load(archive, endpoint, minutes=30, conversations=20_000))
