"""Checks across files."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge import mentions
from knowledge.loader import ContentError, load
from tests.knowledge.conftest import FACT, FILES, write


def messages(folder: Path) -> list[str]:
    try:
        load(folder)
    except ContentError as error:
        return [str(problem) for problem in error.problems]
    return []


def changed(folder: Path, name: str, old: str, new: str) -> list[str]:
    assert old in FILES[name]
    write(folder, {name: FILES[name].replace(old, new, 1)})
    return messages(folder)


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("musterstadt/events.yaml", "id: fallwerkstatt", "id: auftakt", "„auftakt“ kommt schon vor"),
        ("_national/events.yaml", "id: fachtag-nrw", "id: auftakt", "„auftakt“ kommt schon vor"),
        ("_national/hotlines.yaml", "id: ombudsstelle", "id: polizei-110", "„polizei-110“ kommt schon vor"),
        ("_national/topics/fachkraefte.yaml", "id: schule-42", "id: wo-melden", "„wo-melden“ kommt schon vor"),
        ("musterstadt/contacts.yaml", "id: koordination", "id: jugendamt", "„jugendamt“ kommt schon vor"),
        ("musterkreis/contacts.yaml", "[Büro Odenthal]", "[büro kürten]", "Der Name „büro kürten“ meint schon"),
        ("havelstadt/city.yaml", "id: havelstadt", "id: havel", "Der Ordner heißt „havelstadt“"),
        ("musterstadt/city.yaml", "[musterkreis]", "[nirgendwo]", "Die Stadt „nirgendwo“ gibt es nicht"),
        ("musterstadt/city.yaml", "[musterkreis]", "[musterstadt]", "verweist auf sich selbst"),
        ("musterstadt/events.yaml", "[musterkreis]", "[nirgendwo]", "Die Stadt „nirgendwo“ gibt es nicht"),
        ("musterkreis/contacts.yaml", "[Odenthal]", "[Overath]", "Den Ort „Overath“ gibt es"),
        ("musterstadt/people.yaml", "contact: koordination", "contact: nachtdienst", "Den Kontakt „nachtdienst“"),
        ("_national/topics/melden.yaml", "[schule-42]", "[nichts]", "Das Thema „nichts“ gibt es nicht"),
        ("_national/topics/melden.yaml", "[schule-42]", "[netzwerk-motto]", "Das Thema „netzwerk-motto“"),
        ("_national/topics/melden.yaml", "[schule-42]", "[wo-melden]", "verweist auf sich selbst"),
        ("_national/topics/melden.yaml", "after: [schule-42]", "after: [x]", "Das Thema „x“ gibt es nicht"),
        ("_national/topics/melden.yaml", "means: schule-42", "means: x", "Das Thema „x“ gibt es nicht"),
        ("_national/topics/melden.yaml", "kinder-jugendtelefon]", "nummer-x]", "Die Hotline „nummer-x“"),
        ("_national/topics/fachkraefte.yaml", "procedure: schule", "procedure: x", "Den Meldeweg „x“"),
        ("_national/procedures.yaml", "topic: schule-42", "topic: x", "Das Thema „x“ gibt es nicht"),
        ("_national/topics/melden.yaml", "category: melden", "category: kinder", "„kinder“ passt nicht zur Datei"),
    ],
)
def test_what_does_not_fit_together_is_named(content_dir: Path, name: str, old: str, new: str, said: str) -> None:
    found = changed(content_dir, name, old, new)
    assert any(said in message and name in message for message in found), found


def test_problems_stand_on_the_line_of_the_field(content_dir: Path) -> None:
    found = changed(content_dir, "musterstadt/events.yaml", "[musterkreis]", "[nirgendwo]")
    lines = (content_dir / "musterstadt/events.yaml").read_text(encoding="utf-8").splitlines()
    line = lines.index("  cities: [nirgendwo]") + 1
    assert found == [f"musterstadt/events.yaml:{line}: [auftakt] Die Stadt „nirgendwo“ gibt es nicht."]


def test_a_broken_file_does_not_make_references_to_it_wrong(content_dir: Path) -> None:
    found = changed(content_dir, "_national/hotlines.yaml", "name: Polizei", "nmae: Polizei")
    assert all("gibt es nicht." not in message or "nmae" in message for message in found)


def say(folder: Path, city: str | None, answer: str) -> list[str]:
    """Problems when a topic of a city (or the nation) has this answer."""
    topic = (
        f"- id: neu\n  category: kinder\n  question: Frage?\n  audience: [kind]\n"
        f"  answer: >-\n    {answer}\n  easy_answer: Kurz.\n  {FACT}\n"
    )
    if city is None:
        write(folder, {"_national/topics/kinder.yaml": topic})
    else:
        name = f"{city}/topics.yaml"
        write(folder, {name: FILES.get(name, "") + topic})
    return messages(folder)


@pytest.mark.parametrize(
    "answer",
    ["Ruf an: 02202 14-2809.", "Ruf an: +49 2202 142809.", "Ruf an: (02202) 14 28 09!", "Ruf 116 111 an oder 110.",
     "0800 111 0 333 / 116 111", "Der Giftnotruf 0228 19240 hilft.", "kinderschutz@musterstadt.de",
     "Kinderschutz@Musterstadt.de."],
)  # fmt: skip
def test_a_city_may_name_its_own_and_national_numbers(content_dir: Path, answer: str) -> None:
    assert say(content_dir, "musterstadt", answer) == []


@pytest.mark.parametrize(
    ("city", "answer", "said"),
    [
        ("musterstadt", "Ruf an: 02202 14-9999.", "nirgends als bestätigte Nummer"),
        ("musterstadt", "Ruf an: 02202-14-1111.", "nirgends als bestätigte Nummer"),
        ("musterstadt", "Ruf an: 0202 555 000.", "nirgends als bestätigte Nummer"),
        ("musterstadt", "Tel. 14-2810", "nirgends als bestätigte Nummer"),
        ("musterstadt", "Ruf 116 117 an.", "nirgends als bestätigte Nummer"),
        ("musterstadt", "Ruf die 115 an.", "nirgends als bestätigte Nummer"),
        ("musterstadt", "Ruf 0 22 02 / 14 28 10 an.", "nirgends als bestätigte Nummer"),
        ("musterstadt", "Ruf +49 176 1234567 an.", "nirgends als bestätigte Nummer"),
        ("musterstadt", "Ruf 0800.111.0.334 an.", "nirgends als bestätigte Nummer"),
        ("musterstadt", "geraten@musterstadt.de", "nirgends als bestätigt"),
        ("musterstadt", "info@example.org", "nirgends als bestätigt"),
        ("musterstadt", "Ruf an: 0331 289-0.", "gehört aber nicht hierher, sondern zu: havelstadt"),
        ("musterkreis", "Ruf an: 02202 14-2809.", "gehört aber nicht hierher, sondern zu: musterstadt"),
        ("musterkreis", "kinderschutz@musterstadt.de", "gehört aber nicht hierher, sondern zu: musterstadt"),
        (None, "Ruf an: 02202 14-2809.", "gehört aber nicht hierher, sondern zu: musterstadt"),
        ("havelstadt", "Ruf an: 0228 19240.", "gehört aber nicht hierher"),
        ("havelstadt", "Ruf an: 030 61 00 66.", "nur auf Nachfrage genannte Hotlines"),
    ],
)
def test_unconfirmed_and_foreign_numbers_are_refused_in_texts(
    content_dir: Path, city: str | None, answer: str, said: str
) -> None:
    found = say(content_dir, city, answer)
    assert len(found) == 1, found
    assert said in found[0]
    assert "[neu]" in found[0]


@pytest.mark.parametrize(
    "text",
    ["§ 110 StGB und §§ 112, 115 SGB VIII", "Abs. 115", "seit dem 01.05.2022", "vom 01.01. bis 31.12.2024",
     "2023-2024", "zwischen 0 und 3 Jahren", "0–3 Jahre", "115 Fälle", "115 Prozent", "115 %", "115,5", "1.115",
     "72.800 Gefährdungen", "67.999 Einschätzungen", "01067 Dresden", "14467 Potsdam", "um 09:00 Uhr", "09.30 Uhr",
     "GV. NRW. S. 509", "BGBl. 2025 I Nr. 107", "8–16 Uhr", "Seite 112", "2024-02-28", "Az. 5 C 48/02", "0,5",
     "SGB VIII", "13 bis 17 Jahre", "0 bis 18 Jahre"],
)  # fmt: skip
def test_paragraphs_dates_ages_and_counts_are_no_telephone_numbers(text: str) -> None:
    assert [mention.written for mention in mentions.numbers(text)] == []


def test_a_house_number_is_no_emergency_number(content_dir: Path) -> None:
    # the sample contact lives at Hauptstraße 115
    assert messages(content_dir) == []
    found = changed(content_dir, "musterstadt/contacts.yaml", "Hauptstraße 115", "Hauptstraße 1, 02202 777777")
    assert len(found) == 1


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("musterstadt/contacts.yaml", "14-2809 entgegen", "14-9999 entgegen"),
        ("musterstadt/events.yaml", "Der Start des Netzwerks.", "Anmeldung unter 02202 14-9999."),
        ("musterstadt/people.yaml", "Sie kennt den Sozialen Dienst.", "Erreichbar unter 02202 14-1111."),
        ("_national/procedures.yaml", "Bei akuter Gefahr 110", "Bei akuter Gefahr 0221 123456"),
        ("_national/procedures.yaml", "Beobachtungen notieren.", "Beobachtungen melden an 0221 123456."),
        ("_national/glossary.yaml", "Sie berät", "0221 123456 berät"),
        ("_national/hotlines.yaml", "target_group: Eltern", "target_group: Eltern (0202 555 000)"),
    ],
)
def test_every_text_that_is_shown_is_searched_for_numbers(
    content_dir: Path, name: str, old: str, new: str
) -> None:
    found = changed(content_dir, name, old, new)
    assert len(found) == 1, found
    assert "nirgends als bestätigte Nummer" in found[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Das Kind ist in Gef\u0430hr", "CYRILLIC SMALL LETTER A"),
        ("\u0391lles gut", "GREEK CAPITAL LETTER ALPHA"),
        ("Ruf 11\u0660 an", "ARABIC-INDIC DIGIT ZERO"),
        ("Kinder\u200bschutz", "ZERO WIDTH SPACE"),
        ("Links\u202enach rechts", "RIGHT-TO-LEFT OVERRIDE"),
    ],
)
def test_lookalike_and_invisible_letters_are_refused(content_dir: Path, text: str, said: str) -> None:
    found = say(content_dir, "musterstadt", text)
    assert len(found) == 1, found
    assert said in found[0]


def test_a_language_may_be_named_in_its_own_script_but_not_in_two(content_dir: Path) -> None:
    assert messages(content_dir) == []  # the sample has Русский
    assert len(changed(content_dir, "_national/hotlines.yaml", "Русский", "Pусский")) == 1
