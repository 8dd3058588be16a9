"""The role that somebody seems to have who names none."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.role_classifier import WRITER, RoleClassifier
from tests.nlu.world import COMPONENTS, Workshop, training_data, understood


def seems(components: list[Any], text: str) -> dict[str, Any] | None:
    """What the classifier thinks of who writes ``text``."""
    found: dict[str, Any] | None = understood(components[COMPONENTS.index(RoleClassifier) :], text).get(WRITER)
    return found


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("in der pause hat mir eine schülerin etwas anvertraut", "lehrkraft"),
        ("Ich korrigiere gerade Hefte, und da steht etwas Schlimmes", "lehrkraft"),
        ("bei der vorsorge fielen hämatome auf", "arzt"),
        ("eine Mutter schlägt im Wartezimmer ihr Kind", "arzt"),
        ("gebe am samstag schwimmunterricht", "verein"),
        ("KLASSENLEHRERIN!!", "lehrkraft"),
    ],
)
def test_what_is_told_besides_shows_the_role(components: list[Any], text: str, role: str) -> None:
    found = seems(components, text)
    assert found is not None
    assert found["role"] == role
    assert 0 < found["confidence"] <= 1


@pytest.mark.parametrize("text", ["Wie lange dauert das eigentlich?", "kann man das anonym machen", "xq zzqx"])
def test_where_nothing_shows_it_there_is_no_role(components: list[Any], text: str) -> None:
    assert seems(components, text) is None


def test_it_touches_neither_intent_nor_entities(components: list[Any]) -> None:
    classifier = components[COMPONENTS.index(RoleClassifier)]
    before = understood(components[:-1], "Ich bin Lehrerin in Herne, wie gehe ich vor?")
    after = Message({TEXT: before.get(TEXT), **before.data})
    classifier.process([after])
    assert after.get(INTENT) == before.get(INTENT)
    assert after.get(ENTITIES) == before.get(ENTITIES)
    assert after.get(WRITER)


def test_the_sentences_are_no_names(components: list[Any]) -> None:
    message = understood(components, "In der Pausenaufsicht hat sich eine Schülerin mir anvertraut")
    assert not [entity for entity in message.get(ENTITIES) if entity["entity"] == WRITER]


def test_without_two_roles_there_is_nothing_to_learn(tmp_path: Any) -> None:
    names = {"role/arzt": ["Arzt"], "city/herne": ["Herne"]}
    workshop = Workshop(tmp_path)
    classifier = workshop.train(training_data(names=names))[-1]
    assert seems([*[None] * COMPONENTS.index(RoleClassifier), classifier], "Arzt") is None
    assert workshop.load(RoleClassifier).process([]) == []


def test_two_roles_are_told_apart(tmp_path: Any) -> None:
    names = {"role/arzt": ["Arzt", "Ärztin"], "role/verein": ["Trainer", "Trainerin"]}
    classifier = Workshop(tmp_path).train(training_data(names=names))[-1]
    found = seems([*[None] * COMPONENTS.index(RoleClassifier), classifier], "ich bin trainer")
    assert found is not None
    assert found["role"] == "verein"
