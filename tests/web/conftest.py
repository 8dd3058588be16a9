"""The whole surface over the real content, with an engine that says what a test tells it to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from bot.assistant import Assistant
from bot.emergency import EmergencyCard
from bot.engine.buttons import ButtonSigner
from bot.engine.port import Choice, Suggestion
from bot.metrics import Counters
from bot.safety import gate
from bot.settings import Settings
from bot.switch import OffSwitch
from bot.web.app import create_app
from bot.web.frame import SECTIONS
from bot.web.routes.legal import TEMPLATES as LEGAL
from knowledge.build import build
from knowledge.repository import KnowledgeRepository
from knowledge.settings import KnowledgeSettings
from tests.engines import FakeEngine
from tests.web.html import Page

MONDAY_MORNING = dt.datetime(2026, 11, 23, 10, 30, tzinfo=ZoneInfo("Europe/Berlin"))
ORIGIN = "https://www.stadt.example"
OURS = tuple(f"/{name}" for name in (*SECTIONS, *LEGAL, "hinweise", "einfach"))
FILES = (".vcf", ".ics")


@dataclass
class Clock:
    """The moment a test wants it to be."""

    now: dt.datetime = MONDAY_MORNING

    def __call__(self) -> dt.datetime:
        return self.now


CITY_CHOICE = Suggestion("Herne", Choice("inform", {"city": "herne"}))


@pytest.fixture(scope="session")
def facts(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeRepository:
    """The real content."""
    url = f"sqlite:///{tmp_path_factory.mktemp('web') / 'knowledge.db'}"
    build(KnowledgeSettings.model_fields["content_dir"].default, url)
    return KnowledgeRepository(url)


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def make_app(
    engine: FakeEngine, facts: KnowledgeRepository, danger: gate.Gate, clock: Clock, tmp_path: Path
) -> Callable[..., FastAPI]:
    """Makes an app; other facts and settings can be given."""

    def make(known: KnowledgeRepository = facts, **values: object) -> FastAPI:
        settings = Settings.model_validate(
            {"var_dir": tmp_path, "secret": "x" * 32, "rate_per_second": 1000, "engine_timeout": 0.2,
             "allowed_origins": (ORIGIN,)} | values
        )  # fmt: skip
        counters = Counters()
        assistant = Assistant(
            engine, known, danger, EmergencyCard(known), ButtonSigner(settings.secret), counters,
            OffSwitch(settings.off_file), unreleased=lambda _blocks, _titles: [], clock=clock,
            timeout=settings.engine_timeout, minutes=30, conversations=100,
        )  # fmt: skip
        return create_app(assistant, known, counters, settings, clock)

    return make


@pytest.fixture
def app(make_app: Callable[..., FastAPI]) -> FastAPI:
    return make_app()


@pytest.fixture
def client(app: FastAPI) -> TestClient:
    """A visitor."""
    return TestClient(app, follow_redirects=False)


@dataclass(frozen=True)
class Site:
    """All pages by address, and the status and media type of everything that they link to."""

    pages: dict[str, Page]
    answers: dict[str, tuple[int, str]]


@pytest.fixture(scope="session")
def visitor(
    facts: KnowledgeRepository, danger: gate.Gate, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TestClient]:
    """A visitor of an app whose public address is known."""
    clock = Clock()
    settings = Settings.model_validate(
        {
            "var_dir": tmp_path_factory.mktemp("site"),
            "secret": "x" * 32,
            "public_url": "https://hilfe.stadt.example/",
        }
    )
    assistant = Assistant(
        FakeEngine(), facts, danger, EmergencyCard(facts), ButtonSigner(settings.secret), Counters(),
        OffSwitch(settings.off_file), unreleased=lambda _blocks, _titles: [], clock=clock, timeout=1,
        minutes=30, conversations=10,
    )  # fmt: skip
    with TestClient(create_app(assistant, facts, Counters(), settings, clock), follow_redirects=False) as client:
        yield client


@pytest.fixture(scope="session")
def site(visitor: TestClient) -> Site:
    """What somebody finds who follows every link, from the help page on."""
    waiting, pages, answers = ["/hilfe"], {}, {}
    while waiting:
        address = waiting.pop()
        if address in answers:
            continue
        response = visitor.get(address, headers={"Accept": "text/html"})
        answers[address] = (response.status_code, response.headers["content-type"])
        if response.status_code == 200 and address.startswith(OURS) and not address.split("?")[0].endswith(FILES):
            pages[address] = Page(response.text)
            waiting += [link for link, _ in pages[address].internal]
    return Site(pages, answers)
