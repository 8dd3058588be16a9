"""What each of our components must do, whichever it is."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.features import TOKENS
from tests.nlu.world import COMPONENTS, NAMES, Workshop, training_data, understood

SENTENCES = (
    "Kann ich in Herne anonym melden?",
    "ich bin Lehrerin an einer Schule in Bergisch Gladbach",
    "WER IST FRAU BERG???",
    "Straße, Müßiggang – „Ängste“ … 👋🏽 53840",
)
texts_with_names = st.lists(
    st.one_of(
        st.sampled_from([name for names in NAMES.values() for name in names]),
        st.text(max_size=12),
        st.sampled_from(["in", "Ich bin", "ß", "İ", "ﬁ", "e\u0301", "\u200b", "  ", "\n"]),
    ),
    max_size=8,
).map(" ".join)


@pytest.fixture(params=COMPONENTS, ids=lambda kind: kind.__name__)
def kind(request: pytest.FixtureRequest) -> type[Any]:
    """One component class after the other."""
    found: type[Any] = request.param
    return found


@pytest.mark.parametrize("text", ["", None])
def test_a_message_without_text_stays_without_understanding(
    components: list[Any], kind: type[Any], text: str | None
) -> None:
    message = Message({TEXT: text})
    components[COMPONENTS.index(kind)].process([message])
    assert {key: value for key, value in message.data.items() if value} == {}


@pytest.mark.parametrize("text", [" ", "\n\t", "?!…", "👋"])
def test_a_message_without_a_word_is_understood_as_nothing(components: list[Any], text: str) -> None:
    message = understood(components, text)
    assert not message.get(ENTITIES)
    assert message.get(INTENT)["confidence"] <= 0.5


def test_no_message_at_all_is_no_error(components: list[Any], kind: type[Any]) -> None:
    assert components[COMPONENTS.index(kind)].process([]) == []


@pytest.mark.parametrize("text", SENTENCES)
def test_a_loaded_component_gives_what_the_trained_one_gave(
    trained: tuple[Workshop, list[Any]], kind: type[Any], text: str
) -> None:
    workshop, components = trained
    loaded = list(components)
    loaded[COMPONENTS.index(kind)] = workshop.load(kind)
    before, after = understood(components, text), understood(loaded, text)
    assert before.data.keys() == after.data.keys()
    assert before.fingerprint() == after.fingerprint()


@pytest.mark.parametrize("text", SENTENCES)
def test_training_twice_on_the_same_data_gives_the_same(
    components: list[Any], tmp_path_factory: pytest.TempPathFactory, kind: type[Any], text: str
) -> None:
    upto = COMPONENTS.index(kind) + 1
    again = Workshop(tmp_path_factory.mktemp("again")).train(training_data(), upto=kind)
    assert understood(components[:upto], text).fingerprint() == understood(again, text).fingerprint()


def test_what_was_trained_does_not_depend_on_the_order_of_messages(components: list[Any]) -> None:
    alone = [understood(components, text).fingerprint() for text in SENTENCES]
    together = [Message({TEXT: text}) for text in reversed(SENTENCES)]
    for component in components:
        component.process(together)
    assert [message.fingerprint() for message in reversed(together)] == alone


@settings(max_examples=150, deadline=None)
@given(text=texts_with_names)
def test_offsets_point_into_the_text_as_it_was_written(components: list[Any], text: str) -> None:
    message = understood(components, text)
    assert message.get(TEXT) == text
    for token in message.get(TOKENS) or ():
        assert text[token.start : token.end] == token.text
    ends = 0
    for entity in message.get(ENTITIES) or ():
        assert 0 <= entity["start"] < entity["end"] <= len(text)
        assert not text[entity["start"]].isspace()
        assert not text[entity["end"] - 1].isspace()
        assert entity["end"] >= ends
        ends = entity["end"]


@settings(max_examples=100, deadline=None)
@given(text=texts_with_names)
def test_confidences_are_probabilities_whatever_is_written(components: list[Any], text: str) -> None:
    message = understood(components, text)
    if not text:
        return
    ranking = message.get("intent_ranking")
    assert message.get(INTENT) == ranking[0]
    assert all(0 <= entry["confidence"] <= 1 for entry in (*ranking, *message.get("topic_ranking")))
    assert sum(entry["confidence"] for entry in ranking) <= 1 + 1e-5
    assert [e["confidence"] for e in ranking] == sorted((e["confidence"] for e in ranking), reverse=True)
