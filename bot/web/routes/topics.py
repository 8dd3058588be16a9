"""Questions with their answers, national or as a city gives them."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from bot.web import addresses, linked_data
from bot.web.exhibits import Exhibits, suitable_lines
from bot.web.frame import SECTIONS, Queried, frame
from bot.web.services import NOT_FOUND, Given, Services
from knowledge.schema import STATES, Category, City, Topic

router = APIRouter(include_in_schema=False)

SECTION = SECTIONS[4]
CATEGORIES = (
    Category.CHILDREN, Category.REPORTING, Category.PARENTS, Category.PROFESSIONALS, Category.BASICS,
    Category.STRUCTURES,
)  # fmt: skip
"""In the order of urgency."""
SHOWN_LINES = 3
TEMPORARY = 307
"""A permanent redirect would keep the telling address in the browser's cache."""


@router.api_route("/themen", methods=["GET", "HEAD"])
async def questions(services: Given, city: Queried) -> HTMLResponse:
    """All national questions, or all of a city."""
    return _questions(services, city)


@router.api_route("/themen/{name}", methods=["GET", "HEAD"])
async def questions_of_city_or_topic(services: Given, name: str, queried: Queried) -> Response:
    """All questions of a city, or one question."""
    city = services.facts.city(name)
    return _questions(services, city) if city else _topic(services, name, queried)


@router.api_route("/themen/{slug}/{name}", methods=["GET", "HEAD"])
async def topic_of_city(services: Given, slug: str, name: str) -> Response:
    """One question as a city answers it."""
    return _topic(services, name, services.known_city(slug))


def _questions(services: Services, city: City | None) -> HTMLResponse:
    listed = [topic for topic in services.facts.topics(city.id if city else None) if not _is_foreign(topic, city)]
    own = {topic.id for topic in listed if city and city.id in services.facts.topic_cities(topic.id)}
    groups = [
        (category.value, [(topic, addresses.topic(topic, city), topic.id in own) for topic in listed
                          if topic.category is category])
        for category in CATEGORIES
    ]  # fmt: skip
    return services.pages.render("topics.html", **frame(services, SECTION, city), groups=groups)


def _topic(services: Services, name: str, city: City | None) -> Response:
    """The page of the topic whose code is ``name``; its id, as the API names it, leads there."""
    slug = city.id if city else None
    if named := services.facts.topic(name, slug):
        return RedirectResponse(addresses.topic(named, city), TEMPORARY)
    topic = addresses.coded(services.facts.topics(slug), name)
    if topic is None:
        raise HTTPException(NOT_FOUND)
    show = Exhibits(services.facts, services.clock())
    address = addresses.topic(topic, city)
    path = (
        services.facts.procedure(topic.procedure, city.state if city else None, slug) if topic.procedure else None
    )
    lines = suitable_lines(services.facts, topic.audience, city, topic.hotlines)
    others = [found for id in topic.see_also if (found := services.facts.topic(id, slug))]
    related = [found for found in others if not _is_foreign(found, city)]
    return services.pages.render(
        "topic.html", **frame(services, SECTION, city, lambda other: _elsewhere(services, topic, other)),
        topic=topic, provenance=show.provenance(topic), address=address, national=addresses.topic(topic, None),
        law_of=STATES[topic.state] if topic.state else None, foreign=_is_foreign(topic, city),
        contacts=[card for kind in topic.contacts for card in show.contacts(city, kind)] if city else [],
        lines=show.hotlines(lines, city)[:SHOWN_LINES],
        path=(path.button, addresses.procedure(path, city)) if path else None,
        related=[(found.question, addresses.topic(found, city)) for found in related],
        data=linked_data.question(topic, services.pages.canonical(address)),
    )  # fmt: skip


def _elsewhere(services: Services, topic: Topic, other: City) -> str:
    """This question in another city, or all questions there."""
    found = services.facts.topic(topic.id, other.id)
    if found is None or _is_foreign(found, other):
        return addresses.section(SECTION, other)
    return addresses.topic(found, other)


def _is_foreign(topic: Topic, city: City | None) -> bool:
    """Whether an answer is the law of a Land that ``city`` does not lie in."""
    return city is not None and topic.state is not None and topic.state != city.state
