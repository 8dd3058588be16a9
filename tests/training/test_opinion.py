from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.nlu.second_opinion import SecondOpinion
from bot.safety.examples import Example
from bot.safety.verdict import Level
from bot.training import danger_corpus, opinion

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


@pytest.fixture(scope="module")
def vectors() -> opinion.Vectors:
    found = [
        *(Example(text, Level.DISCLOSURE, "violence", "child", "de") for text in DANGEROUS),
        *(Example(text, Level.NONE, "", "child", "de") for text in HARMLESS),
        Example("was kostet das", Level.NONE, "", danger_corpus.ASSISTANT, "de"),
    ]
    return opinion.Vectors.of(danger_corpus.corpus(found), lambda _sentence: None)


def test_each_example_has_a_copy_and_the_assistants_own_have_none(vectors: opinion.Vectors) -> None:
    assert len(vectors.written) == 11
    assert vectors.owner.tolist() == list(range(10))
    assert len(vectors.copies) == 10


def test_the_network_tells_danger_from_the_rest_and_alike_each_time(
    vectors: opinion.Vectors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opinion, "EPOCHS", 200)
    used = np.ones(11, bool)
    layers = opinion.fit(vectors, used)
    odds = SecondOpinion(layers, 0, 0).odds(vectors.written)
    assert (odds[:5] > 0).all()
    assert (odds[5:] < 0).all()
    again = opinion.fit(vectors, used)
    assert all((layers[name] == again[name]).all() for name in layers)


def test_messages_that_are_not_used_teach_nothing(
    vectors: opinion.Vectors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opinion, "EPOCHS", 200)
    used = np.ones(11, bool)
    used[:5] = False
    odds = SecondOpinion(opinion.fit(vectors, used), 0, 0).odds(vectors.written)
    assert (odds < 0).all()


def test_what_is_written_is_what_the_manifest_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opinion, "LAYERS", tmp_path / "layers.npz")
    said = opinion.write({"hidden": np.eye(2, dtype=np.float16)})
    assert set(said) == {"sha256", "encoder"}
    assert (tmp_path / "layers.npz").exists()
    assert not (tmp_path / "layers.npz.new").exists()
