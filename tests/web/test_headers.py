"""Security headers, caching and other origins."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from tests.web.conftest import ORIGIN

EVERYWHERE = ("/", "/hilfe", "/api/docs", "/api/openapi.json", "/api/v1/cities", "/health/live", "/metrics",
              "/embed.js", "/fragen", "/api/v1/widget/herne", "/static/demo.css", "/nirgends",
              "/static/nirgends")  # fmt: skip


@pytest.mark.parametrize("path", EVERYWHERE)
def test_x8_every_response_is_locked_down(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["content-security-policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "frame-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; "
        "require-trusted-types-for 'script'; trusted-types kinderschutz-lotse lit-html"
    )
    assert headers["strict-transport-security"].startswith("max-age=31536000")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "microphone=()" in headers["permissions-policy"]
    assert "set-cookie" not in headers
    assert "server" not in headers


@pytest.mark.parametrize(("method", "path", "body"), [
    ("POST", "/api/v1/chat", {"message": "a"}), ("DELETE", "/api/v1/conversations/a", None),
    ("POST", "/webhooks/rest/webhook", {"sender": "a", "message": "b"}), ("GET", "/", None),
    ("GET", "/hilfe", None),
    ("POST", "/api/v1/chat", {}),
])  # fmt: skip
def test_w24_nothing_of_a_conversation_is_stored(client: TestClient, method: str, path: str, body: object) -> None:
    assert client.request(method, path, json=body).headers["cache-control"] == "no-store"


def test_scripts_and_styles_are_asked_for_again_after_an_update(client: TestClient) -> None:
    first = client.get("/static/demo.css")
    assert first.headers["cache-control"] == "no-cache"
    assert client.get("/static/demo.css", headers={"If-None-Match": first.headers["etag"]}).status_code == 304


def test_a_listed_origin_may_read_replies_without_credentials(client: TestClient) -> None:
    response = client.post("/api/v1/chat", json={"message": "a"}, headers={"Origin": ORIGIN})
    assert response.headers["access-control-allow-origin"] == ORIGIN
    assert "access-control-allow-credentials" not in response.headers
    preflight = client.options("/api/v1/chat", headers={
        "Origin": ORIGIN, "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type"})  # fmt: skip
    assert preflight.status_code == 200
    assert preflight.headers["access-control-allow-origin"] == ORIGIN


@pytest.mark.parametrize("origin", ["https://evil.example", f"{ORIGIN}.evil.example", "null", ORIGIN.upper()])
def test_x7_another_origin_may_not(client: TestClient, origin: str) -> None:
    response = client.post("/api/v1/chat", json={"message": "a"}, headers={"Origin": origin})
    assert "access-control-allow-origin" not in response.headers


@pytest.mark.parametrize("origins", [(), ("*",)])
def test_without_a_list_of_origins_there_is_none(
    make_app: Callable[..., FastAPI], origins: tuple[str, ...]
) -> None:
    client = TestClient(make_app(allowed_origins=origins))
    response = client.get("/api/v1/cities", headers={"Origin": ORIGIN})
    assert "access-control-allow-origin" not in response.headers


def test_errors_of_the_api_can_be_read_by_a_listed_origin(client: TestClient) -> None:
    response = client.post("/api/v1/chat", json={}, headers={"Origin": ORIGIN})
    assert response.status_code == 422
    assert response.headers["access-control-allow-origin"] == ORIGIN
