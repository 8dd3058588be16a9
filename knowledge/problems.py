"""What is wrong in the content, in sentences an editor understands."""

from __future__ import annotations

import errno
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic_core import ErrorDetails

from knowledge.wording import knowledge_wording


@dataclass(frozen=True, slots=True)
class ContentProblem:
    """One mistake. ``file`` is relative to the content folder; ``line`` counts from 1, None for a whole file."""

    file: str
    line: int | None
    entry_id: str | None
    message: str

    def __str__(self) -> str:
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{where}: {f'[{self.entry_id}] ' if self.entry_id else ''}{self.message}"


class ContentError(Exception):
    """The content cannot be used; ``problems`` holds every mistake found, in file order."""

    def __init__(self, problems: Sequence[ContentProblem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: (problem.file, problem.line or 0)))
        super().__init__("\n".join(map(str, self.problems)))


def reason(error: OSError) -> str:
    """Why the operating system refused, in German."""
    wording = knowledge_wording()
    key = f"system.{errno.errorcode.get(error.errno or 0)}"
    return wording(key if key in wording else "system.other")


def explain(error: ErrorDetails) -> str:
    """A German sentence for one validation error of pydantic."""
    wording = knowledge_wording()
    kind = error["type"]
    field = ".".join(str(part) for part in error["loc"] if isinstance(part, str))
    context = error.get("ctx", {})
    key = f"schema.{kind}"
    if kind == "value_error":
        key = f"schema.value_error.{context.get('error')}"
    elif kind == "string_pattern_mismatch":
        key = _pattern_key(str(context.get("pattern", "")))
    elif kind.startswith("date"):
        key = "schema.date"
    if key not in wording:
        key = "schema.other"
    shown = "" if isinstance(error["input"], dict | list) else str(error["input"])[:80]
    expected = str(context.get("expected", "")).replace(" or ", " / ").replace("'", "")
    return wording(key, field=field, value=shown, expected=expected)


def _pattern_key(pattern: str) -> str:
    """Which of the patterns of the schema it was, told by a piece that only this one has."""
    pieces = {
        "24:00": "clock_time",
        r"^\d{4}(": "partial_date",
        "[a-z0-9]+(-": "slug",
        "https?": "web_address",
        "^https:": "origin",
        "^#": "colour",
        "@": "mail_address",
        r"\d{5}": "postcode",
        "[\\d /-]": "phone_number",
    }
    found = next((name for piece, name in pieces.items() if piece in pattern), "other")
    return f"schema.pattern.{found}"
