"""The description of the API."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from bot.web import openapi
from bot.web.services import Given

router = APIRouter(include_in_schema=False)


@router.get("/api/docs")
async def docs(request: Request, services: Given) -> HTMLResponse:
    """The API in words, made from its OpenAPI document."""
    document = request.app.openapi()
    return services.pages.render(
        "docs.html", info=document["info"], operations=openapi.reference(document),
        models=openapi.models(document),
        problems=[request.app.state.problems.details(status) for status in (404, 405, 413, 422, 429, 500, 503)],
    )  # fmt: skip
