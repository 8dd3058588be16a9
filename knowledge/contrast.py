"""Whether colours can be read on each other (WCAG 2.2, 1.4.3 and 1.4.11), before anybody sees them."""

from __future__ import annotations

TEXT = 4.5
"""Smallest contrast of text (1.4.3)."""
LIGHT, DARK = "#faf7f2", "#161b1e"
"""Surfaces of the widget; links are written on them in the accent colour."""
ON_LIGHT, ON_DARK = "#ffffff", "#06272c"
"""What is written on an accent colour when a city names none."""


def contrast(one: str, other: str) -> float:
    """Contrast of two colours ``#rrggbb``, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def unreadable(
    accent: str | None, on_accent: str | None, accent_dark: str | None, on_accent_dark: str | None
) -> str | None:
    """Name of the first pair that cannot be read; None when all can."""
    pairs = {
        "on_accent": (accent, on_accent or ON_LIGHT),
        "accent": (accent, LIGHT),
        "on_accent_dark": (accent_dark, on_accent_dark or ON_DARK),
        "accent_dark": (accent_dark, DARK),
    }
    return next((name for name, (one, other) in pairs.items() if one and contrast(one, other) < TEXT), None)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
