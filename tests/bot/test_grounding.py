"""What may be quoted, and what is stopped on its way out."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.engine.port import Block
from bot.grounding import ungrounded
from knowledge import cards
from knowledge.repository import KnowledgeRepository

AT = dt.datetime(2026, 11, 24, 10, tzinfo=ZoneInfo("Europe/Berlin"))


def text(words: str) -> tuple[Block, ...]:
    return ({"type": "text", "text": words},)


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("Rufen Sie 0190 123456 an.", "0190123456"),
        ("Rufen Sie (0190) 12 34-56 an.", "0190123456"),
        ("Rufen Sie +49 190 123456 an.", "0190123456"),
        ("tel:0190123456", "0190123456"),
        ("Kostenlos unter 116 999.", "116999"),
        ("Im Notfall 119 wählen.", "119"),
        ("Tel. 4711", "4711"),
        ("0800 1110111 / 0190 123456", "0190123456"),
        ("Schreiben Sie an Max@Boese.example.", "max@boese.example"),
        ("mailto:max@boese.example", "max@boese.example"),
        ("Mehr auf https://boese.example/a?b=1", "https://boese.example/a?b=1"),
        ("Mehr auf http://krisenchat.de", "http://krisenchat.de"),
        ("https://krisenchat.de https://boese.example", "https://boese.example"),
    ],
)
def test_what_the_knowledge_base_does_not_hold_is_found(facts: KnowledgeRepository, words: str, key: str) -> None:
    assert [found for found in ungrounded(text(words), facts) if found.endswith(key)]


@pytest.mark.parametrize(
    "words",
    [
        "Rufen Sie 110 oder 112.",
        "Kinder rufen 116 111 an.",
        "0800 111 0 111, 0800/1110222 oder +49 800 1110111",
        "0800 1110111 / 0800 1110222",
        "Tel. 02202 14-2955",
        "Daniela.Pagonakis@dinslaken.de",
        "Im Chat: https://krisenchat.de",
    ],
)
def test_what_is_confirmed_may_be_quoted_however_it_is_written(facts: KnowledgeRepository, words: str) -> None:
    assert ungrounded(text(words), facts) == []


@pytest.mark.parametrize(
    "words",
    [
        "§ 8a SGB VIII, § 4 Abs. 2 KKG, Art. 6 Abs. 2 GG",
        "§ 113 StGB",
        "seit 2012, von 1990 bis 2026",
        "am 24.11.2026 um 14:00 Uhr",
        "im 03/2026, Stand 2026-11-23",
        "14–17 Uhr, 9.30–12 Uhr",
        "für Kinder von 0 bis 18 Jahren",
        "50667 Köln, Markt 12 a",
        "Schritt 3 von 11",
        "119 Kinder und 111 Prozent",
    ],
)
def test_paragraphs_years_dates_and_counts_are_no_numbers_to_call(facts: KnowledgeRepository, words: str) -> None:
    assert ungrounded(text(words), facts) == []


@pytest.mark.parametrize("number", ["0176 52514800", "03375 529 10 50"])
def test_a_number_that_editors_have_not_confirmed_is_unknown(facts: KnowledgeRepository, number: str) -> None:
    assert ungrounded(text(number), facts)


def test_a_number_is_found_however_deep_it_lies(facts: KnowledgeRepository) -> None:
    nested: dict[str, Any] = {"type": "steps", "steps": [{"title": "1", "cards": ({"phones": ["0190 123456"]},)}]}
    assert ungrounded((*text("Hallo"), nested), facts) == ["0190123456"]


def test_everything_unknown_is_named_block_by_block(facts: KnowledgeRepository) -> None:
    blocks = (*text("0190 123456"), *text("110"), *text("a@boese.example"))
    assert ungrounded(blocks, facts) == ["0190123456", "a@boese.example"]


def test_addresses_ids_dates_and_own_paths_are_not_read(facts: KnowledgeRepository) -> None:
    block = {
        "type": "contact", "id": "a-0190-123456", "address": "Hauptstraße 119", "as_of": "2026-11-23",
        "vcf_url": "/api/v1/cities/herne/contacts/0190123456.vcf", "start": "2026-11-23", "end": "2026-11-24",
    }  # fmt: skip
    assert ungrounded((block,), facts) == []
    assert ungrounded(({"type": "contact", "note": "a-0190 123456, 0190 123456"},), facts)


def test_nothing_is_found_in_nothing(facts: KnowledgeRepository) -> None:
    assert ungrounded((), facts) == []
    assert ungrounded(({"type": "text", "text": None, "open_now": True, "count": 110},), facts) == []


def test_no_card_of_the_knowledge_base_is_ever_withheld(facts: KnowledgeRepository) -> None:
    contacts = [cards.contact(each, city, AT) for city in facts.cities() for each in facts.contacts(city.id)]
    lines = [cards.hotline(line, "NW", AT) for line in facts.hotlines()]
    events = [cards.event(event, None, AT.date()) for event in facts.events()]
    assert len(contacts) > 10
    assert len(lines) > 10
    assert {card["name" if "name" in card else "title"]: ungrounded((card,), facts) for card in
            (*contacts, *lines, *events) if ungrounded((card,), facts)} == {}  # fmt: skip


@pytest.mark.parametrize("words", ["Mehr auf https://krisenchat.de.", "(https://krisenchat.de)"])
def test_punctuation_after_a_confirmed_link_is_not_part_of_it(facts: KnowledgeRepository, words: str) -> None:
    assert ungrounded(text(words), facts) == []


@pytest.mark.parametrize("words", ["HTTPS://boese.example", "www.boese.example"])
def test_an_unknown_link_is_found_however_it_is_written(facts: KnowledgeRepository, words: str) -> None:
    assert ungrounded(text(words), facts)


def test_the_number_that_is_dialled_must_be_known_as_well(facts: KnowledgeRepository) -> None:
    phone = {"number": "110", "tel": "tel:0190123456"}
    assert ungrounded(({"type": "contact", "phones": [phone]},), facts)
