"""Pages: chat, help without JavaScript, description of the API."""

from __future__ import annotations

import datetime as dt
import re
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import pytest
from starlette.testclient import TestClient

from bot.engine.port import Choice, Status, Suggestion
from bot.web.pages import STATIC, TEMPLATES
from knowledge import cards
from knowledge.repository import KnowledgeRepository
from tests.web.conftest import CITY_CHOICE, MONDAY_MORNING, Clock, FakeEngine

ATTACK = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
PAGES = ("/", "/hilfe", "/api/docs")


class Page(HTMLParser):
    """Tags and text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def all(self, tag: str, **attributes: str) -> list[dict[str, str | None]]:
        wanted = attributes.items()
        return [found for name, found in self.tags if name == tag and all(found.get(k) == v for k, v in wanted)]

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def post(client: TestClient, status: int = 200, **fields: str) -> Page:
    response = client.post("/hilfe", data=fields)
    assert response.status_code == status
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    return Page(response.text)


@pytest.mark.parametrize("path", PAGES)
def test_pages_load_nothing_from_elsewhere_and_hold_no_inline_code(client: TestClient, path: str) -> None:
    page = Page(client.get(path).text)
    for tag, attributes in page.tags:
        assert "style" not in attributes
        assert not [name for name in attributes if name.startswith("on")]
        if tag in ("script", "link", "img", "iframe"):
            address = attributes.get("src") or attributes.get("href") or ""
            assert address.startswith(("/static/", "/w/", "data:,"))
    assert page.all("style") == []


@pytest.mark.parametrize("path", ["/", "/hilfe"])
def test_the_title_tells_nobody_what_the_page_is_about(client: TestClient, path: str) -> None:
    html = client.get(path).text
    assert "<title>Fragen und Hilfe</title>" in html
    assert client.head(path).status_code == 200


def test_emergency_numbers_and_the_way_out_are_links(client: TestClient) -> None:
    page = Page(client.get("/hilfe").text)
    assert page.all("a", href="tel:110")
    assert page.all("a", href="tel:112")
    assert page.all("a", id="leave")[0]["href"] == "https://www.dwd.de/"


def test_every_file_of_the_pages_is_ours() -> None:
    for path in [*STATIC.iterdir(), *TEMPLATES.iterdir()]:
        links = set(re.findall(r"https?://[^\s\"']+", path.read_text(encoding="utf-8")))
        assert links <= {"https://www.dwd.de/"}


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
    assert len(page.all("details")) == len(facts.cities())
    for city in facts.cities():
        for contact in facts.contacts(city.id, "meldung"):
            assert (contact.person or contact.name) in page.text
            for phone in contact.phones:
                assert phone.number in page.text


def test_the_chosen_city_is_open_and_first(client: TestClient) -> None:
    page = Page(client.get("/hilfe", params={"stadt": "potsdam"}).text)
    assert page.all("option", value="potsdam")[0].get("selected", "no") is None
    assert "open" in page.all("details")[0]
    assert client.get("/hilfe", params={"stadt": "atlantis"}).status_code == 200


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
    assert text.index("Hier gibt es sofort Hilfe.") < text.index("Wer Hinweise entgegennimmt")


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
                 "Ein Hinweis", "116 111", event.title, "vorbei", "(Stand: Februar 2024)"):  # fmt: skip
        assert said in page.text
    assert page.all("li", value="2")
    assert page.all("a", href=cards.event(event, city, MONDAY_MORNING.date())["ics_url"])


def test_the_api_describes_itself_completely(client: TestClient) -> None:
    document = client.get("/api/openapi.json").json()
    assert set(document["paths"]) == {
        "/api/v1/chat", "/api/v1/conversations/{conversation_id}", "/api/v1/feedback", "/api/v1/cities",
        "/api/v1/cities/{slug}", "/api/v1/cities/{slug}/contacts", "/api/v1/cities/{slug}/contacts/{id}.vcf",
        "/api/v1/cities/{slug}/procedures/{role}", "/api/v1/cities/{slug}/events",
        "/api/v1/cities/{slug}/events.ics", "/api/v1/cities/{slug}/events/{id}.ics", "/api/v1/topics",
        "/api/v1/topics/{id}", "/api/v1/hotlines", "/webhooks/rest/webhook", "/health/live", "/health/ready",
        "/metrics", "/api/v1/widget/{tenant}", "/api/v1/widget/{tenant}/people", "/api/v1/widget/{tenant}/doors",
    }  # fmt: skip
    refused = document["paths"]["/api/v1/chat"]["post"]["responses"]["422"]["content"]
    assert list(refused) == ["application/problem+json"]
    assert "HTTPValidationError" not in document["components"]["schemas"]
    kinds = document["components"]["schemas"]["ChatReply"]["properties"]["blocks"]["items"]["discriminator"]
    assert set(kinds["mapping"]) == {
        "text", "list", "steps", "contact", "event", "emergency", "notice", "source"}  # fmt: skip


def test_the_description_can_be_read_and_its_anchors_exist(client: TestClient) -> None:
    html = client.get("/api/docs").text
    page = Page(html)
    ids = {attributes["id"] for _, attributes in page.tags if attributes.get("id")}
    anchors = {str(link["href"])[1:] for link in page.all("a") if str(link["href"]).startswith("#")}
    assert "POST /api/v1/chat" in page.text
    assert {"ChatRequest", "ChatReply", "problem-429"} <= ids
    assert anchors <= ids
