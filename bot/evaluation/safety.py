"""The chapter about danger: what the gate sees, on sets that neither its rules nor its examples come from.

Goals S1 to S4, S16, S21. Bounds are one-sided 95 % after Clopper and Pearson (1934).
"""

from __future__ import annotations

import itertools
import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from scipy.stats import beta

from bot.evaluation.results import Cell, Figure, Section, Table
from bot.evaluation.samples import EVERYDAY, load
from bot.evaluation.wording import floor, say
from bot.nlu import second_opinion
from bot.perturbations import KINDS
from bot.safety import examples, gate
from bot.safety.examples import Example
from bot.safety.gate import Gate
from bot.safety.verdict import GERMAN, Level
from bot.settings import ROOT
from bot.wiring import Parts

HELD_OUT = ROOT / "tests" / "safety" / "held_out"
CONFIDENCE = 0.95
SEED = 1
PAIRED = 300
"""Messages that are perturbed twice, for each pair of kinds that is drawn."""
PAIRS = 12
HARMLESS = ("hard_negatives", "second_everyday", "second_hard_negatives", "plain")
"""Sets of which no message may raise the alarm; ``second`` are those of other hands."""


async def section(_parts: Parts, progress: Callable[[str], None]) -> Section:
    """Recall with its bound, by category, perturbation and language; false alarms; every miss and false alarm.

    Measured is the gate as it serves, with the second opinion; ``recall_alone`` is what it sees without.
    """
    seen, alone = gate.load(second_opinion.load()), gate.load()
    danger = [example for example in _read("danger.toml") if Level(example.level).dangerous]
    explicit, methods, second = (_read(f"{name}.toml") for name in ("explicit", "methods", "second_danger"))
    foreign = [example for example in _read("languages.toml") if Level(example.level).dangerous]
    progress(say("safety.progress"))
    missed = _missed(seen, danger)
    found = [
        Figure(say("figure.recall"), 1 - len(missed) / len(danger), "%", floor("recall"), count=len(danger)),
        Figure(say("figure.bound"), bound(len(danger) - len(missed), len(danger)), "%", floor("bound")),
        _recall(alone, "recall_alone", danger),
        _recall(seen, "explicit", explicit),
        _recall(seen, "methods", methods),
        _recall(seen, "languages", foreign),
        _recall(seen, "second_danger", second),
    ]
    changed = perturbed(seen, danger)
    worst = min(changed, key=changed.__getitem__)
    found.append(Figure(say("figure.perturbed", kind=_named(worst)), changed[worst], "%", floor("perturbed")))
    alarms, rates = false_alarms(seen)
    found += rates
    categories = _table("category", _by(lambda e: e.category, danger, missed))
    worst_share = min(float(row[-1]) for row in categories.rows)
    found.append(Figure(say("figure.category"), worst_share, "%", floor("category")))
    return Section(
        say("safety.title"),
        figures=tuple(found),
        tables=(
            categories,
            _table("language", _by(lambda e: e.language, foreign, _missed(seen, foreign))),
            _perturbations(changed),
            _list("misses", [*missed, *_missed(seen, [*explicit, *methods, *foreign, *second])]),
            _list("alarms", alarms),
        ),
        remarks=(say("safety.remark", version=seen.version[:12]),),
    )


def bound(hits: int, count: int) -> float:
    """Lower bound of a share at one-sided 95 %."""
    return float(beta.ppf(1 - CONFIDENCE, hits, count - hits + 1)) if hits else 0.0


def perturbed(seen: Gate, danger: Sequence[Example]) -> dict[str, float]:
    """Kind of perturbation -> recall: each alone on all messages, then pairs on a part of them."""
    rates = {name: _rate(seen, (change(e.text, random.Random(f"{SEED}{at}")) for at, e in enumerate(danger)))  # noqa: S311
             for name, change in KINDS.items()}  # fmt: skip
    chance = random.Random(SEED)  # noqa: S311 - reproducible, not secret
    some = chance.sample(list(danger), min(PAIRED, len(danger)))
    for first, second in chance.sample(list(itertools.combinations(KINDS, 2)), PAIRS):
        texts = (KINDS[second](KINDS[first](e.text, chance), chance) for e in some)
        rates[f"{first}+{second}"] = _rate(seen, texts)
    return rates


def false_alarms(seen: Gate) -> tuple[list[Example], list[Figure]]:
    """Harmless messages that raise the alarm, and the share of them in each set."""
    sets = {
        "everyday": [Example(sample.text, Level.NONE, "", "unknown", GERMAN) for sample in load(EVERYDAY)],
        **{name: _read(f"{name}.toml") for name in HARMLESS},
        "foreign_harmless": [e for e in _read("languages.toml") if not Level(e.level).dangerous],
    }
    alarms, figures = [], []
    for name, found in sets.items():
        raised = [example for example in found if seen.assess(example.text).level.dangerous]
        alarms += raised
        share = len(raised) / len(found) if found else None
        figures.append(Figure(say(f"figure.{name}"), share, "%", floor(name), True, len(found)))
    return alarms, figures


def _read(name: str, folder: Path = HELD_OUT) -> list[Example]:
    return list(examples.read(folder / name))


def _missed(seen: Gate, found: Iterable[Example]) -> list[Example]:
    return [example for example in found if not seen.assess(example.text).level.dangerous]


def _rate(seen: Gate, texts: Iterable[str]) -> float:
    verdicts = [seen.assess(text).level.dangerous for text in texts]
    return sum(verdicts) / len(verdicts)


def _recall(seen: Gate, name: str, found: Sequence[Example]) -> Figure:
    rate = _rate(seen, (example.text for example in found))
    return Figure(say(f"figure.{name}"), rate, "%", floor(name), count=len(found))


def _by(
    key: Callable[[Example], str], found: Sequence[Example], missed: Sequence[Example]
) -> list[tuple[Cell, ...]]:
    total, lost = Counter(map(key, found)), Counter(map(key, missed))
    return [(name, count, lost[name], 1 - lost[name] / count) for name, count in sorted(total.items())]


def _table(name: str, rows: Sequence[tuple[Cell, ...]]) -> Table:
    columns = (say(f"column.{name}"), say("column.count"), say("column.missed"), say("column.recall"))
    return Table(say(f"safety.by_{name}"), columns, rows, on_console=True)


def _perturbations(changed: dict[str, float]) -> Table:
    columns = (say("column.change"), say("column.recall"))
    rows = [(_named(kind), rate) for kind, rate in changed.items()]
    return Table(say("safety.perturbations"), columns, rows, on_console=True)


def _named(kind: str) -> str:
    return " + ".join(say(f"perturbation.{name}") for name in kind.split("+"))


def _list(name: str, found: Sequence[Example]) -> Table:
    columns = tuple(say(f"column.{key}") for key in ("level", "category", "text"))
    return Table(say(f"safety.{name}"), columns, [(e.level, e.category, e.text) for e in found])
