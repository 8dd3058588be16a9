"""Everyday sentences that say nothing else are told from all that say more."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.safety.lexicon import Lexicon
from bot.safety.reading import Reader
from bot.safety.routine import LONGEST, Routine

SAID = """
greetings = ["hallo", "bis morgen"]
adverbs = ["schon", "jetzt", "heute", "schon wieder"]

[[sentences]]
may_be_bare = true
subjects = ["ich"]
says = ["geh duschen", "muss los"]

[[sentences]]
subjects = ["papa", "mein bruder"]
says = ["duscht", "ist im garten", "jetzt"]
"""
READER = Reader(Lexicon({}, [], []))


@pytest.fixture
def routine(tmp_path: Path) -> Routine:
    """A few sentences; one that is nothing but an adverb is none."""
    path = tmp_path / "routine.toml"
    path.write_text(SAID, encoding="utf-8")
    return Routine(path, lambda phrase: READER.read(phrase)[1])


def _is_all(routine: Routine, text: str) -> bool:
    return routine.is_all(READER.read(text)[1])


@pytest.mark.parametrize(
    "text",
    [
        "papa duscht",
        "papa duscht schon wieder",
        "Mein Bruder ist jetzt im Garten!",
        "ich geh jetzt duschen",
        "geh duschen",
        "jetzt geh duschen ich",
        "duscht papa",
        "hallo",
        "Hallo, bis morgen",
        "hallo papa duscht heute bis morgen",
        "Papa duscht. Ich muss los, bis morgen",
        " ".join(["hallo"] * LONGEST),
    ],
)  # fmt: skip
def test_an_everyday_sentence_is_known(routine: Routine, text: str) -> None:
    assert _is_all(routine, text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "heute schon wieder",
        "papa",
        "papa jetzt",
        "duscht",
        "papa duscht mich",
        "mein papa duscht",
        "papa geh duschen",
        "ich duscht",
        "papa duscht ich geh duschen",
        "Papa duscht. Er haut mich",
        "papas duscht",
        "duscht jetztpapa x",
        "ich geh jetzt und duschen",
        " ".join(["hallo"] * (LONGEST + 1)),
    ],
)  # fmt: skip
def test_a_sentence_that_says_more_is_not(routine: Routine, text: str) -> None:
    assert not _is_all(routine, text)
