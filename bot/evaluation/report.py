"""The report: one HTML file that needs nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, select_autoescape
from markupsafe import Markup

from bot.evaluation.plots import decimal, percent
from bot.evaluation.results import Cell, Figure, Section
from bot.evaluation.wording import HERE, say

TEMPLATE = "report.html"


def write(path: Path, sections: Sequence[Section], at: dt.datetime) -> None:
    """Write the report of ``sections`` to ``path``."""
    environment = Environment(
        loader=FileSystemLoader(HERE), autoescape=select_autoescape(), trim_blocks=True, lstrip_blocks=True
    )
    environment.globals.update(say=say, demanded=demanded, svg=Markup)
    environment.filters.update(cell=cell, amount=amount)
    path.parent.mkdir(parents=True, exist_ok=True)
    text = environment.get_template(TEMPLATE).render(sections=sections, at=at.strftime("%d.%m.%Y %H:%M"))
    path.write_text(text, encoding="utf-8")


def cell(value: Cell) -> str:
    """A cell of a table as German text; floats are shares."""
    return percent(value) if isinstance(value, float) else str(value)


def amount(figure: Figure, value: float | None) -> str:
    """A value in the unit of ``figure``."""
    if value is None:
        return say("report.not_measured")
    if figure.unit == "%":
        return percent(value)
    if figure.unit == "points":
        return say("report.points", value=decimal(100 * value, 1))
    return f"{decimal(value, 1)} {figure.unit}".strip()


def demanded(figure: Figure) -> str:
    """What is demanded of ``figure``, as text."""
    if figure.floor is None:
        return say("report.no_floor")
    sign = say("report.at_most") if figure.at_most else say("report.at_least")
    return f"{sign} {amount(figure, figure.floor)}"
