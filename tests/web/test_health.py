"""For operators."""

from __future__ import annotations

from starlette.testclient import TestClient

from bot.engine.port import EngineError
from tests.web.conftest import FakeEngine

CANARY = "kanarienvogel"


def test_a_process_that_answers_is_live(client: TestClient) -> None:
    assert client.get("/health/live").json() == {"status": "live"}


def test_ready_turns_degraded_while_the_engine_fails(client: TestClient, engine: FakeEngine) -> None:
    assert client.get("/health/ready").json() == {"status": "ready"}
    engine.error = EngineError("down")
    client.post("/api/v1/chat", json={"message": "a"})
    response = client.get("/health/ready")
    assert (response.status_code, response.json()) == (200, {"status": "degraded"})
    client.post("/api/v1/chat", json={"message": "Papa schlägt mich"})
    client.post("/api/v1/chat", json={"message": "~0.alt.x"})
    assert client.get("/health/ready").json() == {"status": "degraded"}
    engine.error = None
    client.post("/api/v1/chat", json={"message": "a"})
    assert client.get("/health/ready").json() == {"status": "ready"}


def test_metrics_count_and_hold_neither_text_nor_ids(client: TestClient) -> None:
    reply = client.post("/api/v1/chat", json={"message": CANARY, "city": "herne"}).json()
    client.post("/webhooks/rest/webhook", json={"sender": CANARY, "message": CANARY})
    response = client.get("/metrics")
    assert response.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert 'lotse_messages_total{status="answered"} 2.0' in response.text
    assert "lotse_reply_seconds_count 2.0" in response.text
    for secret in (CANARY, "herne", reply["conversation_id"]):
        assert secret not in response.text
