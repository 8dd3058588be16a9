"""Everything that is tried to get run where only text belongs: the written vectors in every wrapping (goal X9)."""

from __future__ import annotations

import tomllib
from pathlib import Path

_WRITTEN = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
VECTORS: tuple[str, ...] = tuple(_WRITTEN["vectors"])
ATTACKS: tuple[str, ...] = tuple(
    wrapping.replace("{}", vector) for wrapping in _WRITTEN["wrappings"] for vector in VECTORS
)


def batches(size: int) -> list[tuple[str, ...]]:
    """All attacks, ``size`` at a time."""
    return [ATTACKS[start : start + size] for start in range(0, len(ATTACKS), size)]
