"""The look in numbers: colours that stand on each other can be read, in light and dark (goal 55)."""

from __future__ import annotations

import re

import pytest

from bot.web.pages import STATIC
from knowledge.contrast import contrast

TEXT, PARTS = 4.5, 3.0
ON_SURFACES = ("text", "muted", "accent", "closed", "good")
SURFACES = ("surface", "card", "notice-back", "easy-back", "alarm-back", "accent-soft")


def tokens() -> dict[str, dict[str, str]]:
    """Colours by name, for light and for dark."""
    text = (STATIC / "tokens.css").read_text(encoding="utf-8")
    light, dark = text.split("prefers-color-scheme: dark")[0], text.split("prefers-color-scheme: dark")[1]
    dark = dark.split("@media")[0]
    found = {}
    for name, css in (("light", light), ("dark", dark)):
        pairs = re.findall(r"--([a-z-]+):\s*(?:var\([^,]+,\s*)?(#[0-9a-f]{3,6})", css)
        found[name] = {
            key: value if len(value) == 7 else "#" + "".join(2 * c for c in value[1:]) for key, value in pairs
        }
    return {"light": found["light"], "dark": found["light"] | found["dark"]}


def _long(colour: str) -> str:
    """``#fff`` as ``#ffffff``."""
    return colour if len(colour) == len("#rrggbb") else "#" + "".join(2 * digit for digit in colour[1:])


def pairs() -> list[tuple[str, str, float]]:
    """Foreground, background and the least contrast between them."""
    written = [(ink, paper, TEXT) for ink in ON_SURFACES for paper in SURFACES]
    written += [("on-accent", "accent", TEXT), ("on-alarm", "alarm", TEXT), ("on-strip", "strip", TEXT),
                ("on-leave", "leave", TEXT), ("alarm", "alarm-back", TEXT)]  # fmt: skip
    drawn = [("line", paper, PARTS) for paper in ("surface", "card")]
    drawn += [("accent", "surface", PARTS), ("notice-line", "notice-back", PARTS),
              ("easy-line", "easy-back", PARTS),
              ("leave", "strip", PARTS), ("alarm", "card", PARTS)]  # fmt: skip
    return written + drawn


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "paper", "least"), pairs(), ids=lambda value: str(value))
def test_w55_what_stands_on_each_other_can_be_told_apart(scheme: str, ink: str, paper: str, least: float) -> None:
    colours = tokens()[scheme]
    assert contrast(colours[ink], colours[paper]) >= least


def test_colours_stand_in_one_place_only() -> None:
    css = (STATIC / "pages.css").read_text(encoding="utf-8").split("@media print")[0]
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b", css) == []


def test_motion_is_asked_for_and_never_long() -> None:
    css = (STATIC / "pages.css").read_text(encoding="utf-8")
    moving = [line for line in css.splitlines() if re.search(r"transition|animation", line)]
    assert all("prefers-reduced-motion: no-preference" in line for line in moving)
    assert all(float(seconds) <= 0.2 for line in moving for seconds in re.findall(r"([\d.]+)s\b", line))
