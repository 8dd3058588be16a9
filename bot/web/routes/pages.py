"""Pages: the help that needs no JavaScript, the description of the API."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qs

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import ValidationError

from bot import assistant
from bot.emergency import EmergencyCard
from bot.web import openapi
from bot.web.schemas import ChatRequest
from bot.web.services import UNPROCESSABLE, Given, Services
from knowledge import cards
from knowledge.schema import Audience, City, Contact, ContactKind, Hotline

router = APIRouter(include_in_schema=False)

MOST_FIELDS = 10
TOO_LARGE = 413
EASY = "leicht"
REPORTING = (ContactKind.REPORTING, ContactKind.OUT_OF_HOURS)
PAYLOAD = "~"


@router.api_route("/hilfe", methods=["GET", "HEAD"])
async def help_page(services: Given, stadt: str | None = None) -> HTMLResponse:
    """Numbers, help lines, who takes reports in each city, and a form."""
    return _help(services, stadt if stadt and services.facts.city(stadt) else None)


@router.post("/hilfe")
async def answer(request: Request, services: Given) -> Response:
    """The same page with the answer to a question. Each question is a conversation of its own, then forgotten."""
    fields = _fields(await request.body())
    given = {"message": fields.get("message", ""), "city": fields.get("city") or None,
             "register": fields.get("register") or "standard"}  # fmt: skip
    try:
        asked = ChatRequest.model_validate(given)
    except ValidationError as error:
        return _refused(services, error, given)
    reply = await services.ask(assistant.Request(asked.message, None, asked.city, None, asked.register_))
    await services.forget(reply.conversation_id)
    return _help(services, asked.city, asked=asked, reply=reply, choices=_choices(services, asked, reply))


@router.get("/api/docs")
async def docs(request: Request, services: Given) -> HTMLResponse:
    """The API in words, made from its OpenAPI document."""
    document = request.app.openapi()
    return services.pages.render(
        "docs.html", info=document["info"], operations=openapi.reference(document),
        models=openapi.models(document),
        problems=[request.app.state.problems.details(status) for status in (404, 405, 413, 422, 429, 500, 503)],
    )  # fmt: skip


def _fields(body: bytes) -> dict[str, str]:
    """The fields of a form; raises ``HTTPException`` 422 for what is not one."""
    try:
        found = parse_qs(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")
    except ValueError as error:
        raise HTTPException(UNPROCESSABLE) from error
    return {name: values[-1] for name, values in found.items()}


def _refused(services: Services, error: ValidationError, given: dict[str, Any]) -> HTMLResponse:
    """The form once more with what is wrong; a text that is too long is given back, since nobody else has it."""
    kinds = {(found["loc"][0], found["type"]) for found in error.errors()}
    if any(where != "message" for where, _ in kinds):
        raise HTTPException(UNPROCESSABLE) from error
    too_long = ("message", "string_too_long") in kinds
    status = TOO_LARGE if too_long else UNPROCESSABLE
    services.counters.refused(status)
    city = given["city"] if given["city"] and services.facts.city(given["city"]) else None
    wrong = "too_long" if too_long else "empty"
    return _help(services, city, status=status, wrong=wrong, text=given["message"])


def _help(
    services: Services, city: str | None, *, status: int = 200, asked: ChatRequest | None = None, **values: object
) -> HTMLResponse:
    chosen = services.facts.city(city) if city else None
    at = services.clock()
    state = chosen.state if chosen else None
    by_phone, in_writing = _split(services.facts.hotlines(state=state))
    ordered = sorted(services.facts.cities(), key=lambda other: other.id != city)
    echo = asked.message if asked and not asked.message.startswith(PAYLOAD) else ""
    return services.pages.render(
        "help.html", status,
        **{"text": echo, **values},
        numbers=_numbers(services, city),
        cities=services.facts.cities(),
        chosen=chosen,
        easy=asked is not None and asked.register_ == EASY,
        phone_lines=sorted((cards.hotline(line, state or "NW", at) for line in by_phone), key=_closed_last),
        written_lines=[cards.hotline(line, state or "NW", at) for line in in_writing],
        local=[
            (other, [cards.contact(contact, other, at) for contact in _reporting(services, other)])
            for other in ordered
        ],
    )  # fmt: skip


def _numbers(services: Services, city: str | None) -> list[dict[str, Any]]:
    """110, 112 and the lines for a child that are open at this minute."""
    card = EmergencyCard(services.facts)
    numbers: list[dict[str, Any]] = card.block(services.clock(), audience=Audience.CHILD, city=city)["numbers"]
    return numbers


def _split(lines: Sequence[Hotline]) -> tuple[list[Hotline], list[Hotline]]:
    """Lines to call and lines to write to, for everybody: those for professionals only are not named here."""
    public = [line for line in lines if set(line.audience) != {Audience.PROFESSIONAL}]
    by_phone = [line for line in public if line.numbers and not line.emergency]
    return by_phone, [line for line in public if not line.numbers and line.url]


def _closed_last(card: dict[str, Any]) -> bool:
    return card["open_now"] is not True


def _reporting(services: Services, city: City) -> Sequence[Contact]:
    """Who takes reports, day and night; where nobody is named with a number, the youth office as well."""
    found = services.facts.contacts(city.id, *REPORTING)
    if any(contact.phones for contact in found):
        return found
    return (*found, *services.facts.contacts(city.id, ContactKind.YOUTH_OFFICE))


def _choices(services: Services, asked: ChatRequest, reply: assistant.Reply) -> list[dict[str, str | None]]:
    """Buttons that make sense without a conversation: a city asks the same question again, for that city."""
    cities = {city.short_name: city.id for city in services.facts.cities()}
    return [
        {"title": button.title, "message": asked.message, "city": cities[button.title]}
        if button.title in cities and asked.city is None
        else {"title": button.title, "message": button.payload, "city": asked.city}
        for button in reply.quick_replies
    ]
