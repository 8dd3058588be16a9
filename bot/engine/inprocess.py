"""The Rasa engine: an Agent in this process, no port of its own."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import rasa.core.agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.processor import MessageProcessor
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.core.domain import Domain
from rasa.utils.endpoints import EndpointConfig

from actions.confidence import SURE
from actions.names import ASKING, IN_CONTEXT, META, OFFICE
from bot.engine.action_endpoint import check_results_cheaply
from bot.engine.graph_runner import run_in_order
from bot.engine.opening import opening
from bot.engine.port import (
    Block,
    Choice,
    EngineError,
    EngineReply,
    Message,
    RankedTopic,
    Status,
    Suggestion,
    Understanding,
)
from bot.engine.tracker_store import ExpiringTrackerStore
from bot.nlu import language
from bot.questions import asks, means_other, meant

logger = logging.getLogger(__name__)

CHANNEL = "lotse"
_BEFORE_WORDS = re.compile(r"^[\s\0-\x1f/\uff0f\u2044\u2215\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+")
"""Slashes, and what is not seen before them: Rasa would take what follows for a command (goal X3)."""
STATUS_OF_INTENT = {
    **dict.fromkeys(
        ("greet", "goodbye", "thank", "affirm", "deny", "insult", "bot_challenge", "chitchat"), Status.SMALLTALK
    ),
}

ASIDE = {"chitchat", "out_of_scope"}
"""Intents that no worrying message has: who tells of a child's bruises does not chat."""
THANKS, THANKS_ONLY, ASK_OFFICE = "thank", 8, "ask_office"
"""Intent of who thanks, the words up to which a message of it asks nothing besides, and the intent of a longer one
that asks something and names an office."""
NOT_UNDERSTOOD = {"name": DEFAULT_NLU_FALLBACK_INTENT_NAME, "confidence": 0.0}


class RasaEngine:
    """Answers with a trained model. ``store`` holds the conversations."""

    def __init__(
        self, processor: MessageProcessor, agent: rasa.core.agent.Agent, store: ExpiringTrackerStore
    ) -> None:
        self._processor = processor
        self._agent = agent
        self._store = store

    @classmethod
    def load(cls, model: Path, action_endpoint: EndpointConfig, *, minutes: int, conversations: int) -> RasaEngine:
        """Load ``model`` (a Rasa model archive); raises :class:`EngineError` when it cannot be loaded."""
        check_results_cheaply()
        run_in_order()
        store = ExpiringTrackerStore(Domain.empty(), minutes=minutes, conversations=conversations)
        agent = rasa.core.agent.Agent(tracker_store=store, action_endpoint=action_endpoint)
        try:
            agent.load_model(str(model))
        except Exception as error:
            raise EngineError(f"model {model.name}: {type(error).__name__}: {error}") from error
        if agent.processor is None:
            raise EngineError(f"model {model.name} has no processor")
        store.domain = agent.domain
        # loaded at its first use, which must not be a visitor's question
        language.tokenizer()
        return cls(agent.processor, agent, store)

    async def reply(self, message: Message) -> EngineReply:
        """Answer ``message``; raises :class:`EngineError` without a word of what the visitor wrote."""
        channel = CollectingOutputChannel()
        corrects = message.choice is None and means_other(message.text) and await self._begun(message)
        metadata = {
            "city": message.city, "audience": message.audience, "register": message.register,
            "worrying": message.worrying, "alarmed": message.alarmed, "withheld": message.withheld,
            "grown": message.grown, "said_by": message.said_by,
            "corrects": corrects,
        }  # fmt: skip
        text = _BEFORE_WORDS.sub("", message.text) or "?"
        try:
            if message.choice:
                parsed = _parse_of(message.choice)
            else:
                said = meant(text) if corrects else text
                parsed = await self._understood(message.conversation_id, said, corrects=corrects)
            if message.worrying and parsed["intent"]["name"] in ASIDE:
                parsed = {**parsed, "intent": NOT_UNDERSTOOD}
            elif parsed["intent"]["name"] == THANKS and _asks_for_office(text, parsed):
                parsed = {**parsed, "intent": {**parsed["intent"], "name": ASK_OFFICE}}
            await self._agent.handle_message(
                UserMessage(text, channel, message.conversation_id, input_channel=CHANNEL, metadata=metadata,
                            parse_data={**parsed, "text": text})
            )  # fmt: skip
        except Exception as error:
            raise EngineError(type(error).__name__) from None
        return _reply(channel.messages, parsed, message.city)

    async def _begun(self, message: Message) -> bool:
        """Whether something was said before in the conversation of ``message``: only that can be corrected."""
        return await self._store.retrieve(message.conversation_id) is not None

    async def _understood(self, conversation_id: str, text: str, *, corrects: bool) -> dict[str, Any]:
        """What ``text`` means, and where that is not sure or it ``corrects`` what was understood, which topics are
        likely together with what the conversation is about (``in_context``, ranked as ``topic_ranking``); that
        stands behind it, because a greeting is passed over at the beginning only."""
        parsed = await self._parse(text)
        if not corrects and (parsed["intent"]["name"] not in ASKING or _sure(parsed)):
            return parsed
        tracker = await self._store.retrieve(conversation_id)
        about = opening(list(tracker.events)) if tracker else None
        if about is None:
            return parsed
        together = await self._parse(f"{text}. {about}")
        return {**parsed, IN_CONTEXT: together["topic_ranking"]}

    async def _parse(self, text: str) -> dict[str, Any]:
        parsed: dict[str, Any] = await self._processor.parse_message(UserMessage(text))
        return parsed

    async def forget(self, conversation_id: str) -> None:
        """Wipe the conversation."""
        self._store.forget(conversation_id)


def _asks_for_office(text: str, parsed: Mapping[str, Any]) -> bool:
    named = any(entity["entity"] == OFFICE for entity in parsed["entities"])
    return named and len(text.split()) > THANKS_ONLY and asks(text)


def _sure(parsed: Mapping[str, Any]) -> bool:
    ranking = parsed["topic_ranking"]
    return bool(ranking) and ranking[0]["confidence"] >= SURE


def _parse_of(choice: Choice) -> dict[str, Any]:
    """What the pipeline would give for a chosen quick reply."""
    intent = {"name": choice.intent, "confidence": 1.0}
    entities = [{"entity": name, "value": value, "role": "self"} for name, value in choice.entities.items()]
    topic = choice.entities.get("topic")
    ranking = [{"topic": topic, "confidence": 1.0}] if topic else []
    return {"intent": intent, "intent_ranking": [intent], "entities": entities, "topic_ranking": ranking}


def _reply(
    messages: Sequence[Mapping[str, Any]], parsed: Mapping[str, Any], page_city: str | None
) -> EngineReply:
    blocks: list[Block] = []
    suggestions: list[Suggestion] = []
    meta: dict[str, Any] = {}
    for sent in messages:
        custom = sent.get("custom")
        if custom and custom.get("type") == META:
            meta.update(custom)
        elif custom:
            blocks.append(custom)
        elif text := sent.get("text"):
            blocks.append({"type": "text", "text": text})
        suggestions += [_suggestion(button) for button in sent.get("buttons") or ()]
    intent = parsed.get("intent", {})
    ranking = [RankedTopic(t["topic"], round(t["confidence"], 4)) for t in parsed.get("topic_ranking", ())]
    topic = meta.get("topic")
    offered = meta.get("offered") or [ranked.topic for ranked in ranking[:4]]
    by_id = {ranked.topic: ranked for ranked in ranking}
    status = (
        Status(meta["status"]) if "status" in meta else STATUS_OF_INTENT.get(intent.get("name"), Status.ANSWERED)
    )
    return EngineReply(
        status,
        tuple(blocks),
        Understanding(
            intent=intent.get("name"),
            topic=topic,
            confidence=round(float(intent.get("confidence") or 0), 4),
            city=meta.get("city") or page_city,
            alternatives=tuple(by_id.get(name, RankedTopic(name, 0.0)) for name in offered if name != topic)[:3],
        ),
        tuple(suggestions),
        wants_emergency=bool(meta.get("emergency")),
        asked_by=meta.get("asked_by"),
    )


def _suggestion(button: Mapping[str, str]) -> Suggestion:
    """A Rasa button (``/intent{"entity": "value"}``) as a suggestion."""
    intent, brace, entities = button["payload"].removeprefix("/").partition("{")
    return Suggestion(button["title"], Choice(intent, json.loads(brace + entities) if brace else {}))
