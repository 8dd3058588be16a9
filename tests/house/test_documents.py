"""README, documents and locks say what is there."""

from __future__ import annotations

import re

import pytest

from bot.settings import ROOT, Settings
from knowledge.settings import KnowledgeSettings

README = ROOT / "README.md"
UNLISTED = {"var", "build"}
"""Folders that are made, not kept."""


@pytest.fixture(scope="module")
def readme() -> str:
    """The README's text."""
    return README.read_text(encoding="utf-8")


def test_every_place_that_the_readme_names_exists(readme: str) -> None:
    """A row of the map names a folder first and then perhaps folders in it; elsewhere paths count from the top."""
    missing = []
    for line in readme.splitlines():
        named = re.findall(r"`(\w[\w./-]*/)`", line)
        above = named[0] if line.startswith("| `") and named else ""
        missing += [name for name in named if not ((ROOT / name).is_dir() or (ROOT / above / name).is_dir())]
    assert [name for name in missing if name.rstrip("/") not in UNLISTED] == []
    assert readme.count("/`") >= 10


def test_every_folder_is_on_the_map(readme: str) -> None:
    folders = {path.name for path in ROOT.iterdir() if path.is_dir() and path.name[0] not in "._"} - UNLISTED
    assert {name for name in folders if f"{name}/" not in readme} == set()


def test_every_make_rule_of_the_readme_exists(readme: str) -> None:
    rules = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"\bmake (\w+)", readme))
    assert named
    assert named - rules == set()


def test_every_make_rule_runs_a_command_that_exists() -> None:
    from bot.__main__ import COMMANDS

    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    wanted = set(re.findall(r"bootstrap\.py run (\w+)", makefile)) | set(re.findall(r"-m bot (\w+)", makefile))
    assert wanted - COMMANDS.keys() == set()


def settings_in_code() -> set[str]:
    """Environment variables that the settings read."""
    return {f"LOTSE_{name.upper()}" for name in (*Settings.model_fields, *KnowledgeSettings.model_fields)}


def test_documents_name_exactly_the_settings_there_are() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (README, *(ROOT / "docs").rglob("*.md"))]
    named = {name for text in texts for name in re.findall(r"\bLOTSE_[A-Z_]*[A-Z]\b", text)}
    assert named == settings_in_code()


@pytest.mark.parametrize(
    "name", ["requirements.lock", "requirements-test.lock", "bot/bootstrap.lock", "tests/safety/mutation.lock"]
)
def test_a_lock_has_hashes_and_no_addresses(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    entries = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]
    assert entries
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert [entry.split()[0] for entry in entries if "==" not in entry.split()[0]] == []


def test_everything_locked_to_run_is_locked_to_test() -> None:
    def pins(name: str) -> set[str]:
        return set(re.findall(r"^[A-Za-z0-9_.-]+(?:\[\w+\])?==\S+", (ROOT / name).read_text(), re.MULTILINE))

    assert pins("requirements.lock") - pins("requirements-test.lock") == set()


GOALS = 108
"""How many numbered goals the chat has."""


def test_every_numbered_goal_of_the_chat_has_a_test_or_a_reason() -> None:
    names = [
        name
        for path in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"def (test_\w+)", path.read_text(encoding="utf-8"))
    ]
    tested = {int(number) for name in names for number in re.findall(r"_w(\d+)", name)}
    tested |= {
        int(number)
        for name in names
        if name.startswith("test_goal")
        for number in re.findall(r"_(\d+)(?=_)", name)
    }
    guide = (ROOT / "docs" / "widget-pruefung.md").read_text(encoding="utf-8")
    explained = {int(number) for number in re.findall(r"^\| (\d+) \|", guide, re.MULTILINE)}
    assert set(range(1, GOALS + 1)) - tested - explained == set()
