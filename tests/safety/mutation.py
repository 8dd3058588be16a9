"""Mutation testing of ``bot/safety``: every module is changed in one place at a time and must fail its own tests.

    make mutate                                                         all modules
    python3 bot/bootstrap.py with-tests -m tests.safety.mutation words  some of them

The mutants are made and run by mutmut, which gets an environment of its own from ``mutation.lock`` and a copy
of the code, so that neither the assistant's environment nor the tree is touched. Module ``x`` is judged by
``test_x.py`` alone. Prints the survivors as differences and one line a module; exit code 1 when a module
falls short of :data:`FLOOR`.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from bot import bootstrap

FLOOR = 0.85
"""Least share of its mutants that a module's tests must notice."""
ROOT = Path(bootstrap.ROOT)
LOCK = Path(__file__).with_name("mutation.lock")
ENVIRONMENT = ROOT / ".cache" / "mutation"
COPY = ROOT / "build" / "mutation"
MODULES = sorted(path.stem for path in (ROOT / "bot" / "safety").glob("[a-z]*.py"))
FAILED = {1, 3}
HUNG = {-24, 24, 36, 152, 255}
"""Exit codes that mutmut notes when a test failed or ran out of time; with any other nothing was noticed."""


class Score(NamedTuple):
    """How many mutants a module has, and the names of those that nothing noticed."""

    mutants: int
    unnoticed: list[str]

    @property
    def share(self) -> float:
        """Share of the mutants that were noticed; 1 where nothing can be changed."""
        return 1 - len(self.unnoticed) / self.mutants if self.mutants else 1.0


def scored(exit_codes: dict[str, int | None]) -> Score:
    """The score of mutants by name; ValueError for one that was not run."""
    if None in exit_codes.values():
        raise ValueError("a mutant was not run")
    return Score(len(exit_codes), [name for name, code in exit_codes.items() if code not in FAILED | HUNG])


def configuration(module: str) -> str:
    """What mutmut must know to judge ``module`` by its own tests."""
    return f"""
[tool.mutmut]
source_paths = ["bot/"]
only_mutate = ["bot/safety/{module}.py"]
pytest_add_cli_args_test_selection = ["tests/safety/test_{module}.py"]
pytest_add_cli_args = ["-p", "no:cacheprovider"]
timeout_constant = 4.0
"""


def install() -> Path:
    """The interpreter of mutmut's environment, made when it is missing or the lock has changed."""
    python = ENVIRONMENT / "bin" / "python"
    stamp = ENVIRONMENT / bootstrap.digest(LOCK)
    if not stamp.exists():
        uv = bootstrap.uv()
        environment = {**os.environ, "VIRTUAL_ENV": str(ENVIRONMENT)}
        for command in (
            [uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(ENVIRONMENT)],
            [uv, "pip", "sync", "--quiet", "--require-hashes", str(LOCK)],
        ):
            subprocess.run(command, check=True, env=environment, cwd=ROOT)
        stamp.touch()
    return python


def lay_out(module: str) -> Path:
    """A fresh folder with what ``module`` and its tests need."""
    folder = COPY / module
    shutil.rmtree(folder, ignore_errors=True)
    for room in ("bot", "tests"):
        shutil.copytree(
            ROOT / room / "safety", folder / room / "safety", ignore=shutil.ignore_patterns("__pycache__")
        )
        # bot/__init__.py prepares Rasa, which the gate does not need
        (folder / room / "__init__.py").touch()
    source = folder / "bot" / "safety" / f"{module}.py"
    # mutmut leaves decorated functions alone; without its memory a function gives the same
    source.write_text(
        re.sub(r"^@lru_cache.*\n", "", source.read_text(encoding="utf-8"), flags=re.M), encoding="utf-8"
    )
    (folder / "pyproject.toml").write_text(configuration(module), encoding="utf-8")
    return folder


def judge(python: Path, module: str) -> Score:
    """Run all mutants of ``module``; the survivors are printed."""
    folder = lay_out(module)
    mutmut = [str(python), "-m", "mutmut"]
    ran = subprocess.run([*mutmut, "run"], cwd=folder, capture_output=True, text=True, check=False)
    notes = folder / "mutants" / "bot" / "safety" / f"{module}.py.meta"
    if not notes.exists():
        return Score(0, [])
    try:
        score = scored(json.loads(notes.read_text(encoding="utf-8"))["exit_code_by_key"])
    except ValueError as error:
        raise SystemExit(f"{module}: {error}\n{ran.stdout[-3000:]}{ran.stderr[-3000:]}") from error
    for name in score.unnoticed:
        subprocess.run([*mutmut, "show", name], cwd=folder, check=False)
    return score


def main(modules: list[str]) -> int:
    """Judge ``modules``, or all, and print a table."""
    python = install()
    scores = {module: judge(python, module) for module in modules or MODULES}
    everything = Score(
        sum(score.mutants for score in scores.values()),
        [name for score in scores.values() for name in score.unnoticed],
    )
    for name, score in [*scores.items(), ("all", everything)]:
        noticed = score.mutants - len(score.unnoticed)
        print(
            f"| {name:<11} | {score.mutants:>5} | {noticed:>5} | {len(score.unnoticed):>4} | {score.share:>6.1%} |"
        )
    return 0 if all(score.share >= FLOOR for score in scores.values()) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
