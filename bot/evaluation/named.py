"""The chapter about questions for contacts, reporting paths and events: the right entry of the right city."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from bot.evaluation.asking import Answer
from bot.evaluation.results import Figure, Section, Table
from bot.evaluation.wording import floor, say


def right_city(answer: Answer) -> bool:
    """Whether the answer is for the city that was meant."""
    return answer.sample.city is None or answer.city == answer.sample.city


def right_entry(answer: Answer) -> bool:
    """Whether the card, path or event that was meant is shown, or the topic that stands for it is answered."""
    expected = answer.sample.expected or {}
    wanted = {str(expected[key]) for key in ("id", "contact", "procedure", "event", "person") if expected.get(key)}
    shown = {str(block.get("id")) for block in answer.blocks}
    by_id = not wanted or bool(wanted & shown)
    by_topic = answer.sample.topic is None or answer.first
    return by_id and by_topic


def section(answers: Sequence[Answer]) -> Section:
    """Shares of right entries and right cities, by kind of question."""
    groups: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        groups[answer.sample.manner or answer.sample.kind].append(answer)
    count = len(answers)
    rows = [
        (name, len(members), sum(map(right_entry, members)) / len(members),
         sum(map(right_city, members)) / len(members))
        for name, members in sorted(groups.items())
    ]  # fmt: skip
    columns = tuple(say(f"column.{key}") for key in ("manner", "count", "entry", "city"))
    return Section(
        say("named.title"),
        figures=(
            Figure(say("figure.entry"), sum(map(right_entry, answers)) / count, floor=floor("entry"), count=count),
            Figure(say("figure.city"), sum(map(right_city, answers)) / count, floor=floor("city"), count=count),
        ),
        tables=(Table(say("named.table"), columns, rows),),
    )
