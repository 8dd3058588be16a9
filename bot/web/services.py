"""What the routes work with; ``create_app`` puts it into ``app.state``, routes ask for it with ``Depends``."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import time
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, HTTPException, Request

from bot.assistant import Assistant, Reply
from bot.assistant import Request as Question
from bot.emergency import EmergencyCard
from bot.engine.buttons import ButtonSigner
from bot.engine.port import EngineError
from bot.metrics import Counters
from bot.web.operator import Operators
from bot.web.pages import Pages
from bot.web.pseudonyms import Pseudonyms, network
from knowledge.repository import KnowledgeRepository
from knowledge.schema import City

logger = logging.getLogger(__name__)

NOT_READY = 503
UNPROCESSABLE = 422
NOT_FOUND = 404
WIPE_PATIENCE = 0.5
"""Seconds that a visitor waits until a conversation is wiped."""


@dataclass
class EngineHealth:
    """Whether the engine could not answer when it was asked last."""

    failed: bool = False


@dataclass(frozen=True)
class Services:
    """Everything a route may need.

    ``senders`` maps pseudonyms of REST channel senders to conversations; ``conversation_minutes`` is how long a
    conversation is kept after its last message; ``origins`` are the sites that the operator lets show every
    city's chat.
    """

    assistant: Assistant
    facts: KnowledgeRepository
    card: EmergencyCard
    counters: Counters
    clock: Callable[[], dt.datetime]
    pages: Pages
    senders: MutableMapping[str, str]
    signer: ButtonSigner
    operators: Operators
    conversation_minutes: int
    origins: tuple[str, ...] = ()
    pseudonyms: Pseudonyms = field(default_factory=Pseudonyms)
    health: EngineHealth = field(default_factory=EngineHealth)

    async def ask(self, question: Question) -> Reply:
        """The assistant's reply, timed. Raises ``HTTPException`` 422 for a city that is not known."""
        if question.city is not None and self.facts.city(question.city) is None:
            raise HTTPException(UNPROCESSABLE)
        started = time.perf_counter()
        reply = await self.assistant.reply(question)
        self.counters.seconds(time.perf_counter() - started)
        if reply.engine_failed is not None:
            self.health.failed = reply.engine_failed
        return reply

    async def forget(self, conversation_id: str) -> None:
        """Wipe a conversation; an engine that fails at it is logged, and expires the conversation later.

        Nobody waits long for an engine that is busy: it wipes as soon as it is free.
        """
        wiping = asyncio.ensure_future(self.assistant.forget(conversation_id))
        try:
            await asyncio.wait_for(asyncio.shield(wiping), WIPE_PATIENCE)
        except EngineError as error:
            logger.error("conversation not wiped: %s", error)
        except TimeoutError:
            logger.warning("conversation not wiped yet: the engine is busy")

    def visitor(self, request: Request, *names: str) -> str:
        """A pseudonym of whoever sent ``request`` together with the ``names`` that the client chose."""
        return self.pseudonyms.of(network(request.client.host if request.client else None), *names)

    def known_city(self, slug: str) -> City:
        """The city with this id; raises ``HTTPException`` 404."""
        city = self.facts.city(slug)
        if city is None:
            raise HTTPException(NOT_FOUND)
        return city


def services(request: Request) -> Services:
    """The services of the running app; raises ``HTTPException`` 503 while there are none."""
    found: Services | None = getattr(request.app.state, "services", None)
    if found is None:
        raise HTTPException(NOT_READY)
    return found


Given = Annotated[Services, Depends(services)]
"""Type of a route's parameter that receives the services."""
