"""R12: no input and no fault yields an empty reply."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.assistant import Assistant, Reply, Request
from bot.engine.port import EngineReply, Message, Status, Suggestion, Understanding
from bot.plaintext import block_text
from bot.safety import gate
from bot.switch import OffSwitch
from bot.texts.released import ReleasedTexts
from knowledge.repository import KnowledgeRepository
from tests.conftest import SettableClock
from tests.goals.whole import made

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
types = st.sampled_from(["text", "list", "steps", "contact", "event", "emergency", "notice", "source", "", "neu"])
blocks = st.dictionaries(st.sampled_from(["text", "title", "items", "phones", "numbers", "name"]), json_values)
typed_blocks = st.builds(lambda kind, rest: {"type": kind, **rest}, types, blocks)
faults = st.one_of(
    st.none(),
    st.sampled_from([ValueError, OSError, MemoryError, RecursionError, asyncio.TimeoutError, KeyError]),
    st.lists(json_values | typed_blocks, max_size=4).map(tuple),
)


class Whim:
    """An engine that does what it is told, however mad."""

    def __init__(self) -> None:
        self.fault: Any = None
        self.wants_emergency = False
        self.suggestions: tuple[Suggestion, ...] = ()

    async def reply(self, _message: Message) -> Any:
        if isinstance(self.fault, type):
            raise self.fault
        if self.fault is None:
            return None
        return EngineReply(Status.ANSWERED, self.fault, Understanding(), self.suggestions, self.wants_emergency)

    async def forget(self, _conversation_id: str) -> None:
        return None


whim = Whim()


@pytest.fixture(scope="module")
def mad(facts: KnowledgeRepository, shared_clock: SettableClock, tmp_path_factory: Any) -> Assistant:
    switch = OffSwitch(Path(tmp_path_factory.mktemp("mad")) / "aus")
    unreleased = ReleasedTexts.load(facts).unreleased
    return made(whim, facts, shared_clock, switch, unreleased, danger=gate.load())


def says_something(reply: Reply) -> bool:
    """Whether every block has a text that somebody can read."""
    return bool(reply.blocks) and all(
        any(block.get(key) for key in ("text", "items", "steps", "name", "title")) for block in reply.blocks
    )


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(min_size=0, max_size=60), fault=faults, wants=st.booleans())
def test_r12_no_fault_of_the_engine_yields_an_empty_reply(
    mad: Assistant, text: str, fault: Any, wants: bool
) -> None:
    whim.fault, whim.wants_emergency = fault, wants
    reply = asyncio.run(mad.reply(Request(text)))
    assert says_something(reply)
    assert all(block_text(block).strip() for block in reply.blocks)


@settings(max_examples=300, deadline=None)
@given(text=st.text(max_size=300))
def test_r12_no_input_yields_an_empty_reply(loop_of: asyncio.Runner, watched: Assistant, text: str) -> None:
    reply = loop_of.run(watched.reply(Request(text)))
    assert says_something(reply)


@pytest.fixture(scope="module")
def loop_of() -> Any:
    with asyncio.Runner() as runner:
        yield runner
