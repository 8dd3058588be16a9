"""The same questions, written worse: what typos, missing umlauts, small letters, split compounds cost."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from bot import perturbations
from bot.evaluation.asking import Answer
from bot.evaluation.results import Figure, Section, Table
from bot.evaluation.samples import Sample
from bot.evaluation.wording import floor, say
from bot.perturbations import Perturbation

SEED = 1
_LONG_WORD = re.compile(r"\b\w{10,}\b")

Split = Callable[[str], Sequence[str]]


def splitter(split: Split) -> Perturbation:
    """Compounds written as several words, as ``split`` parts them."""

    def changed(text: str, _chance: random.Random) -> str:
        return _LONG_WORD.sub(lambda match: " ".join(split(match.group())) or match.group(), text)

    return changed


def variants(samples: Sequence[Sample], split: Split) -> Mapping[str, list[Sample]]:
    """Kind of change -> the same samples, changed; reproducible."""
    changes: dict[str, Perturbation] = {
        "typos": perturbations.typos, "no_umlauts": perturbations.no_umlauts, "lower_case": perturbations.lower,
        "split_compounds": splitter(split),
    }  # fmt: skip
    return {
        name: [replace(sample, text=change(sample.text, chance)) for sample in samples]
        for name, change in changes.items()
        if (chance := random.Random(SEED))  # noqa: S311 - reproducible, not secret
    }


def section(plain: Sequence[Answer], changed: Mapping[str, Sequence[Answer]]) -> Section:
    """Points lost against ``plain`` for each kind of change."""
    before = sum(answer.first for answer in plain) / len(plain)
    figures, rows = [], []
    for name, answers in changed.items():
        after = sum(answer.first for answer in answers) / len(answers)
        among = sum(answer.among for answer in answers) / len(answers)
        figures.append(
            Figure(say(f"figure.loss_{name}"), before - after, "points", floor(f"loss_{name}"), True, len(answers))
        )
        rows.append((say(f"robustness.{name}"), len(answers), after, among))
    columns = tuple(say(f"column.{key}") for key in ("change", "count", "first", "among"))
    return Section(
        say("robustness.title"),
        figures=tuple(figures),
        tables=(Table(say("robustness.table"), columns, rows),),
    )
