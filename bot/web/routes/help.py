"""The page that needs no JavaScript: numbers, who takes reports, help lines, a question and its answer."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import ValidationError
from starlette.background import BackgroundTask

from bot import assistant
from bot.web.exhibits import Exhibits, public_lines
from bot.web.frame import Queried, frame
from bot.web.schemas import ChatRequest
from bot.web.services import UNPROCESSABLE, Given, Services
from knowledge.schema import City

router = APIRouter(include_in_schema=False)

MOST_FIELDS = 10
TOO_LARGE = 413
EASY = "leicht"
PAYLOAD = "~"


@router.api_route("/hilfe", methods=["GET", "HEAD"])
async def help_page(services: Given, city: Queried) -> HTMLResponse:
    """For all cities, or for one."""
    return _help(services, city)


@router.api_route("/hilfe/{slug}", methods=["GET", "HEAD"])
async def help_of_city(services: Given, slug: str) -> HTMLResponse:
    """For one city."""
    return _help(services, services.known_city(slug))


@router.post("/hilfe")
async def answer(request: Request, services: Given) -> Response:
    """The same page with the answer to a question. Each question is a conversation of its own, then forgotten.

    It is no redirect: an answer that could be fetched again would have to be kept, or the question to stand in
    an address.
    """
    fields = _fields(await request.body())
    given = {"message": fields.get("message", ""), "city": fields.get("city") or None,
             "register": fields.get("register") or "standard"}  # fmt: skip
    try:
        asked = ChatRequest.model_validate(given)
    except ValidationError as error:
        return _refused(services, error, given)
    reply = await services.ask(assistant.Request(asked.message, None, asked.city, None, asked.register_))
    city = services.facts.city(asked.city) if asked.city else None
    page = _help(services, city, asked=asked, reply=reply, choices=_choices(services, asked, reply))
    # the page does not wait for it
    page.background = BackgroundTask(services.forget, reply.conversation_id)
    return page


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
    city = services.facts.city(given["city"]) if given["city"] else None
    return _help(services, city, status=status, wrong="too_long" if too_long else "empty", text=given["message"])


def _help(
    services: Services, city: City | None, *, status: int = 200, asked: ChatRequest | None = None, **values: object
) -> HTMLResponse:
    show = Exhibits(services.facts, services.clock())
    lines = public_lines(services.facts.hotlines(state=city.state if city else None))
    echo = asked.message if asked and not asked.message.startswith(PAYLOAD) else ""
    return services.pages.render(
        "help.html", status,
        **frame(services, "hilfe", city),
        **{"text": echo, **values},
        cities=services.facts.cities(),
        easy=asked is not None and asked.register_ == EASY,
        emergency_lines=[show.hotline(line, city) for line in lines if line.emergency],
        phone_lines=show.hotlines([line for line in lines if line.numbers and not line.emergency], city),
        written_lines=show.hotlines([line for line in lines if not line.numbers and line.url], city),
        local=[(one, show.reporting(one)) for one in ([city] if city else services.facts.cities())],
    )  # fmt: skip


def _choices(services: Services, asked: ChatRequest, reply: assistant.Reply) -> list[dict[str, str | None]]:
    """Buttons that make sense without a conversation: a city asks the same question again, for that city."""
    cities = {city.short_name: city.id for city in services.facts.cities()}
    return [
        {"title": button.title, "message": asked.message, "city": cities[button.title]}
        if button.title in cities and asked.city is None
        else {"title": button.title, "message": button.payload, "city": asked.city}
        for button in reply.quick_replies
    ]
