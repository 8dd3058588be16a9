"""Whole conversations with the real assistant, one file a subject."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.assistant import Assistant
from tests.conftest import SettableClock
from tests.conversations.conversation import Conversation, problems, text_of

HERE = Path(__file__).parent
CONVERSATIONS: list[dict[str, Any]] = [
    {"file": path.stem, **conversation}
    for path in sorted(HERE.glob("*.yml"))
    for conversation in yaml.safe_load(path.read_text(encoding="utf-8"))
]
KINDS = {"happy path", "correction", "digression", "unknown city", "nothing found", "danger"}
COMPLAINTS = {*range(1, 6), *range(9, 15)}


def _case(talk: dict[str, Any]) -> Any:
    """A conversation as a test case; ``open`` names a known gap, which must be taken out once it is closed."""
    marks = [pytest.mark.xfail(reason=talk["open"], strict=True)] if "open" in talk else []
    return pytest.param(talk, id=f"{talk['file']}-{talk['name']}", marks=marks)


@pytest.mark.parametrize("talk", map(_case, CONVERSATIONS))
async def test_a_conversation(assistant: Assistant, clock: SettableClock, talk: dict[str, Any]) -> None:
    if "at" in talk:
        clock.put(talk["at"])
    page = (talk.get("city"), talk.get("audience"), talk.get("register", "standard"))
    conversation = Conversation(assistant, *page)
    for turn in talk["turns"]:
        said = turn.get("user") or turn["button"]
        reply = await (conversation.say(said) if "user" in turn else conversation.press(said))
        found = problems(reply, turn.get("expect", {}))
        assert not found, f"{said!r}: {found}\n{reply.status} {reply.understanding}\n{text_of(reply)[:900]}"


def test_every_kind_of_conversation_is_there_and_there_are_enough() -> None:
    assert len(CONVERSATIONS) >= 60
    assert {talk["kind"] for talk in CONVERSATIONS} == KINDS


def test_every_complaint_about_chatbots_has_its_conversation() -> None:
    assert {talk["complaint"] for talk in CONVERSATIONS if "complaint" in talk} >= COMPLAINTS


def test_names_of_conversations_are_unique() -> None:
    names = [(talk["file"], talk["name"]) for talk in CONVERSATIONS]
    assert len(names) == len(set(names))
