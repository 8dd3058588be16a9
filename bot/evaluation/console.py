"""Figures and the short tables on the console."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from bot.evaluation.report import amount, cell, demanded
from bot.evaluation.results import Section, Table
from bot.evaluation.wording import say


def show(sections: Sequence[Section], console: Console) -> None:
    """Print every figure, and the tables that are meant for here."""
    for section in sections:
        if section.figures:
            console.print(_figures(section))
        for table in section.tables:
            if table.on_console:
                console.print(_table(table))
        for remark in section.remarks:
            console.print(Text(remark), soft_wrap=True)


def _figures(section: Section) -> RichTable:
    made = RichTable(title=section.title, title_justify="left")
    for name in ("figure", "value", "floor", "count"):
        made.add_column(say(f"column.{name}"), justify="left" if name == "figure" else "right")
    for figure in section.figures:
        style = "red" if figure.missed else ""
        count = "" if figure.count is None else str(figure.count)
        made.add_row(Text(figure.name), amount(figure, figure.value), demanded(figure), count, style=style)
    return made


def _table(table: Table) -> RichTable:
    made = RichTable(title=table.title, title_justify="left")
    for index, column in enumerate(table.columns):
        made.add_column(column, justify="right" if index else "left")
    for row in table.rows:
        made.add_row(*(Text(cell(value)) for value in row))
    return made
