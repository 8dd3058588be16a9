"""What a conversation is about in the visitor's words, which a few words are read together with."""

from __future__ import annotations

import secrets
from typing import Any

import pytest
from rasa.shared.core.events import ActionExecuted, AllSlotsReset, UserUttered

from bot.engine.inprocess import RasaEngine
from bot.engine.opening import LONGEST, opening
from bot.engine.port import Message

BEGUN = "meine Tochter wird in der Klasse seit Wochen von anderen ausgelacht"
FEW = "und was kostet das"


def said(text: str, confidence: float = 0.95, telling: bool = True) -> UserUttered:
    parsed: dict[str, Any] = {
        "intent": {"name": "ask_topic"}, "entities": [], "telling": telling,
        "topic_ranking": [{"topic": "mobbing", "confidence": confidence}],
    }  # fmt: skip
    return UserUttered(text, parse_data=parsed)


@pytest.mark.parametrize(
    ("events", "found"),
    [
        ([], None),
        ([ActionExecuted("action_listen")], None),
        ([said(FEW), said("ja", confidence=0.5)], FEW),
        ([said(FEW, confidence=0.5), said("ja", confidence=0.5)], FEW),
        ([said(BEGUN), said("was kostet das"), said("ja", confidence=0.5)], f"was kostet das. {BEGUN}"),
        ([said(FEW), said(BEGUN), said("ja", confidence=0.5)], BEGUN),
        ([said(FEW), said(BEGUN, confidence=0.5)], FEW),
        ([said(BEGUN, telling=False), said(FEW)], FEW),
        ([UserUttered(BEGUN), said(FEW)], FEW),
        ([said(BEGUN), said("von vorne"), AllSlotsReset()], None),
        ([said(BEGUN), said("von vorne"), AllSlotsReset(), said(FEW)], FEW),
        ([said("x" * 2 * LONGEST)], "x" * LONGEST),
    ],
)
def test_the_latest_question_and_the_latest_sure_long_message(events: list[Any], found: str | None) -> None:
    assert opening(events) == found


async def test_what_is_not_sure_is_read_after_what_was_told(engine: RasaEngine) -> None:
    id = secrets.token_hex(8)
    await engine.reply(Message(id, "die aus meiner klasse schreiben voll eklige sachen über mich im gruppenchat"))
    unsure = await engine._understood(id, "hab ich der lehrerin schon gesagt die macht nix", corrects=False)
    assert unsure["topic_ranking"][0]["topic"] != "mobbing"
    assert unsure["in_context"][0]["topic"] == "mobbing"
    for text in ("Kann ich anonym melden?", "danke"):
        assert "in_context" not in await engine._understood(id, text, corrects=False)


async def test_what_corrects_is_read_after_what_was_told_however_sure_it_is(engine: RasaEngine) -> None:
    id = secrets.token_hex(8)
    await engine.reply(Message(id, "die aus meiner klasse schreiben voll eklige sachen über mich im gruppenchat"))
    assert (await engine._understood(id, "Kann ich anonym melden?", corrects=True))["in_context"]


async def test_the_first_message_is_read_alone(engine: RasaEngine) -> None:
    unsure = await engine._understood(secrets.token_hex(8), "die macht nix", corrects=False)
    assert "in_context" not in unsure


async def test_only_what_was_said_before_can_be_corrected(engine: RasaEngine) -> None:
    first = Message(secrets.token_hex(8), "nicht die schule, der verein")
    assert not await engine._begun(first)
    await engine.reply(first)
    assert await engine._begun(first)
