"""Rules about our source files that no linter knows."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.settings import ROOT

ROOMS = ("bot", "actions", "knowledge")
LONGEST = 300
TOO_LONG = {
    "knowledge/migrations/versions/0001_tables.py": "written by Alembic",
    "knowledge/schema.py": "one class a content file, read as one document",
}
GERMAN = re.compile(
    r"\b(?:und|oder|nicht|ist|sind|wird|werden|bitte|keine?|eine?[nmrs]?|der|die|das|dem|den|des|im|für|mit|von|zu|"
    r"auf|aus|bei|nach|über|Sie|Ihr|Ihre|wir|ich|du)\b"
)
UMLAUT = re.compile(r"[äöüÄÖÜß]")
PATTERNS = {
    "bot/perturbations.py": "letters to change",
    "bot/safety/features.py": "words that deny, part of a feature",
    "bot/nlu/meaning.py": "letters of word pieces",
    "bot/nlu/standing.py": "words by which somebody says what he is, part of a pattern",
    "knowledge/mentions.py": "words before a number, part of a pattern",
    "knowledge/text.py": "letters to fold",
    "bot/texts/readability.py": "letters that make a syllable, part of a pattern",
    "bot/texts/rulebook.py": "words that deny, part of a pattern",
}
"""Files that hold German as data, not as something that is said."""


def sources() -> list[Path]:
    """Every Python file of ours except tests."""
    return sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))


def short(path: Path) -> str:
    """``path`` below the repository."""
    return path.relative_to(ROOT).as_posix()


def strings(path: Path) -> Iterator[ast.Constant]:
    """String literals of a module that are no docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    statements = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in statements:
            yield node


def is_german(text: str) -> bool:
    """Whether this looks like German: an umlaut, or two of its commonest words."""
    return bool(UMLAUT.search(text)) or len(set(GERMAN.findall(text))) >= 2


def test_the_heuristic_knows_german_from_english() -> None:
    assert is_german("Prüfe")
    assert is_german("Das ist nicht da")
    assert not is_german("an action must give a dict with the lists 'events' and 'responses'")


@pytest.mark.parametrize("path", sources(), ids=short)
def test_no_sentence_for_people_stands_in_code(path: Path) -> None:
    found = [f"{node.lineno}: {node.value}" for node in strings(path) if is_german(str(node.value))]
    if short(path) in PATTERNS:
        pytest.skip(PATTERNS[short(path)])
    assert found == []


def test_every_exception_is_needed() -> None:
    holding = {short(path) for path in sources() if any(is_german(str(node.value)) for node in strings(path))}
    assert set(PATTERNS) - holding == set()
    assert {name for name in TOO_LONG if len((ROOT / name).read_text().splitlines()) < LONGEST} == set()


@pytest.mark.parametrize("path", sources(), ids=short)
def test_a_module_is_short(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines < LONGEST or short(path) in TOO_LONG, lines


@pytest.mark.parametrize("path", sources(), ids=short)
def test_only_settings_look_at_the_environment(path: Path) -> None:
    if path.name == "settings.py" or short(path) == "bot/bootstrap.py":  # which runs before anything is installed
        return
    assert not re.search(r"\bos\.(?:environ|getenv)\b", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", sources(), ids=short)
def test_names_say_something(path: Path) -> None:
    assert path.stem not in ("utils", "helpers", "misc", "manager", "common")


def tracked() -> Iterator[Path]:
    """Every text file that belongs to the repository."""
    hidden = {".git", ".venv", ".cache", "var", "build", "node_modules", "__pycache__", ".hypothesis"}
    for path in ROOT.rglob("*"):
        parts = path.relative_to(ROOT).parts
        known = not hidden & set(parts) and not any(p.endswith("_cache") for p in parts)
        if known and path.is_file() and path.stat().st_size < 5_000_000:
            yield path


def test_no_path_of_a_machine_stands_in_the_repository() -> None:
    pattern = re.compile(rb"(?<![\w.])/(?:work|root|home/\w+|Users/\w+)/")
    found = [short(path) for path in tracked() if path != Path(__file__) and pattern.search(path.read_bytes())]
    assert found == []
