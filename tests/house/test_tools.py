"""The linters have nothing to say."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console

from bot import checks
from bot.settings import ROOT, Settings

COMMANDS = checks.commands(Settings())


@pytest.mark.parametrize("name", ["ruff", "mypy", "imports", "knowledge", "texts", "release"])
def test_check_is_green(name: str) -> None:
    done = subprocess.run([sys.executable, *COMMANDS[name]], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def run(tmp_path: Path, **scripts: str) -> tuple[int, str]:
    """Exit code and output of the checks with ``scripts`` in place of the real ones."""
    shown = io.StringIO()
    chosen = {name: ("-c", script) for name, script in scripts.items()}
    return checks.main(tmp_path, chosen, Console(file=shown, width=100)), shown.getvalue()


def test_all_checks_passed_gives_zero(tmp_path: Path) -> None:
    code, shown = run(tmp_path, ruff="pass", mypy="pass")
    assert code == 0
    assert "Alle 2 Prüfungen sind in Ordnung." in shown
    assert "FEHLER" not in shown


def test_one_failure_gives_one_and_shows_its_output_and_runs_the_rest(tmp_path: Path) -> None:
    code, shown = run(
        tmp_path, ruff="print('[bold]E501 :100:'); raise SystemExit(3)", mypy="open('ran', 'w').close()"
    )
    assert code == 1
    assert "[bold]E501 :100:" in shown
    assert "Fehlgeschlagene Prüfungen: 1." in shown
    assert (tmp_path / "ran").exists()


def test_a_check_that_is_not_installed_is_a_failure(tmp_path: Path) -> None:
    code, shown = run(tmp_path, ruff="import a_name_that_nobody_has")
    assert code == 1
    assert "ModuleNotFoundError" in shown
