"""Reading content files: what is right is taken as written, what is wrong is said where it stands."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from knowledge.loader import ContentError, ContentProblem, load
from knowledge.schema import Category
from tests.knowledge.conftest import FACT, FILES, write

PERSON = "musterstadt/people.yaml"


def problems(folder: Path) -> tuple[ContentProblem, ...]:
    with pytest.raises(ContentError) as caught:
        load(folder)
    return caught.value.problems


def with_file(folder: Path, name: str, text: str) -> Path:
    return write(folder, {name: text})


def test_everything_is_read_in_the_order_of_the_files(content_dir: Path) -> None:
    knowledge = load(content_dir)
    assert [city.city.id for city in knowledge.cities] == ["havelstadt", "musterkreis", "musterstadt"]
    assert [hotline.id for hotline in knowledge.hotlines][:2] == ["polizei-110", "kinder-jugendtelefon"]
    assert [topic.category for topic in knowledge.topics] == [Category.REPORTING, Category.PROFESSIONALS]


def test_plain_values_stay_as_they_are_written(content_dir: Path) -> None:
    knowledge = load(content_dir)
    contact = knowledge.cities[2].contacts[0]
    assert contact.hours is not None
    assert contact.hours.weekly[0].opens == "09:00"
    assert contact.as_of == "2024-02"
    assert contact.checked_on == dt.date(2026, 11, 23)
    assert knowledge.hotlines[0].numbers == ("110",)
    assert knowledge.cities[2].city.postcodes == ("01234",)


def test_all_mistakes_are_found_at_once_with_file_and_line(content_dir: Path) -> None:
    with_file(
        content_dir,
        PERSON,
        f"- id: Falsch\n  name: A\n  function: B\n  abuot: C\n  {FACT}\n- id: zwei\n  {FACT}\n",
    )
    with_file(content_dir, "_national/laws.yaml", f"- id: kkg\n  title: KKG\n  names: []\n  {FACT}\n")
    found = {(p.file, p.line, p.entry_id): p.message for p in problems(content_dir)}
    assert set(found) == {
        ("_national/laws.yaml", 3, "kkg"),
        (PERSON, 1, "Falsch"),
        (PERSON, 4, "Falsch"),
        (PERSON, 8, "zwei"),
    }
    assert "abuot" in found[PERSON, 4, "Falsch"]


def test_a_problem_reads_like_a_compiler_message() -> None:
    assert str(ContentProblem("a.yaml", 7, "x", "Fehlt.")) == "a.yaml:7: [x] Fehlt."
    assert str(ContentProblem("a.yaml", None, None, "Fehlt.")) == "a.yaml: Fehlt."


EVENT = f"- id: e\n  title: T\n  {FACT}\n"
CONTACT = f"- id: c\n  kind: meldung\n  name: N\n  {FACT}\n"


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        (PERSON, f"- id: p\n  name: A\n  {FACT}\n", "Das Feld „function“ fehlt."),
        (PERSON, f"- id: p\n  name: A\n  function: ''\n  {FACT}\n", "„function“ darf nicht leer sein."),
        (PERSON, f"- id: p\n  name: A\n  function: [x]\n  {FACT}\n", "„function“ muss ein Text sein."),
        (
            "musterstadt/contacts.yaml",
            CONTACT.replace("meldung", "telefon"),
            "„telefon“ ist für „kind“ nicht erlaubt",
        ),
        (
            "musterstadt/contacts.yaml",
            CONTACT + "  phones: [{number: 0800/x, verified: true}]\n",
            "keine Rufnummer",
        ),
        ("musterstadt/contacts.yaml", CONTACT + "  phones: [{number: 110, verified: jein}]\n", "true oder false"),
        ("musterstadt/contacts.yaml", CONTACT + "  phones: 110\n", "„phones“ muss eine Liste sein."),
        (
            "musterstadt/contacts.yaml",
            CONTACT + "  mails: [{address: a(at)b.de, verified: true}]\n",
            "keine E-Mail",
        ),
        ("musterstadt/contacts.yaml", CONTACT + "  website: example.org\n", "keine Internetadresse"),
        (
            "musterstadt/contacts.yaml",
            CONTACT + "  hours: {weekly: [{days: [mo], opens: 17:00, closes: 09:00}]}\n",
            "beginnt nicht vor ihrem Ende",
        ),
        (
            "musterstadt/contacts.yaml",
            CONTACT + "  hours: {weekly: [{days: [mo], opens: 9 Uhr, closes: 10:00}]}\n",
            "keine Uhrzeit",
        ),
        (
            "musterstadt/contacts.yaml",
            CONTACT + "  hours: {closed_on_holidays: true}\n",
            "entweder „always: true“",
        ),
        ("musterstadt/events.yaml", EVENT + "  start: 28.02.2024\n", "kein Datum in der Form JJJJ, JJJJ-MM"),
        ("musterstadt/events.yaml", EVENT + "  start: 2023-02-29\n", "Diesen Tag gibt es im Kalender nicht"),
        ("musterstadt/events.yaml", EVENT + "  start: 2024-02\n  end: 2024-01\n", "Ende liegt vor dem Beginn"),
        ("musterstadt/events.yaml", EVENT.replace("2026-11-23", "gestern"), "kein Datum in der Form JJJJ-MM-TT"),
        ("musterstadt/events.yaml", EVENT + "  recurring: [1]\n", "true oder false"),
        ("musterstadt/events.yaml", "- nur Text\n", "muss aus Feldern bestehen"),
    ],
)
def test_mistakes_are_explained_in_german(content_dir: Path, name: str, text: str, said: str) -> None:
    found = [str(p) for p in problems(with_file(content_dir, name, text)) if p.file == name]
    assert any(said in message for message in found), found


def test_an_id_with_capitals_is_no_id(content_dir: Path) -> None:
    with_file(content_dir, "musterstadt/events.yaml", EVENT.replace("id: e", "id: Fest Tag"))
    assert "keine gültige Kennung" in problems(content_dir)[0].message


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("- id: &anker a\n", 1, "Anker"),
        ("- id: a\n  name: *anker\n", 2, "Anker"),
        ("- id: a\n  name: !!python/object:os.system x\n", 2, "Typmarken"),
        ("- id: a\n  name: !!str x\n", 2, "Typmarken"),
        ("- id: a\n  name: b\n  id: c\n", 3, "„id“ steht doppelt"),
        ("- id: a\n\tname: b\n", 2, "Tabulator"),
        ("\ufeff- id: a\n", 1, "BOM"),
        ("- id: a\n  name: 'offen\n", None, "kein gültiges YAML"),
        ("- id: a\n- [}\n", 2, "kein gültiges YAML"),
        ("- id: a\n---\n- id: b\n", None, "mehrere Dokumente"),
        ("- ? [a]\n  : b\n", 1, "Feldnamen"),
        ("- " * 40 + "a\n", 1, "verschachtelt"),
        ("id: a\n", 1, "muss eine Liste von Einträgen enthalten"),
        ("", 1, "muss eine Liste von Einträgen enthalten"),
    ],
)
def test_dangerous_or_broken_yaml_is_refused(content_dir: Path, text: str, line: int | None, said: str) -> None:
    with_file(content_dir, PERSON, text)
    if text == "":
        (content_dir / PERSON).write_text("", encoding="utf-8")
    found = [problem for problem in problems(content_dir) if problem.file == PERSON]
    assert [said in problem.message for problem in found] == [True], found
    assert line is None or found[0].line == line


def test_a_file_in_another_encoding_is_refused(content_dir: Path) -> None:
    (content_dir / PERSON).write_bytes("- id: a\n  name: Jürgen\n".encode("latin-1"))
    found = problems(content_dir)
    assert (found[0].line, "UTF-8" in found[0].message) == (2, True)


def test_a_huge_file_is_refused_unread(content_dir: Path) -> None:
    (content_dir / PERSON).write_text("#" * 1_000_001, encoding="utf-8")
    assert "zu groß" in problems(content_dir)[0].message


@pytest.mark.parametrize(
    "name",
    ["musterstadt/contact.yaml", "_national/people.yaml", "_national/topics/sonstiges.yaml", "stray.yaml",
     "musterstadt/contacts.yml", "_other/city.yaml", "musterstadt/topics/melden.yaml"],
)  # fmt: skip
def test_a_file_out_of_place_is_named_instead_of_overlooked(content_dir: Path, name: str) -> None:
    with_file(content_dir, name, "[]\n")
    assert [(p.file, p.message) for p in problems(content_dir)] == [
        (name, "Diese Datei gehört nicht zum Inhalt. Bitte Namen und Ordner prüfen.")
    ]


def test_a_city_without_its_city_file_is_named(content_dir: Path) -> None:
    (content_dir / "havelstadt" / "city.yaml").unlink()
    assert ("havelstadt", "Im Ordner fehlt die Datei city.yaml.") in {
        (p.file, p.message) for p in problems(content_dir)
    }


def test_notes_for_editors_and_hidden_files_are_left_alone(content_dir: Path) -> None:
    write(content_dir, {"README.md": "Hinweise", ".git/config": "x", "musterstadt/.swp": "x"})
    assert len(load(content_dir).cities) == 3


def test_no_folder_and_an_empty_folder_are_said(tmp_path: Path) -> None:
    assert "gibt es nicht" in problems(tmp_path / "missing")[0].message
    assert "leer" in problems(tmp_path)[0].message


def test_a_city_that_joins_is_content_only(content_dir: Path) -> None:
    city = "id: neustadt\nname: Neustadt\nshort_name: Neustadt\nkind: stadt\nstate: NW\nown_youth_office: true\n"
    with_file(content_dir, "neustadt/city.yaml", city)
    assert len(load(content_dir).cities) == len([name for name in FILES if name.endswith("city.yaml")]) + 1
