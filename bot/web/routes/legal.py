"""Imprint, privacy notice, accessibility statement: of the service, or of a city that runs it itself."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from bot.web.frame import Queried, frame
from bot.web.services import Given, Services
from knowledge.schema import City

router = APIRouter(include_in_schema=False)

TEMPLATES = {"impressum": "imprint.html", "datenschutz": "privacy.html", "barrierefreiheit": "accessibility.html"}
"""Address -> template."""


def _page(services: Services, name: str, city: City | None) -> HTMLResponse:
    operator = services.operators.of(city.id if city else None)
    return services.pages.render(
        TEMPLATES[name], **frame(services, name, city), operator=operator, minutes=services.conversation_minutes
    )


@router.api_route("/impressum", methods=["GET", "HEAD"])
async def imprint(services: Given, city: Queried) -> HTMLResponse:
    """Who runs this."""
    return _page(services, "impressum", city)


@router.api_route("/impressum/{slug}", methods=["GET", "HEAD"])
async def imprint_of_city(services: Given, slug: str) -> HTMLResponse:
    """Who runs this for a city."""
    return _page(services, "impressum", services.known_city(slug))


@router.api_route("/datenschutz", methods=["GET", "HEAD"])
async def privacy(services: Given, city: Queried) -> HTMLResponse:
    """What happens with data, Art. 13 GDPR."""
    return _page(services, "datenschutz", city)


@router.api_route("/datenschutz/{slug}", methods=["GET", "HEAD"])
async def privacy_of_city(services: Given, slug: str) -> HTMLResponse:
    """The same for a city that runs the service itself."""
    return _page(services, "datenschutz", services.known_city(slug))


@router.api_route("/barrierefreiheit", methods=["GET", "HEAD"])
async def accessibility(services: Given, city: Queried) -> HTMLResponse:
    """How accessible this is and whom to tell what is not."""
    return _page(services, "barrierefreiheit", city)


@router.api_route("/barrierefreiheit/{slug}", methods=["GET", "HEAD"])
async def accessibility_of_city(services: Given, slug: str) -> HTMLResponse:
    """The same for a city that runs the service itself."""
    return _page(services, "barrierefreiheit", services.known_city(slug))
