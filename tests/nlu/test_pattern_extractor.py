"""Dates, paragraphs and ages in a message."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.pattern_extractor import WANTED, PatternEntityExtractor, find, wanted
from tests.nlu.world import CONTEXT, Workshop


@pytest.mark.parametrize(
    ("text", "entity", "value", "words"),
    [
        ("Was steht in § 8a SGB VIII?", "paragraph", "§ 8a SGB VIII", "§ 8a SGB VIII"),
        ("nach §8a abs. 4 sgb viii", "paragraph", "§ 8a Abs. 4 SGB VIII", "§8a abs. 4 sgb viii"),
        ("Paragraf 4 KKG bitte", "paragraph", "§ 4 KKG", "Paragraf 4 KKG"),
        ("der § 72a", "paragraph", "§ 72a", "§ 72a"),
        ("am 24.11.2026 um zehn", "date", "2026-11-24", "24.11.2026"),
        ("am 3.4.", "date", "--04-03", "3.4."),
        ("am 5. März 2027", "date", "2027-03-05", "5. März 2027"),
        ("2026-12-01", "date", "2026-12-01", "2026-12-01"),
        ("ist morgen offen?", "date", "+1", "morgen"),
        ("war gestern zu", "date", "-1", "gestern"),
        ("Hallo, ich bin 12 und will weg", "age", "12", "12"),
        ("bin erst neun", "age", "9", "neun"),
        ("14", "age", "14", "14"),
        ("bin azubi 17 Jahre", "age", "17", "17"),
    ],
)
def test_it_is_found_with_its_value(text: str, entity: str, value: str, words: str) -> None:
    assert [(kind, what, text[start:end]) for kind, what, start, end in find(text)] == [(entity, value, words)]


@pytest.mark.parametrize(
    "text",
    ["Guten Morgen", "02064 66-336", "Version 3.16.21", "am 45.13.2026", "8 Kinder", "53840", "bin² 12",
     "ich bin 35", "14 Tage", "44", "bin 14 Tage krank",
     "bin 10 Minuten da", "bin 12 Jahre im Dienst", "mein Kind ist 12"],
)
def test_what_only_looks_like_it_is_none(text: str) -> None:
    assert find(text) == []


@given(st.text(alphabet="§ 0123456789.aAbsSGB VIII-morgen", max_size=40))
def test_offsets_point_into_the_text_and_do_not_overlap(text: str) -> None:
    end_before = 0
    for _, _, start, end in find(text):
        assert end_before <= start < end <= len(text)
        end_before = end


def test_the_component_adds_to_the_entities_there_are(tmp_path_factory: pytest.TempPathFactory) -> None:
    storage = Workshop(tmp_path_factory.mktemp("patterns")).storage
    component = PatternEntityExtractor.create({}, storage, Resource("patterns"), CONTEXT)
    message = Message({TEXT: "§ 8a am 3.4.", ENTITIES: [{"entity": "city"}]})
    component.process([message, Message({TEXT: ""})])
    assert [entity["entity"] for entity in message.get(ENTITIES)] == ["city", "paragraph", "date"]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Wie lautet die TELEFONNUMMER?", ["contact"]),
        ("Öffnungszeiten", ["contact"]),
        ("Meldewege und Ansprechpartnerin", ["contact", "procedure"]),
        ("nächster Fachtag", ["event"]),
        ("Datum der Eröffnung", ["event"]),
        ("Gibt es im Kreis eine Stelle, an die man sich wendet?", ["contact"]),
        ("wie geht denn das mit dem Melden", ["procedure", "report", "action"]),
        ("Wie stelle ich das an?", ["procedure"]),
        ("der korrekte Weg", ["procedure"]),
        ("Welche Termine gibt es?", ["event"]),
        ("Die Mutter sagt alle U-Termine ab", []),
        ("wie melde ich eine Gefährdung", ["procedure", "report"]),
        ("Wie meldet sich das Amt bei mir?", ["procedure"]),
        ("Mein Ex verweigert den Kontakt", []),
        ("", []),
    ],
)
def test_what_is_wanted_is_said_by_words(text: str, kinds: list[str]) -> None:
    assert wanted(text) == kinds


def test_what_is_wanted_stands_in_the_message(tmp_path: Path) -> None:
    message = Message({TEXT: "Termine?"})
    extractor = PatternEntityExtractor.create({}, Workshop(tmp_path).storage, Resource("patterns"), CONTEXT)
    extractor.process([message])
    assert message.get(WANTED) == ["event"]
    example = Message({TEXT: "Wen rufe ich an?"})
    extractor.process_training_data(TrainingData([example]))
    assert example.get(WANTED) == wanted("Wen rufe ich an?")
