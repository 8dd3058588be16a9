"""Events as iCalendar (RFC 5545): whole days, lines of CRLF, the same bytes for the same facts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import icalendar

from bot.web.addresses import code
from bot.web.wording import web_wording
from knowledge.opening import describe_date
from knowledge.schema import Event

MEDIA_TYPE = "text/calendar; charset=utf-8"
ONE_EVENT, ALL_EVENTS = "termin.ics", "termine.ics"
"""Neutral names, since a downloaded file stays on the visitor's device."""
_DAY = "2024-01-31"


def is_dated(event: Event) -> bool:
    """Whether the day of ``event`` is known; without it there is nothing to put into a calendar."""
    return event.start is not None and len(event.start) == len(_DAY)


def calendar(events: Sequence[Event], *, neutral: bool = False) -> bytes:
    """A calendar of those ``events`` that are dated; one without entries when none is.

    A ``neutral`` one holds days and places only, for calendars that others read too (goal 97).
    """
    say = web_wording()
    made = icalendar.Calendar()
    made.add("prodid", say("calendar.neutral_product" if neutral else "calendar.product"))
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("x-wr-calname", say("calendar.name"))
    for event in events:
        if is_dated(event):
            made.add_component(_entry(event, neutral))
    return bytes(made.to_ical())


def _entry(event: Event, neutral: bool) -> icalendar.Event:
    start = dt.date.fromisoformat(event.start or "")
    end = dt.date.fromisoformat(event.end) if event.end and len(event.end) == len(_DAY) else start
    entry = icalendar.Event()
    entry.add("uid", f"{code(event.id)}@termine" if neutral else f"{event.id}@kinderschutz-lotse")
    # of a published calendar the moment its entry was last revised (RFC 5545, 3.8.7.2)
    entry.add("dtstamp", dt.datetime.combine(event.checked_on, dt.time(), dt.UTC))
    entry.add("dtstart", start)
    entry.add("dtend", end + dt.timedelta(days=1))  # the first day after it (RFC 5545, 3.6.1)
    entry.add("summary", web_wording()("calendar.neutral_title") if neutral else event.title)
    if event.place:
        entry.add("location", event.place)
    entry.add("transp", "TRANSPARENT")
    if neutral:
        return entry
    entry.add("description", _description(event))
    if event.sources[0].url:
        entry.add("url", event.sources[0].url)
    return entry


def _description(event: Event) -> str:
    say = web_wording()
    source = say("calendar.source", title=event.sources[0].title)
    stand = say("calendar.stand", date=describe_date(event.stand))
    return "\n".join([*([event.description] if event.description else []), source, stand])
