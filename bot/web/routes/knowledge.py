"""The knowledge base, read-only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request, Response

from bot.web import calendar, vcard
from bot.web.blocks import ContactBlock, EventBlock, Json
from bot.web.openapi import file, problems
from bot.web.published import published
from bot.web.schemas import Audience, CityDetail, CityRow, Procedure, TopicDetail, TopicRow
from bot.web.services import NOT_FOUND, UNPROCESSABLE, Given, Services
from knowledge import cards
from knowledge.schema import STATES, City, ContactKind, Event, Topic, state_of

router = APIRouter(prefix="/api/v1", tags=["knowledge"])

NeutralQuery = Annotated[bool, Query(description="Without what it is about, for devices that others use too.")]
CityQuery = Annotated[str | None, Query(description="Slug of a city, see /api/v1/cities.", max_length=100)]


@router.get("/cities", response_model=list[CityRow], responses=problems(503))
async def cities(request: Request, services: Given) -> Response:
    """All cities, counties and Länder."""
    return published(request, services, [_city(city) for city in services.facts.cities()])


@router.get("/cities/{slug}", response_model=CityDetail, responses=problems(404, 503))
async def city(slug: str, request: Request, services: Given) -> Response:
    """One city, with its reporting paths and where to find the rest."""
    found = services.known_city(slug)
    own = f"/api/v1/cities/{found.id}"
    paths = services.facts.procedures(found.state, found.id)
    detail = _city(found) | {
        "contacts_url": f"{own}/contacts",
        "events_url": f"{own}/events",
        "calendar_url": f"{own}/events.ics",
        "topics_url": f"/api/v1/topics?city={found.id}",
        "procedures": [
            {"id": path.id, "title": path.role, "url": f"{own}/procedures/{path.id}"} for path in paths
        ],
    }
    return published(request, services, detail)


@router.get("/cities/{slug}/contacts", response_model=list[ContactBlock], responses=problems(404, 422, 503))
async def contacts(
    slug: str, request: Request, services: Given,
    kind: Annotated[list[ContactKind], Query(description="Only these kinds, in this order.")] = [],  # noqa: B006
    town: Annotated[str | None, Query(description="Name of a town of the county.", max_length=100)] = None,
) -> Response:  # fmt: skip
    """Whom to call in a city."""
    found = services.known_city(slug)
    at = services.clock()
    chosen = services.facts.contacts(slug, *kind, town=town)
    return published(request, services, [cards.contact(contact, found, at) for contact in chosen])


@router.get(
    "/cities/{slug}/contacts/{id}.vcf", response_class=Response,
    responses={**file("text/vcard"), **problems(404, 503)},
)  # fmt: skip
async def contact_file(
    slug: str, id: str, request: Request, services: Given, neutral: NeutralQuery = False
) -> Response:
    """A contact for the address book (vCard 3.0)."""
    found = services.known_city(slug)
    contact = services.facts.contact(slug, id)
    if contact is None:
        raise HTTPException(NOT_FOUND)
    made = vcard.vcard(contact, found, neutral=neutral)
    return published(request, services, made, file=(vcard.FILE_NAME, vcard.MEDIA_TYPE))


@router.get("/cities/{slug}/procedures/{role}", response_model=Procedure, responses=problems(404, 503))
async def procedure(slug: str, role: str, request: Request, services: Given) -> Response:
    """The reporting path of a role under the law that holds in a city."""
    found = services.known_city(slug)
    path = services.facts.procedure(role, found.state, slug)
    if path is None:
        raise HTTPException(NOT_FOUND)
    steps = [
        {"number": number, "text": step.text, "legal_basis": list(step.legal_basis)}
        for number, step in enumerate(path.steps, 1)
    ]
    shown: Json = {
        "type": "steps",
        "id": path.id,
        "title": path.role,
        "summary": path.summary,
        "if_acute_danger": path.if_acute_danger,
        "steps": steps,
        "total": len(steps),
        "do_not": list(path.do_not),
        "sources": cards.sources(path),
        "as_of": path.stand,
    }
    return published(request, services, shown)


@router.get("/cities/{slug}/events", response_model=list[EventBlock], responses=problems(404, 503))
async def events(slug: str, request: Request, services: Given) -> Response:
    """Events of a city, by date, those without a date last."""
    services.known_city(slug)
    today = services.clock().date()
    shown = [
        cards.event(event, services.facts.event_city(event.id), today) for event in services.facts.events(slug)
    ]
    return published(request, services, shown)


@router.get(
    "/cities/{slug}/events.ics", response_class=Response,
    responses={**file("text/calendar"), **problems(404, 503)},
)  # fmt: skip
async def events_file(slug: str, request: Request, services: Given, neutral: NeutralQuery = False) -> Response:
    """The events of a city whose day is known, for a calendar (iCalendar)."""
    services.known_city(slug)
    return _calendar(request, services, calendar.ALL_EVENTS, services.facts.events(slug), neutral)


@router.get(
    "/cities/{slug}/events/{id}.ics", response_class=Response,
    responses={**file("text/calendar"), **problems(404, 503)},
)  # fmt: skip
async def event_file(
    slug: str, id: str, request: Request, services: Given, neutral: NeutralQuery = False
) -> Response:
    """One event for a calendar; 404 while its day is not known."""
    services.known_city(slug)
    found = next((event for event in services.facts.events(slug) if event.id == id), None)
    if found is None or not calendar.is_dated(found):
        raise HTTPException(NOT_FOUND)
    return _calendar(request, services, calendar.ONE_EVENT, [found], neutral)


@router.get("/topics", response_model=list[TopicRow], responses=problems(422, 503))
async def topics(request: Request, services: Given, city: CityQuery = None) -> Response:
    """All questions, as a city answers them."""
    slug = _queried(services, city)
    return published(request, services, [_topic(topic) for topic in services.facts.topics(slug)])


@router.get("/topics/{id}", response_model=TopicDetail, responses=problems(404, 422, 503))
async def topic(id: str, request: Request, services: Given, city: CityQuery = None) -> Response:
    """A question with its answer, as a city gives it."""
    slug = _queried(services, city)
    found = services.facts.topic(id, slug)
    if found is None:
        raise HTTPException(NOT_FOUND)
    detail = _topic(found) | {
        "city": slug,
        "answer": found.answer,
        "easy_answer": found.easy_answer,
        "items": found.items,
        "legal_basis": found.legal_basis,
        "see_also": found.see_also,
        "contacts": found.contacts,
        "procedure": found.procedure,
        "hotlines": found.hotlines,
        "sources": cards.sources(found),
        "as_of": found.stand,
        "verified": found.verified,
    }
    return published(request, services, detail)


@router.get("/hotlines", response_model=list[ContactBlock], responses=problems(422, 503))
async def hotlines(
    request: Request, services: Given, audience: Audience | None = None, city: CityQuery = None
) -> Response:
    """National help lines; with a city those that help in its Land, judged by that Land's holidays."""
    slug = _queried(services, city)
    found = services.known_city(slug) if slug else None
    at = services.clock()
    shown = [
        cards.hotline(line, state_of(found), at) | {"emergency": line.emergency, "audience": line.audience}
        for line in services.facts.hotlines(audience, found.state if found else None)
    ]
    return published(request, services, shown)


def _queried(services: Services, slug: str | None) -> str | None:
    """``slug`` when it is a city's or None; raises ``HTTPException`` 422."""
    if slug is not None and services.facts.city(slug) is None:
        raise HTTPException(UNPROCESSABLE)
    return slug


def _calendar(request: Request, services: Services, name: str, events: Sequence[Event], neutral: bool) -> Response:
    made = calendar.calendar(events, neutral=neutral)
    return published(request, services, made, file=(name, calendar.MEDIA_TYPE))


def _city(city: City) -> Json:
    return {
        "id": city.id,
        "name": city.name,
        "short_name": city.short_name,
        "kind": city.kind,
        "state": city.state,
        "state_name": STATES[city.state],
        "county": city.county,
        "own_youth_office": city.own_youth_office,
        "website": city.website,
        "towns": [town.name for town in city.towns],
        "partners": list(city.partners),
        "url": f"/api/v1/cities/{city.id}",
    }


def _topic(topic: Topic) -> Json:
    return {
        "id": topic.id,
        "category": topic.category,
        "question": topic.question,
        "audience": topic.audience,
        "state": topic.state,
        "url": f"/api/v1/topics/{topic.id}",
    }
