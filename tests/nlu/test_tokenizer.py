"""The German tokenizer."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu import language, parallel
from bot.nlu.tokenizer import POS, GermanTokenizer
from tests.nlu.world import Workshop, training_data

SENTENCES = ["die Kinder sehen", "die Kindern sehen", "die Kindes sehen", "Das kleine Kind schläft heute nicht."]


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    """A model in which only the tokenizer is trained."""
    workshop = Workshop(tmp_path)
    twice = [*SENTENCES, *(f"Ja, {sentence}" for sentence in SENTENCES)]
    workshop.create(GermanTokenizer).train(training_data({"ask_topic/kind": twice}))
    return workshop


def tokens(workshop: Workshop, text: str) -> list[tuple[str, str, str]]:
    """Text, lemma and part of speech of each token."""
    found = workshop.load(GermanTokenizer).tokenize(Message({TEXT: text}), TEXT)
    return [(token.text, token.lemma, token.get(POS)) for token in found]


def test_the_signature_names_program_and_version() -> None:
    name, version = language.signature().rsplit(" ", 1)
    assert name in (language.MODEL.lower(), "hanta")
    assert version[0].isdigit()


@pytest.mark.parametrize(
    "text", [*SENTENCES, "z.B. am 3.4. um 8:30 Uhr, d.h. www.stadt.de/hilfe oder a@b.de!? (§ 8a SGB VIII)"]
)
def test_tokens_are_those_of_the_pipeline(text: str) -> None:
    assert [(token.text, token.is_punct) for token in language.tokenizer()(text)] == [
        (token.text, token.is_punct) for token in spacy.blank("de").tokenizer(text)
    ]


def test_inflected_words_share_their_lemma(workshop: Workshop) -> None:
    lemmas = {tokens(workshop, f"die {word} sehen")[1][1].lower() for word in ("Kinder", "Kindern", "Kindes")}
    assert len(lemmas) == 1


def test_parts_of_speech_are_universal(workshop: Workshop) -> None:
    found = {text: pos for text, _, pos in tokens(workshop, "Das kleine Kind schläft heute nicht.")}
    assert found["Kind"] == "NOUN"
    assert found["schläft"] == "VERB"
    assert found["."] == "PUNCT"


def test_a_word_that_training_never_saw_twice_is_its_own_lemma(workshop: Workshop) -> None:
    assert tokens(workshop, "Hebammen!") == [("Hebammen", "Hebammen", "X"), ("!", "!", "PUNCT")]


def test_a_message_needs_no_tagger(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "pipeline", lambda: pytest.fail("the tagger was asked"))
    assert tokens(workshop, "Kinder und Hebammen")


def test_white_space_is_no_token(workshop: Workshop) -> None:
    assert [text for text, _, _ in tokens(workshop, "  zwei \n\t Wörter  ")] == ["zwei", "Wörter"]


def test_words_are_foreseen_by_other_processes() -> None:
    texts = ["die Kinder sehen Kindeswohl-Gefährdung", "Kinder, Kindeswohl-Gefährdung!", "die U-Bahn", "einmal"]
    words = ["Kinder", "Kindeswohl-Gefährdung", "einmal"]
    with parallel.kept(language.pipeline):
        language.foresee(texts)
        found = language.analyses(words)
        assert parallel.map_chunks(language._analysed, ["sehen"], 1) == [language.analyses(["sehen"])["sehen"]]
    assert found == language.analyses(words)
