"""Errors: each is a problem in two languages with the emergency numbers and repeats nothing."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from bot.assistant import Assistant
from bot.web import schemas
from knowledge.repository import KnowledgeRepository
from tests.web.conftest import FakeEngine

CANARY = "kanarienvogel-7421"


def check(response: httpx.Response, status: int) -> None:
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    problem = schemas.Problem.model_validate(response.json())
    assert problem.status == status
    assert problem.type == f"/api/docs#problem-{status}"
    assert problem.title
    assert problem.detail != problem.detail_en
    assert {"110", "112"} <= {number.number for number in problem.emergency}
    assert all(number.tel == f"tel:{number.number.replace(' ', '')}" for number in problem.emergency)
    assert CANARY not in response.text
    assert "Traceback" not in response.text
    assert response.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in response.headers["content-security-policy"]


@pytest.mark.parametrize(("status", "method", "path", "body"), [
    (404, "GET", f"/{CANARY}", None),
    (404, "GET", f"/api/v1/cities/{CANARY}", None),
    (405, "GET", f"/api/v1/chat?x={CANARY}", None),
    (405, "PUT", "/api/v1/cities", None),
    (413, "POST", "/api/v1/chat", {"message": CANARY * 120}),
    (413, "POST", "/api/v1/chat", {"message": "a", "more": CANARY * 1200}),
    (422, "POST", "/api/v1/chat", {"message": CANARY, "register": CANARY}),
    (422, "POST", "/api/v1/chat", {"message": CANARY, "city": CANARY}),
])  # fmt: skip
def test_every_refusal_is_a_problem_with_the_numbers(
    client: TestClient, status: int, method: str, path: str, body: object
) -> None:
    check(client.request(method, path, json=body), status)


def test_a_method_that_is_not_allowed_names_those_that_are(client: TestClient) -> None:
    assert client.get("/api/v1/chat").headers["allow"] == "POST"


def test_too_many_requests_are_a_problem_that_says_when_to_come_back(make_app: Callable[..., FastAPI]) -> None:
    client = TestClient(make_app(rate_per_second=1))
    client.post("/api/v1/chat", json={"message": "a"})
    response = client.post("/api/v1/chat", json={"message": CANARY})
    check(response, 429)
    assert int(response.headers["retry-after"]) >= 1


def test_a_defect_is_a_problem_and_leaves_no_text_in_the_log(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def fails(*_arguments: object) -> None:
        raise RuntimeError(CANARY)

    monkeypatch.setattr(Assistant, "reply", fails)
    with caplog.at_level(logging.DEBUG):
        response = client.post("/api/v1/chat", json={"message": CANARY})
    check(response, 500)
    assert "RuntimeError" in caplog.text
    assert CANARY not in caplog.text


def test_a_defect_of_the_engine_is_answered_and_leaves_no_text_in_the_log(
    client: TestClient, engine: FakeEngine, caplog: pytest.LogCaptureFixture
) -> None:
    engine.error = RuntimeError(CANARY)
    with caplog.at_level(logging.DEBUG):
        reply = client.post("/api/v1/chat", json={"message": CANARY}).json()
    assert reply["status"] == "error"
    assert "110" in {number["number"] for number in reply["blocks"][-1]["numbers"]}
    assert CANARY not in caplog.text


def test_a_service_that_is_not_ready_is_503(make_app: Callable[..., FastAPI]) -> None:
    app = make_app()
    app.state.services = None
    for path in ("/api/v1/cities", "/health/ready", "/hilfe"):
        check(TestClient(app).get(path), 503)


def test_without_a_knowledge_base_the_problem_still_names_110_and_112(
    make_app: Callable[..., FastAPI], tmp_path: Path
) -> None:
    nothing = KnowledgeRepository(f"sqlite:///{tmp_path / 'none.db'}")
    client = TestClient(make_app(nothing))
    for path in ("/api/v1/cities", "/api/v1/hotlines", "/health/ready", "/"):
        check(client.get(path), 503)
    check(client.get("/nirgends"), 404)


def test_a_person_gets_a_page_and_a_program_gets_json(client: TestClient) -> None:
    browser = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    page = client.get(f"/{CANARY}", headers=browser)
    assert page.status_code == 404
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    bar = page.text[: page.text.index("</header>")]
    assert 'href="tel:110"' in bar
    assert 'href="tel:112"' in bar
    assert CANARY not in page.text
    check(client.get("/api/v1/nirgends", headers=browser), 404)


def test_refused_requests_are_counted_by_status(client: TestClient) -> None:
    client.post("/api/v1/chat", json={})
    client.post("/api/v1/chat", json={"message": "a" * 2001})
    client.get("/nirgends")
    metrics = client.get("/metrics").text
    assert 'lotse_refused_requests_total{status="422"} 1.0' in metrics
    assert 'lotse_refused_requests_total{status="413"} 1.0' in metrics
    assert 'status="404"' not in metrics
