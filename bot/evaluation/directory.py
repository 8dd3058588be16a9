"""The chapter about questions for contacts, reporting paths, events and people: right entry, right city."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from bot.evaluation.asking import Answer
from bot.evaluation.results import Figure, Section, Table
from bot.evaluation.wording import floor, say
from knowledge.text import fold

SHOWN_ROWS = 40


def right_city(answer: Answer) -> bool:
    """Whether the answer is for the city that was meant."""
    return answer.sample.city is None or answer.city == answer.sample.city


def right_entry(answer: Answer) -> bool:
    """Whether the reply holds an entry of the kind asked for, that of the role or person if one is named."""
    return _CHECKS.get(answer.sample.aim or "", _answered)(answer)


def _answered(answer: Answer) -> bool:
    return not answer.asked_back


def _contact(answer: Answer) -> bool:
    cards = [block for block in answer.blocks if block["type"] == "contact" and block.get("kind") != "hotline"]
    return any(card.get("city") in (None, answer.sample.city) for card in cards)


def _procedure(answer: Answer) -> bool:
    shown = [str(block.get("id")) for block in answer.blocks if block["type"] == "steps"]
    return answer.sample.role in shown if answer.sample.role else bool(shown)


def _event(answer: Answer) -> bool:
    return answer.intent == "ask_event" or any(block["type"] == "event" for block in answer.blocks)


def _person(answer: Answer) -> bool:
    name = fold(answer.sample.person or "")
    return any(name in fold(str(block)) for block in answer.blocks)


_CHECKS: Mapping[str, Callable[[Answer], bool]] = {
    "contact": _contact, "procedure": _procedure, "event": _event, "person": _person, "opening_hours": _contact,
}  # fmt: skip


def section(answers: Sequence[Answer]) -> Section:
    """Shares of right entries and right cities, by kind of question, by city and by role."""
    count = len(answers)
    tables = [
        _table(answers, "aim", lambda answer: answer.sample.aim),
        _table(answers, "city", lambda answer: answer.sample.city),
        _table([a for a in answers if a.sample.aim == "procedure"], "role", lambda answer: answer.sample.role),
    ]
    return Section(
        say("directory.title"),
        figures=(
            Figure(say("figure.entry"), sum(map(right_entry, answers)) / count, floor=floor("entry"), count=count),
            Figure(say("figure.city"), sum(map(right_city, answers)) / count, floor=floor("city"), count=count),
        ),
        tables=tuple(tables),
    )


def _table(answers: Sequence[Answer], key: str, group: Callable[[Answer], str | None]) -> Table:
    members: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        members[group(answer) or "–"].append(answer)
    rows = [
        (name, len(found), sum(map(right_entry, found)) / len(found), sum(map(right_city, found)) / len(found))
        for name, found in sorted(members.items())
    ]
    columns = tuple(say(f"column.{column}") for column in (key, "count", "entry", "right_city"))
    return Table(say(f"directory.by_{key}"), columns, rows[:SHOWN_ROWS], on_console=key == "aim")
