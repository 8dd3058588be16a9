"""``python -m bot evaluate``: measure on held-out utterances, print, write the report, judge by the floors."""

from __future__ import annotations

import argparse
import asyncio
import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from bot import wiring
from bot.assistant import Assistant
from bot.evaluation import console, directory, foreign, offtopic, peers, report, robustness, speed, understanding
from bot.evaluation import examples as training
from bot.evaluation.asking import Answer, ask
from bot.evaluation.optional import OPTIONAL
from bot.evaluation.results import Section
from bot.evaluation.samples import DIRECTORY, EVERYDAY, OFF_TOPIC, TOLD, TOPICS, Sample, load, told
from bot.evaluation.wording import say
from bot.nlu.compounds import Splitter
from bot.settings import Settings
from bot.training import model

FIXED_MOMENT = dt.datetime(2026, 11, 24, 10, 0, tzinfo=dt.timezone(dt.timedelta(hours=1)))
"""A Tuesday at office hours: what is open or past must not differ from run to run."""
REPORT = "evaluation.html"


def main(settings: Settings, arguments: Sequence[str]) -> int:
    """Run everything asked for; 0 when every floor is kept, else 1."""
    options = _parser().parse_args(arguments)
    shown = Console()
    with _progress() as progress:
        sections = asyncio.run(_sections(settings, options, progress))
    console.show(sections, shown)
    path = options.report or settings.var_dir / REPORT
    report.write(path, sections, dt.datetime.now().astimezone())
    missed = [figure.name for section in sections for figure in section.figures if figure.missed]
    shown.print(Text(say("done.report", path=path)), soft_wrap=True)
    shown.print(Text(say("done.missed", names="; ".join(missed)) if missed else say("done.kept")), soft_wrap=True)
    return int(bool(missed))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot evaluate", description=say("usage.description"))
    parser.add_argument("--peers", action="store_true", help=say("usage.peers"))
    parser.add_argument("--short", action="store_true", help=say("usage.short"))
    parser.add_argument("--foreign", type=Path, help=say("usage.foreign"))
    parser.add_argument("--report", type=Path, help=say("usage.report"))
    for name in OPTIONAL:
        parser.add_argument(f"--{name}", action="store_true", help=say(f"usage.{name}"))
    return parser


def _progress() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True))


async def _sections(settings: Settings, options: argparse.Namespace, progress: Progress) -> list[Section]:
    preparing = progress.add_task(say("progress.prepare"), total=None)

    def step(sentence: str) -> None:
        progress.update(preparing, description=sentence)

    made = wiring.parts(settings.model_copy(update={"engine_timeout": 60.0}), step, clock=lambda: FIXED_MOMENT)
    archive = model.current(settings).archive
    cities = [None, *(city.id for city in made.facts.cities())]
    topics = [replace(s, page=s.page or cities[i % len(cities)]) for i, s in enumerate(load(TOPICS))]
    progress.update(preparing, total=1, completed=1)

    answers = await _asked(made.assistant, topics, TOPICS, progress)
    sections = [understanding.section(answers, made.facts)]
    strangers = await _asked(made.assistant, load(OFF_TOPIC), OFF_TOPIC, progress)
    everyday = await _asked(made.assistant, load(EVERYDAY), EVERYDAY, progress)
    statements = await _asked(made.assistant, told(), TOLD, progress)
    sections.append(offtopic.section(strangers, everyday, statements))
    if found := await _asked(made.assistant, load(DIRECTORY), DIRECTORY, progress):
        sections.append(directory.section(found))
    if not options.short:
        split = Splitter.of(fact.answer for fact in made.facts.topics())
        changed = {
            name: await _asked(made.assistant, samples, name, progress)
            for name, samples in robustness.variants(topics, split.written_apart).items()
        }
        sections.append(robustness.section(answers, changed))
    sections.append(await speed.section(answers, archive))
    for name, section in OPTIONAL.items():
        if getattr(options, name):
            sections.append(await section(made, step))
    if options.foreign:
        sections.append(foreign.section(options.foreign, step))
    examples = training.load(settings.training_dir)
    sections.append(peers.section(answers, strangers, examples, made.facts, step, stock=options.peers))
    return sections


async def _asked(assistant: Assistant, samples: Sequence[Sample], name: str, progress: Progress) -> list[Answer]:
    if not samples:
        return []
    task = progress.add_task(say(f"progress.{name}"), total=len(samples))
    return await ask(assistant, samples, lambda: progress.advance(task))
