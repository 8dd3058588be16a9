"""The same questions, written worse: what typos, missing umlauts, small letters, split compounds cost."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from bot.evaluation.asking import Answer
from bot.evaluation.results import Figure, Section, Table
from bot.evaluation.samples import Sample
from bot.evaluation.wording import floor, say

SEED = 1
TYPO_EVERY = 8
"""Characters for one typo."""
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})
_KEYS = ("qwertzuiop", "asdfghjkl", "yxcvbnm")
_LONG_WORD = re.compile(r"\b\w{10,}\b")

Split = Callable[[str], Sequence[str]]
Change = Callable[[str, random.Random], str]


def typos(text: str, chance: random.Random) -> str:
    """One slip of the fingers for every eight characters: swap, omission, doubling or neighbouring key."""
    letters = list(text)
    places = [at for at, letter in enumerate(letters) if letter.isalpha()]
    for at in sorted(chance.sample(places, min(max(1, len(text) // TYPO_EVERY), len(places))), reverse=True):
        kind = chance.randrange(4)
        if kind == 0 and at + 1 < len(letters) and letters[at + 1].isalpha():
            letters[at], letters[at + 1] = letters[at + 1], letters[at]
        elif kind == 1:
            del letters[at]
        elif kind == 2:
            letters.insert(at, letters[at])
        else:
            letters[at] = _neighbour(letters[at], chance)
    return "".join(letters)


def _neighbour(letter: str, chance: random.Random) -> str:
    for row in _KEYS:
        at = row.find(letter.lower())
        if at >= 0:
            return chance.choice(row[max(at - 1, 0) : at] + row[at + 1 : at + 2])
    return letter


def no_umlauts(text: str, _chance: random.Random) -> str:
    """``ae`` for ``ä``, ``ss`` for ``ß``."""
    return text.translate(_UMLAUTS)


def lower_case(text: str, _chance: random.Random) -> str:
    """No capitals."""
    return text.lower()


def splitter(split: Split) -> Change:
    """Compounds written as several words, as ``split`` parts them."""

    def changed(text: str, _chance: random.Random) -> str:
        return _LONG_WORD.sub(lambda match: " ".join(split(match.group())) or match.group(), text)

    return changed


def variants(samples: Sequence[Sample], split: Split) -> Mapping[str, list[Sample]]:
    """Kind of change -> the same samples, changed; reproducible."""
    changes: dict[str, Change] = {
        "typos": typos, "no_umlauts": no_umlauts, "lower_case": lower_case, "split_compounds": splitter(split),
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
