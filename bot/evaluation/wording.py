"""The sentences of this room, ``wording.toml``, and what is demanded, ``floors.toml``."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

from knowledge.wording import Wording

HERE = Path(__file__).parent


@lru_cache(maxsize=1)
def _wording() -> Wording:
    return Wording(HERE / "wording.toml")


@lru_cache(maxsize=1)
def _floors() -> dict[str, float]:
    return {name: float(value) for name, value in tomllib.loads((HERE / "floors.toml").read_text("utf-8")).items()}


def say(key: str, **values: object) -> str:
    """The sentence under the dotted ``key``; KeyError when it or a placeholder is missing."""
    return _wording()(key, **values)


def floor(key: str) -> float | None:
    """What is demanded of the figure ``key``; None when nothing is."""
    return _floors().get(key)
