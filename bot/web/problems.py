"""Errors as RFC 9457 problem details, in German and English, each with the emergency numbers.

Nothing of the request is repeated, nothing of the program is shown.
"""

from __future__ import annotations

import logging
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.emergency import EmergencyCard
from bot.metrics import Counters
from bot.web.pages import Pages
from knowledge.repository import KnowledgeUnavailable

logger = logging.getLogger(__name__)

WORDING = Path(__file__).with_name("problems.toml")
MEDIA_TYPE = "application/problem+json"
UNPROCESSABLE, TOO_LARGE, FAILED, UNAVAILABLE = 422, 413, 500, 503
REFUSED = frozenset({TOO_LARGE, UNPROCESSABLE, 429, UNAVAILABLE})
"""What is counted for operators."""
_MACHINES = ("/api/", "/webhooks/", "/health/", "/metrics")


class Problems:
    """Makes the response for every status that is an error. ``clock`` decides which help line is open."""

    def __init__(self, card: EmergencyCard, counters: Counters, pages: Pages, clock: Any) -> None:
        self._card = card
        self._counters = counters
        self._pages = pages
        self._clock = clock
        self._wording: dict[str, Any] = tomllib.loads(WORDING.read_text(encoding="utf-8"))

    def details(self, status: int) -> dict[str, Any]:
        """The members of the problem; an unknown status is told as 422 or 500."""
        known = str(status) if str(status) in self._wording else str(UNPROCESSABLE if status < FAILED else FAILED)
        return {
            "type": f"/api/docs#problem-{known}",
            "status": int(known),
            **self._wording[known],
            "emergency": self._numbers(),
        }

    def response(self, scope: Scope, status: int, headers: Mapping[str, str] | None = None) -> Response:
        """The problem: a page for a browser that asks for one outside the API, else JSON."""
        problem = self.details(status)
        if problem["status"] in REFUSED:
            self._counters.refused(problem["status"])
        if "text/html" in Headers(scope=scope).get("accept", "") and not scope["path"].startswith(_MACHINES):
            page = self._pages.render(
                "problem.html", problem["status"], problem=problem, numbers=problem["emergency"]
            )
            page.headers.update(headers or {})
            return page
        return JSONResponse(
            problem, problem["status"], {"Content-Language": "de, en", **(headers or {})}, media_type=MEDIA_TYPE
        )

    def _numbers(self) -> list[dict[str, str]]:
        try:
            numbers = self._card.block(self._clock())["numbers"]
        except KnowledgeUnavailable as error:
            logger.error("problem without knowledge base: %s", error)
            numbers = self._wording["without_knowledge"]["numbers"]
        return [{key: number[key] for key in ("number", "tel", "name")} for number in numbers]


def install(app: FastAPI, problems: Problems) -> None:
    """Answer every error of ``app``'s routes with a problem."""

    async def refused(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)  # noqa: S101 -- registered for nothing else
        return problems.response(request.scope, error.status_code, error.headers)

    async def malformed(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)  # noqa: S101
        return problems.response(request.scope, TOO_LARGE if _only_too_long(error) else UNPROCESSABLE)

    async def unavailable(request: Request, error: Exception) -> Response:
        logger.error("knowledge base not available: %s", error)
        return problems.response(request.scope, UNAVAILABLE)

    app.add_exception_handler(HTTPException, refused)
    app.add_exception_handler(RequestValidationError, malformed)
    app.add_exception_handler(KnowledgeUnavailable, unavailable)


def _only_too_long(error: RequestValidationError) -> bool:
    return all(found["type"] == "string_too_long" and found["loc"][-1] == "message" for found in error.errors())


class Failures:
    """ASGI middleware: whatever goes wrong inside becomes a problem; the log gets the kind of error, no text."""

    def __init__(self, app: ASGIApp, problems: Problems) -> None:
        self._app = app
        self._problems = problems

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except Exception as error:
            logger.error("request failed: %s at %s", type(error).__name__, _place(error))
            if scope["type"] != "http" or started:
                raise RuntimeError(type(error).__name__) from None
            await self._problems.response(scope, FAILED)(scope, receive, send)


def _place(error: Exception) -> str:
    """File and line where ``error`` was raised; an error's own text could hold what a visitor wrote."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"
