"""Making a machine ready."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bot import bootstrap

UV = "/opt/uv"


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project folder with two lock files."""
    for name, lock in bootstrap.LOCKS.items():
        (tmp_path / lock).write_text(f"lock of {name}", encoding="utf-8")
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "ENVIRONMENT", tmp_path / ".venv")
    monkeypatch.setattr(bootstrap, "MARKER", tmp_path / ".venv" / ".installed.json")
    monkeypatch.setattr(bootstrap, "uv", lambda: UV)
    return tmp_path


def pretend(monkeypatch: pytest.MonkeyPatch, answer: Callable[[list[str]], tuple[int, str]]) -> list[list[str]]:
    """Run no program but ask ``answer``; gives the list of what was called."""
    called: list[list[str]] = []

    def call(command: list[str], **_options: Any) -> SimpleNamespace:
        called.append(command)
        code, output = answer(command)
        return SimpleNamespace(returncode=code, stdout=output)

    monkeypatch.setattr(bootstrap, "call", call)
    return called


def works(command: list[str]) -> tuple[int, str]:
    """Every program works; making the environment makes its interpreter."""
    if "venv" in command:
        bootstrap.python().parent.mkdir(parents=True)
        bootstrap.python().touch()
    return 0, ""


def is_version(monkeypatch: pytest.MonkeyPatch, *version: int) -> None:
    """Let this Python be another one."""
    monkeypatch.setattr(bootstrap.sys, "version_info", (*version, 0, "final", 0))


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 13)])
def test_a_python_that_fits_is_used(monkeypatch: pytest.MonkeyPatch, version: tuple[int, int]) -> None:
    is_version(monkeypatch, *version)
    called = pretend(monkeypatch, works)
    assert bootstrap.interpreter(UV) == sys.executable
    assert called == []


@pytest.mark.parametrize("version", [(3, 8), (3, 10), (3, 14), (4, 0)])
def test_a_python_that_does_not_fit_is_replaced_by_the_newest_on_the_machine(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], version: tuple[int, int]
) -> None:
    is_version(monkeypatch, *version)
    there = {
        "python3.11": "/usr/bin/python3.11",
        "python3.12": "/usr/bin/python3.12",
        "python3.14": "/bin/python3.14",
    }
    monkeypatch.setattr(bootstrap.shutil, "which", there.get)
    pretend(monkeypatch, works)
    assert bootstrap.interpreter(UV) == "/usr/bin/python3.12"
    assert "Python {}.{} passt nicht".format(*version) in capsys.readouterr().err


def test_a_python_that_does_not_start_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    is_version(monkeypatch, 3, 10)
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: f"/usr/bin/{name}")
    pretend(monkeypatch, lambda command: (0 if "3.11" in command[0] else 127, ""))
    assert bootstrap.interpreter(UV) == "/usr/bin/python3.11"


def test_without_any_python_uv_fetches_one(monkeypatch: pytest.MonkeyPatch) -> None:
    is_version(monkeypatch, 3, 10)
    monkeypatch.setattr(bootstrap.shutil, "which", lambda _name: None)
    fetched: list[bool] = []

    def answer(command: list[str]) -> tuple[int, str]:
        if "install" in command:
            fetched.append(True)
        return (0, "/opt/fetched/python3.12\n") if fetched else (2, "")

    pretend(monkeypatch, answer)
    assert bootstrap.interpreter(UV) == "/opt/fetched/python3.12"


def test_without_any_python_and_net_the_error_says_which_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    is_version(monkeypatch, 3, 10)
    monkeypatch.setattr(bootstrap.shutil, "which", lambda _name: None)
    pretend(monkeypatch, lambda _command: (2, "no network"))
    with pytest.raises(bootstrap.BootstrapError, match=r"Python 3\.10 passt nicht.*3\.11, 3\.12 oder 3\.13"):
        bootstrap.interpreter(UV)


def test_what_is_installed_is_not_installed_again(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = pretend(monkeypatch, works)
    bootstrap.install("run")
    assert first
    second = pretend(monkeypatch, works)
    bootstrap.install("run")
    assert second == []


def test_a_changed_lock_is_installed(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch, works)
    bootstrap.install("run")
    (machine / bootstrap.LOCKS["run"]).write_text("another lock", encoding="utf-8")
    called = pretend(monkeypatch, works)
    bootstrap.install("run")
    assert [command for command in called if "sync" in command and "--require-hashes" in command]


def test_the_tests_environment_also_runs_the_assistant_but_not_the_other_way_round(
    machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend(monkeypatch, works)
    bootstrap.install("run")
    called = pretend(monkeypatch, works)
    bootstrap.install("test")
    assert called
    called.clear()
    bootstrap.install("run")
    assert called == []


@pytest.mark.parametrize("marker", ["", "{", "[]x"])
def test_a_damaged_marker_means_nothing_is_installed(machine: Path, marker: str) -> None:
    bootstrap.MARKER.parent.mkdir()
    bootstrap.MARKER.write_text(marker, encoding="utf-8")
    assert bootstrap.installed() == {}


def test_a_failed_installation_leaves_no_marker(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch, lambda command: (1, "a\nno route to host\n\n") if "sync" in command else works(command))
    with pytest.raises(bootstrap.BootstrapError, match="no route to host"):
        bootstrap.install("run")
    assert not bootstrap.MARKER.exists()


def test_a_language_model_out_of_reach_is_no_failure(
    machine: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pretend(monkeypatch, lambda command: (1, "") if "--no-deps" in command else works(command))
    bootstrap.install("run")
    assert "HanTa" in capsys.readouterr().err
    assert json.loads(bootstrap.MARKER.read_text(encoding="utf-8")).keys() == {"run"}


def test_a_mistake_ends_with_one_sentence_and_code_one(
    machine: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pretend(monkeypatch, lambda command: (1, "disk full") if "venv" in command else works(command))
    assert bootstrap.main(["run"]) == 1
    shown = capsys.readouterr().err
    assert "disk full" in shown
    assert "Traceback" not in shown


def test_every_sentence_has_its_place_in_the_code() -> None:
    code = Path(bootstrap.__file__).read_text(encoding="utf-8")
    assert [key for key in bootstrap.WORDING if f'"{key}"' not in code] == []


@pytest.mark.parametrize(("set_before", "arenas"), [({}, "1"), ({"MALLOC_ARENA_MAX": "4"}, "4")])
def test_what_serves_is_frugal_unless_told_otherwise(
    machine: Path, monkeypatch: pytest.MonkeyPatch, set_before: dict[str, str], arenas: str
) -> None:
    started: list[tuple[list[str], dict[str, str]]] = []
    monkeypatch.setattr(bootstrap.os, "environ", {"PATH": "/bin", "PYTHONDONTWRITEBYTECODE": "1"} | set_before)
    monkeypatch.setattr(bootstrap.os, "chdir", lambda _place: None)
    monkeypatch.setattr(bootstrap.os, "execve", lambda _program, command, place: started.append((command, place)))
    monkeypatch.setattr(bootstrap, "install", lambda _purpose: None)
    bootstrap.main(["run", "serve"])
    command, place = started[0]
    assert command == [str(bootstrap.python()), "-OO", "-m", "bot", "serve"]
    assert place["MALLOC_ARENA_MAX"] == arenas
    assert place["VIRTUAL_ENV"] == str(machine / ".venv")
    assert place["PYTHONPYCACHEPREFIX"] == str(bootstrap.BYTECODE)
    assert "PYTHONDONTWRITEBYTECODE" not in place
    bootstrap.main(["test"])
    assert started[-1][0][1:] == ["-m", "pytest", *bootstrap.PARALLEL]
    assert ("MALLOC_ARENA_MAX" in started[-1][1]) == bool(set_before)
    bootstrap.main(["test", "tests/nlu"])
    assert started[-1][0][1:] == ["-m", "pytest", "tests/nlu"]
