"""Which sites may show the chat of which city, and what the widget has to know about that city."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from fastapi.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp

from bot.engine.buttons import ButtonSigner
from bot.engine.port import Choice, Suggestion
from bot.web import addresses
from bot.web.wording import web_wording
from knowledge import cards, opening
from knowledge.repository import KnowledgeRepository, KnowledgeUnavailable
from knowledge.schema import Audience, City, Contact, ContactKind, OpeningHours, state_of

logger = logging.getLogger(__name__)

HORIZON = 400
"""Days ahead for which the widget is told public holidays."""
LOCAL = (ContactKind.REPORTING, ContactKind.OUT_OF_HOURS)
PEOPLE = (ContactKind.REPORTING, ContactKind.OUT_OF_HOURS, ContactKind.YOUTH_OFFICE)
LINES = ("kinder-jugendtelefon", "hilfe-telefon-missbrauch", "telefonseelsorge")
DOORS: tuple[tuple[str, Choice, Audience | None], ...] = (
    ("kind", Choice("ask_procedure", {"role": "kind"}), Audience.CHILD),
    ("buerger", Choice("ask_procedure", {"role": "buerger"}), Audience.CITIZEN),
    ("fachkraft", Choice("ask_procedure"), Audience.PROFESSIONAL),
    ("notfall", Choice("emergency"), None),
)
"""The four doors of the start screen: name in ``wording.toml``, what they ask, whom they are for."""
PAGES = {"imprint": "impressum", "privacy": "datenschutz", "accessibility": "barrierefreiheit"}
"""Pages of this service, for cities that name none of their own."""
FILES = ("vcf_url", "ics_url")
"""Keys of a block that name a file to keep."""
COLOURS = ("accent", "on_accent", "accent_dark", "on_accent_dark")


def listed(origins: Iterable[str]) -> tuple[str, ...]:
    """``origins`` without a star, which would be no list."""
    return tuple(origin for origin in origins if origin != "*")


class TenantCors(CORSMiddleware):
    """CORS without credentials for exactly the sites that the operator and the cities name."""

    def __init__(self, app: ASGIApp, origins: Sequence[str], facts: KnowledgeRepository) -> None:
        super().__init__(
            app, allow_origins=origins, allow_methods=["GET", "POST", "DELETE"], allow_headers=["Content-Type"],
            expose_headers=["ETag", "Retry-After"],
        )  # fmt: skip
        self._facts = facts

    def is_allowed_origin(self, origin: str) -> bool:
        """Whether a page of ``origin`` may read what the API says."""
        if super().is_allowed_origin(origin):
            return True
        try:
            return any(origin in city.widget.origins for city in self._facts.cities())
        except KnowledgeUnavailable:
            return False


def settings(city: City, facts: KnowledgeRepository, at: dt.datetime) -> dict[str, Any]:
    """What ``/api/v1/widget/{tenant}`` gives. Links without a host are pages of this service."""
    widget = city.widget
    pages = {name: addresses.section(page, city) for name, page in PAGES.items()}
    return {
        "enabled": True,
        "name": city.name,
        "launcher": widget.launcher,
        "exit_url": widget.exit_url,
        "local": [line for contact in facts.contacts(city.id, *LOCAL) for line in _lines(contact)],
        "holidays": _holidays(city, at.date()),
        "links": {name: getattr(widget, name) or page for name, page in pages.items()},
        "theme": theme(city),
        "old_after_months": widget.old_after_months,
    }


def theme(city: City) -> dict[str, str]:
    """The colours that a city has chosen, by the name of their custom property."""
    chosen = {name.replace("_", "-"): getattr(city.widget, name) for name in COLOURS}
    return {name: colour for name, colour in chosen.items() if colour}


def people(city: City | None, facts: KnowledgeRepository, at: dt.datetime) -> list[dict[str, Any]]:
    """Cards of people to talk to: the city's own first, then help lines, those that are open now in front."""
    own = facts.contacts(city.id, *PEOPLE) if city else ()
    local = [cards.contact(contact, city, at) for contact in own if city and (contact.phones or contact.mails)]
    if city and not local:
        local = [cards.contact(contact, city, at) for contact in own]
    state = state_of(city)
    lines = cards.open_first([line for id in LINES if (line := facts.hotline(id))], state, at)
    return [for_visitors(card) for card in (*local, *(cards.hotline(line, state, at) for line in lines))]


def for_visitors(block: Mapping[str, Any]) -> dict[str, Any]:
    """``block`` with addresses of files that tell nothing in a list of downloads (goal 43)."""
    files = {key: addresses.neutral_file(block[key]) for key in FILES if block.get(key)}
    return {**block, **files}


def doors(signer: ButtonSigner) -> list[dict[str, Any]]:
    """The four doors as quick replies, each with the audience that it is for."""
    wording = web_wording()
    made = []
    for name, choice, audience in DOORS:
        button = signer.sign(Suggestion(wording(f"widget.door.{name}"), choice))
        made.append({"title": button.title, "payload": button.payload, "audience": audience})
    return made


def _lines(contact: Contact) -> list[dict[str, Any]]:
    phone = next((phone for phone in contact.phones if phone.kind != "fax"), None)
    if phone is None:
        return []
    return [{
        "id": f"local-{contact.id}", "number": phone.number, "tel": cards.tel(phone.number), "name": contact.name,
        "hours": _hours(contact.hours), "when": opening.describe(contact.hours) if contact.hours else None,
        "for": contact.role,
    }]  # fmt: skip


def _hours(hours: OpeningHours | None) -> dict[str, Any] | None:
    return hours.model_dump(mode="json") if hours else None


def _holidays(city: City, today: dt.date) -> list[str]:
    days = (today + dt.timedelta(days=ahead) for ahead in range(HORIZON))
    return [day.isoformat() for day in days if opening.is_holiday(day, city.state)]
