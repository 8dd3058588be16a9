"""Opening hours against clock, calendar and the change to summer time."""

from __future__ import annotations

import datetime as dt

import pytest

from knowledge.opening import (
    BERLIN,
    EventStatus,
    OpeningStatus,
    describe,
    describe_date,
    event_status,
    last_day,
    status,
)
from knowledge.schema import Event, OpeningHours, State


def hours(*intervals: tuple[str, str, str], holidays: bool = False) -> OpeningHours:
    """Opening hours from ``("mo di", "09:00", "17:00")``."""
    weekly = [{"days": days.split(), "opens": opens, "closes": closes} for days, opens, closes in intervals]
    return OpeningHours.model_validate({"weekly": weekly, "closed_on_holidays": not holidays})


def local(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=BERLIN)


OFFICE = hours(("mo di mi do", "09:00", "17:00"), ("fr", "09:00", "12:00"))
ALL_WEEK = ("mo di mi do fr sa so", "00:00", "24:00")


@pytest.mark.parametrize(
    ("at", "open_now", "change"),
    [
        ("2026-11-23T08:59", False, "2026-11-23T09:00"),
        ("2026-11-23T09:00", True, "2026-11-23T17:00"),
        ("2026-11-23T16:59", True, "2026-11-23T17:00"),
        ("2026-11-23T17:00", False, "2026-11-24T09:00"),
        ("2026-11-27T12:00", False, "2026-11-30T09:00"),
        ("2026-11-29T12:00", False, "2026-11-30T09:00"),
        ("2026-12-24T18:00", False, "2026-12-28T09:00"),
        ("2026-12-31T18:00", False, "2027-01-04T09:00"),
    ],
)
def test_an_office_opens_closes_and_rests_at_weekends_and_holidays(at: str, open_now: bool, change: str) -> None:
    assert status(OFFICE, "NW", local(at)) == OpeningStatus(open_now, local(change))


@pytest.mark.parametrize(
    ("day", "state", "open_now"),
    [
        ("2027-05-27", "NW", False),  # Corpus Christi
        ("2027-05-27", "BB", True),
        ("2028-10-31", "BB", False),  # Reformation Day
        ("2028-10-31", "NW", True),
        ("2027-11-01", "NW", False),  # All Saints
        ("2027-11-01", "BB", True),
        ("2026-12-25", "NW", False),
        ("2026-12-25", "BB", False),
        ("2027-03-26", "NW", False),  # Good Friday
    ],
)
def test_public_holidays_are_those_of_the_land(day: str, state: State, open_now: bool) -> None:
    assert status(OFFICE, state, local(f"{day}T10:00")).open_now is open_now


def test_what_ignores_holidays_is_open_on_them() -> None:
    line = hours(("mo di mi do fr sa", "14:00", "20:00"), holidays=True)
    assert status(line, "NW", local("2026-12-25T15:00")) == OpeningStatus(True, local("2026-12-25T20:00"))


def test_around_the_clock_never_changes() -> None:
    assert status(OpeningHours(always=True), "NW", local("2026-12-25T03:00")) == OpeningStatus(True, None)
    assert status(hours(ALL_WEEK, holidays=True), "NW", local("2026-12-25T03:00")) == OpeningStatus(True, None)


def test_a_day_ends_at_24_and_goes_over_into_the_next() -> None:
    evening = hours(("fr", "18:00", "24:00"), ("sa", "00:00", "02:00"))
    assert status(evening, "NW", local("2026-11-27T23:59")) == OpeningStatus(True, local("2026-11-28T02:00"))
    assert status(hours(("fr", "18:00", "24:00")), "NW", local("2026-11-27T20:00")).next_change == local(
        "2026-11-28T00:00"
    )
    assert not status(hours(("fr", "18:00", "24:00")), "NW", local("2026-11-28T00:00")).open_now


def test_open_all_week_but_closed_on_a_holiday_ends_before_it() -> None:
    shown = status(hours(ALL_WEEK), "NW", local("2026-11-27T12:00"))
    assert shown == OpeningStatus(True, local("2026-12-25T00:00"))


def test_a_break_at_noon_is_a_change_and_meeting_times_are_not() -> None:
    broken = hours(("mo", "09:00", "12:00"), ("mo", "14:00", "17:00"))
    assert status(broken, "NW", local("2026-11-23T10:00")).next_change == local("2026-11-23T12:00")
    assert status(broken, "NW", local("2026-11-23T13:00")) == OpeningStatus(False, local("2026-11-23T14:00"))
    joined = hours(("mo", "12:00", "17:00"), ("mo", "09:00", "12:00"))
    assert status(joined, "NW", local("2026-11-23T10:00")).next_change == local("2026-11-23T17:00")


def test_a_moment_in_another_time_zone_is_the_same_moment() -> None:
    assert status(OFFICE, "NW", dt.datetime(2026, 11, 23, 8, 0, tzinfo=dt.UTC)).open_now
    assert not status(OFFICE, "NW", dt.datetime(2026, 7, 6, 15, 0, tzinfo=dt.UTC)).open_now


def test_a_moment_without_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        status(OFFICE, "NW", dt.datetime(2026, 11, 23, 10, 0))


def test_the_night_that_skips_an_hour() -> None:
    night = hours(("so", "02:00", "04:00"), holidays=True)
    # 29 March 2026: 02:00 does not exist, it is 03:00 summer time = 01:00 UTC
    before = status(night, "NW", dt.datetime(2026, 3, 29, 0, 59, tzinfo=dt.UTC))
    assert before == OpeningStatus(False, dt.datetime(2026, 3, 29, 1, 0, tzinfo=dt.UTC))
    assert status(night, "NW", dt.datetime(2026, 3, 29, 1, 0, tzinfo=dt.UTC)).open_now
    assert not status(night, "NW", dt.datetime(2026, 3, 29, 2, 0, tzinfo=dt.UTC)).open_now


def test_the_hour_that_comes_twice_is_open_twice() -> None:
    night = hours(("so", "01:00", "02:30"), holidays=True)
    # 25 October 2026: 02:00-03:00 comes as summer time (00:00 UTC) and again (01:00 UTC)
    for minutes in (0, 29, 60, 89):
        at = dt.datetime(2026, 10, 25, 0, 0, tzinfo=dt.UTC) + dt.timedelta(minutes=minutes)
        assert status(night, "NW", at).open_now, at
    assert not status(night, "NW", dt.datetime(2026, 10, 25, 1, 30, tzinfo=dt.UTC)).open_now


@pytest.mark.parametrize(
    ("given", "line"),
    [
        (OFFICE, "Mo–Do 9–17 Uhr, Fr 9–12 Uhr"),
        (OpeningHours(always=True), "rund um die Uhr"),
        (hours(("mo mi fr", "08:30", "12:00")), "Mo, Mi, Fr 8:30–12 Uhr"),
        (hours(("mo di", "08:00", "12:00"), ("mo di", "14:00", "16:00")), "Mo–Di 8–12 und 14–16 Uhr"),
        (hours(ALL_WEEK), "täglich 0–24 Uhr"),
        (
            hours(("mo di do fr", "09:00", "12:00"), ("mi", "14:00", "18:00")),
            "Mo–Di, Do–Fr 9–12 Uhr, Mi 14–18 Uhr",
        ),
        (hours(("fr", "09:00", "12:00"), ("mo", "09:00", "12:00")), "Mo, Fr 9–12 Uhr"),
    ],
)
def test_the_week_fits_in_a_line(given: OpeningHours, line: str) -> None:
    assert describe(given) == line


@pytest.mark.parametrize(
    ("date", "last"),
    [
        ("2024", (2024, 12, 31)),
        ("2024-02", (2024, 2, 29)),
        ("2023-12", (2023, 12, 31)),
        ("2024-02-28", (2024, 2, 28)),
    ],
)
def test_the_last_day_of_a_partial_date(date: str, last: tuple[int, int, int]) -> None:
    assert last_day(date) == dt.date(*last)


@pytest.mark.parametrize(
    ("date", "words"), [("2024-02-08", "8. Februar 2024"), ("2024-02", "Februar 2024"), ("2024", "2024")]
)
def test_a_date_is_told_as_precisely_as_it_is_known(date: str, words: str) -> None:
    assert describe_date(date) == words


def event(**more: object) -> Event:
    return Event.model_validate(
        {
            "id": "e",
            "title": "E",
            "sources": [{"title": "S"}],
            "checked_on": "2026-11-23",
            "verified": True,
            **more,
        }
    )


@pytest.mark.parametrize(
    ("given", "today", "expected"),
    [
        (event(start="2024-02-28"), "2024-02-28", EventStatus.COMING),
        (event(start="2024-02-28"), "2024-02-29", EventStatus.PAST),
        (event(start="2024-02"), "2024-02-29", EventStatus.COMING),
        (event(start="2024-02"), "2024-03-01", EventStatus.PAST),
        (event(start="2024"), "2024-12-31", EventStatus.COMING),
        (event(start="2024-02-28", end="2024-03-02"), "2024-03-01", EventStatus.COMING),
        (event(), "2024-01-01", EventStatus.UNDATED),
        (event(announced=True), "2024-01-01", EventStatus.UNDATED),
        (event(recurring=True), "2024-01-01", EventStatus.RECURRING),
        (event(recurring=True, start="2024-02-28"), "2024-02-01", EventStatus.COMING),
        (event(recurring=True, start="2024-02-28"), "2024-03-01", EventStatus.RECURRING),
    ],
)
def test_an_event_is_past_only_when_its_last_day_is_over(given: Event, today: str, expected: EventStatus) -> None:
    assert event_status(given, dt.date.fromisoformat(today)) is expected
