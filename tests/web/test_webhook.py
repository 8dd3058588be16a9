"""POST /webhooks/rest/webhook, as clients of Rasa's REST channel use it."""

from __future__ import annotations

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from bot.web.schemas import WebhookReply
from knowledge import cards
from knowledge.repository import KnowledgeRepository
from tests.web.conftest import CITY_CHOICE, MONDAY_MORNING, FakeEngine

WEBHOOK = "/webhooks/rest/webhook"


def test_each_block_is_a_message_and_the_last_carries_the_buttons(
    client: TestClient, engine: FakeEngine, facts: KnowledgeRepository
) -> None:
    line = facts.hotline("kinder-jugendtelefon")
    assert line
    engine.blocks = ({"type": "text", "text": "Hier hilft jemand."}, cards.hotline(line, "NW", MONDAY_MORNING))
    engine.suggestions = (CITY_CHOICE,)
    messages = client.post(WEBHOOK, json={"sender": "anna", "message": "Wer hilft?"}).json()
    for message in messages:
        WebhookReply.model_validate(message)
    assert [message["recipient_id"] for message in messages] == ["anna", "anna"]
    assert messages[0]["text"] == "Hier hilft jemand."
    assert messages[0]["custom"]["type"] == "text"
    assert "buttons" not in messages[0]
    assert "116 111" in messages[1]["text"]
    assert messages[1]["custom"]["id"] == "kinder-jugendtelefon"
    assert [button["title"] for button in messages[1]["buttons"]] == ["Herne"]


def test_a_button_can_be_sent_back(client: TestClient, engine: FakeEngine) -> None:
    engine.suggestions = (CITY_CHOICE,)
    (message,) = client.post(WEBHOOK, json={"sender": "anna", "message": "Hallo"}).json()
    client.post(WEBHOOK, json={"sender": "anna", "message": message["buttons"][0]["payload"]})
    assert engine.asked[1].choice == CITY_CHOICE.choice


def test_a_sender_keeps_its_conversation_under_an_id_that_nobody_can_guess(
    client: TestClient, engine: FakeEngine
) -> None:
    for sender in ("anna", "anna", "bert"):
        client.post(WEBHOOK, json={"sender": sender, "message": "Hallo"})
    anna, again, bert = (message.conversation_id for message in engine.asked)
    assert anna == again != bert
    assert "anna" not in anna
    assert len(anna) >= 22  # 128 bits


def test_the_same_sender_from_elsewhere_is_somebody_else(app: FastAPI, engine: FakeEngine) -> None:
    for host in ("198.51.100.1", "198.51.100.2"):
        TestClient(app, client=(host, 1)).post(WEBHOOK, json={"sender": "user", "message": "Hallo"})
    assert engine.asked[0].conversation_id != engine.asked[1].conversation_id


def test_metadata_says_what_the_page_knows(client: TestClient, engine: FakeEngine) -> None:
    metadata = {"city": "potsdam", "audience": "fachkraft", "register": "leicht", "language": "de"}
    assert client.post(WEBHOOK, json={"sender": "a", "message": "b", "metadata": metadata}).status_code == 200
    asked = engine.asked[0]
    assert (asked.city, asked.audience, asked.register) == ("potsdam", "fachkraft", "leicht")


@pytest.mark.parametrize("body", [
    {"message": "Hallo"}, {"sender": None, "message": "Hallo"}, {"sender": "", "message": "Hallo"},
    {"sender": "  ", "message": "Hallo"}, {"sender": 7, "message": "Hallo"}, {"sender": "x" * 101, "message": "a"},
    {"sender": "a"}, {"sender": "a", "message": ""},
    {"sender": "a", "message": "b", "metadata": {"city": "atlantis"}},
    {"sender": "a", "message": "b", "metadata": "herne"},
])  # fmt: skip
def test_a_malformed_message_is_refused(client: TestClient, engine: FakeEngine, body: dict[str, object]) -> None:
    assert client.post(WEBHOOK, json=body).status_code == 422
    assert engine.asked == []


def test_a_client_without_content_type_is_understood_too(client: TestClient) -> None:
    assert client.post(WEBHOOK, content=b'{"sender": "a", "message": "b"}').status_code == 200


def test_a_message_that_is_too_long_is_413(client: TestClient) -> None:
    assert client.post(WEBHOOK, json={"sender": "a", "message": "b" * 2001}).status_code == 413


def test_danger_is_told_in_words_too(client: TestClient) -> None:
    messages = client.post(WEBHOOK, json={"sender": "a", "message": "Ich will mich umbringen"}).json()
    assert messages[0]["custom"]["type"] == "emergency"
    assert "110" in messages[0]["text"]
    assert "112" in messages[0]["text"]
