"""The importer of training files gives what Rasa's own gives, and copies cheaply."""

from __future__ import annotations

import copy
from pathlib import Path

from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import TEXT

from bot.settings import ROOT
from bot.training.importer import Example, QuickFileImporter

FILES = [str(ROOT / "data" / "nlu" / name) for name in ("help.yml", "smalltalk.yml")]


def test_examples_are_those_of_rasas_importer() -> None:
    ours, theirs = (
        importer(training_data_paths=FILES).get_nlu_data() for importer in (QuickFileImporter, RasaFileImporter)
    )
    assert [example.data for example in ours.training_examples] == [each.data for each in theirs.training_examples]
    assert ours.training_examples


def test_weights_and_responses_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "nlu.yml"
    path.write_text(
        'version: "3.1"\nnlu:\n- intent: ask/one\n  examples:\n  - text: |\n      eins\n'
        "    metadata:\n      weight: 0.5\n"
        "responses:\n  utter_ask/one:\n  - text: Eins.\n",
        encoding="utf-8",
    )
    found = QuickFileImporter(training_data_paths=[str(path)]).get_nlu_data()
    assert found.training_examples[0].get("metadata") == {"example": {"weight": 0.5}}
    assert found.responses["utter_ask/one"][0]["text"] == "Eins."


def test_a_copy_is_an_example_of_its_own_and_the_same() -> None:
    example = Example({TEXT: "Hallo", "intent": "greet"})
    other = copy.deepcopy(example)
    assert (other == example, other is example) == (True, False)
    other.set("text_tokens", [])
    assert example.get("text_tokens") is None
    assert other.fingerprint() != example.fingerprint()


def test_the_recipe_names_it() -> None:
    importer = TrainingDataImporter.load_from_config(str(ROOT / "config.yml"))
    assert "QuickFileImporter" in str(vars(vars(vars(importer)["importer"])["_importer"])["_importers"])
