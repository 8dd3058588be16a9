"""An engine behind a thread: what hangs in there hangs there alone."""

from __future__ import annotations

import asyncio
import threading
import time

import pytest

from bot.engine.apart import EngineApart
from bot.engine.port import EngineError, EngineReply, Message, Status, Understanding


class Engine:
    """Says in which thread it runs; blocks or fails when told so."""

    def __init__(self, blocks_for: float = 0, error: Exception | None = None) -> None:
        self._blocks_for = blocks_for
        self._error = error
        self.answered: list[str] = []
        self.forgotten: list[str] = []

    async def reply(self, message: Message) -> EngineReply:
        time.sleep(self._blocks_for)  # noqa: ASYNC251 - the mistake that the thread is there for
        if self._error:
            raise self._error
        self.answered.append(message.conversation_id)
        name = threading.current_thread().name
        return EngineReply(Status.ANSWERED, ({"type": "text", "text": name},), Understanding())

    async def forget(self, conversation_id: str) -> None:
        self.forgotten.append(conversation_id)


MESSAGE = Message("conversation", "Hallo")


async def test_the_engine_runs_in_a_thread_of_its_own() -> None:
    reply = await EngineApart(Engine()).reply(MESSAGE)
    assert reply.blocks[0]["text"] == "engine" != threading.current_thread().name


async def test_who_waits_may_give_up_while_the_engine_blocks() -> None:
    apart = EngineApart(Engine(blocks_for=1.5))
    started = time.monotonic()
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(apart.reply(MESSAGE), 0.1)
    assert time.monotonic() - started < 1


async def test_an_error_of_the_engine_arrives() -> None:
    with pytest.raises(EngineError, match="down"):
        await EngineApart(Engine(error=EngineError("down"))).reply(MESSAGE)


async def test_forgetting_reaches_the_engine() -> None:
    engine = Engine()
    await EngineApart(engine).forget("conversation")
    assert engine.forgotten == ["conversation"]


def test_the_first_message_is_answered_before_a_visitor_comes_and_nothing_of_it_stays() -> None:
    engine = Engine()
    EngineApart(engine).warm("Hallo")
    assert engine.answered == engine.forgotten != []


def test_an_engine_that_fails_at_first_is_left_to_the_self_test() -> None:
    engine = Engine(error=EngineError("down"))
    EngineApart(engine).warm("Hallo")
    assert not engine.answered
