"""When something is open, and whether an event is over.

Opening hours are local time (Europe/Berlin); public holidays are those of the Land
(``holidays`` package: FeiertagsG NW, FTG Brandenburg).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import groupby
from zoneinfo import ZoneInfo

import holidays

from knowledge.schema import ClockTime, Event, OpeningHours, PartialDate, State, Weekday
from knowledge.wording import knowledge_wording

BERLIN = ZoneInfo("Europe/Berlin")
_HORIZON = 400  # days to look ahead; longer than any chain of holidays or of days without a break
_WEEK = tuple(Weekday)
_FOREVER = dt.datetime.max.replace(tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class OpeningStatus:
    """``next_change`` is when that ends, local time; None when it never does."""

    open_now: bool
    next_change: dt.datetime | None


class EventStatus(StrEnum):
    """Where an event stands on a day."""

    PAST = "past"
    COMING = "coming"
    RECURRING = "recurring"
    UNDATED = "undated"


def status(hours: OpeningHours, state: State, at: dt.datetime) -> OpeningStatus:
    """Whether it is open ``at`` a moment, and until when. ValueError when ``at`` has no time zone.

    A moment of opening counts as open, a moment of closing as closed.
    """
    if at.tzinfo is None:
        raise ValueError("at needs a time zone")
    if hours.always:
        return OpeningStatus(True, None)
    now = at.astimezone(dt.UTC)
    for opens, closes in _spans(hours, state, at.astimezone(BERLIN).date()):
        if now < opens:
            return OpeningStatus(False, opens.astimezone(BERLIN))
        if now < closes:
            until = closes.astimezone(BERLIN) if closes < _FOREVER else None
            return OpeningStatus(True, until)
    return OpeningStatus(False, None)


def is_holiday(day: dt.date, state: State) -> bool:
    """Whether ``day`` is a public holiday in the Land."""
    return day in _holidays(state, day.year)


@lru_cache(maxsize=64)
def _holidays(state: State, year: int) -> frozenset[dt.date]:
    return frozenset(holidays.country_holidays("DE", subdiv=state, years=year))


def _spans(hours: OpeningHours, state: State, today: dt.date) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    """Times of being open from yesterday on, in UTC, joined where one ends as the next begins."""
    pending: tuple[dt.datetime, dt.datetime] | None = None
    for ahead in range(-1, _HORIZON):
        day = today + dt.timedelta(days=ahead)
        if hours.closed_on_holidays and is_holiday(day, state):
            continue
        for opens, closes in sorted(_on(hours, day)):
            if pending and opens <= pending[1]:
                pending = pending[0], max(pending[1], closes)
                continue
            if pending:
                yield pending
            pending = opens, closes
    if pending:
        horizon = _instant(today + dt.timedelta(days=_HORIZON - 1), "24:00")
        yield pending if pending[1] < horizon else (pending[0], _FOREVER)


def _on(hours: OpeningHours, day: dt.date) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    for interval in hours.weekly:
        if _WEEK[day.weekday()] in interval.days:
            yield (
                _instant(day, interval.opens),
                max(_instant(day, interval.closes), _instant(day, interval.closes, fold=1)),
            )


def _instant(day: dt.date, clock: ClockTime, fold: int = 0) -> dt.datetime:
    """A time on the wall in UTC. In the hour that comes twice ``fold`` chooses which; a skipped one moves on."""
    hour, minute = map(int, clock.split(":"))
    midnight = dt.datetime.combine(day + dt.timedelta(days=hour // 24), dt.time(), BERLIN)
    return midnight.replace(hour=hour % 24, minute=minute, fold=fold).astimezone(dt.UTC)


def describe(hours: OpeningHours) -> str:
    """The week in one line: ``Mo–Do 9–17 Uhr, Fr 9–12 Uhr``."""
    wording = knowledge_wording()
    if hours.always:
        return wording("opening.always")
    times = {day: tuple(sorted((i.opens, i.closes) for i in hours.weekly if day in i.days)) for day in _WEEK}
    alike: dict[tuple[tuple[str, str], ...], list[Weekday]] = {}
    for day in _WEEK:
        if times[day]:
            alike.setdefault(times[day], []).append(day)
    return ", ".join(
        wording("opening.line", days=_days(days), times=_times(spans)) for spans, days in alike.items()
    )


def _days(days: list[Weekday]) -> str:
    wording = knowledge_wording()
    if len(days) == len(_WEEK):
        return wording("opening.daily")
    runs = [
        [day for _, day in run] for _, run in groupby(enumerate(days), lambda pair: _WEEK.index(pair[1]) - pair[0])
    ]
    names = [[wording(f"opening.day.{day}") for day in run] for run in runs]
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else run[0] for run in names)


def _times(spans: tuple[tuple[str, str], ...]) -> str:
    wording = knowledge_wording()
    return wording("opening.and").join(f"{_short(opens)}–{_short(closes)}" for opens, closes in spans)


def _short(clock: str) -> str:
    """``09:00`` -> ``9``, ``08:30`` -> ``8:30``."""
    hour, minute = clock.split(":")
    return str(int(hour)) if minute == "00" else f"{int(hour)}:{minute}"


def describe_date(date: PartialDate) -> str:
    """A date as precise as it is known: ``28. Februar 2024``, ``Februar 2024`` or ``2024``."""
    wording = knowledge_wording()
    year, *rest = date.split("-")
    if not rest:
        return year
    month = wording(f"opening.month.{rest[0]}")
    key = "opening.date" if len(rest) == 2 else "opening.month_of_year"
    return wording(key, day=int(rest[-1]), month=month, year=year)


def last_day(date: PartialDate) -> dt.date:
    """The last day a date of year, month or day can mean: ``2024-02`` -> 29 February 2024."""
    parts = [int(part) for part in date.split("-")]
    if len(parts) == 3:
        return dt.date(*parts)
    year, month = parts[0], parts[1] if len(parts) == 2 else 12
    return dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)


def event_status(event: Event, today: dt.date) -> EventStatus:
    """Whether an event is past, coming, recurring or without a date.

    A month or year counts until it is over. A recurring event with a known date still ahead is coming; after that
    it is recurring again.
    """
    if event.start and last_day(event.end or event.start) >= today:
        return EventStatus.COMING
    if event.recurring:
        return EventStatus.RECURRING
    return EventStatus.PAST if event.start else EventStatus.UNDATED
