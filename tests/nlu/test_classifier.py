"""The classifier over intents and topics."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rasa.shared.nlu.constants import INTENT, METADATA, METADATA_EXAMPLE, TEXT
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.classifier import TELLING, TOPIC_RANKING, WEIGHT, LinearRetrievalClassifier
from tests.nlu.world import QUESTIONS, Workshop, training_data, understood


def best(components: list[Any], text: str) -> tuple[str, float]:
    """Name and confidence of the intent of ``text``."""
    intent = understood(components, text).get(INTENT)
    return intent["name"], intent["confidence"]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("Darf man das melden, ohne den Namen zu nennen?", "ask_topic"),
        ("guten morgen zusammen", "greet"),
        ("Wer ist Ole Sander?", "ask_person"),
    ],
)
def test_a_new_wording_gets_the_intent_of_its_like(components: list[Any], text: str, intent: str) -> None:
    assert best(components, text)[0] == intent


def test_topics_are_ranked_beside_the_intent(components: list[Any]) -> None:
    topics = understood(components, "Darf ich meine Akte einsehen?").get(TOPIC_RANKING)
    assert [entry["topic"] for entry in topics] == ["akten", "anonym"]
    assert topics[0]["confidence"] > topics[1]["confidence"]


def test_an_intent_is_as_likely_as_its_likeliest_topic(components: list[Any]) -> None:
    message = understood(components, "Darf ich meine Akte einsehen?")
    assert message.get(INTENT)["confidence"] == message.get(TOPIC_RANKING)[0]["confidence"]


@pytest.mark.parametrize("text", ["xqzvw jjkkq", "Ωμέγα", "7 8 9", "пожалуйста"])
def test_what_holds_nothing_known_has_low_confidence(components: list[Any], text: str) -> None:
    known = best(components, "Kann ich anonym melden?")[1]
    assert best(components, text)[1] < known / 2


def test_without_a_single_known_feature_the_confidence_is_zero(components: list[Any]) -> None:
    assert best(components, "漢字")[1] == 0


def test_names_do_not_decide_the_topic(components: list[Any]) -> None:
    """ "in Herne" and "in Dinslaken" are the same question."""
    ranked = [
        understood(components, f"Kann ich in {city} anonym melden?").get(TOPIC_RANKING)
        for city in ("Herne", "Dinslaken", "Bergisch Gladbach")
    ]
    assert ranked[0] == ranked[1] == ranked[2]


def weighted(weight: float) -> TrainingData:
    """The small world, and one sentence that counts ``weight`` for a topic it does not belong to."""
    data = training_data({**QUESTIONS, "ask_topic/akten": [*QUESTIONS["ask_topic/akten"], "Geht das geheim?"]})
    extra = next(example for example in data.intent_examples if example.get(TEXT) == "Geht das geheim?")
    extra.set(METADATA, {METADATA_EXAMPLE: {WEIGHT: weight}})
    return data


def test_an_example_counts_as_much_as_its_weight(tmp_path_factory: pytest.TempPathFactory) -> None:
    chances = []
    for weight in (0.01, 1.0):
        components = Workshop(tmp_path_factory.mktemp("weights")).train(weighted(weight))
        ranking = understood(components, "Geht das geheim?").get(TOPIC_RANKING)
        chances.append(next(entry["confidence"] for entry in ranking if entry["topic"] == "akten"))
    assert chances[0] < chances[1]


def test_nothing_in_the_model_is_pickled(trained: tuple[Workshop, list[Any]], tmp_path: Path) -> None:
    workshop, _ = trained
    written = [path for path in workshop.storage._storage_path.rglob("*") if path.is_file()]
    assert {path.name for path in written} == {
        "lemmas.json", "lexicon.json", "names.json", "vocabulary.json", "weights.npz",
    }  # fmt: skip
    for path in written:
        with pytest.raises((pickle.UnpicklingError, ValueError, EOFError, KeyError, IndexError, TypeError)):
            pickle.loads(path.read_bytes())  # noqa: S301 - our own file, and the point is that this fails
        if path.suffix == ".json":
            json.loads(path.read_text(encoding="utf-8"))
        if path.suffix == ".npz":
            with np.load(path, allow_pickle=False) as arrays:
                assert all(arrays[name].dtype.kind in "fiu" for name in arrays.files)


def test_a_pickle_in_place_of_the_weights_is_not_executed(tmp_path: Path) -> None:
    workshop = Workshop(tmp_path)
    workshop.train(training_data())
    weights = next(tmp_path.rglob(LinearRetrievalClassifier.WEIGHTS_FILE))
    np.savez(weights, starts=np.array([object()]))
    with pytest.raises(ValueError, match="allow_pickle"):
        workshop.load(LinearRetrievalClassifier)


def test_two_labels_are_enough_to_train(tmp_path: Path) -> None:
    few = {"greet": QUESTIONS["greet"], "deny": QUESTIONS["deny"]}
    components = Workshop(tmp_path).train(training_data(few))
    assert best(components, "Guten Tag")[0] == "greet"


def test_a_label_with_a_single_example_does_not_stop_the_training(tmp_path: Path) -> None:
    components = Workshop(tmp_path).train(training_data({**QUESTIONS, "stop": ["Schluss jetzt"]}))
    assert best(components, "Schluss jetzt")[0] == "stop"


def test_words_that_stand_in_the_questions_of_many_topics_tell_none(tmp_path: Path) -> None:
    names = ("Akte", "Fax", "Brief", "Anwalt", "Formular")
    asked = {f"ask_topic/{name.lower()}": [f"Brauche {n} mal {name}, warum" for n in "abc"] for name in names}
    rare = {**asked, "ask_topic/fax": [*asked["ask_topic/fax"], "Durchwahl"]}
    components = Workshop(tmp_path).train(training_data(rare))
    for text, telling in (("Akte", True), ("Brauche das", False), ("warum", False), ("Durchwahl", False)):
        assert understood(components, text).get(TELLING) is telling, text


def test_an_ordinary_word_tells_no_topic_where_it_stands_in_one_alone(tmp_path: Path) -> None:
    asked = [f"warum {word}" for word in ("Akte", "Fax", "Brief")]
    components = Workshop(tmp_path).train(training_data({"ask_topic/grund": asked, "greet": QUESTIONS["greet"]}))
    assert understood(components, "warum").get(TELLING) is False
