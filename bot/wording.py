"""The sentences of this room, ``bot/wording.toml``."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from knowledge.wording import Wording


@lru_cache(maxsize=1)
def _wording() -> Wording:
    return Wording(Path(__file__).with_name("wording.toml"))


def say(key: str, **values: object) -> str:
    """The sentence under the dotted ``key`` with its placeholders filled; KeyError when either is missing."""
    return _wording()(key, **values)
