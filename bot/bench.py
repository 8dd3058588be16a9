"""``python -m bot bench``: measure, compare with the targets, print a table."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NoReturn

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot import measurements, processes
from bot.measurements import MEGABYTE, percentile
from bot.processes import MeasurementError, wording

WARM_UP = 50
REQUESTS = 200
MESSAGES = 500
"""Long ones that the gate judges."""
MILLISECONDS = 1e3

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Measure:
    """A quantity in ``unit``; its name is in ``bench.toml``.

    ``limit`` is None where there is no target, ``actual`` where it was not measured.
    """

    key: str
    unit: str
    limit: float | None = None
    actual: float | None = None

    @property
    def missed(self) -> bool:
        """Whether there is a target that is not known to be met."""
        return self.limit is not None and (self.actual is None or self.actual > self.limit)


TRAINING = Measure("training", "s", 60)
MEASURES = (
    Measure("installed", "MB", 800),
    Measure("ready", "s", 15),
    Measure("memory", "MB", 350),
    Measure("p50", "ms", 15),
    Measure("p95", "ms"),
    Measure("nlu", "ms"),
    Measure("gate_p50", "ms"),
    Measure("gate_p99", "ms", 5),
)
"""What is measured, and the targets, in the order of the table; training only when asked for."""


def main(arguments: Sequence[str]) -> int:
    """Measure and print; 1 when something could not be measured, or with ``--strict`` when a target is missed."""
    options = _parser().parse_args(arguments)
    failures: list[str] = []
    with Console(stderr=True).status("") as status:
        found = measure(lambda text: status.update(Text(text)), failures.append, training=options.train)
    result = filled((MEASURES[0], TRAINING, *MEASURES[1:]) if options.train else MEASURES, found)
    Console().print(table(result))
    for failure in failures:
        Console(stderr=True).print(Text(failure, "red"), soft_wrap=True)
    return exit_code(result, strict=options.strict, failed=bool(failures))


def measure(progress: Progress, failed: Progress, *, training: bool) -> dict[str, float]:
    """Everything that can be measured, by key. ``failed`` is told a sentence for each part that cannot."""
    say, asked = wording(), measurements.questions()
    found: dict[str, float] = {}

    def attempt(key: str, part: Callable[[], Mapping[str, float]]) -> bool:
        progress(say(f"progress.{key}", requests=WARM_UP + REQUESTS, messages=MESSAGES))
        try:
            found.update(part())
        except MeasurementError as error:
            failed(str(error))
            return False
        return True

    attempt("installed", lambda: {"installed": measurements.installed_megabytes()})
    if training:
        attempt("training", lambda: {"training": processes.training_seconds()})
    if attempt("prepare", _prepare):
        attempt("serve", lambda: _serve(asked))
    attempt("nlu", lambda: _understand(asked))
    attempt("gate", _judge)
    return found


def _prepare() -> dict[str, float]:
    """A start that may build and train, so that the next one is a restart."""
    with processes.server(limit=processes.PREPARE_SECONDS):
        return {}


def _serve(asked: Sequence[measurements.Question]) -> dict[str, float]:
    with processes.server() as server:
        measurements.reply_seconds(server.address, asked, WARM_UP)
        memory = server.memory_bytes()
        seconds = measurements.reply_seconds(server.address, asked, REQUESTS)
    return {
        "ready": server.ready_seconds,
        "memory": memory / MEGABYTE,
        "p50": percentile(seconds, 0.5) * MILLISECONDS,
        "p95": percentile(seconds, 0.95) * MILLISECONDS,
    }


def _understand(asked: Sequence[measurements.Question]) -> dict[str, float]:
    return {"nlu": percentile(measurements.understanding_seconds(asked, REQUESTS), 0.5) * MILLISECONDS}


def _judge() -> dict[str, float]:
    seconds = measurements.gate_seconds(MESSAGES)
    return {f"gate_p{share}": percentile(seconds, share / 100) * MILLISECONDS for share in (50, 99)}


def filled(measures: Sequence[Measure], found: Mapping[str, float]) -> list[Measure]:
    """``measures`` with their values from ``found``."""
    return [replace(each, actual=found.get(each.key)) for each in measures]


def exit_code(measures: Sequence[Measure], *, strict: bool, failed: bool) -> int:
    """0 or 1, see :func:`main`."""
    return int(failed or (strict and any(each.missed for each in measures)))


def table(measures: Sequence[Measure]) -> Table:
    """Name, target, value and verdict of each measure."""
    say = wording()
    made = Table(title=say("title"), title_justify="left")
    for column in ("name", "target", "actual", "verdict"):
        made.add_column(say(f"column.{column}"), justify="right" if column in ("target", "actual") else "left")
    for each in measures:
        target = say("no_target") if each.limit is None else say("target", value=_amount(each.limit, each.unit))
        actual = say("not_measured") if each.actual is None else _amount(each.actual, each.unit)
        made.add_row(say(f"measure.{each.key}", requests=WARM_UP), target, actual, _verdict(each))
    return made


def _verdict(measure: Measure) -> Text:
    if measure.limit is None:
        return Text(wording()("no_target"))
    return Text(wording()("missed"), "bold red") if measure.missed else Text(wording()("met"), "green")


def _amount(value: float, unit: str) -> str:
    """``value`` in German: a decimal comma, one decimal only where it says something."""
    number = f"{value:.0f}" if value >= 100 or value == int(value) else f"{value:.1f}".replace(".", ",")
    return wording()("value", number=number, unit=unit)


class _Formatter(argparse.HelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, wording()("usage.prefix") if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    """Speaks German."""

    def error(self, message: str) -> NoReturn:
        usage = self.format_usage().split(":", 1)[1].strip()
        Console(stderr=True).print(Text(wording()("usage.wrong", usage=usage)), soft_wrap=True)
        sys.exit(2)


def _parser() -> _Parser:
    say = wording()
    parser = _Parser(
        "python -m bot bench", description=say("usage.about"), formatter_class=_Formatter, add_help=False
    )
    parser._optionals.title = say("usage.options")
    parser.add_argument("-h", "--help", action="help", help=say("usage.help"))
    for option in ("train", "strict"):
        parser.add_argument(f"--{option}", action="store_true", help=say(f"usage.{option}"))
    return parser
