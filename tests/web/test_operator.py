"""Imprint, privacy notice, accessibility statement: what the operator gave, what is missing, what is refused."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from bot.settings import ROOT
from bot.web.operator import Accessibility, Imprint, OperatorError, Privacy, Processor, read_operators
from knowledge.repository import KnowledgeRepository
from tests.web.html import Page

FORM = ROOT / "docs" / "betreiber.toml"
GIVEN = """
[imprint]
name = "Stadt Altental"
represented_by = "Bürgermeisterin Anna Berg"
street = "Rathausplatz 1"
postcode = "47110"
town = "Altental"
phone = "02064 66-0"
mail = "rathaus@altental.de"
responsible_for_content = "Jo Tal, Fachbereich Familie, Anschrift wie oben"

[privacy]
legal_basis = "Artikel 6 Absatz 1 Buchstabe e DSGVO in Verbindung mit § 3 DSG NRW"
special_categories_basis = "Artikel 9 Absatz 2 Buchstabe g DSGVO"
officer = "Die Datenschutzbeauftragte der Stadt"
officer_mail = "datenschutz@altental.de"
authority = "Landesbeauftragte für Datenschutz und Informationsfreiheit NRW"
authority_address = "Kavalleriestraße 2–4, 40213 Düsseldorf"
authority_url = "https://www.ldi.nrw.de"
proxy_log_days = 7
processors = [{name = "Rechenzentrum Niederrhein", place = "Moers", purpose = "Betrieb des Servers"}]

[accessibility]
law = "§ 10 Absatz 1 BGG NRW"
status = "partial"
prepared_on = 2026-11-01
method = "Selbstbewertung"
gaps = ["Gebärdensprach-Videos fehlen"]
mail = "barriere@altental.de"
enforcement = "Ombudsstelle für barrierefreie Informationstechnik NRW"
enforcement_url = "https://www.mags.nrw"

[cities.potsdam.imprint]
name = "Landeshauptstadt an der Havel"
represented_by = "die Oberbürgermeisterin"
street = "Allee 79"
postcode = "14469"
town = "Potsdam"
phone = "0331 289-0"
mail = "post@rathaus-havel.de"
responsible_for_content = "Kim See, Pressestelle"
"""


@pytest.fixture
def visitor(make_app: Callable[..., FastAPI], tmp_path: Path) -> TestClient:
    """A visitor of a service whose operator has given everything."""
    return TestClient(make_app(operator_file=written(tmp_path, GIVEN)))


def written(folder: Path, text: str) -> Path:
    """A file with ``text``."""
    path = folder / "betreiber.toml"
    path.write_text(text, encoding="utf-8")
    return path


def text(client: TestClient, address: str) -> str:
    """All that a page says."""
    response = client.get(address)
    assert response.status_code == 200
    return Page(response.text).text


def test_everything_the_operator_gave_is_on_the_pages(visitor: TestClient) -> None:
    pages = {"imprint": "/impressum", "privacy": "/datenschutz", "accessibility": "/barrierefreiheit"}
    given = tomllib.loads(GIVEN)
    for part, address in pages.items():
        said = text(visitor, address)
        assert "Diese Angaben fehlen noch" not in said
        for name, value in given[part].items():
            if isinstance(value, str) and not name.endswith("url") and name != "status":
                assert value in said, name
    assert "nach 7 Tagen" in text(visitor, "/datenschutz")
    assert "Rechenzentrum Niederrhein, Moers: Betrieb des Servers" in text(visitor, "/datenschutz")
    assert "teilweise vereinbar" in text(visitor, "/barrierefreiheit")
    assert "1. November 2026" in text(visitor, "/barrierefreiheit")
    assert "Gebärdensprach-Videos fehlen" in text(visitor, "/barrierefreiheit")


def test_a_city_may_have_an_operator_of_its_own(visitor: TestClient) -> None:
    assert "Landeshauptstadt an der Havel" in text(visitor, "/impressum/potsdam")
    assert "Stadt Altental" not in text(visitor, "/impressum/potsdam")
    assert "Stadt Altental" in text(visitor, "/impressum/herne")
    privacy = text(visitor, "/datenschutz/potsdam")
    assert "Landeshauptstadt an der Havel" in privacy
    assert "datenschutz@altental.de" in privacy


@pytest.mark.parametrize(("address", "wanted"), [
    ("/impressum", "wer sie vertritt"), ("/datenschutz", "die zuständige Aufsichtsbehörde mit Anschrift"),
    ("/barrierefreiheit", "wann und wie das geprüft wurde"), ("/impressum/herne", "wer sie vertritt"),
])  # fmt: skip
def test_without_an_operator_the_page_says_what_is_missing(client: TestClient, address: str, wanted: str) -> None:
    said = text(client, address)
    assert "Diese Angaben fehlen noch" in said
    assert wanted in said
    assert not re.search(r"muster|beispiel|xxx", said, re.IGNORECASE)


def test_the_privacy_notice_names_what_article_13_asks_for(visitor: TestClient) -> None:
    said = text(visitor, "/datenschutz")
    for asked in ("verantwortlich", "Datenschutzbeauftragte", "Rechtsgrundlage", "Wer Daten bekommt",
                  "außerhalb der EU",
                  "Wie lange", "Auskunft (Artikel 15", "Berichtigung (16)", "Löschung (17)", "Einschränkung",
                  "Widerspruch", "Übertragbarkeit", "widerrufen", "Beschwerde", "Niemand muss hier Daten angeben",
                  "Artikel 22"):  # fmt: skip
        assert asked in said
    assert said.index("Kurz, für Kinder und Jugendliche") < said.index("Wer verantwortlich ist")


def test_the_privacy_notice_tells_the_real_time_of_deletion(make_app: Callable[..., FastAPI]) -> None:
    said = text(TestClient(make_app(conversation_minutes=17)), "/datenschutz")
    assert "nach 17 Minuten Pause gelöscht" in said
    assert "17 Minuten nach der letzten Nachricht" in said


@pytest.mark.parametrize("placeholder", [
    "Musterstadt", "Max Mustermann", "Beispielstadt", "TODO", "tbd", "xxx", "[Name]", "<Name>", "…", "...",
    "bitte eintragen",
    "N. N.", "unbekannt", "", "  ", "?",
])  # fmt: skip
def test_a_placeholder_is_no_answer(tmp_path: Path, facts: KnowledgeRepository, placeholder: str) -> None:
    path = written(tmp_path, GIVEN.replace("Stadt Altental", placeholder, 1))
    with pytest.raises(OperatorError, match=r"imprint\.name"):
        read_operators(path, facts)


@pytest.mark.parametrize(("old", "new", "field"), [
    ('phone = "02064 66-0"', 'phone = "112"', "imprint.phone"),
    ('phone = "02064 66-0"', 'phone = "0123 4567890"', "imprint.phone"),
    ('mail = "rathaus@altental.de"', 'mail = "rathaus@example.de"', "imprint.mail"),
    ('postcode = "47110"', 'postcode = "4711"', "imprint.postcode"),
    ('town = "Altental"\n', "", "imprint.town"),
    ('status = "partial"', 'status = "gut"', "accessibility.status"),
    ("proxy_log_days = 7", "proxy_log_days = -1", "privacy.proxy_log_days"),
    ("https://www.ldi.nrw.de", "javascript:alert(1)", "privacy.authority_url"),
    ("[imprint]", "[imprint]\nfarbe = 'rot'", "imprint.farbe"),
])  # fmt: skip
def test_a_wrong_answer_is_refused_by_its_name(
    tmp_path: Path, facts: KnowledgeRepository, old: str, new: str, field: str
) -> None:
    assert old in GIVEN
    with pytest.raises(OperatorError, match=re.escape(field)):
        read_operators(written(tmp_path, GIVEN.replace(old, new, 1)), facts)


@pytest.mark.parametrize(("content", "says"), [
    ("[imprint", "keine gültige TOML-Datei"), (GIVEN.replace("potsdam", "atlantis"), "atlantis"),
])  # fmt: skip
def test_a_file_that_cannot_be_used_says_why(
    tmp_path: Path, facts: KnowledgeRepository, content: str, says: str
) -> None:
    with pytest.raises(OperatorError, match=says):
        read_operators(written(tmp_path, content), facts)


def test_a_file_that_is_not_there_is_named(tmp_path: Path, facts: KnowledgeRepository) -> None:
    with pytest.raises(OperatorError, match=r"fehlt\.toml"):
        read_operators(tmp_path / "fehlt.toml", facts)


def test_the_empty_form_asks_for_exactly_what_there_is(facts: KnowledgeRepository) -> None:
    form: dict[str, Any] = tomllib.loads(
        re.sub(r"^#(?=\w|\[)", "", FORM.read_text(encoding="utf-8"), flags=re.MULTILINE)
    )
    for name, part in (("imprint", Imprint), ("privacy", Privacy), ("accessibility", Accessibility)):
        assert set(form[name]) == set(part.model_fields), name
    assert set(form["privacy"]["processors"][0]) == set(Processor.model_fields)
    with pytest.raises(OperatorError):
        read_operators(FORM, facts)
