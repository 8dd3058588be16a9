"""What surrounds every page: emergency numbers, sections, the switch between the cities."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import Depends

from bot.web import addresses
from bot.web.services import Given, Services
from knowledge.repository import KnowledgeRepository
from knowledge.schema import Audience, City

SECTIONS = ("hilfe", "meldewege", "kontakte", "termine", "themen")
"""Sections in the order of the navigation; also their addresses."""
Switch = Callable[[City], str]


def queried_city(services: Given, stadt: str = "") -> City | None:
    """The city that a link names in its query, as those on cities' own pages do; None for an unknown one."""
    return services.facts.city(stadt) if stadt else None


Queried = Annotated[City | None, Depends(queried_city)]
"""Type of a route's parameter that receives the city of the query."""


def frame(
    services: Services, section: str, city: City | None = None, switch: Switch | None = None
) -> dict[str, Any]:
    """Values of ``layout.html``. ``switch`` gives this page's address for another city."""
    to = switch or (lambda other: addresses.section(section, other))
    return {
        "numbers": numbers(services, city),
        "section": section,
        "city": city,
        "navigation": [(name, addresses.section(name, city)) for name in SECTIONS],
        "networks": [
            [(other, to(other), city is not None and other.id == city.id) for other in network]
            for network in networks(services.facts)
        ],
    }


def numbers(services: Services, city: City | None) -> list[dict[str, Any]]:
    """110, 112 and the lines for a child that are open at this minute."""
    block = services.card.block(services.clock(), audience=Audience.CHILD, city=city.id if city else None)
    found: list[dict[str, Any]] = block["numbers"]
    return found


def networks(facts: KnowledgeRepository) -> list[list[City]]:
    """Cities that share a network, side by side."""
    found: list[list[City]] = []
    for city in facts.cities():
        mates = next((one for one in found if any(city.id in mate.partners for mate in one)), None)
        if mates is None:
            found.append([city])
        else:
            mates.append(city)
    return found
