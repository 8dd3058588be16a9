"""Which fields of the content hold sentences and names that can be shown, and what is made of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from knowledge import cards, schema

if TYPE_CHECKING:
    from knowledge.snapshot import Snapshot

NEVER_SHOWN = frozenset(
    {"note", "names", "alt_questions", "also_known_as", "districts", "county", "unverified_parts"}
)
"""Fields for editors, and words by which something is recognised."""
_ANY_MOMENT = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
"""Cards need a moment; what it decides (open or not) is no text."""


def texts(content: schema.Content, place: str = "") -> Iterator[tuple[str, str]]:
    """Place (``steps.0.text``) and wording of everything in ``content`` that can be shown."""
    for field in type(content).model_fields:
        if field in NEVER_SHOWN:
            continue
        value = getattr(content, field)
        at = f"{place}{field}"
        if isinstance(value, str) and field in _text_fields(type(content)):
            yield at, value
        elif isinstance(value, schema.Content):
            yield from texts(value, f"{at}.")
        elif isinstance(value, tuple):
            for number, part in enumerate(value):
                if isinstance(part, schema.Content):
                    yield from texts(part, f"{at}.{number}.")
                elif field in _text_fields(type(content)):
                    yield f"{at}.{number}", part


@lru_cache
def _text_fields(shape: type[schema.Content]) -> frozenset[str]:
    hints = get_type_hints(shape, include_extras=True)
    return frozenset(field for field, hint in hints.items() if _mentions_text(hint))


def _mentions_text(hint: Any) -> bool:
    return hint == schema.Text or any(_mentions_text(part) for part in get_args(hint))


@dataclass(frozen=True, slots=True)
class At:
    """Where a text stands: kind and id of its entry."""

    kind: str
    id: str


def all_texts(knowledge: schema.KnowledgeBase) -> Iterator[tuple[At, str]]:
    """Every text of the knowledge base that can be shown, and where it stands."""
    for content in (knowledge, *knowledge.cities):
        for kind in type(content).model_fields:
            value = getattr(content, kind)
            for entry in value if isinstance(value, tuple) else (value,):
                if not isinstance(entry, schema.CityContent):
                    name = getattr(entry, "id", None) or entry.name
                    yield from ((At(kind, name), text) for _, text in texts(entry))


def made_of(snapshot: Snapshot) -> Mapping[str, tuple[str, ...]]:
    """Every string that blocks show besides texts -> the texts it is put together from, none for plain data.

    Numbers, addresses of mails and pages, dates, hours and ids are data; of contacts and help lines only what is
    confirmed.
    """
    written: set[str] = set()
    data: set[str] = set()
    composed: dict[str, tuple[str, ...]] = {}
    for fact in _facts(snapshot):
        written.update(text for _, text in texts(fact))
        data.update((fact.stand, *_leaves(cards.sources(fact)), getattr(fact, "id", "")))
    for content in snapshot.cities.values():
        written.update(text for _, text in texts(content.city))
        data.update((content.city.id, content.city.website or ""))
        for contact in snapshot.contacts(content.city.id, (), None):
            data.update(_leaves(cards.contact(contact, content.city, _ANY_MOMENT)))
    for hotline in snapshot.hotlines.values():
        data.update(_leaves(cards.hotline(hotline, "NW", _ANY_MOMENT)))
    for event in snapshot.events(None):
        owner = snapshot.event_owner(event.id)
        city = snapshot.cities[owner].city if owner else None
        data.update(_leaves(cards.event(event, city, _ANY_MOMENT.date())))
    for _, person in snapshot.people:
        about = (person.about,) if person.about else ()
        composed[cards.person_text(person)] = (person.name, person.function, *about)
    for term in snapshot.glossary:
        if term.long_form:
            composed[cards.term_title(term)] = (term.term, term.long_form)
    states = dict.fromkeys(schema.STATES.values(), ())
    return {**states, **dict.fromkeys(data - written - {""}, ()), **composed}


def _facts(snapshot: Snapshot) -> Iterator[schema.Fact]:
    knowledge = snapshot.knowledge
    for content in (knowledge, *knowledge.cities):
        for kind in type(content).model_fields:
            if isinstance(value := getattr(content, kind), tuple):
                yield from (fact for fact in value if isinstance(fact, schema.Fact))


def _leaves(value: Any) -> Iterable[str]:
    """Every string in a nested value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _leaves(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _leaves(part)
