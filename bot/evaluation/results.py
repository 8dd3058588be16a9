"""What a part of an evaluation hands to console and report: figures with their floors, tables, charts.

Another part (``bot/evaluation/safety.py`` ...) is a function that gives a :class:`Section`; it is registered in
``bot/evaluation/sections.py``. Titles and names are keys of ``wording.toml`` or ready German text: a key that is
not known is shown as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Cell = str | int | float


@dataclass(frozen=True)
class Figure:
    """One number with its unit (``%``, ``points`` for shares as 0..1, ``ms``, ``MB``) and its floor.

    ``at_most`` turns the floor into a ceiling. ``floor`` None: nothing is demanded. ``count`` is how many
    observations it rests on.
    """

    name: str
    value: float | None
    unit: str = "%"
    floor: float | None = None
    at_most: bool = False
    count: int | None = None

    @property
    def missed(self) -> bool:
        """Whether something is demanded and not kept; what was not measured misses its floor."""
        if self.floor is None:
            return False
        if self.value is None:
            return True
        return self.value > self.floor if self.at_most else self.value < self.floor


@dataclass(frozen=True)
class Table:
    """Rows under column names. Shares are given as floats 0..1, everything else as text or whole numbers."""

    title: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]
    on_console: bool = False


@dataclass(frozen=True)
class Chart:
    """A drawing as inline SVG."""

    title: str
    svg: str


@dataclass(frozen=True)
class Section:
    """One chapter of the report."""

    title: str
    figures: tuple[Figure, ...] = ()
    tables: tuple[Table, ...] = ()
    charts: tuple[Chart, ...] = ()
    remarks: tuple[str, ...] = ()
