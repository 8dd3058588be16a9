"""Everyday sentences that say nothing else are told from all that say more."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.safety.lexicon import Lexicon
from bot.safety.reading import Reader
from bot.safety.routine import LONGEST, Routine

SAID = """
greetings = ["hallo", "bis morgen"]
adverbs = ["jetzt", "heute", "schon wieder"]
self = ["ich"]
self_do = ["geh duschen", "muss los"]
others = ["papa", "mein bruder"]
others_do = ["duscht", "ist im garten"]
"""
READER = Reader(Lexicon({}, [], []))


@pytest.fixture(scope="module")
def routine(tmp_path_factory: pytest.TempPathFactory) -> Routine:
    """A few sentences."""
    path: Path = tmp_path_factory.mktemp("routine") / "routine.toml"
    path.write_text(SAID, encoding="utf-8")
    return Routine(path, lambda phrase: READER.read(phrase)[1])


def _is_all(routine: Routine, text: str) -> bool:
    return routine.is_all(READER.read(text)[1])


@pytest.mark.parametrize(
    "text",
    [
        "papa duscht",
        "Mein Bruder ist jetzt im Garten!",
        "ich geh jetzt duschen",
        "geh duschen",
        "jetzt geh duschen ich",
        "duscht papa",
        "heute schon wieder",
        "hallo",
        "Hallo, bis morgen",
        "hallo papa duscht heute bis morgen",
        "Papa duscht. Ich muss los, bis morgen",
        " ".join(["hallo"] * LONGEST),
    ],
)  # fmt: skip
def test_an_everyday_sentence_is_known(routine: Routine, text: str) -> None:
    assert _is_all(routine, text) is (text != "heute schon wieder")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "papa",
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
