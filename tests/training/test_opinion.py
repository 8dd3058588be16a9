from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.nlu.second_opinion import SecondOpinion
from bot.safety.examples import Example
from bot.safety.verdict import Level
from bot.training import danger_corpus

tuning = pytest.importorskip("bot.training.tuning", reason="JAX gibt es für dieses Python nicht.")
opinion = pytest.importorskip("bot.training.opinion")

DANGEROUS = [
    "papa schlägt mich",
    "mein opa fasst mich an",
    "ich will sterben",
    "er hat ein messer",
    "sie haut uns",
]
HARMLESS = [
    "wann habt ihr offen",
    "was ist ein jugendamt",
    "danke dir",
    "wo ist das rathaus",
    "ich spiele fußball",
]


OWN = "was kostet das"
TEXTS = [*DANGEROUS, *HARMLESS, OWN]


@pytest.fixture(scope="module")
def known() -> opinion.Readings:
    found = [
        *(Example(text, Level.DISCLOSURE, "violence", "child", "de") for text in DANGEROUS),
        *(Example(text, Level.NONE, "", "child", "de") for text in HARMLESS),
        Example(OWN, Level.NONE, "", danger_corpus.ASSISTANT, "de"),
    ]
    return opinion.Readings.of(danger_corpus.corpus(found), lambda _sentence: None)


@pytest.fixture(autouse=True)
def _few_examples(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few messages need to be seen more often."""
    monkeypatch.setattr(tuning, "EPOCHS", 20)
    monkeypatch.setattr(tuning, "BUDGET", 256)


def test_each_example_has_a_copy_and_the_assistants_own_have_none(known: opinion.Readings) -> None:
    assert [len(written) for written in known.pieces] == [2] * 10 + [1]


def test_kinds_are_categories_of_danger_and_of_harmlessness(known: opinion.Readings) -> None:
    assert known.kinds.tolist() == [2] * 5 + [1] * 5 + [0]
    assert known.dangerous.tolist() == [False, False, True]


def test_the_network_tells_danger_from_the_rest_and_alike_each_time(known: opinion.Readings) -> None:
    used = np.ones(11, bool)
    told: list[str] = []
    layers = opinion.fit(known, used, told.append)
    odds = SecondOpinion(layers, 0, 0).odds(TEXTS)
    assert (odds[:5] > 0).all()
    assert (odds[5:] < 0).all()
    assert told
    again = opinion.fit(known, used, told.append)
    assert all((layers[name] == again[name]).all() for name in layers)


def test_messages_that_are_not_used_teach_nothing(known: opinion.Readings) -> None:
    used = np.ones(11, bool)
    used[:5] = False
    layers = opinion.fit(known, used, lambda _sentence: None)
    assert (SecondOpinion(layers, 0, 0).odds(TEXTS) < 0).all()


def test_what_is_written_is_what_the_manifest_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opinion, "LAYERS", tmp_path / "layers.npz")
    said = opinion.write({"hidden": np.eye(2, dtype=np.float16)})
    assert set(said) == {"sha256", "encoder"}
    assert (tmp_path / "layers.npz").exists()
    assert not (tmp_path / "layers.npz.new").exists()
