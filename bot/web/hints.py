"""The texts of the page about traces on a device, one TOML file a language in ``texts/hints``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

FOLDER = Path(__file__).with_name("texts") / "hints"
LANGUAGES = ("de", "einfach", "en", "tr", "ar", "uk", "ru")
"""In the order of the language switch; also the last part of the addresses."""
FIRST = LANGUAGES[0]


class Block(BaseModel):
    """A heading with sentences and points below it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    heading: str
    text: tuple[str, ...] = ()
    points: tuple[str, ...] = ()


class Hints(BaseModel):
    """The whole page in one language. ``name`` is what the language calls itself."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    lang: str
    dir: Literal["ltr", "rtl"] = "ltr"
    name: str
    title: str
    skip: str
    numbers: str
    leave: str
    languages: str
    lead: tuple[str, ...]
    blocks: tuple[Block, ...]
    review: str | None = None


@lru_cache(maxsize=1)
def all_hints() -> Mapping[str, Hints]:
    """Every language by its address, read once."""
    files = {name: (FOLDER / f"{name}.toml").read_text(encoding="utf-8") for name in LANGUAGES}
    return {name: Hints.model_validate(tomllib.loads(text)) for name, text in files.items()}
