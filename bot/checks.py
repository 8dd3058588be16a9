"""``python -m bot check``: everything a change must pass before the tests do, one line each.

What it says is in ``checks.toml``.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.settings import Settings
from knowledge.wording import Wording

WORDING = Path(__file__).with_name("checks.toml")
SHOWN_LINES = 80
"""Lines of a failed program's output that are shown; the last ones hold its verdict."""

Commands = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Outcome:
    """How one check ended. ``seconds`` is wall time."""

    name: str
    passed: bool
    output: str
    seconds: float


def commands(settings: Settings) -> Commands:
    """The checks by name: arguments for the interpreter that runs this one."""
    training = [str(settings.training_dir)] if settings.training_dir.is_dir() else []
    return {
        "ruff": ("-m", "ruff", "check", "."),
        "mypy": ("-m", "mypy"),
        # import-linter has no ``python -m`` form
        "imports": ("-c", "import sys; from importlinter.cli import lint_imports_command; lint_imports_command()"),
        "knowledge": ("-m", "knowledge", "validate"),
        "texts": ("-m", "bot.texts.lint"),
        "release": ("-m", "bot", "release", "--check"),
        "rasa": (
            *("-m", "bot", "rasa", "data", "validate", "--fail-on-warnings"),
            *("--config", "config.yml", "--domain", "domain.yml", "--data", "data", *training),
        ),
    }


def main(root: Path, chosen: Commands | None = None, console: Console | None = None) -> int:
    """Run every check in ``root``, also after one has failed; gives 0 when all passed, else 1."""
    wording, console = Wording(WORDING), console or Console()
    outcomes = []
    for name, arguments in (chosen or commands(Settings())).items():
        with console.status(wording("running", check=wording(f"name.{name}"))):
            outcomes.append(_run(name, arguments, root))
    for outcome in outcomes:
        if not outcome.passed:
            console.rule(wording(f"name.{outcome.name}"))
            # repeated lines are progress bars
            lines = list(dict.fromkeys(outcome.output.splitlines()))[-SHOWN_LINES:]
            console.print(Text.from_ansi("\n".join(lines)), soft_wrap=True)
    console.print(_table(outcomes, wording))
    failed = sum(not outcome.passed for outcome in outcomes)
    console.print(wording("failed", count=failed) if failed else wording("passed", count=len(outcomes)))
    return 1 if failed else 0


def _run(name: str, arguments: Sequence[str], root: Path) -> Outcome:
    start = time.monotonic()
    done = subprocess.run(  # noqa: S603 - our own commands only
        [sys.executable, *arguments],
        cwd=root,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return Outcome(name, done.returncode == 0, done.stdout, time.monotonic() - start)


def _table(outcomes: Sequence[Outcome], wording: Wording) -> Table:
    table = Table(wording("column.check"), wording("column.result"), wording("column.seconds"))
    for outcome in outcomes:
        result = wording("good") if outcome.passed else wording("bad")
        table.add_row(wording(f"name.{outcome.name}"), result, f"{outcome.seconds:.1f}".replace(".", ","))
    return table
