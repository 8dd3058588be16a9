"""The help page: numbers, who takes reports, a question and its answer without JavaScript."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from starlette.testclient import TestClient

from bot.engine.port import Choice, Status, Suggestion
from bot.web import addresses
from knowledge import cards
from knowledge.repository import KnowledgeRepository
from tests.web.conftest import CITY_CHOICE, MONDAY_MORNING, Clock, FakeEngine
from tests.web.html import Page

ATTACK = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


def post(client: TestClient, status: int = 200, **fields: str) -> Page:
    response = client.post("/hilfe", data=fields)
    assert response.status_code == status
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    return Page(response.text)


def test_help_names_every_public_line_with_its_hours(client: TestClient, facts: KnowledgeRepository) -> None:
    page = Page(client.get("/hilfe").text)
    for line in facts.hotlines():
        if line.numbers and set(line.audience) != {"fachkraft"}:
            assert line.name in page.text
            assert line.numbers[0] in page.text
    assert "jetzt erreichbar" in page.text
    assert "jetzt nicht erreichbar" in page.text


def test_help_names_no_line_that_is_for_professionals_only(client: TestClient, facts: KnowledgeRepository) -> None:
    line = facts.hotline("medizinische-kinderschutzhotline")
    assert line
    assert line.name not in Page(client.get("/hilfe").text).text


def test_help_follows_the_clock(client: TestClient, clock: Clock) -> None:
    before = client.get("/hilfe").text.count("jetzt nicht erreichbar")
    clock.now = dt.datetime(2026, 11, 23, 3, 0, tzinfo=ZoneInfo("Europe/Berlin"))
    assert client.get("/hilfe").text.count("jetzt nicht erreichbar") > before


def test_help_names_who_takes_reports_in_each_city(client: TestClient, facts: KnowledgeRepository) -> None:
    page = Page(client.get("/hilfe").text)
    assert len(page.all("details", **{"class": "city"})) == len(facts.cities())
    for city in facts.cities():
        for contact in facts.contacts(city.id, "meldung"):
            assert (contact.person or contact.name) in page.text
            for phone in contact.phones:
                assert phone.number in page.text


@pytest.mark.parametrize("address", ["/hilfe/potsdam", "/hilfe?stadt=potsdam"])
def test_the_chosen_city_is_open_and_alone(client: TestClient, address: str) -> None:
    page = Page(client.get(address).text)
    assert page.all("option", value="potsdam")[0].get("selected", "no") is None
    assert ["open" in city for city in page.all("details", **{"class": "city"})] == [True]
    assert "0331 289-3030" in page.text
    assert "Hilfe in Potsdam" in page.text


def test_a_city_that_nobody_knows_is_no_dead_end(client: TestClient) -> None:
    assert client.get("/hilfe", params={"stadt": "atlantis"}).status_code == 200
    assert client.get("/hilfe/atlantis").status_code == 404


def test_the_start_offers_four_doors(client: TestClient) -> None:
    page = Page(client.get("/hilfe/herne").text)
    assert {"/themen/herne#kinder", "/meldewege/herne/buerger", "/meldewege/herne", "#notfall"} <= set(page.links)


def test_it_says_that_a_machine_answers_and_that_this_is_no_report(client: TestClient) -> None:
    text = Page(client.get("/hilfe").text).text
    assert "Hier antwortet ein Computer-Programm (KI). Kein Mensch." in text
    assert "Das ist kein Notruf und keine Meldung beim Jugendamt." in text


def test_every_field_has_a_label_and_the_browser_learns_nothing(client: TestClient) -> None:
    page = Page(client.get("/hilfe").text)
    labelled = {label.get("for") for label in page.all("label")}
    assert {field["id"] for tag in ("textarea", "select") for field in page.all(tag)} <= labelled
    assert page.all("form")[0]["autocomplete"] == "off"
    assert page.all("textarea")[0]["spellcheck"] == "false"


def test_a_question_is_answered_on_the_page_and_forgotten(client: TestClient, engine: FakeEngine) -> None:
    page = post(client, message="Wer hilft mir?", city="herne", register="leicht")
    assert "Das Jugendamt ist zuständig." in page.text
    asked = engine.asked[0]
    assert (asked.text, asked.city, asked.register) == ("Wer hilft mir?", "herne", "leicht")
    assert engine.forgotten == [asked.conversation_id]
    post(client, message="Und nachts?", city="")
    assert engine.asked[1].conversation_id != asked.conversation_id
    assert engine.asked[1].city is None


def test_markup_in_a_question_is_text_on_the_page(client: TestClient) -> None:
    response = client.post("/hilfe", data={"message": ATTACK})
    assert "<script>alert" not in response.text
    assert "<img" not in response.text
    page = Page(response.text)
    assert page.all("img") == []
    assert ATTACK in page.text


def test_markup_in_a_reply_is_text_on_the_page(client: TestClient, engine: FakeEngine) -> None:
    engine.blocks = ({"type": "text", "text": ATTACK, "title": ATTACK},
                     {"type": "list", "items": [ATTACK]}, {"type": "unknown", "text": ATTACK})  # fmt: skip
    engine.suggestions = (Suggestion(ATTACK, Choice("inform")),)
    assert "<img" not in client.post("/hilfe", data={"message": "Hallo"}).text


@pytest.mark.parametrize(("fields", "status", "says"), [
    ({"message": "  "}, 422, "Bitte zuerst eine Frage schreiben."),
    ({}, 422, "Bitte zuerst eine Frage schreiben."),
    ({"message": "ü" * 2001, "city": "herne"}, 413, "Das ist zu lang."),
])  # fmt: skip
def test_a_form_that_cannot_be_answered_comes_back_with_the_reason(
    client: TestClient, engine: FakeEngine, fields: dict[str, str], status: int, says: str
) -> None:
    page = post(client, status, **fields)
    assert says in page.text
    assert page.all("a", href="tel:110")
    assert engine.asked == []


@pytest.mark.parametrize("body", [b"message=a&city=atlantis", b"message=a&register=schwer", b"message=%ff",
                                  b"\xff\xfe", b"&".join([b"a=b"] * 11)])  # fmt: skip
def test_what_is_not_our_form_is_refused(client: TestClient, engine: FakeEngine, body: bytes) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert client.post("/hilfe", content=body, headers=headers).status_code == 422
    assert engine.asked == []


def test_a_city_button_asks_the_same_question_for_that_city(client: TestClient, engine: FakeEngine) -> None:
    engine.status, engine.suggestions = Status.CLARIFY, (CITY_CHOICE, Suggestion("Anderes", Choice("help")))
    page = post(client, message="Wer ist zuständig?")
    hidden = page.all("input", type="hidden")
    assert [field["value"] for field in hidden[:2]] == ["Wer ist zuständig?", "herne"]
    post(client, message=str(hidden[2]["value"]))
    assert engine.asked[1].choice == Choice("help")


def test_the_payload_of_a_button_is_not_shown_as_a_question(client: TestClient, engine: FakeEngine) -> None:
    engine.suggestions = (Suggestion("Anderes", Choice("help")),)
    payload = str(post(client, message="Hallo").all("input", type="hidden")[0]["value"])
    engine.suggestions = ()
    assert payload not in client.post("/hilfe", data={"message": payload}).text


def test_danger_is_shown_before_everything_else(client: TestClient) -> None:
    text = post(client, message="Ich will mich umbringen").text
    assert text.index("sofort Hilfe") < text.index("Wer Hinweise entgegennimmt")


def test_every_kind_of_block_is_shown_without_javascript(
    client: TestClient, engine: FakeEngine, facts: KnowledgeRepository
) -> None:
    city = facts.city("herne")
    line = facts.hotline("kinder-jugendtelefon")
    path = facts.procedure("schule", "NW")
    assert city
    assert line
    assert path
    event = next(event for event in facts.events("herne") if event.start)
    source = cards.sources(path)
    engine.blocks = (
        {"type": "text", "text": "Erste Zeile.\nZweite Zeile.", "sources": source,
         "legal_basis": ["§ 8a SGB VIII"]},
        {"type": "list", "items": ["Punkt eins"], "sources": source},
        {"type": "steps", "id": path.id, "title": path.role, "steps": [
            {"number": 2, "text": path.steps[1].text, "legal_basis": ["§ 4 KKG"]}], "total": 5,
            "do_not": ["Niemanden ausfragen"], "sources": source},
        {"type": "notice", "text": "Ein Hinweis"},
        cards.hotline(line, "NW", MONDAY_MORNING),
        cards.event(event, city, MONDAY_MORNING.date()),
        {"type": "source", "title": "Eine Quelle", "as_of": "2024-02"},
    )  # fmt: skip
    page = post(client, message="Zeig alles")
    for said in ("Zweite Zeile.", "§ 8a SGB VIII", "Punkt eins", path.steps[1].text, "Niemanden ausfragen",
                 "Ein Hinweis", "116 111", event.title, "vorbei", "Stand: Februar 2024"):  # fmt: skip
        assert said in page.text
    assert page.all("li", value="2")
    assert page.all("a", href=addresses.event_file(event, city))
