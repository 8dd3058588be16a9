"""R11: whatever an action does, numbers come within two seconds, and the next message is unharmed."""

from __future__ import annotations

import time

import pytest

from bot.assistant import Assistant, Reply, Request
from tests.goals.whole import Fault, shown

QUESTION = "Wo melde ich eine Kindeswohlgefährdung?"
DANGERS = ["Mein Papa schlägt mich", "Das Baby atmet nicht mehr", "Ich will nicht mehr leben"]


def numbers(reply: Reply) -> set[str]:
    """Numbers that a reply offers to call."""
    found: set[str] = set()
    for block in reply.blocks:
        found |= {entry["number"] for entry in (*block.get("numbers", ()), *block.get("phones", ()))}
    return found


async def timed(assistant: Assistant, text: str, conversation: str | None = None) -> tuple[Reply, float]:
    start = time.perf_counter()
    reply = await assistant.reply(Request(text, conversation, city="herne"))
    return reply, time.perf_counter() - start


@pytest.mark.parametrize("how", Fault.kinds())
async def test_r11_contacts_within_two_seconds_and_the_next_message_is_unharmed(
    breakable: Assistant, healthy: Fault, how: str
) -> None:
    sound, _ = await timed(breakable, QUESTION)
    assert sound.status == "answered"
    healthy.how = how
    broken, seconds = await timed(breakable, QUESTION, sound.conversation_id)
    assert seconds < 2
    assert {"110", "112"} <= numbers(broken)
    assert "Unsinn" not in shown(broken)
    assert "0190" not in shown(broken)
    healthy.how = None
    again, seconds = await timed(breakable, QUESTION, sound.conversation_id)
    assert seconds < 2
    assert (again.status, again.blocks) == (sound.status, sound.blocks)


async def test_r11_one_that_hangs_stops_nobody_else(breakable: Assistant, healthy: Fault) -> None:
    healthy.how = "hangs"
    await timed(breakable, QUESTION)
    healthy.how = None
    other, seconds = await timed(breakable, QUESTION)
    assert (other.status, seconds < 0.5) == ("answered", True)


@pytest.mark.parametrize("how", Fault.kinds())
@pytest.mark.parametrize("text", DANGERS)
async def test_r11_danger_gets_the_block_within_a_second_whatever_is_broken(
    breakable: Assistant, healthy: Fault, how: str, text: str
) -> None:
    healthy.how = how
    reply, seconds = await timed(breakable, text)
    assert seconds < 1
    assert reply.blocks[0]["type"] == "emergency"
    assert {"110", "112"} <= numbers(reply)
    assert "Unsinn" not in shown(reply)
