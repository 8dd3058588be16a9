"""How much and how often."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from bot.web.limits import LARGEST_BODY
from bot.web.pseudonyms import Pseudonyms, network
from tests.web.conftest import Clock, FakeEngine

CHAT = "/api/v1/chat"


def body_of(size: int) -> bytes:
    start, end = b'{"message": "a", "x": "', b'"}'
    return start + b"x" * (size - len(start) - len(end)) + end


@pytest.mark.parametrize(("size", "status"), [(LARGEST_BODY, 200), (LARGEST_BODY + 1, 413)])
def test_a_body_has_at_most_16_kib(client: TestClient, size: int, status: int) -> None:
    response = client.post(CHAT, content=body_of(size), headers={"Content-Type": "application/json"})
    assert response.status_code == status


async def test_a_body_that_says_it_is_too_large_is_not_read(app: FastAPI) -> None:
    async def never() -> dict[str, Any]:
        raise AssertionError("body was read")

    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "POST", "path": CHAT, "raw_path": CHAT.encode(), "query_string": b"",
             "headers": [(b"content-length", b"9" * 30)], "client": ("198.51.100.1", 1)}  # fmt: skip
    await app(scope, never, send)
    assert sent[0]["status"] == 413


async def test_a_body_of_unknown_length_is_cut_off_where_it_becomes_too_large(
    app: FastAPI, engine: FakeEngine
) -> None:
    given = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal given
        for _ in range(10_000):
            given += 1024
            yield b"x" * 1024

    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        response = await client.post(CHAT, content=endless(), headers={"Content-Type": "application/json"})
    assert response.status_code == 413
    assert given <= LARGEST_BODY + 2048
    assert engine.asked == []


async def test_a_body_in_pieces_is_put_together(app: FastAPI, engine: FakeEngine) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for piece in (b'{"mess', b'age": "Hal', b'lo"}'):
            yield piece

    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        response = await client.post(CHAT, content=pieces(), headers={"Content-Type": "application/json"})
    assert response.status_code == 200
    assert engine.asked[0].text == "Hallo"


def test_a_visitor_may_send_so_many_messages_a_second(make_app: Callable[..., FastAPI]) -> None:
    client = TestClient(make_app(rate_per_second=3))
    statuses = [client.post(CHAT, json={"message": "a"}).status_code for _ in range(4)]
    assert statuses == [200, 200, 200, 429]


def test_a_visitor_may_send_twelve_times_as_many_a_minute(
    make_app: Callable[..., FastAPI], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1_000_000.0
    monkeypatch.setattr("time.time", lambda: now)
    client = TestClient(make_app(rate_per_second=2))
    for _ in range(24):
        assert client.post(CHAT, json={"message": "a"}).status_code == 200
        now += 1.5
    response = client.post(CHAT, json={"message": "a"})
    assert response.status_code == 429
    wait = int(response.headers["retry-after"])
    assert 20 <= wait <= 26
    now += wait
    assert client.post(CHAT, json={"message": "a"}).status_code == 200


def test_one_visitor_does_not_use_up_what_another_has(make_app: Callable[..., FastAPI]) -> None:
    app = make_app(rate_per_second=1)
    for host in ("198.51.100.1", "198.51.100.2"):
        assert TestClient(app, client=(host, 1)).post(CHAT, json={"message": "a"}).status_code == 200


def test_only_messages_are_limited(make_app: Callable[..., FastAPI]) -> None:
    client = TestClient(make_app(rate_per_second=1))
    for path in ("/hilfe", "/api/v1/hotlines", "/health/live"):
        assert {client.get(path).status_code for _ in range(5)} == {200}
    assert {client.delete("/api/v1/conversations/a").status_code for _ in range(5)} == {204}


@pytest.mark.parametrize("path", [CHAT, "/api/v1/feedback", "/webhooks/rest/webhook", "/hilfe"])
def test_every_door_that_takes_messages_is_limited(make_app: Callable[..., FastAPI], path: str) -> None:
    client = TestClient(make_app(rate_per_second=1))
    statuses = [client.post(path, json={}).status_code for _ in range(8)]
    assert statuses[0] == 422
    assert set(statuses) == {422, 429}


def test_a_pseudonym_is_stable_for_a_day_and_means_nothing_elsewhere() -> None:
    clock = Clock()
    daily = Pseudonyms(lambda: clock.now.date())
    today = daily.of("198.51.100.1")
    assert daily.of("198.51.100.1") == today
    assert daily.of("198.51.100.2") != today
    assert "198.51.100.1" not in today
    assert Pseudonyms().of("198.51.100.1") != today
    clock.now += dt.timedelta(days=1)
    assert daily.of("198.51.100.1") != today


def test_parts_of_a_pseudonym_do_not_run_together() -> None:
    names = Pseudonyms()
    assert names.of("ab", "c") != names.of("a", "bc")


@pytest.mark.parametrize(("host", "same"), [
    ("2001:db8::1", "2001:db8::ffff"), ("::ffff:198.51.100.1", "198.51.100.1"), (None, ""),
    ("testclient", "testclient"),
])  # fmt: skip
def test_addresses_of_one_household_are_one_visitor(host: str | None, same: str) -> None:
    assert network(host) == network(same)


def test_addresses_of_two_households_are_two_visitors() -> None:
    assert network("2001:db8:0:1::1") != network("2001:db8:0:2::1")
    assert network("198.51.100.1") != network("198.51.100.2")
