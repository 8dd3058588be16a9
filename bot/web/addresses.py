"""Addresses of the pages. They stay in a browser's history, so none of them says what somebody looked up.

Topics, contacts and events are addressed by a code made from their id; roles by their id, unless it tells too
much.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Protocol, TypeVar

from knowledge.schema import City, Contact, Event, Procedure, Topic

EVERYWHERE = "ueberall"
"""Stands where a city would: federal law and national help only."""
TELLING = re.compile(r"missbrauch|gewalt|kinderschutz|jugendamt", re.IGNORECASE)
"""Words that stand in no title, no address and no name of a file (goal 43)."""
CODE_LENGTH = 6
_FILE = re.compile(
    r"/api/v1/cities/(?P<city>[^/]+)/(?P<room>contacts|events)/(?P<id>[^/]+)(?P<ending>\.vcf|\.ics)"
)
_SECTIONS = {"contacts": "kontakte", "events": "termine"}


class Identified(Protocol):
    """Anything with an id."""

    @property
    def id(self) -> str: ...


Entry = TypeVar("Entry", bound=Identified)


@lru_cache(maxsize=4096)
def code(id: str) -> str:
    """Six letters and digits that always stand for ``id`` and do not tell it."""
    return base64.b32encode(hashlib.sha256(id.encode()).digest()).decode().lower()[:CODE_LENGTH]


def role_name(id: str) -> str:
    """How a role is called in an address."""
    return code(id) if TELLING.search(id) else id


def coded(entries: Iterable[Entry], wanted: str) -> Entry | None:
    """The entry whose code is ``wanted``."""
    return next((entry for entry in entries if code(entry.id) == wanted), None)


def section(name: str, city: City | None) -> str:
    """The front page of a section, of a city or of all."""
    return f"/{name}/{city.id}" if city else f"/{name}"


def topic(topic: Topic, city: City | None) -> str:
    """A question with its answer."""
    return f"/themen/{city.id}/{code(topic.id)}" if city else f"/themen/{code(topic.id)}"


def procedure(path: Procedure, city: City | None) -> str:
    """A reporting path."""
    return f"/meldewege/{city.id if city else EVERYWHERE}/{role_name(path.id)}"


def contact_file(contact: Contact, city: City) -> str:
    """A contact for the address book."""
    return f"/kontakte/{city.id}/{code(contact.id)}.vcf"


def event_file(event: Event, city: City) -> str:
    """An event for the calendar."""
    return f"/termine/{city.id}/{code(event.id)}.ics"


def anchor(id: str, city: City | None = None) -> str:
    """The place of an entry on a page that may show entries of several cities."""
    return f"k-{code(f'{city.id}/{id}' if city else id)}"


def neutral_file(url: str) -> str:
    """The address for visitors of a file that the API names by its id; other addresses as they are."""
    named = _FILE.fullmatch(url)
    if named is None:
        return url
    return f"/{_SECTIONS[named['room']]}/{named['city']}/{code(named['id'])}{named['ending']}"
