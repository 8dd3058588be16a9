"""Facts for search engines, as schema.org describes them (JSON-LD). Only what the page shows as well."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from bot.web import calendar
from knowledge.schema import City, Contact, Event, OpeningHours, Phone, Procedure, Topic, Weekday
from knowledge.text import digits

CONTEXT = "https://schema.org"
LANGUAGE = "de"
_DAYS = dict(zip(
    Weekday, ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"), strict=True,
))  # fmt: skip
Json = dict[str, Any]


def organisation(city: City, contacts: Iterable[Contact]) -> Json:
    """A city with those of its contacts that can be called or written to."""
    points = [_point(contact) for contact in contacts if _lines(contact) or contact.mails]
    return _thing(
        "GovernmentOrganization", name=city.name, url=city.website,
        areaServed=_thing("AdministrativeArea", name=city.name), contactPoint=points,
    ) | {"@context": CONTEXT}  # fmt: skip


def events(listed: Sequence[Event]) -> Json:
    """The events whose day is known."""
    return {"@context": CONTEXT, "@graph": [_event(event) for event in listed if calendar.is_dated(event)]}


def question(topic: Topic, url: str | None) -> Json:
    """A question with its answer."""
    answer = _thing("Answer", text="\n".join([topic.answer, *topic.items]), url=url)
    asked = _thing("Question", name=topic.question, acceptedAnswer=answer)
    page = _thing("FAQPage", inLanguage=LANGUAGE, url=url, dateModified=topic.stand, mainEntity=[asked])
    return page | {"@context": CONTEXT}


def how_to(path: Procedure, url: str | None) -> Json:
    """A reporting path."""
    steps = [_thing("HowToStep", position=number, text=step.text) for number, step in enumerate(path.steps, 1)]
    return _thing(
        "HowTo", name=path.role, description=path.summary, inLanguage=LANGUAGE, url=url, dateModified=path.stand,
        step=steps,
    ) | {"@context": CONTEXT}  # fmt: skip


def international(number: str) -> str:
    """``02064 66-336`` -> ``+49206466336``; short numbers stay as they are, since they have no area."""
    plain = digits(number)
    return f"+49{plain[1:]}" if plain.startswith("0") else plain


def _point(contact: Contact) -> Json:
    numbers = [international(phone.number) for phone in _lines(contact)]
    return _thing(
        "ContactPoint", name=contact.person or contact.name, contactType=contact.role or contact.name,
        telephone=numbers, email=[mail.address for mail in contact.mails], url=contact.website,
        availableLanguage=LANGUAGE, hoursAvailable=_hours(contact.hours) if contact.hours else None,
    )  # fmt: skip


def _lines(contact: Contact) -> list[Phone]:
    return [phone for phone in contact.phones if phone.kind != "fax"]


def _hours(hours: OpeningHours) -> list[Json]:
    if hours.always:
        return [_specification(list(_DAYS.values()), "00:00", "23:59")]
    return [_specification([_DAYS[day] for day in span.days], span.opens, span.closes) for span in hours.weekly]


def _specification(days: list[str], opens: str, closes: str) -> Json:
    return _thing(
        "OpeningHoursSpecification", dayOfWeek=days, opens=opens, closes=closes.replace("24:00", "23:59")
    )


def _event(event: Event) -> Json:
    place = _thing("Place", name=event.place, address=event.place) if event.place else None
    organiser = _thing("Organization", name=event.organiser) if event.organiser else None
    return _thing(
        "Event", name=event.title, description=event.description, startDate=event.start,
        endDate=event.end or event.start, location=place, organizer=organiser, inLanguage=LANGUAGE,
    )  # fmt: skip


def _thing(type: str, **properties: object) -> Json:
    """A schema.org object without empty properties; a list of one is that one."""
    given = {name: value for name, value in properties.items() if value not in (None, [], "")}
    single = {
        name: value[0] if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str) else value
        for name, value in given.items()
    }
    return {"@type": type, **single}
