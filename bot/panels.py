"""Blocks as cards for a terminal. Every word is put in as text; nothing in it is read as markup."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from bot import plaintext
from bot.engine.port import Block

WIDTH = 96
"""Columns at most, so that lines stay readable on a wide screen."""
SMALL = "dim"
HEADING = "bold"


def panel(block: Block) -> RenderableType:
    """``block`` as something that ``rich`` can print, its sources small below."""
    match block["type"]:
        case "emergency":
            return _boxed(block, _emergency(block), style="red", edge=box.HEAVY)
        case "contact":
            return _boxed(block, _contact(block), style="cyan")
        case "event":
            return _boxed(block, [_line(line) for line in plaintext.content_lines(block)], style="magenta")
        case "notice":
            return _boxed(block, [_line(line) for line in plaintext.content_lines(block)], style="yellow")
        case "steps":
            return _open(block, _steps(block))
    return _open(block, [_line(line) for line in plaintext.content_lines(block)])


def _boxed(
    block: Block, content: Sequence[RenderableType], *, style: str, edge: box.Box = box.ROUNDED
) -> RenderableType:
    heading = plaintext.title(block)
    return Panel(
        Group(*content, *_sources(block)),
        title=Text(heading, HEADING) if heading else None,
        title_align="left", border_style=style, box=edge, padding=(0, 1),
    )  # fmt: skip


def _open(block: Block, content: Sequence[RenderableType]) -> RenderableType:
    heading = plaintext.title(block)
    above = [_line(heading, HEADING)] if heading else []
    return Padding(Group(*above, *content, *_sources(block)), (1, 1, 0, 1))


def _sources(block: Block) -> list[Text]:
    return [_line(line, SMALL) for line in plaintext.source_lines(block)]


def _contact(block: Block) -> list[RenderableType]:
    lines = [_line(line) for line in plaintext.content_lines(block)]
    for line in lines:
        line.highlight_words([phone["number"] for phone in block.get("phones") or ()], HEADING)
        _mark_open(line, block)
    return [*lines]


def _emergency(block: Block) -> list[RenderableType]:
    numbers = Table.grid(padding=(0, 2))
    numbers.add_column(no_wrap=True, style="bold red")
    numbers.add_column(overflow="fold")
    for entry in block.get("numbers") or ():
        known = ", ".join(part for part in (entry.get("hours"), plaintext.open_now(entry)) if part)
        about = Text(entry["name"], HEADING)
        if known:
            about.append(f"\n{known}", "default not bold")
        _mark_open(about, entry)
        numbers.add_row(Text(entry["number"]), about)
    said = [_line(line, HEADING) for line in plaintext.emergency_lines(block)]
    written = [_line(line) for line in plaintext.written_lines(block)]
    return [*said, Text(), numbers, *written, Text()]


def _steps(block: Block) -> list[RenderableType]:
    before, after = plaintext.around_steps(block)
    steps = Table.grid(padding=(0, 1))
    steps.add_column(justify="right", style=HEADING)
    steps.add_column(overflow="fold")
    for step in block.get("steps") or ():
        text = Text(step["text"])
        if names := step.get("legal_basis"):
            text.append(f"\n{plaintext.law(names)}", SMALL)
        steps.add_row(Text(f"{step['number']}."), text)
    return [*map(_line, before), steps, *map(_line, after)]


def _mark_open(text: Text, entry: Mapping[str, Any]) -> None:
    if words := plaintext.open_now(entry):
        text.highlight_words([words], "bold green" if entry["open_now"] else "bold yellow")


def _line(text: str, style: str = "") -> Text:
    return Text(text, style, overflow="fold")
