"""The sentences of this room that go into files, ``bot/web/wording.toml``."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from knowledge.wording import Wording


@lru_cache(maxsize=1)
def web_wording() -> Wording:
    """The sentences, read once."""
    return Wording(Path(__file__).with_name("wording.toml"))
