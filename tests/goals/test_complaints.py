"""One conversation for each row of the list of complaints that is about dialogue or answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.assistant import Assistant
from tests.conftest import SettableClock
from tests.conversations.conversation import Conversation, problems, text_of

COMPLAINTS: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("complaints.yml").read_text(encoding="utf-8")
)
ABOUT_ANSWERS = {*range(1, 15), 16, 19, 20, 21}
"""Rows about what is said; the others are about the page, its languages and its code."""


@pytest.mark.parametrize("talk", COMPLAINTS, ids=[f"row-{talk['row']}" for talk in COMPLAINTS])
async def test_complaint(assistant: Assistant, clock: SettableClock, talk: dict[str, Any]) -> None:
    if "at" in talk:
        clock.put(talk["at"])
    conversation = Conversation(assistant, talk.get("city"), talk.get("audience"))
    for turn in talk["turns"]:
        reply = await conversation.say(turn["user"])
        found = problems(reply, turn["expect"])
        assert not found, f"{turn['user']}: {found}\n{reply.understanding}\n{text_of(reply)[:700]}"


def test_every_row_about_answers_has_its_conversation() -> None:
    assert {talk["row"] for talk in COMPLAINTS} == ABOUT_ANSWERS
