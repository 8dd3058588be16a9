"""What the server does for the widget: files that never change, tenants, frames, the demo page."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from bot.emergency import EmergencyCard
from bot.engine.port import Choice
from bot.web.widget_files import widget_files
from knowledge.repository import KnowledgeRepository
from tests.web.conftest import ORIGIN, FakeEngine
from tests.web.test_pages import Page

HERNE = "https://www.herne.de"


def test_w20_a_built_file_never_changes_at_its_address(client: TestClient) -> None:
    files = widget_files()
    for name, integrity in files.integrity.items():
        response = client.get(files.address(name))
        assert response.status_code == 200, name
        assert response.headers["cache-control"] == "public, max-age=31536000, immutable"
        digest = base64.b64encode(hashlib.sha384(response.content).digest()).decode()
        assert integrity == f"sha384-{digest}"


@pytest.mark.parametrize("path", ["/w/1.0.0-00000000/embed.js", "/w/{release}/embed.js", "/w/{loader}/panel.js",
                                  "/w/{release}/manifest.json", "/w/{release}/../../web/app.py"])  # fmt: skip
def test_there_is_nothing_at_other_addresses(client: TestClient, path: str) -> None:
    files = widget_files()
    assert client.get(path.format(release=files.release, loader=files.loader)).status_code == 404


def test_the_newest_loader_is_asked_for_again_each_time(client: TestClient) -> None:
    first = client.get("/embed.js")
    assert first.headers["cache-control"] == "public, no-cache"
    assert first.headers["content-type"] == "text/javascript; charset=utf-8"
    again = client.get("/embed.js", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_any_page_may_load_the_program_text_and_only_that(client: TestClient) -> None:
    foreign = {"Origin": "https://anywhere.example"}
    assert client.get("/embed.js", headers=foreign).headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-origin" not in client.get("/api/v1/widget/herne", headers=foreign).headers


def test_a_city_says_which_sites_may_read_replies(make_app: Callable[..., FastAPI]) -> None:
    client = TestClient(make_app(allowed_origins=()))
    for origin, allowed in ((HERNE, True), ("https://www.herne.de.evil.example", False), (ORIGIN, False)):
        response = client.post("/api/v1/chat", json={"message": "a"}, headers={"Origin": origin})
        assert response.headers.get("access-control-allow-origin") == (origin if allowed else None)
        assert "access-control-allow-credentials" not in response.headers


def test_the_settings_of_a_city_are_for_its_own_sites(client: TestClient) -> None:
    def enabled(tenant: str, origin: str | None) -> bool:
        headers = {"Origin": origin} if origin else {}
        return bool(client.get(f"/api/v1/widget/{tenant}", headers=headers).json()["enabled"])

    assert enabled("herne", None)
    assert enabled("herne", HERNE)
    assert enabled("herne", ORIGIN)
    assert not enabled("potsdam", HERNE)
    assert not enabled("herne", "https://anywhere.example")
    assert not enabled("atlantis", None)


def test_settings_name_confirmed_numbers_holidays_and_links(
    client: TestClient, facts: KnowledgeRepository
) -> None:
    for city in facts.cities():
        found = client.get(f"/api/v1/widget/{city.id}").json()
        numbers = {line["number"] for line in found["local"]}
        confirmed = {phone.number for contact in facts.contacts(city.id) for phone in contact.phones}
        assert numbers <= confirmed
        assert set(found["links"]) == {"imprint", "privacy", "accessibility"}
    potsdam = client.get("/api/v1/widget/potsdam").json()
    assert potsdam["local"][0]["tel"] == "tel:03312893030"
    assert "2027-10-31" in potsdam["holidays"]
    assert "2027-10-31" not in client.get("/api/v1/widget/herne").json()["holidays"]
    assert set(potsdam["theme"]) == {"accent", "accent-dark", "on-accent-dark"}


def test_everybody_finds_people_to_talk_to(client: TestClient, facts: KnowledgeRepository) -> None:
    for city in (*(city.id for city in facts.cities()), "atlantis"):
        people = client.get(f"/api/v1/widget/{city}/people").json()
        assert any(card["phones"] for card in people)
        assert "medizinische-kinderschutzhotline" not in {card["id"] for card in people}


def test_the_four_doors_lead_where_they_say(client: TestClient, engine: FakeEngine) -> None:
    doors = client.get("/api/v1/widget/herne/doors").json()
    assert [door["audience"] for door in doors] == ["kind", "buerger", "fachkraft", None]
    for door in doors:
        client.post("/api/v1/chat", json={"message": door["payload"], "audience": door["audience"]})
    assert [message.choice for message in engine.asked] == [
        Choice("ask_procedure", {"role": "kind"}), Choice("ask_procedure", {"role": "buerger"}),
        Choice("ask_procedure"), Choice("emergency"),
    ]  # fmt: skip


def test_w16_only_the_sites_of_a_city_may_frame_its_chat(make_app: Callable[..., FastAPI]) -> None:
    client = TestClient(make_app(allowed_origins=("https://intranet.example",)))

    def ancestors(tenant: str) -> str:
        policy = client.get("/w/frame", params={"t": tenant}).headers["content-security-policy"]
        return next(part for part in policy.split("; ") if part.startswith("frame-ancestors "))

    assert ancestors("herne") == f"frame-ancestors 'self' https://intranet.example {HERNE}"
    assert ancestors("atlantis") == "frame-ancestors 'none'"
    page = Page(client.get("/w/frame", params={"t": "herne"}).text)
    assert page.all("kc-conversation")[0]["data-origins"] == f"https://intranet.example {HERNE} http://testserver"


@pytest.mark.parametrize(
    "path", ["/", "/fragen", "/?stadt=herne", "/?stadt=atlantis", "/fragen?stadt=%22%3E%3Cscript%3E"]
)
def test_pages_with_the_chat_load_it_with_its_hash(client: TestClient, path: str) -> None:
    page = Page(client.get(path).text)
    assert page.all("script") == [page.all("script", integrity=widget_files().integrity["embed.js"])[0]]
    assert page.all("kinderschutz-chat")[0]["tenant"]


def test_the_demo_leads_to_every_network(client: TestClient, facts: KnowledgeRepository) -> None:
    links = [link["href"] for link in Page(client.get("/").text).all("a")]
    assert {f"/?stadt={city.id}" for city in facts.cities()} <= set(links)
    here = Page(client.get("/?stadt=dinslaken").text)
    assert here.all("a", href="/?stadt=dinslaken")[0]["aria-current"] == "page"
    assert here.all("kinderschutz-chat", tenant="dinslaken")


def test_the_built_in_numbers_are_those_of_the_knowledge_base(facts: KnowledgeRepository) -> None:
    import json

    from bot.web.widget_files import BUILT

    lines = json.loads((BUILT.parent / "src" / "numbers.json").read_text(encoding="utf-8"))
    assert [line["number"] for line in lines[:2]] == ["110", "112"]
    for line in lines:
        fact = facts.hotline(line["id"])
        assert fact
        assert line["number"] == fact.numbers[0]
        assert fact.hours
        hours = fact.hours.model_dump(mode="json", exclude_defaults=True)
        assert {"weekly": [], **line["hours"]} == {"weekly": [], **hours}
    assert EmergencyCard(facts)


def test_a_page_can_have_the_colours_of_its_city(client: TestClient) -> None:
    found = client.get("/w/theme/potsdam.css")
    assert found.text == ":root{--kc-accent:#4a3f8f;--kc-accent-dark:#bdb4f5;--kc-on-accent-dark:#16103f}"
    assert found.headers["content-type"] == "text/css; charset=utf-8"
    assert client.get("/w/theme/atlantis.css").status_code == 404
