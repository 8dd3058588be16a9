"""How well the gate is tested: every branch in ``make test``, every small change in ``make mutate``."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.safety import mutation

TESTS = [f"tests/safety/test_{module}.py" for module in mutation.MODULES]
PYTEST = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--confcutdir=tests/safety")
MEASURED = ("--cov=bot/safety", "--cov-branch", "--cov-fail-under=100", "--cov-report=term-missing:skip-covered")


def test_every_branch_of_the_gate_is_taken_by_the_tests_of_its_modules(tmp_path: Path) -> None:
    done = subprocess.run(
        [*PYTEST, *MEASURED, *TESTS],
        cwd=mutation.ROOT, env={**os.environ, "COVERAGE_FILE": str(tmp_path / "coverage")},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Required test coverage of 100% reached" in done.stdout


def test_a_module_is_judged_by_its_own_tests() -> None:
    assert "lexicon" in mutation.MODULES
    said = tomllib.loads(mutation.configuration("lexicon"))["tool"]["mutmut"]
    assert said["only_mutate"] == ["bot/safety/lexicon.py"]
    assert said["pytest_add_cli_args_test_selection"] == ["tests/safety/test_lexicon.py"]


def test_a_mutant_counts_as_noticed_unless_its_tests_pass_or_are_missing() -> None:
    score = mutation.scored({"failed": 1, "passed": 0, "untested": 33, "hung": -24, "uncollected": 5})
    assert score == mutation.Score(5, ["passed", "untested", "uncollected"])
    assert score.share == pytest.approx(0.4)


def test_a_module_in_which_nothing_can_be_changed_has_the_full_score() -> None:
    assert mutation.scored({}).share == 1


def test_mutants_that_were_not_run_are_no_success() -> None:
    with pytest.raises(ValueError, match="not run"):
        mutation.scored({"failed": 1, "waiting": None})
