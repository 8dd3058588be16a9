"""The engine with the real model, without the rest of the assistant."""

from __future__ import annotations

import pytest

from actions import all_actions
from bot import wiring
from bot.engine.action_endpoint import InProcessActions
from bot.engine.inprocess import RasaEngine
from bot.training import model
from tests.conftest import SettableClock


@pytest.fixture(scope="session")
def engine(parts: wiring.Parts, shared_clock: SettableClock) -> RasaEngine:
    """The engine of the session's model."""
    endpoint = InProcessActions(all_actions(parts.facts, shared_clock))
    return RasaEngine.load(model.current(parts.settings).archive, endpoint, minutes=30, conversations=1000)
