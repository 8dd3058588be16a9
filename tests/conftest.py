"""What tests of several rooms share: the real knowledge base, a clock to set, the whole assistant."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from filelock import FileLock

from bot import wiring
from bot.assistant import Assistant
from bot.safety import gate
from bot.settings import ROOT, Settings
from knowledge.build import build
from knowledge.repository import KnowledgeRepository

BERLIN = ZoneInfo("Europe/Berlin")
OFFICE_HOURS = "2026-11-24 10:00"
"""A Tuesday without a holiday anywhere."""


class SettableClock:
    """A clock that stands where it was put."""

    def __init__(self) -> None:
        self.put(OFFICE_HOURS)

    def put(self, moment: str) -> None:
        """Set to ``YYYY-MM-DD HH:MM``, Europe/Berlin."""
        self._now = dt.datetime.fromisoformat(moment).replace(tzinfo=BERLIN)

    def __call__(self) -> dt.datetime:
        return self._now


@pytest.fixture(scope="session")
def shared_clock() -> SettableClock:
    """The clock of the session's assistant; tests use :func:`clock`."""
    return SettableClock()


@pytest.fixture
def clock(shared_clock: SettableClock) -> SettableClock:
    """The assistant's clock, put to office hours before every test."""
    shared_clock.put(OFFICE_HOURS)
    return shared_clock


@pytest.fixture(scope="session")
def facts(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeRepository:
    """The real knowledge base, built into a database of its own."""
    path: Path = tmp_path_factory.mktemp("facts") / "knowledge.db"
    build(ROOT / "knowledge" / "content", f"sqlite:///{path}")
    return KnowledgeRepository(f"sqlite:///{path}")


@pytest.fixture(scope="session")
def danger() -> gate.Gate:
    """The real gate."""
    return gate.load()


@pytest.fixture(scope="session")
def parts(shared_clock: SettableClock) -> wiring.Parts:
    """A whole process without its doors; the model is trained only when the one in ``var_dir`` does not fit."""
    settings = Settings(engine_timeout=30)
    settings.var_dir.mkdir(parents=True, exist_ok=True)
    with FileLock(settings.var_dir / "tests.lock"):  # of several processes that test, one trains
        return wiring.parts(settings, lambda _sentence: None, clock=shared_clock)


@pytest.fixture(scope="session")
def assistant(parts: wiring.Parts) -> Assistant:
    """The whole assistant with the real knowledge base and the real model."""
    return parts.assistant
