"""Whom to call: all contacts of a city, each also for the address book."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import HTMLResponse

from bot.web import addresses, linked_data, vcard
from bot.web.exhibits import Exhibits
from bot.web.frame import SECTIONS, Queried, frame
from bot.web.published import published
from bot.web.services import NOT_FOUND, Given, Services
from knowledge.schema import City

router = APIRouter(include_in_schema=False)

SECTION = SECTIONS[2]


@router.api_route("/kontakte", methods=["GET", "HEAD"])
async def cities(services: Given, city: Queried) -> HTMLResponse:
    """The choice of a city, with who takes reports in each."""
    if city:
        return _contacts(services, city)
    show = Exhibits(services.facts, services.clock())
    local = [(one, show.reporting(one)) for one in services.facts.cities()]
    return services.pages.render("contacts.html", **frame(services, SECTION), local=local)


@router.api_route("/kontakte/{slug}", methods=["GET", "HEAD"])
async def contacts(services: Given, slug: str) -> HTMLResponse:
    """All contacts of a city by what they are for."""
    return _contacts(services, services.known_city(slug))


def _contacts(services: Services, city: City) -> HTMLResponse:
    show = Exhibits(services.facts, services.clock())
    return services.pages.render(
        "contacts.html", **frame(services, SECTION, city), kinds=list(show.by_kind(city)),
        reachable=any(card["phones"] for card in show.reporting(city)),
        data=linked_data.organisation(city, services.facts.contacts(city.id)),
    )  # fmt: skip


@router.get("/kontakte/{slug}/{code}.vcf")
async def contact_file(request: Request, services: Given, slug: str, code: str, neutral: bool = False) -> Response:
    """A contact for the address book; a ``neutral`` one does not say what it is for."""
    city = services.known_city(slug)
    contact = addresses.coded(services.facts.contacts(slug), code)
    if contact is None:
        raise HTTPException(NOT_FOUND)
    made = vcard.vcard(contact, city, neutral=neutral)
    return published(request, services, made, file=(vcard.FILE_NAME, vcard.MEDIA_TYPE))
