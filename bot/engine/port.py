"""What goes into a dialogue engine and what comes out: plain frozen objects, no Rasa."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal, Protocol

Block = Mapping[str, Any]
"""One thing to show; ``type`` says what (see ``bot/web/schemas.py``)."""


class Status(StrEnum):
    """What kind of reply this is; the values of the API."""

    ANSWERED = "answered"
    CLARIFY = "clarify"
    FALLBACK = "fallback"
    DANGER = "danger"
    SMALLTALK = "smalltalk"
    OUT_OF_SCOPE = "out_of_scope"
    STALE = "stale"
    ERROR = "error"


SaidBy = Literal["page", "words"]


@dataclass(frozen=True)
class QuickReply:
    """A button: what it says, and the opaque text to send back when it is chosen."""

    title: str
    payload: str


@dataclass(frozen=True)
class Choice:
    """A quick reply that the visitor chose, in the engine's own words: an intent with its entities."""

    intent: str
    entities: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Message:
    """What a visitor sent. ``choice`` is set when ``text`` was the payload of a quick reply, ``worrying`` when the
    gate hears a worry or danger in it, ``alarmed`` when there was an emergency block a few answers ago,
    ``withheld`` when it stood there instead of the latest answer, ``grown`` when it tells of a child of the
    writer's own; ``said_by`` is what tells the audience: the page, or the writer's words."""

    conversation_id: str
    text: str
    choice: Choice | None = None
    city: str | None = None
    audience: str | None = None
    register: str = "standard"
    worrying: bool = False
    alarmed: bool = False
    withheld: bool = False
    grown: bool = False
    said_by: SaidBy = "page"


@dataclass(frozen=True)
class RankedTopic:
    """A topic with the confidence (0..1) that it was meant."""

    topic: str
    confidence: float


@dataclass(frozen=True)
class Understanding:
    """How a message was understood. ``danger`` holds a level of :class:`bot.safety.gate.Level`."""

    intent: str | None = None
    topic: str | None = None
    confidence: float = 0.0
    danger: str = "none"
    city: str | None = None
    alternatives: tuple[RankedTopic, ...] = ()


@dataclass(frozen=True)
class Suggestion:
    """A button before it is made opaque."""

    title: str
    choice: Choice


@dataclass(frozen=True)
class EngineReply:
    """What an engine answers: blocks in order, buttons, how it understood the message.

    ``asked_by``: the audience that the conversation has told, as against the one that was handed in.
    """

    status: Status
    blocks: tuple[Block, ...]
    understanding: Understanding
    suggestions: tuple[Suggestion, ...] = ()
    wants_emergency: bool = False
    asked_by: str | None = None


class EngineError(Exception):
    """The engine could not answer; ``str()`` names the kind of failure and never holds what a visitor wrote."""


class Engine(Protocol):
    """A dialogue engine."""

    async def reply(self, message: Message) -> EngineReply:
        """Answer ``message``; raises :class:`EngineError` when it cannot."""
        ...

    async def forget(self, conversation_id: str) -> None:
        """Wipe the conversation; does nothing when there is none."""
        ...
