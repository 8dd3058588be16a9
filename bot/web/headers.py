"""Security headers on every response, errors included; nothing is stored unless a route says so."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send


def content_security_policy(frame_ancestors: Sequence[str] = ("'none'",)) -> str:
    """What a page may load and do: its own files only, no code in the markup, no text as markup.

    ``frame_ancestors`` are the sites that may show the page in a frame.
    """
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "frame-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; "
        f"frame-ancestors {' '.join(frame_ancestors)}; "
        "require-trusted-types-for 'script'; trusted-types kinderschutz-lotse lit-html"
    )


CONTENT_SECURITY_POLICY = content_security_policy()
FOR_EVER = "public, max-age=31536000, immutable"
"""Cache-Control of what never changes at its address."""
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
}
STATIC = "/static/"


class SecurityHeaders:
    """ASGI middleware; the outermost one."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                # static files may be kept, but have to be asked for again: they carry an ETag
                headers.setdefault("Cache-Control", "no-cache" if scope["path"].startswith(STATIC) else "no-store")
            await send(message)

        await self._app(scope, receive, send_with_headers)
