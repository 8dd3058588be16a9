"""Run one action as the engine does, and see what it says."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import all_actions
from knowledge.build import build
from knowledge.repository import KnowledgeRepository
from tests.conftest import BERLIN, OFFICE_HOURS
from tests.knowledge.conftest import FILES, write


@dataclass
class Said:
    """What an action sent: blocks and response names in order, buttons, slots set, its meta message."""

    messages: Sequence[Mapping[str, Any]]
    events: Sequence[Mapping[str, Any]]
    blocks: list[dict[str, Any]] = field(init=False)

    def __post_init__(self) -> None:
        customs = [dict(message["custom"]) for message in self.messages if message.get("custom")]
        self.blocks = [custom for custom in customs if custom["type"] != "meta"]
        # the engine reads them one after the other, later ones count
        self.meta = {k: v for custom in customs if custom["type"] == "meta" for k, v in custom.items()}
        self.responses = [message["response"] for message in self.messages if message.get("response")]
        self.buttons = [button for message in self.messages for button in message.get("buttons") or ()]
        self.slots = {event["name"]: event["value"] for event in self.events if event["event"] == "slot"}

    def of(self, kind: str) -> list[dict[str, Any]]:
        """Blocks of a type."""
        return [block for block in self.blocks if block["type"] == kind]

    @property
    def text(self) -> str:
        """Everything sent, as one JSON text."""
        return json.dumps(list(self.messages), ensure_ascii=False)


@dataclass
class Stage:
    """Actions over one knowledge base at one moment."""

    facts: KnowledgeRepository

    def run(
        self,
        action: str,
        *,
        at: str = OFFICE_HOURS,
        intent: str | None = None,
        entities: Mapping[str, str] | Sequence[Mapping[str, Any]] = (),
        topics: Sequence[tuple[str, float]] = (),
        wanted: Sequence[str] = (),
        writer: tuple[str, float] | None = None,
        metadata: Mapping[str, Any] | None = None,
        text: str = "",
        confidence: float = 1.0,
        **slots: Any,
    ) -> Said:
        """Run the action with this name after a message with these entities and this topic ranking."""
        moment = dt.datetime.fromisoformat(at).replace(tzinfo=BERLIN)
        found: Action = next(a for a in all_actions(self.facts, lambda: moment) if a.name() == action)
        listed = entities.items() if isinstance(entities, Mapping) else ()
        message = {
            "text": text,
            "intent": {"name": intent, "confidence": confidence},
            "entities": [{"entity": k, "value": v, "role": "self"} for k, v in listed] or list(entities),
            "topic_ranking": [{"topic": topic, "confidence": confidence} for topic, confidence in topics],
            "wanted": list(wanted),
            "writer": {"role": writer[0], "confidence": writer[1]} if writer else None,
            "metadata": dict(metadata or {}),
        }
        tracker = Tracker.from_dict({"sender_id": "x", "slots": slots, "latest_message": message, "events": []})
        dispatcher = CollectingDispatcher()
        events = found.run(dispatcher, tracker, {})
        return Said(dispatcher.messages, events)

    def topic(self, topic: str, **context: Any) -> Said:
        """Run the answer to a topic."""
        return self.run("action_answer_topic", topics=[(topic, 0.9)], **context)


@pytest.fixture(scope="session")
def stage(facts: KnowledgeRepository) -> Stage:
    """Actions over the real knowledge base."""
    return Stage(facts)


@pytest.fixture(scope="session")
def small_stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """Actions over a small knowledge base with unconfirmed numbers in it."""
    folder: Path = tmp_path_factory.mktemp("small")
    url = f"sqlite:///{folder / 'knowledge.db'}"
    build(write(folder / "content", FILES), url)
    return Stage(KnowledgeRepository(url))
