"""Every block as plain text: complete, dated, without markup."""

from __future__ import annotations

from typing import Any

import pytest

from bot.plaintext import block_text, open_now, source_lines

SOURCES = [{"title": "Stadtblatt", "url": "https://example.org/a", "as_of": "2024-08-28"}]
CONTACT = {
    "type": "contact", "kind": "koordination", "name": "Erika Muster", "role": "Koordination",
    "office": "Koordination der Stadt", "text": "Für Fragen zum Netzwerk.",
    "phones": [{"number": "01234 5", "kind": "telefon"}, {"number": "01234 6", "kind": "fax"}],
    "mail": "erika@example.org", "mails": ["erika@example.org"], "address": "Markt 1, 12345 Ort", "room": "301 A",
    "opening_hours": "Mo–Fr 9–12 Uhr", "open_now": True, "sources": SOURCES, "as_of": "2024-08-28",
}  # fmt: skip
EMERGENCY = {
    "type": "emergency", "title": "Sofort Hilfe", "text": "Rufen Sie 110.", "lines": ["Rufen Sie 110."],
    "numbers": [
        {"number": "110", "name": "Polizei", "hours": "rund um die Uhr", "open_now": True},
        {"number": "116 111", "name": "Jugendtelefon", "hours": "Mo–Sa 14–20 Uhr", "open_now": False},
    ],
    "written": [{"name": "krisenchat", "url": "https://krisenchat.de"}, {"name": "ohne Link", "url": None}],
    "sources": [*SOURCES, *SOURCES, {"title": "Amt", "url": "https://example.org/b", "as_of": "2023"}],
    "as_of": "2023",
}  # fmt: skip


def test_a_contact_shows_every_way_to_reach_it_and_whether_it_is_open() -> None:
    assert block_text(CONTACT).splitlines() == [
        "Erika Muster",
        "Koordination der Stadt",
        "Für Fragen zum Netzwerk.",
        "Telefon: 01234 5",
        "Fax: 01234 6",
        "E-Mail: erika@example.org",
        "Anschrift: Markt 1, 12345 Ort, Raum 301 A",
        "Zeiten: Mo–Fr 9–12 Uhr (jetzt geöffnet)",
        "Quelle: Stadtblatt, https://example.org/a (Stand: 28. August 2024)",
    ]


def test_a_contact_without_anything_but_a_name_shows_the_name() -> None:
    bare: dict[str, Any] = {
        "type": "contact", "kind": "meldung", "name": "Jugendamt Ort", "office": "Ort", "role": None, "phones": [],
        "mail": None, "address": None, "opening_hours": None, "open_now": None,
    }  # fmt: skip
    assert block_text(bare) == "Jugendamt Ort"


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ({"kind": "asd", "open_now": True}, "jetzt geöffnet"),
        ({"kind": "asd", "open_now": False}, "jetzt geschlossen"),
        ({"kind": "hotline", "open_now": False}, "jetzt nicht erreichbar"),
        ({"open_now": True}, "jetzt erreichbar"),
        ({"kind": "asd", "open_now": None}, None),
        ({}, None),
    ],
)
def test_an_office_is_open_and_a_line_can_be_reached(entry: dict[str, Any], words: str | None) -> None:
    assert open_now(entry) == words


def test_a_help_line_says_whom_it_is_for_and_what_it_is_not() -> None:
    line = {"type": "contact", "kind": "hotline", "name": "Jugendtelefon", "role": "Kinder", "office": None,
            "phones": [{"number": "116 111", "kind": "telefon"}], "not_for": "kein Notruf",
            "languages": ["Deutsch", "Russisch"]}  # fmt: skip
    assert block_text(line).splitlines() == [
        "Jugendtelefon", "Für: Kinder", "Telefon: 116 111", "Sprachen: Deutsch, Russisch", "Wichtig: kein Notruf",
    ]  # fmt: skip


def test_steps_are_numbered_with_their_legal_basis() -> None:
    block = {"type": "steps", "title": "Schule", "summary": "Nicht allein entscheiden.", "total": 2,
             "steps": [{"number": 1, "text": "Zuhören.", "legal_basis": ["§ 4 KKG", "§ 42 SchulG"]},
                       {"number": 2, "text": "Aufschreiben.", "legal_basis": []}],
             "do_not": ["bohren"]}  # fmt: skip
    assert block_text(block).splitlines() == [
        "Schule", "Nicht allein entscheiden.", "1. Zuhören. (§ 4 KKG, § 42 SchulG)", "2. Aufschreiben.",
        "Bitte nicht:", "– bohren",
    ]  # fmt: skip


def test_a_single_step_says_which_of_how_many_it_is() -> None:
    block = {"type": "steps", "total": 8, "steps": [{"number": 3, "text": "Anrufen."}]}
    assert block_text(block).splitlines() == ["Schritt 3 von 8", "3. Anrufen."]


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        ("2024-08-28", None, "Wann: 28. August 2024"),
        ("2024-08", None, "Wann: August 2024"),
        ("2024", None, "Wann: 2024"),
        ("2024-08-28", "2024-08-30", "Wann: 28. August 2024 bis 30. August 2024"),
    ],
)
def test_an_event_is_dated_as_precisely_as_it_is_known(start: str, end: str | None, shown: str) -> None:
    event = {"type": "event", "title": "Fachtag", "status": "past", "start": start, "end": end, "place": "Rathaus",
             "people": [{"name": "A. B.", "part": "Vortrag"}, {"name": "C. D.", "part": None}]}  # fmt: skip
    assert block_text(event).splitlines() == [
        "Fachtag", "Diese Veranstaltung ist vorbei.", shown, "Wo: Rathaus", "Mit: A. B. (Vortrag), C. D.",
    ]  # fmt: skip


def test_the_emergency_block_keeps_its_order_and_its_sources_in_one_line() -> None:
    assert block_text(EMERGENCY).splitlines() == [
        "Sofort Hilfe",
        "Rufen Sie 110.",
        "110: Polizei (rund um die Uhr, jetzt erreichbar)",
        "116 111: Jugendtelefon (Mo–Sa 14–20 Uhr, jetzt nicht erreichbar)",
        "krisenchat: https://krisenchat.de",
        "Quellen: Stadtblatt; Amt (ältester Stand: 2023)",
    ]


def test_text_and_list_carry_legal_basis_and_each_source_once() -> None:
    law = ["§ 8a SGB VIII"]
    text = {"type": "text", "text": "Ja.\nAuch nachts.", "legal_basis": law, "sources": [*SOURCES, *SOURCES]}
    assert block_text(text).splitlines() == [
        "Ja.", "Auch nachts.", "Rechtsgrundlage: § 8a SGB VIII",
        "Quelle: Stadtblatt, https://example.org/a (Stand: 28. August 2024)",
    ]  # fmt: skip
    assert block_text({"type": "list", "title": "Dazu", "items": ["eins", "zwei"]}) == "Dazu\n– eins\n– zwei"


def test_sources_can_be_left_out() -> None:
    assert block_text({"type": "text", "text": "Ja.", "sources": SOURCES}, sources=False) == "Ja."


def test_a_source_block_is_its_source() -> None:
    assert block_text({"type": "source", **SOURCES[0]}) == (
        "Quelle: Stadtblatt, https://example.org/a (Stand: 28. August 2024)"
    )


def test_a_source_without_link_or_date_is_still_named() -> None:
    source = {"title": "Heft", "url": None, "as_of": None}
    assert source_lines({"type": "text", "sources": [source]}) == ["Quelle: Heft"]


def test_a_type_nobody_knows_shows_its_title_and_text() -> None:
    assert block_text({"type": "later", "title": "Neu", "text": "Text"}) == "Neu\nText"


@pytest.mark.parametrize(
    "kind", ["text", "list", "steps", "contact", "event", "emergency", "notice", "source", "later"]
)
def test_an_empty_block_of_any_type_is_empty_text(kind: str) -> None:
    assert block_text({"type": kind}) == ""
