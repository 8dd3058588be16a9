"""Events of a city: what is coming, what goes on, what was; each with a known day also for the calendar."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import HTMLResponse

from bot.web import addresses, calendar, linked_data
from bot.web.exhibits import Card, Exhibits
from bot.web.frame import SECTIONS, Queried, frame
from bot.web.published import published
from bot.web.services import NOT_FOUND, Given, Services
from knowledge.opening import EventStatus
from knowledge.schema import City, ContactKind

router = APIRouter(include_in_schema=False)

SECTION = SECTIONS[3]


@router.api_route("/termine", methods=["GET", "HEAD"])
async def cities(services: Given, city: Queried) -> HTMLResponse:
    """The choice of a city, with what is coming in each."""
    if city:
        return _events(services, city)
    coming = [(one, _by_status(services, one)[EventStatus.COMING]) for one in services.facts.cities()]
    return services.pages.render("events.html", **frame(services, SECTION), coming=coming)


@router.api_route("/termine/{slug}", methods=["GET", "HEAD"])
async def events(services: Given, slug: str) -> HTMLResponse:
    """All events of a city; the latest of those that are over come first."""
    return _events(services, services.known_city(slug))


def _events(services: Services, city: City) -> HTMLResponse:
    listed = services.facts.events(city.id)
    grouped = _by_status(services, city)
    grouped[EventStatus.PAST].reverse()
    show = Exhibits(services.facts, services.clock())
    return services.pages.render(
        "events.html", **frame(services, SECTION, city),
        groups=[(status.value, grouped[status]) for status in
                (EventStatus.COMING, EventStatus.RECURRING, EventStatus.UNDATED, EventStatus.PAST)],
        coordination=show.contacts(city, ContactKind.COORDINATION),
        dated=any(calendar.is_dated(event) for event in listed),
        data=linked_data.events(listed),
    )  # fmt: skip


@router.get("/termine/{slug}/termine.ics")
async def all_events_file(request: Request, services: Given, slug: str, neutral: bool = False) -> Response:
    """Everything of a city whose day is known, for the calendar."""
    services.known_city(slug)
    made = calendar.calendar(services.facts.events(slug), neutral=neutral)
    return published(request, services, made, file=(calendar.ALL_EVENTS, calendar.MEDIA_TYPE))


@router.get("/termine/{slug}/{code}.ics")
async def event_file(request: Request, services: Given, slug: str, code: str, neutral: bool = False) -> Response:
    """One event for the calendar; 404 while its day is not known. A ``neutral`` one has no title."""
    services.known_city(slug)
    event = addresses.coded(services.facts.events(slug), code)
    if event is None or not calendar.is_dated(event):
        raise HTTPException(NOT_FOUND)
    made = calendar.calendar([event], neutral=neutral)
    return published(request, services, made, file=(calendar.ONE_EVENT, calendar.MEDIA_TYPE))


def _by_status(services: Services, city: City) -> dict[str, list[Card]]:
    show = Exhibits(services.facts, services.clock())
    grouped: dict[str, list[Card]] = {status: [] for status in EventStatus}
    for event in services.facts.events(city.id):
        card = show.event(event, city)
        grouped[card["status"]].append(card)
    return grouped
