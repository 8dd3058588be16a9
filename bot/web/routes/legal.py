"""Imprint, privacy notice, accessibility statement: of the service, or of a city that runs it itself."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from bot.web.frame import Queried, frame
from bot.web.services import Given, Services
from knowledge.schema import City

router = APIRouter(include_in_schema=False)

TEMPLATES = {"impressum": "imprint.html", "datenschutz": "privacy.html", "barrierefreiheit": "accessibility.html"}
"""Address -> template."""


@router.api_route("/impressum", methods=["GET", "HEAD"])
@router.api_route("/datenschutz", methods=["GET", "HEAD"])
@router.api_route("/barrierefreiheit", methods=["GET", "HEAD"])
async def page(request: Request, services: Given, city: Queried) -> HTMLResponse:
    """Of the service, or of the city that a link names in its query."""
    return _page(services, _name(request), city)


@router.api_route("/impressum/{slug}", methods=["GET", "HEAD"])
@router.api_route("/datenschutz/{slug}", methods=["GET", "HEAD"])
@router.api_route("/barrierefreiheit/{slug}", methods=["GET", "HEAD"])
async def page_of_city(request: Request, services: Given, slug: str) -> HTMLResponse:
    """Of a city that runs the service itself."""
    return _page(services, _name(request), services.known_city(slug))


def _name(request: Request) -> str:
    """Which of the three, by the address that its route was written with."""
    path: str = request.scope["route"].path
    return path.split("/")[1]


def _page(services: Services, name: str, city: City | None) -> HTMLResponse:
    operator = services.operators.of(city.id if city else None)
    return services.pages.render(
        TEMPLATES[name], **frame(services, name, city), operator=operator, minutes=services.conversation_minutes
    )
