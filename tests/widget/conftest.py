"""One browser and one service for all tests; a new visitor and a quiet engine for each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Route, sync_playwright

from bot.assistant import Assistant
from bot.emergency import EmergencyCard
from bot.engine.buttons import ButtonSigner
from bot.metrics import Counters
from bot.safety import gate
from bot.settings import Settings
from bot.switch import OffSwitch
from bot.web.app import create_app
from knowledge.repository import KnowledgeRepository
from tests.widget.engine import ScriptedEngine
from tests.widget.other_browsers import Firefox, WebKit, firefox, webkit
from tests.widget.servers import Site, serving, site
from tests.widget.tools import FLAGS, chromium
from tests.widget.visitor import WEATHER, MakeVisitor, Visitor, embed

NOW = dt.datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Europe/Berlin"))
DESKTOP, PHONE, SMALL, ZOOMED = (1280, 800), (390, 844), (320, 640), (320, 256)
PATIENCE = 15_000
"""Milliseconds to wait for anything; the machine may be busy."""


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium without a window. Ends with this room: while it runs, no other room can use an event loop."""
    program = chromium()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture(scope="module")
def firefox_once() -> Iterator[Firefox]:
    """A Firefox for the tests of one file; skips where there is none."""
    with firefox() as started:
        yield started


@pytest.fixture(scope="module")
def webkit_once() -> Iterator[WebKit]:
    """A WebKit for the tests of one file; skips where there is none."""
    with webkit() as started:
        yield started


@pytest.fixture(scope="session")
def scripted() -> ScriptedEngine:
    return ScriptedEngine()


@pytest.fixture(scope="session")
def city_site() -> Iterator[Site]:
    """The site of a city, of another origin than the service."""
    with site() as running:
        yield running


@pytest.fixture(scope="session")
def service(scripted: ScriptedEngine, facts: KnowledgeRepository, city_site: Site) -> Iterator[str]:
    """Origin of the running service: the real application around the scripted engine."""

    def make(_port: int) -> FastAPI:
        settings = Settings.model_validate(
            {
                "secret": "x" * 32,
                "rate_per_second": 1000,
                "engine_timeout": 60,
                "allowed_origins": (city_site.origin,),
            }
        )
        counters = Counters()
        assistant = Assistant(
            scripted, facts, gate.load(), EmergencyCard(facts), ButtonSigner(settings.secret), counters,
            OffSwitch(settings.off_file), unreleased=lambda _blocks, _titles: [], clock=lambda: NOW, timeout=60, minutes=30, conversations=1000,
        )  # fmt: skip
        return create_app(assistant, facts, counters, settings, lambda: NOW)

    with serving(make) as origin:
        yield origin


@pytest.fixture
def engine(scripted: ScriptedEngine) -> ScriptedEngine:
    scripted.reset()
    return scripted


@pytest.fixture
def visit(browser: Browser, service: str, engine: ScriptedEngine) -> Iterator[MakeVisitor]:
    """Makes visitors; afterwards no browser may have complained about anything (goal 105)."""
    made: list[Visitor] = []

    def make(size: tuple[int, int] = DESKTOP, **options: object) -> Visitor:
        values: dict[str, object] = {"locale": "de-DE", "timezone_id": "Europe/Berlin", "reduced_motion": "reduce"}
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **(values | options))  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE)
        context.route(f"{WEATHER}**", _weather)
        visitor = Visitor(context, context.new_page(), service)
        made.append(visitor)
        return visitor

    yield make
    complaints = [text for visitor in made for text in visitor.unexpected()]
    for visitor in made:
        visitor.context.close()
    assert complaints == []


def _weather(route: Route) -> None:
    route.fulfill(status=200, content_type="text/html", body="<!doctype html><title>Wetter</title><p>Wetter</p>")


@pytest.fixture
def own(service: str) -> str:
    """The demo page: the widget inline, on the service's own origin."""
    return f"{service}/?stadt=herne"


@pytest.fixture
def framed(city_site: Site, service: str) -> str:
    """A page of the city with the recommended line."""
    return city_site.put("/framed", embed(service))


@pytest.fixture
def inline(city_site: Site, service: str) -> str:
    """A page of the city with the conversation in the page."""
    return city_site.put("/inline", embed(service, mode="inline"))


@pytest.fixture
def standalone(service: str) -> str:
    return f"{service}/fragen?stadt=herne"
