"""What an operator sees when something is wrong: one German sentence, no traceback, nothing half done."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import ROOT

CONTENT = ROOT / "knowledge" / "content"


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """``python -m bot`` with these arguments and environment variables."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LOTSE_") and name != "PORT"}
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments], cwd=ROOT, env={**kept, **environment},
        capture_output=True, text=True,
        timeout=120, check=False,
    )  # fmt: skip


def complaint(done: subprocess.CompletedProcess[str]) -> str:
    """The last line on standard error, after the checks that hold for every mistake of an operator."""
    assert done.returncode not in (0, None), done.stdout
    assert "Traceback" not in done.stderr + done.stdout
    lines = [line for line in done.stderr.splitlines() if line.strip()]
    assert lines, "nothing was said"
    assert done.stdout.strip() == ""
    return lines[-1]


def files(directory: Path) -> set[str]:
    """What lies in a folder."""
    return {path.name for path in directory.rglob("*") if path.is_file()} if directory.is_dir() else set()


def test_a_port_that_is_taken_is_named_with_another_one(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = complaint(run("serve", PORT=str(port), LOTSE_VAR_DIR=str(tmp_path / "var")))
    assert f"Port {port}" in said
    assert f"PORT={port + 1}" in said
    assert files(tmp_path) == set()


def test_an_empty_form_of_the_operator_is_refused_by_its_fields(tmp_path: Path) -> None:
    form = ROOT / "docs" / "betreiber.toml"
    done = run("serve", PORT="0", LOTSE_VAR_DIR=str(tmp_path / "var"), LOTSE_OPERATOR_FILE=str(form))
    assert "accessibility.enforcement_url" in complaint(done)
    assert "imprint.name: Diese Angabe ist leer." in done.stderr
    assert files(tmp_path) == set()


@pytest.mark.parametrize("command", ["serve", "train", "chat", "actions"])
def test_a_folder_that_cannot_be_written_is_named(command: str) -> None:
    said = complaint(run(command, LOTSE_VAR_DIR="/dev/null/x", PORT="0"))
    assert "/dev/null" in said
    assert "LOTSE_VAR_DIR" in said


def test_a_file_in_place_of_the_folder_is_named_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "var"
    file.write_text("important", encoding="utf-8")
    assert str(file) in complaint(run("train", LOTSE_VAR_DIR=str(file)))
    assert file.read_text(encoding="utf-8") == "important"


@pytest.mark.parametrize("command", ["train", "serve", "chat"])
def test_broken_content_is_named_with_its_file(tmp_path: Path, command: str) -> None:
    content = tmp_path / "content"
    shutil.copytree(CONTENT, content)
    (content / "herne" / "contacts.yaml").write_text("- id: [unclosed\n  name: :\n", encoding="utf-8")
    done = run(command, LOTSE_CONTENT_DIR=str(content), LOTSE_VAR_DIR=str(tmp_path / "var"), PORT="0")
    complaint(done)
    assert "herne/contacts.yaml" in done.stderr
    assert files(tmp_path / "var") == set()


def test_a_content_folder_that_does_not_exist_is_named(tmp_path: Path) -> None:
    done = run("train", LOTSE_CONTENT_DIR=str(tmp_path / "nowhere"), LOTSE_VAR_DIR=str(tmp_path / "var"))
    complaint(done)
    assert "nowhere" in done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "achtzig"), ("LOTSE_PORT", "70000"), ("LOTSE_ENGINE_TIMEOUT", "-1"),
        ("LOTSE_CONVERSATION_MINUTES", "bald"), ("LOTSE_MAX_CONVERSATIONS", "0"), ("LOTSE_SECRET", "kurz"),
        ("LOTSE_ALLOWED_ORIGINS", "https://www.example.org"),
    ],
)  # fmt: skip
def test_a_wrong_environment_variable_is_named(tmp_path: Path, name: str, value: str) -> None:
    done = run("train", **{"LOTSE_VAR_DIR": str(tmp_path / "var"), name: value})
    said = complaint(done)
    assert name.removeprefix("LOTSE_").lower() in said.lower()
    assert "kurz" not in done.stderr, "a secret is never shown"
    assert files(tmp_path) == set()


def test_a_wrong_database_address_is_refused_without_its_password(tmp_path: Path) -> None:
    done = run("train", LOTSE_DATABASE_URL="nosuch://lotse:geheim@db/x", LOTSE_VAR_DIR=str(tmp_path / "var"))
    complaint(done)
    assert "geheim" not in done.stderr


@pytest.mark.parametrize("arguments", [[], ["fliegen"], ["serve", "--quick"], ["actions", "--port", "x"]])
def test_wrong_use_gives_code_two_and_shows_the_use(arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert "usage" in done.stderr.lower()
    assert "Traceback" not in done.stderr


def test_help_is_german_and_names_every_command() -> None:
    done = run("--help")
    assert done.returncode == 0
    for command in ("serve", "chat", "train", "actions", "check", "bench", "rasa"):
        assert command in done.stdout
    assert "Kinderschutz" in done.stdout


def test_rasas_own_commands_are_passed_through() -> None:
    done = run("rasa", "--version")
    assert done.returncode == 0
    assert "3.6.21" in done.stdout
