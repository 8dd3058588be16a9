"""The dialogue engine that tests put in place of the real one: it says what it was told to say."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from bot.engine.port import Block, EngineError, EngineReply, Message, Status, Suggestion, Understanding

ANSWER: Block = {"type": "text", "text": "Das Jugendamt ist zuständig."}


@dataclass
class FakeEngine:
    """Answers with ``blocks``; remembers what it was asked and what it was to forget.

    ``delay`` is seconds before every reply. An ``error`` is raised instead of a reply, and one of the engine also
    instead of forgetting.
    """

    blocks: tuple[Block, ...] = (ANSWER,)
    suggestions: tuple[Suggestion, ...] = ()
    status: Status = Status.ANSWERED
    intent: str = "ask_topic"
    confidence: float = 1.0
    asked_by: str | None = None
    wants_emergency: bool = False
    error: Exception | None = None
    delay: float = 0
    asked: list[Message] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)

    async def reply(self, message: Message) -> EngineReply:
        self.asked.append(message)
        await asyncio.sleep(self.delay)
        if self.error:
            raise self.error
        return self.answer(message)

    def answer(self, message: Message) -> EngineReply:
        """The reply itself."""
        understanding = Understanding(intent=self.intent, confidence=self.confidence, city=message.city)
        return EngineReply(
            self.status, self.blocks, understanding, self.suggestions, self.wants_emergency, self.asked_by
        )

    async def forget(self, conversation_id: str) -> None:
        self.forgotten.append(conversation_id)
        if isinstance(self.error, EngineError):
            raise self.error
