"""Drawings as inline SVG, without a library: bars, reliability, matrix, histogram. Colours come from the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

WIDTH = 760
ROW = 20
LABELS = 250
SQUARE = 34


def bars(
    values: Mapping[str, float], *, floor: float | None = None, counts: Mapping[str, int] | None = None
) -> str:
    """Horizontal bars for shares 0..1 in the order given, with a line at ``floor``."""
    height = ROW * len(values) + 24
    scale = WIDTH - LABELS - 110
    parts = []
    for index, (name, value) in enumerate(values.items()):
        top = ROW * index + 4
        low = " low" if floor is not None and value < floor else ""
        count = f" ({counts[name]})" if counts else ""
        length = max(value, 0) * scale
        parts.append(
            f'<text x="{LABELS - 8}" y="{top + 12}" text-anchor="end">{escape(name)}</text>'
            f'<rect class="bar{low}" x="{LABELS}" y="{top}" width="{length:.1f}" height="{ROW - 5}"/>'
            f'<text x="{LABELS + scale + 8}" y="{top + 12}">{percent(value)}{count}</text>'
        )
    if floor is not None:
        at = LABELS + floor * scale
        parts.append(f'<line class="floor" x1="{at:.1f}" x2="{at:.1f}" y1="0" y2="{height - 20}"/>')
    return _svg(WIDTH, height, parts)


def reliability(bins: Sequence[tuple[float, float, int]]) -> str:
    """Mean confidence against the share that was right, one dot a bin, larger with more observations."""
    side, margin = 320, 40
    parts = [
        f'<line class="axis" x1="{margin}" y1="{side}" x2="{margin + side - 40}" y2="40"/>',
        f'<rect class="frame" x="{margin}" y="40" width="{side - 40}" height="{side - 40}"/>',
    ]
    most = max((count for _, _, count in bins), default=1)
    for confidence, right, count in bins:
        x, y = margin + confidence * (side - 40), side - right * (side - 40)
        radius = 3 + 9 * (count / most) ** 0.5
        parts.append(
            f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"><title>{count}</title></circle>'
        )
    for share in (0.0, 0.5, 1.0):
        parts.append(
            f'<text x="{margin + share * (side - 40):.0f}" y="{side + 16}" text-anchor="middle">{share:.1f}</text>'
        )
        parts.append(
            f'<text x="{margin - 6}" y="{side - share * (side - 40) + 4:.0f}" text-anchor="end">{share:.1f}</text>'
        )
    return _svg(side + 60, side + 24, parts)


def matrix(names: Sequence[str], counts: Sequence[Sequence[int]]) -> str:
    """Counts of what was meant (rows) against what was understood (columns), darker with the share of the row."""
    left, top = 190, 130
    parts = []
    for row, name in enumerate(names):
        total = sum(counts[row]) or 1
        y = top + row * SQUARE
        parts.append(f'<text x="{left - 6}" y="{y + 21}" text-anchor="end">{escape(name)}</text>')
        x = left + row * SQUARE + SQUARE / 2
        parts.append(f'<text transform="translate({x:.0f},{top - 8}) rotate(-50)">{escape(name)}</text>')
        for column, count in enumerate(counts[row]):
            opacity = (count / total) ** 0.5
            x = left + column * SQUARE
            parts.append(
                f'<rect class="cell" x="{x}" y="{y}" width="{SQUARE - 2}" height="{SQUARE - 2}" '
                f'style="fill-opacity:{opacity:.2f}"/>'
            )
            if count:
                parts.append(f'<text x="{x + 16}" y="{y + 21}" text-anchor="middle">{count}</text>')
    return _svg(left + SQUARE * len(names) + 90, top + SQUARE * len(names) + 10, parts)


def histogram(values: Sequence[float], *, bins: int = 30, unit: str = "ms") -> str:
    """How often values occur; the highest hundredth is cut off."""
    if not values:
        return ""
    ordered = sorted(values)
    limit = ordered[int(0.99 * (len(ordered) - 1))] or 1.0
    counts = [0] * bins
    for value in ordered:
        if value <= limit:
            counts[min(int(value / limit * bins), bins - 1)] += 1
    most, width, height = max(counts), (WIDTH - 80) / bins, 140
    parts = [
        f'<rect class="bar" x="{40 + i * width:.1f}" y="{height - 120 * count / most:.1f}" '
        f'width="{width - 1:.1f}" height="{120 * count / most:.1f}"/>'
        for i, count in enumerate(counts)
    ]
    parts += [
        f'<text x="{40 + share * (WIDTH - 80):.0f}" y="{height + 16}" text-anchor="middle">'
        f"{decimal(share * limit, 1)} {unit}</text>"
        for share in (0, 0.5, 1)
    ]
    return _svg(WIDTH, height + 24, parts)


def percent(value: float) -> str:
    """A share as German text: ``83,0 %``."""
    return f"{decimal(100 * value, 1)} %"


def decimal(value: float, places: int) -> str:
    """A number with a decimal comma."""
    return f"{value:.{places}f}".replace(".", ",")


def _svg(width: float, height: float, parts: Sequence[str]) -> str:
    return (
        f'<svg viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" role="img" '
        f'xmlns="http://www.w3.org/2000/svg">{"".join(parts)}</svg>'
    )
