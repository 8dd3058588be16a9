"""Moments and ages in words for pages."""

from __future__ import annotations

import datetime as dt

from bot.web.wording import web_wording
from knowledge.opening import BERLIN, last_day
from knowledge.schema import PartialDate, Weekday
from knowledge.wording import knowledge_wording

_WEEK = tuple(Weekday)
MONTHS_A_YEAR = 12


def opens_again(change: dt.datetime | None, at: dt.datetime) -> str | None:
    """When something that is closed ``at`` a moment opens: today, tomorrow, a weekday, a date."""
    if change is None:
        return None
    say, local = web_wording(), change.astimezone(BERLIN)
    days = (local.date() - at.astimezone(BERLIN).date()).days
    clock = f"{local.hour}" if local.minute == 0 else f"{local.hour}:{local.minute:02}"
    if days in (0, 1):
        return say(f"moment.in_days.{days}", time=clock)
    if days < len(_WEEK):
        return say("moment.weekday", day=knowledge_wording()(f"opening.day.{_WEEK[local.weekday()]}"), time=clock)
    return say("moment.date", day=local.day, month=local.month, time=clock)


def is_older(date: PartialDate, months: int, today: dt.date) -> bool:
    """Whether the last day that ``date`` can mean is ``months`` or more ago."""
    last = last_day(date)
    return (today.year - last.year) * MONTHS_A_YEAR + today.month - last.month - (today.day < last.day) >= months
