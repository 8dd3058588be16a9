"""The same pipeline on public data that is not part of the project; skipped where it is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.evaluation.foreign import accuracy, read
from bot.settings import ROOT

PUBLIC = ROOT.parent / "shared" / "data" / "intents"
NAME = "cosibot_corona_de"
LEAST = 0.888
"""What a linear machine over word and letter sequences reaches there; stock DIET has 0.836."""


def test_a_small_world_is_learned() -> None:
    asked = {"wetter": ["Wie wird das Wetter?", "Regnet es morgen?", "Scheint die Sonne?"],
             "weg": ["Wo ist der Bahnhof?", "Wie komme ich zum Rathaus?", "Weg zum Markt"]}  # fmt: skip
    training = [(text, intent) for intent, texts in asked.items() for text in texts]
    assert accuracy(training, [[("Regnet es heute?", "wetter"), ("Wie komme ich zum Bahnhof?", "weg")]]) == [1.0]


def test_texts_and_intents_are_read(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text('text,intent\n"Hallo, du",greet\n', encoding="utf-8")
    assert read(tmp_path / "x.csv") == [("Hallo, du", "greet")]


@pytest.mark.skipif(not (PUBLIC / f"{NAME}.train.csv").exists(), reason="the public data is not here")
def test_the_pipeline_is_good_at_german_it_was_not_made_for() -> None:
    (found,) = accuracy(read(PUBLIC / f"{NAME}.train.csv"), [read(PUBLIC / f"{NAME}.test.csv")])
    print(f"\n{NAME}: {found:.4f}")
    assert found >= LEAST
