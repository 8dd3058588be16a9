"""POST /api/v1/chat, DELETE /api/v1/conversations, POST /api/v1/feedback."""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from bot.engine.port import Choice, EngineError, Suggestion
from bot.web.schemas import ChatReply
from tests.web.conftest import CITY_CHOICE, FakeEngine

CHAT = "/api/v1/chat"


def ask(client: TestClient, message: str = "Wo melde ich das?", **values: object) -> dict[str, Any]:
    response = client.post(CHAT, json={"message": message, **values})
    assert response.status_code == 200, response.text
    reply: dict[str, Any] = response.json()
    ChatReply.model_validate(reply)
    return reply


def test_a_reply_has_exactly_the_members_of_the_contract(client: TestClient, engine: FakeEngine) -> None:
    engine.suggestions = (CITY_CHOICE,)
    reply = ask(client)
    assert set(reply) == {"conversation_id", "message_id", "status", "blocks", "understanding", "quick_replies"}
    assert set(reply["understanding"]) == {"intent", "topic", "confidence", "danger", "city", "alternatives"}
    assert reply["status"] == "answered"
    assert reply["understanding"]["danger"] == "none"
    assert reply["blocks"] == [{"type": "text", "text": "Das Jugendamt ist zuständig."}]
    assert [set(button) for button in reply["quick_replies"]] == [{"title", "payload"}]


def test_what_the_client_says_about_its_visitor_reaches_the_engine(client: TestClient, engine: FakeEngine) -> None:
    ask(client, "  Hallo  ", city="herne", audience="kind", register="leicht", anything="else")
    message = engine.asked[0]
    assert (message.text, message.city, message.audience, message.register) == ("Hallo", "herne", "kind", "leicht")


def test_a_message_arrives_in_composed_form(client: TestClient, engine: FakeEngine) -> None:
    ask(client, unicodedata.normalize("NFD", "Gefährdung"))
    assert engine.asked[0].text == "Gefährdung"


def test_a_conversation_goes_on_under_its_id(client: TestClient, engine: FakeEngine) -> None:
    first = ask(client)
    second = ask(client, conversation_id=first["conversation_id"])
    assert second["conversation_id"] == first["conversation_id"]
    assert engine.asked[0].conversation_id == engine.asked[1].conversation_id


def test_an_id_that_was_never_given_starts_another_conversation(client: TestClient) -> None:
    assert ask(client, conversation_id="made-up")["conversation_id"] != "made-up"


def test_a_quick_reply_reaches_the_engine_as_the_choice_it_stands_for(
    client: TestClient, engine: FakeEngine
) -> None:
    engine.suggestions = (CITY_CHOICE,)
    payload = ask(client)["quick_replies"][0]["payload"]
    ask(client, payload)
    assert engine.asked[1].choice == Choice("inform", {"city": "herne"})


def test_a_payload_that_is_not_ours_is_stale(client: TestClient, engine: FakeEngine) -> None:
    assert ask(client, "~bWFkZS11cC1mb3ItdGhpcy10ZXN0.c2lnbmVkLWJ5LW5vYm9keS1hdC1hbGw")["status"] == "stale"
    assert engine.asked == []


def test_the_same_client_message_id_gives_the_same_reply_and_one_turn(
    client: TestClient, engine: FakeEngine
) -> None:
    first = ask(client, client_message_id="a1")
    assert ask(client, client_message_id="a1") == first
    assert ask(client, client_message_id="a1", conversation_id=first["conversation_id"]) == first
    assert len(engine.asked) == 1
    assert ask(client, client_message_id="a2", conversation_id=first["conversation_id"]) != first


def test_two_visitors_with_the_same_client_message_id_do_not_meet(app: FastAPI) -> None:
    replies = [
        ask(TestClient(app, client=(host, 1)), client_message_id="1") for host in ("198.51.100.1", "198.51.100.2")
    ]
    assert replies[0]["conversation_id"] != replies[1]["conversation_id"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"message": ""},
        {"message": " \n\t "},
        {"message": None},
        {"message": 7},
        {"message": "a", "city": "atlantis"},
        {"message": "a", "city": ""},
        {"message": "a", "audience": "lehrer"},
        {"message": "a", "register": "schwer"},
        {"message": "a", "register": None},
        {"message": "a", "client_message_id": "x" * 101},
        {"message": "a", "conversation_id": ["a"]},
        [],
        "text",
        None,
    ],
)
def test_a_malformed_request_never_reaches_the_engine(
    client: TestClient, engine: FakeEngine, body: object
) -> None:
    assert client.post(CHAT, json=body).status_code == 422
    assert engine.asked == []


@pytest.mark.parametrize(
    "body", [b"{", b"", b"\xff\xfe", b'{"message": "\\ud800"}', b"[" * 9000, b'{"message": ' + b"9" * 5000 + b"}"]
)
def test_what_is_no_json_is_refused_as_malformed(client: TestClient, engine: FakeEngine, body: bytes) -> None:
    response = client.post(CHAT, content=body, headers={"Content-Type": "application/json"})
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert engine.asked == []


@pytest.mark.parametrize(("length", "status"), [(2000, 200), (2001, 413)])
def test_a_message_has_at_most_2000_characters(client: TestClient, length: int, status: int) -> None:
    assert client.post(CHAT, json={"message": f"  {'ä' * length}  "}).status_code == status


def test_a_message_that_is_too_long_and_otherwise_wrong_is_malformed(client: TestClient) -> None:
    assert client.post(CHAT, json={"message": "a" * 2001, "register": "schwer"}).status_code == 422


@pytest.mark.parametrize("failure", [EngineError("down"), None])
def test_without_the_engine_the_reply_still_names_numbers(
    client: TestClient, engine: FakeEngine, failure: Exception | None
) -> None:
    engine.error, engine.delay = failure, 0 if failure else 5
    reply = ask(client)
    assert reply["status"] == "error"
    assert [block["type"] for block in reply["blocks"]] == ["text", "emergency"]
    assert {"110", "112"} <= {number["number"] for number in reply["blocks"][1]["numbers"]}


def test_danger_comes_first(client: TestClient) -> None:
    reply = ask(client, "Ich will mich umbringen")
    assert reply["status"] == "danger"
    assert reply["blocks"][0]["type"] == "emergency"
    assert reply["understanding"]["danger"] == "self_harm"


def test_markup_in_a_message_comes_back_nowhere(client: TestClient) -> None:
    response = client.post(CHAT, json={"message": "<script>alert(1)</script>"})
    assert "script" not in response.text
    assert response.headers["content-type"] == "application/json"


def test_p13_a_deleted_conversation_is_forgotten_everywhere(client: TestClient, engine: FakeEngine) -> None:
    known = ask(client, client_message_id="a1")["conversation_id"]
    for _ in range(2):
        response = client.delete(f"/api/v1/conversations/{known}")
        assert (response.status_code, response.content) == (204, b"")
    assert engine.forgotten == [known, known]
    assert ask(client, conversation_id=known)["conversation_id"] != known
    assert client.delete("/api/v1/conversations/never-was").status_code == 204


def test_p13_deleting_succeeds_while_the_engine_fails(client: TestClient, engine: FakeEngine) -> None:
    known = ask(client)["conversation_id"]
    engine.error = EngineError("down")
    assert client.delete(f"/api/v1/conversations/{known}").status_code == 204
    engine.error = None
    assert ask(client, conversation_id=known)["conversation_id"] != known


def test_p13_nobody_waits_for_an_engine_that_is_busy(
    client: TestClient, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def busy(_conversation_id: str) -> None:
        await asyncio.Event().wait()

    known = ask(client)["conversation_id"]
    monkeypatch.setattr(engine, "forget", busy)
    assert client.delete(f"/api/v1/conversations/{known}").status_code == 204
    assert "busy" in caplog.text
    assert known not in caplog.text
    assert ask(client, conversation_id=known)["conversation_id"] != known


def test_feedback_is_counted_and_nothing_else(client: TestClient) -> None:
    reply = ask(client)
    body = {"conversation_id": reply["conversation_id"], "message_id": reply["message_id"], "helpful": True}
    response = client.post("/api/v1/feedback", json=body)
    assert (response.status_code, response.content) == (204, b"")
    client.post("/api/v1/feedback", json=body | {"conversation_id": "made-up", "helpful": False})
    metrics = client.get("/metrics").text
    assert 'lotse_feedback_total{helpful="yes"} 1.0' in metrics
    assert 'helpful="no"' not in metrics


@pytest.mark.parametrize("change", [{"text": "Danke"}, {"helpful": "yes"}, {"helpful": 1}, {"message_id": ""}])
def test_feedback_has_no_room_for_a_text(client: TestClient, change: dict[str, object]) -> None:
    body = {"conversation_id": "a", "message_id": "b", "helpful": True}
    assert client.post("/api/v1/feedback", json=body | change).status_code == 422


def test_a_reply_that_quotes_an_unknown_number_is_withheld(client: TestClient, engine: FakeEngine) -> None:
    engine.blocks = ({"type": "text", "text": "Rufen Sie 0190 123456 an."},)
    reply = ask(client)
    assert [block["type"] for block in reply["blocks"]] == ["emergency"]


def test_titles_of_quick_replies_are_plain_text(client: TestClient, engine: FakeEngine) -> None:
    engine.suggestions = (Suggestion("<b>Herne</b>", Choice("inform")),)
    assert ask(client)["quick_replies"][0]["title"] == "<b>Herne</b>"


def test_without_services_the_answer_is_503(make_app: Callable[..., FastAPI]) -> None:
    app = make_app()
    app.state.services = None
    response = TestClient(app).post(CHAT, json={"message": "Hallo"})
    assert response.status_code == 503
    assert {"110", "112"} <= {number["number"] for number in response.json()["emergency"]}
