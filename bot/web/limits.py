"""How much and how often: both are refused before any of our code sees the request."""

from __future__ import annotations

import math
import time
from collections.abc import Awaitable, Callable

from limits import RateLimitItem, RateLimitItemPerMinute, RateLimitItemPerSecond
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.pseudonyms import Pseudonyms, network

LARGEST_BODY = 16 * 1024
"""Bytes."""
LIMITED = frozenset({"/api/v1/chat", "/api/v1/feedback", "/webhooks/rest/webhook", "/hilfe"})
"""Paths whose POST makes the engine work or counts something."""
SECONDS_PER_MINUTE_LIMIT = 12
"""A minute allows this many times what a second allows."""
TOO_LARGE = 413
TOO_MANY = 429

Refusal = Callable[[Scope, int, dict[str, str]], ASGIApp]
"""Makes the response for a refused request: scope, status, headers."""


class BodyLimit:
    """ASGI middleware: 413 for a body over :data:`LARGEST_BODY`, before reading it where its length is given."""

    def __init__(self, app: ASGIApp, refuse: Refusal) -> None:
        self._app = app
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        length = Headers(scope=scope).get("content-length", "")
        if length.isdecimal() and int(length[:20]) > LARGEST_BODY:
            await self._too_large(scope, receive, send)
            return
        chunks: list[Message] = []
        size = 0
        while not chunks or chunks[-1].get("more_body", False):
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            size += len(message.get("body", b""))
            if size > LARGEST_BODY:
                await self._too_large(scope, receive, send)
                return
            chunks.append(message)
        await self._app(scope, _replay(chunks, receive), send)

    async def _too_large(self, scope: Scope, receive: Receive, send: Send) -> None:
        # what is left of the body is not read, so the connection cannot be used again
        await self._refuse(scope, TOO_LARGE, {"Connection": "close"})(scope, receive, send)


def _replay(chunks: list[Message], receive: Receive) -> Callable[[], Awaitable[Message]]:
    waiting = iter(chunks)

    async def replayed() -> Message:
        for message in waiting:
            return message
        return await receive()

    return replayed


class RateLimit:
    """ASGI middleware: 429 with ``Retry-After`` over ``per_second`` requests, or 12 times as many a minute.

    Visitors are known by a pseudonym of their network that changes every day; nothing is written.
    """

    def __init__(self, app: ASGIApp, refuse: Refusal, per_second: int, pseudonyms: Pseudonyms) -> None:
        self._app = app
        self._refuse = refuse
        self._pseudonyms = pseudonyms
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._limits: tuple[RateLimitItem, ...] = (
            RateLimitItemPerSecond(per_second),
            RateLimitItemPerMinute(per_second * SECONDS_PER_MINUTE_LIMIT),
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "POST" and _path(scope) in LIMITED:
            wait = self._wait(self._pseudonyms.of(network((scope.get("client") or [None])[0])))
            if wait:
                await self._refuse(scope, TOO_MANY, {"Retry-After": str(wait)})(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _wait(self, visitor: str) -> int:
        """Whole seconds until the next request may come; 0 when this one may, which is then counted."""
        for limit in self._limits:
            if not self._limiter.test(limit, visitor):
                left = self._limiter.get_window_stats(limit, visitor).reset_time - time.time()
                return max(1, math.ceil(left))
        for limit in self._limits:
            self._limiter.hit(limit, visitor)
        return 0


def _path(scope: Scope) -> str:
    path: str = scope["path"]
    return path.removeprefix(scope.get("root_path", ""))
