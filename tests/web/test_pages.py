"""Demo, help and API description hold nothing from elsewhere and tell nothing in their titles."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from starlette.testclient import TestClient

from bot import bootstrap
from bot.settings import ROOT
from bot.web.pages import STATIC, TEMPLATES
from tests.web.html import Page

PAGES = ("/", "/hilfe", "/api/docs")


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


def test_the_description_is_whole_in_a_process_without_docstrings() -> None:
    program = """
from bot.web.openapi import DescribedApp, describe, models, reference
from bot.web.routes import chat
app = DescribedApp()
app.include_router(describe(chat.router))
document = app.openapi()
print(all(one["summary"] != one["summary"].title() for one in reference(document)))
print(all(one["description"] for one in models(document)))
"""
    command = [sys.executable, *bootstrap.OPTIONS, "-c", program]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "True"]


def test_the_description_can_be_read_and_its_anchors_exist(client: TestClient) -> None:
    html = client.get("/api/docs").text
    page = Page(html)
    ids = {attributes["id"] for _, attributes in page.tags if attributes.get("id")}
    anchors = {str(link["href"])[1:] for link in page.all("a") if str(link["href"]).startswith("#")}
    assert "POST /api/v1/chat" in page.text
    assert {"ChatRequest", "ChatReply", "problem-429"} <= ids
    assert anchors <= ids
