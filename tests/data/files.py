"""The training data as files, read without Rasa."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from bot.settings import ROOT
from knowledge import document

DATA = ROOT / "data"
UTTER = re.compile(r"^utter_\w+$")


@cache
def content(path: Path) -> Any:
    """A YAML file."""
    return document.plain(path.read_text(encoding="utf-8"))


def domain() -> dict[str, Any]:
    """``domain.yml``."""
    found: dict[str, Any] = content(ROOT / "domain.yml")
    return found


def intents() -> list[str]:
    """Intents of the domain."""
    return [next(iter(intent)) if isinstance(intent, dict) else intent for intent in domain()["intents"]]


def examples(directory: Path = DATA / "nlu") -> dict[str, list[str]]:
    """Intent, or ``intent/key``, -> examples in the files below ``directory``."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(directory.rglob("*.yml")):
        for block in content(path)["nlu"]:
            if "intent" in block:
                given = block["examples"]
                texts = given.splitlines() if isinstance(given, str) else [entry["text"] for entry in given]
                found[block["intent"]] += [text.removeprefix("- ").strip() for text in texts if text.strip()]
    return found


def responses() -> set[str]:
    """Names of the responses in ``data/responses``."""
    return {name for path in (DATA / "responses").glob("*.yml") for name in content(path)["responses"]}


def steps() -> Iterator[dict[str, Any]]:
    """Every step of every rule and story."""
    for kind in ("rules", "stories"):
        for path in sorted((DATA / kind).glob("*.yml")):
            for entry in content(path)[kind]:
                yield from entry["steps"]


def said_by_actions() -> set[str]:
    """Responses that stand in the code of the actions; ``f"utter_step_{where}"`` says all that fit."""
    written = {
        node.value
        for path in sorted((ROOT / "actions").glob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and UTTER.match(node.value)
    }
    beginnings = {name for name in written if name.endswith("_")}
    fitting = {name for name in responses() if any(map(name.startswith, beginnings))}
    return written - beginnings | fitting
