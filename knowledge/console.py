"""What the command line shows: sentences, progress, tables."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn
from rich.table import Table

from knowledge import build, schema
from knowledge.report import Finding
from knowledge.wording import knowledge_wording


def say(sentence: str) -> None:
    """Prints to the standard output."""
    Console(soft_wrap=True, highlight=False).print(escape(sentence))


def fail(sentence: str) -> None:
    """Prints to the standard error output."""
    Console(stderr=True, soft_wrap=True, highlight=False).print(escape(sentence))


@contextmanager
def progress() -> Iterator[build.Progress]:
    """A bar a stage on the standard error output, for :func:`knowledge.build.build`."""
    wording = knowledge_wording()
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    with Progress(*columns, console=Console(stderr=True)) as bars:
        tasks = {}

        def show(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(wording(f"cli.stage.{stage}"))
            bars.update(tasks[stage], completed=done, total=total)

        yield show


def counts(knowledge: schema.KnowledgeBase) -> dict[str, int]:
    """How many entries there are, for the sentence that says so."""
    cities = knowledge.cities
    return {
        "cities": len(cities),
        "topics": len(knowledge.topics) + sum(len(content.topics) for content in cities),
        "contacts": sum(len(content.contacts) for content in cities),
        "events": len(knowledge.events) + sum(len(content.events) for content in cities),
        "hotlines": len(knowledge.hotlines),
    }


def show_report(
    knowledge: schema.KnowledgeBase, findings: Sequence[Finding], today: dt.date, as_json: bool
) -> None:
    """Prints the findings as a table a city, or as JSON."""
    wording, console = knowledge_wording(), Console(highlight=False)
    if as_json:
        value = {"today": today.isoformat(), "findings": [finding.as_dict() for finding in findings]}
        console.out(json.dumps(value, ensure_ascii=False, indent=2), highlight=False)
        return
    names = {content.city.id: content.city.name for content in knowledge.cities}
    for city, group in groupby(findings, key=lambda finding: finding.city):
        title = names.get(city, wording("report.national"))
        table = Table(title=escape(title), title_justify="left", expand=True)
        for column in ("gap", "entries"):
            table.add_column(wording(f"report.column.{column}"), ratio=1 if column == "gap" else 2)
        for gap, alike in groupby(group, key=lambda finding: finding.gap):
            entries = [_entry(finding) for finding in alike if finding.id]
            label = wording(f"report.gap.{gap}")
            table.add_row(f"{label} ({len(entries)})" if entries else label, escape(", ".join(entries)))
        console.print(table)
    complete = [name for slug, name in names.items() if slug not in {finding.city for finding in findings}]
    for name in complete:
        say(wording("report.complete", city=name))
    say(wording("report.total", count=len(findings), today=today.isoformat()))


def _entry(finding: Finding) -> str:
    return f"{finding.id} ({finding.detail})" if finding.detail else str(finding.id)
