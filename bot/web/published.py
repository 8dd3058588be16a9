"""Responses: JSON as it is, and facts with the headers that let a cache keep them."""

from __future__ import annotations

import hashlib
from typing import Any

from fastapi import Request, Response
from pydantic_core import to_json

from bot.web.services import Services

CACHE_CONTROL = "public, max-age=300"
JSON = "application/json"


def json_response(content: Any) -> Response:
    """``content`` as JSON."""
    return Response(to_json(content), media_type=JSON)


def published(
    request: Request, services: Services, content: Any, *, file: tuple[str, str] | None = None
) -> Response:
    """Facts as JSON, or bytes as a ``file`` (name, media type); 304 when the client has the same already.

    The ETag is the fingerprint of the knowledge base with a hash of the content, since "open now" changes
    while the facts stay.
    """
    body = content if isinstance(content, bytes) else to_json(content)
    etag = f'"{services.facts.fingerprint[:16]}-{hashlib.sha256(body).hexdigest()[:16]}"'
    headers = {"ETag": etag, "Cache-Control": CACHE_CONTROL, "Vary": "Origin"}
    if _has(request, etag):
        return Response(status_code=304, headers=headers)
    if file:
        headers["Content-Disposition"] = f'attachment; filename="{file[0]}"'
    return Response(body, headers=headers, media_type=file[1] if file else JSON)


def _has(request: Request, etag: str) -> bool:
    known = [name.strip().removeprefix("W/") for name in request.headers.get("if-none-match", "").split(",")]
    return etag in known or known == ["*"]
