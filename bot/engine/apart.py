"""Runs an engine in a thread with an event loop of its own, so that whatever hangs in there hangs there alone."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any, TypeVar

from bot.engine.port import Engine, EngineError, EngineReply, Message

Given = TypeVar("Given")

FIRST_ANSWER = 20.0
"""Seconds to wait for the first."""


class EngineApart:
    """The same engine behind a thread; who waits may give up at any moment without waiting for it to stop."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, name="engine", daemon=True).start()

    def warm(self, text: str) -> None:
        """Wait for ``text`` to be answered: what a first message loads takes longer than a visitor may wait."""
        with suppress(EngineError, TimeoutError):  # what the engine cannot answer, the self-test finds
            asyncio.run_coroutine_threadsafe(self._warmed(text), self._loop).result(FIRST_ANSWER)

    async def _warmed(self, text: str) -> None:
        first = Message("first", text)
        await self._engine.reply(first)
        await self._engine.forget(first.conversation_id)

    async def reply(self, message: Message) -> EngineReply:
        """What the engine answers; raises what it raises."""
        return await self._there(self._engine.reply(message))

    async def forget(self, conversation_id: str) -> None:
        """Wipe the conversation."""
        await self._there(self._engine.forget(conversation_id))

    async def _there(self, work: Coroutine[Any, Any, Given]) -> Given:
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self._loop))
