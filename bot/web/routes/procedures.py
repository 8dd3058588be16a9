"""Reporting paths: all roles of a city, one role with its steps, the same for paper."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException
from fastapi.responses import HTMLResponse

from bot.web import addresses, linked_data
from bot.web.exhibits import Exhibits, suitable_lines
from bot.web.frame import SECTIONS, Queried, frame
from bot.web.services import NOT_FOUND, Given, Services
from knowledge.schema import Audience, City, ContactKind, Procedure

router = APIRouter(include_in_schema=False)

SECTION = SECTIONS[1]
FOR_PROFESSIONALS = (ContactKind.INSOFA,)
SHOWN_LINES = 3


@router.api_route("/meldewege", methods=["GET", "HEAD"])
async def roles(services: Given, city: Queried) -> HTMLResponse:
    """All roles, and the choice of a city."""
    return _roles(services, city)


@router.api_route("/meldewege/{slug}", methods=["GET", "HEAD"])
async def roles_of_city(services: Given, slug: str) -> HTMLResponse:
    """All roles under the law of a city."""
    return _roles(services, _city(services, slug))


@router.api_route("/meldewege/{slug}/{role}", methods=["GET", "HEAD"])
async def path(services: Given, slug: str, role: str) -> HTMLResponse:
    """The steps of one role with their legal basis, and whom to call."""
    return _path(services, slug, role, "procedure.html")


@router.api_route("/meldewege/{slug}/{role}/druck", methods=["GET", "HEAD"])
async def path_for_paper(services: Given, slug: str, role: str) -> HTMLResponse:
    """The same on at most two sheets of A4, black on white."""
    return _path(services, slug, role, "procedure_print.html")


def _city(services: Services, slug: str) -> City | None:
    return None if slug == addresses.EVERYWHERE else services.known_city(slug)


def _roles(services: Services, city: City | None) -> HTMLResponse:
    paths = _paths(services, city)
    groups = {
        group: [(path, addresses.procedure(path, city)) for path in paths if (path.audience in audiences)]
        for group, audiences in (
            ("child", (Audience.CHILD,)),
            ("private", (Audience.CITIZEN, Audience.PARENT)),
            ("professional", (Audience.PROFESSIONAL,)),
        )
    }
    return services.pages.render("procedures.html", **frame(services, SECTION, city), groups=groups)


def _path(services: Services, slug: str, role: str, template: str) -> HTMLResponse:
    city = _city(services, slug)
    found = next((path for path in _paths(services, city) if addresses.role_name(path.id) == role), None)
    if found is None:
        raise HTTPException(NOT_FOUND)
    show = Exhibits(services.facts, services.clock())
    professional = found.audience is Audience.PROFESSIONAL
    suitable = suitable_lines(services.facts, [found.audience], city)
    address = addresses.procedure(found, city)
    return services.pages.render(
        template, **frame(services, SECTION, city, lambda other: _elsewhere(services, found, other)),
        path=found, address=address, provenance=show.provenance(found),
        reporting=show.reporting(city) if city else [],
        advice=show.contacts(city, *FOR_PROFESSIONALS) if city and professional else [],
        lines=show.hotlines(suitable, city)[:SHOWN_LINES],
        data=linked_data.how_to(found, services.pages.canonical(address)),
    )  # fmt: skip


def _paths(services: Services, city: City | None) -> tuple[Procedure, ...]:
    return services.facts.procedures(city.state if city else None, city.id if city else None)


def _elsewhere(services: Services, path: Procedure, other: City) -> str:
    """This role in another city, or all roles there."""
    has = any(one.id == path.id for one in _paths(services, other))
    return addresses.procedure(path, other) if has else addresses.section(SECTION, other)
