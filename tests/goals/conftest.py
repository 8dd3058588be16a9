"""What tests of several goals share: the gate, the whole assistant under a witness, one that can be broken."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import actions
from bot import wiring
from bot.assistant import Assistant
from bot.safety.gate import Gate, load
from bot.switch import OffSwitch
from bot.texts.released import ReleasedTexts
from knowledge.repository import KnowledgeRepository
from tests.conftest import SettableClock
from tests.goals.whole import Breakable, Fault, Witness, made, real_engine


@pytest.fixture(scope="session")
def gate() -> Gate:
    """The gate that ships."""
    return load()


@pytest.fixture(scope="session")
def witness(facts: KnowledgeRepository) -> Witness:
    return Witness(facts)


@pytest.fixture(scope="session")
def watched(
    parts: wiring.Parts, shared_clock: SettableClock, witness: Witness, tmp_path_factory: Any
) -> Assistant:
    """The whole assistant; what leaves it is witnessed and not withheld."""
    switch = OffSwitch(tmp_path_factory.mktemp("switch") / "aus")
    return made(real_engine(parts, shared_clock), parts.facts, shared_clock, switch, witness, timeout=30)


@pytest.fixture(scope="session")
def fault() -> Iterator[Fault]:
    found = Fault()
    yield found
    found.over.set()


@pytest.fixture(scope="session")
def breakable(
    parts: wiring.Parts, shared_clock: SettableClock, fault: Fault, tmp_path_factory: Any
) -> Assistant:
    """The whole assistant with actions that can be broken."""
    own = [Breakable(action, fault) for action in actions.all_actions(parts.facts, shared_clock)]
    switch = OffSwitch(tmp_path_factory.mktemp("breakable") / "aus")
    unreleased = ReleasedTexts.load(parts.facts).unreleased
    return made(real_engine(parts, shared_clock, own), parts.facts, shared_clock, switch, unreleased)


@pytest.fixture
def healthy(fault: Fault) -> Iterator[Fault]:
    """The fault to set; taken away after the test."""
    fault.how = None
    fault.over.clear()
    yield fault
    fault.how = None
    fault.over.set()
