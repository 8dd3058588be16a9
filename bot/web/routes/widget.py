"""The widget: its files, the frame and the page of its own, and what it has to know about a city."""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import urlsplit

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import HTMLResponse

from bot.web import addresses, tenants
from bot.web.blocks import ContactBlock
from bot.web.headers import FOR_EVER, content_security_policy
from bot.web.openapi import problems
from bot.web.published import json_response
from bot.web.schemas import Door, WidgetSettings
from bot.web.services import NOT_FOUND, Given, Services
from bot.web.widget_files import LOADER, MEDIA_TYPES, widget_files
from knowledge import cards
from knowledge.schema import City, ContactKind

api = APIRouter(prefix="/api/v1/widget", tags=["widget"])
router = APIRouter(include_in_schema=False)

SHOWN = 4
"""Contacts and events on the demo page."""
ASKED = ("wo-melden", "anonym", "nachts", "nach-meldung", "kinder-weg", "insofa-erreichen")
"""Topics that the demo page links to."""
ANYWHERE = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
"""Program text without data, loaded with a hash: also where the chat is refused, the numbers show."""


@router.api_route("/embed.js", methods=["GET", "HEAD"])
async def latest(request: Request) -> Response:
    """The newest loader, at an address without a hash."""
    files = widget_files()
    etag = f'"{files.loader}"'
    headers = {**ANYWHERE, "ETag": etag, "Cache-Control": "public, no-cache"}
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers=headers)
    return Response(files.content[LOADER], headers=headers, media_type=MEDIA_TYPES[".js"])


@router.api_route("/w/frame", methods=["GET", "HEAD"])
async def frame(request: Request, services: Given, t: str = "") -> HTMLResponse:
    """The conversation alone, for a frame on a page of the city."""
    city = _city(services, t)
    origins = _origins(services, city) if city else ()
    page = services.pages.render("frame.html", files=widget_files(), origins=[*origins, _own(request)])
    ancestors = ("'self'", *origins) if city else ("'none'",)
    page.headers["Content-Security-Policy"] = content_security_policy(ancestors)
    page.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return page


@router.api_route("/w/theme/{slug}.css", methods=["GET", "HEAD"])
async def theme(slug: str, services: Given) -> Response:
    """A city's colours as custom properties, for pages that want to look like its chat."""
    colours = tenants.theme(services.known_city(slug))
    rules = ";".join(f"--kc-{name}:{colour}" for name, colour in colours.items())
    headers = {**ANYWHERE, "Cache-Control": "public, no-cache"}
    return Response(f":root{{{rules}}}", headers=headers, media_type=MEDIA_TYPES[".css"])


@router.api_route("/w/{release}/{name:path}", methods=["GET", "HEAD"])
async def built(release: str, name: str) -> Response:
    """A file of a release; it never changes at its address."""
    content = widget_files().at(release, name)
    if content is None:
        raise HTTPException(NOT_FOUND)
    media_type = MEDIA_TYPES[PurePosixPath(name).suffix]
    return Response(content, headers={**ANYWHERE, "Cache-Control": FOR_EVER}, media_type=media_type)


@router.api_route("/", methods=["GET", "HEAD"])
async def demo(services: Given, stadt: str = "") -> HTMLResponse:
    """A page as a city might have it, with the chat on it."""
    facts, at = services.facts, services.clock()
    city = _city(services, stadt) or facts.cities()[0]
    contacts = facts.contacts(city.id, *tenants.PEOPLE, ContactKind.COORDINATION)
    events = [cards.event(event, facts.event_city(event.id), at.date()) for event in facts.events(city.id)]
    return services.pages.render(
        "demo.html", files=widget_files(), address=addresses.topic, city=city, cities=facts.cities(),
        contacts=[cards.contact(contact, city, at) for contact in contacts][:SHOWN],
        topics=[topic for id in ASKED if (topic := facts.topic(id, city.id))], events=events[:SHOWN],
    )  # fmt: skip


@router.api_route("/fragen", methods=["GET", "HEAD"])
async def standalone(services: Given, stadt: str = "") -> HTMLResponse:
    """The chat as a page of its own."""
    city = _city(services, stadt) or services.facts.cities()[0]
    return services.pages.render("standalone.html", files=widget_files(), city=city)


@api.get("/{tenant}", response_model=WidgetSettings, responses=problems(503))
async def settings(tenant: str, request: Request, services: Given) -> Response:
    """What the widget has to know about a city; ``enabled`` is false where it may not be shown."""
    city = _city(services, tenant)
    if city is None or not _may_show(request, services, city):
        return json_response({"enabled": False})
    return json_response(tenants.settings(city, services.facts, services.clock()))


@api.get("/{tenant}/people", response_model=list[ContactBlock], responses=problems(503))
async def people(tenant: str, services: Given) -> Response:
    """People to talk to."""
    return json_response(tenants.people(_city(services, tenant), services.facts, services.clock()))


@api.get("/{tenant}/doors", response_model=list[Door], responses=problems(503))
async def doors(tenant: str, services: Given) -> Response:
    """What the start screen offers; each is sent back as a message."""
    return json_response(tenants.doors(services.signer))


def _city(services: Services, slug: str) -> City | None:
    return services.facts.city(slug) if slug else None


def _origins(services: Services, city: City) -> tuple[str, ...]:
    return (*services.origins, *city.widget.origins)


def _own(request: Request) -> str:
    base = urlsplit(str(request.base_url))
    return f"{base.scheme}://{base.netloc}"


def _may_show(request: Request, services: Services, city: City) -> bool:
    """A page of this service sends no origin with a question; any other has to be one of the city's."""
    origin = request.headers.get("origin")
    return origin is None or origin == _own(request) or origin in _origins(services, city)
