"""Wiring of the HTTP surface, nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from cachetools import TTLCache
from fastapi.staticfiles import StaticFiles
from starlette.middleware import Middleware

from bot.assistant import Assistant
from bot.emergency import EmergencyCard
from bot.engine.buttons import ButtonSigner
from bot.metrics import Counters
from bot.settings import Settings
from bot.web import problems
from bot.web.headers import SecurityHeaders
from bot.web.limits import BodyLimit, RateLimit
from bot.web.openapi import OPENAPI_URL, DescribedApp, describe
from bot.web.operator import read_operators
from bot.web.pages import STATIC, Pages
from bot.web.problems import Failures, Problems
from bot.web.pseudonyms import Pseudonyms
from bot.web.routes import (
    chat,
    contacts,
    docs,
    easy,
    events,
    health,
    help,
    hints,
    knowledge,
    legal,
    procedures,
    topics,
    webhook,
    widget,
)
from bot.web.services import Services
from bot.web.tenants import TenantCors, listed
from knowledge.repository import KnowledgeRepository

TITLE = "Kinderschutz-Lotse"
VERSION = "1.0"


def create_app(
    assistant: Assistant,
    facts: KnowledgeRepository,
    counters: Counters,
    settings: Settings,
    clock: Callable[[], dt.datetime],
) -> DescribedApp:
    """The application; ``clock`` gives the present moment with its time zone.

    Raises :class:`bot.web.operator.OperatorError` for an operator's file that cannot be used.
    """
    rendered = Pages(settings.public_url)
    card = EmergencyCard(facts)
    errors = Problems(card, counters, rendered, clock)
    daily = Pseudonyms(lambda: clock().date())
    origins = listed(settings.allowed_origins)
    app = DescribedApp(
        title=TITLE,
        version=VERSION,
        openapi_url=OPENAPI_URL,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        strict_content_type=False,
        middleware=[
            Middleware(SecurityHeaders),
            Middleware(TenantCors, origins=origins, facts=facts),
            Middleware(Failures, problems=errors),
            Middleware(RateLimit, refuse=errors.response, per_second=settings.rate_per_second, pseudonyms=daily),
            Middleware(BodyLimit, refuse=errors.response),
        ],
    )
    app.state.problems = errors
    app.state.services = Services(
        assistant, facts, card, counters, clock, rendered,
        senders=TTLCache(settings.max_conversations, ttl=settings.conversation_minutes * 60),
        signer=ButtonSigner(settings.secret), operators=read_operators(settings.operator_file, facts),
        conversation_minutes=settings.conversation_minutes, origins=origins,
    )  # fmt: skip
    problems.install(app, errors)
    app.include_router(describe(widget.api))
    interfaces = (chat, knowledge, webhook, health, widget, docs)
    pages = (help, procedures, contacts, events, topics, hints, easy, legal)
    for room in (*interfaces, *pages):
        app.include_router(describe(room.router))
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    return app
