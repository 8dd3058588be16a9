"""The German tokenizer."""

from __future__ import annotations

from pathlib import Path

import pytest
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu import language
from bot.nlu.tokenizer import POS, GermanTokenizer, WrongLanguageModelError
from tests.nlu.world import Workshop, training_data


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    """A model in which only the tokenizer is trained."""
    workshop = Workshop(tmp_path)
    workshop.create(GermanTokenizer).train(training_data())
    return workshop


def tokens(workshop: Workshop, text: str) -> list[tuple[str, str, str]]:
    """Text, lemma and part of speech of each token."""
    found = workshop.load(GermanTokenizer).tokenize(Message({TEXT: text}), TEXT)
    return [(token.text, token.lemma, token.get(POS)) for token in found]


def test_a_model_trained_with_another_language_model_is_refused(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = language.signature()
    monkeypatch.setattr(language, "signature", lambda: "de_core_news_lg 9.9.9")
    with pytest.raises(WrongLanguageModelError, match=r"de_core_news_lg 9\.9\.9") as refused:
        workshop.load(GermanTokenizer)
    assert installed in str(refused.value)


def test_the_signature_names_program_and_version() -> None:
    name, version = language.signature().rsplit(" ", 1)
    assert name in (language.MODEL.lower(), "hanta")
    assert version[0].isdigit()


def test_inflected_words_share_their_lemma(workshop: Workshop) -> None:
    lemmas = {tokens(workshop, f"die {word} sehen")[1][1].lower() for word in ("Kinder", "Kindern", "Kindes")}
    assert len(lemmas) == 1


def test_parts_of_speech_are_universal(workshop: Workshop) -> None:
    found = {text: pos for text, _, pos in tokens(workshop, "Das kleine Kind schläft heute nicht.")}
    assert found["Kind"] == "NOUN"
    assert found["schläft"] == "VERB"
    assert found["."] == "PUNCT"


def test_white_space_is_no_token(workshop: Workshop) -> None:
    assert [text for text, _, _ in tokens(workshop, "  zwei \n\t Wörter  ")] == ["zwei", "Wörter"]
