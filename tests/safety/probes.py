"""Reads the probe files beside the tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml


def items(name: str) -> list[dict[str, Any]]:
    """The entries of a probe file."""
    return list(yaml.safe_load(Path(__file__).with_name(name).read_text(encoding="utf-8")))
