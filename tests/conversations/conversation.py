"""Talk to the assistant as a visitor does."""

from __future__ import annotations

import json
from typing import Any

from bot.assistant import Assistant, Reply, Request


class Conversation:
    """One conversation; the city is what the page hands over."""

    def __init__(
        self,
        assistant: Assistant,
        city: str | None = None,
        audience: str | None = None,
        register: str = "standard",
    ) -> None:
        self._assistant = assistant
        self._page = (city, audience, register)
        self._id: str | None = None
        self._last: Reply | None = None

    async def say(self, text: str) -> Reply:
        """Write a message."""
        reply = await self._assistant.reply(Request(text, self._id, *self._page))
        self._id, self._last = reply.conversation_id, reply
        return reply

    async def press(self, title: str) -> Reply:
        """Choose the quick reply of the last answer whose title starts with ``title``."""
        assert self._last is not None, "nothing was said yet"
        titles = [quick_reply.title for quick_reply in self._last.quick_replies]
        found = [q for q in self._last.quick_replies if q.title.startswith(title)]
        assert found, f"no button {title!r} among {titles}"
        return await self.say(found[0].payload)


def text_of(reply: Reply) -> str:
    """Everything a reply shows, as one JSON text."""
    return json.dumps(reply.blocks, ensure_ascii=False)


def problems(reply: Reply, expected: dict[str, Any]) -> list[str]:
    """What of ``expected`` (a turn of a conversation file) the reply does not hold."""
    said = text_of(reply)
    understood = reply.understanding
    found = {"status": str(reply.status), "intent": understood.intent, "topic": understood.topic,
             "city": understood.city, "danger": understood.danger}  # fmt: skip
    types = [block["type"] for block in reply.blocks]
    titles = [quick_reply.title for quick_reply in reply.quick_replies]
    found_problems = [
        f"{key} {found[key]!r} instead of {expected[key]!r}"
        for key in found
        if key in expected and found[key] not in _any_of(expected[key])
    ]
    found_problems += [f"no block {kind}" for kind in expected.get("blocks", ()) if kind not in types]
    found_problems += [f"missing {part!r}" for part in expected.get("contains", ()) if part not in said]
    found_problems += [f"unwanted {part!r}" for part in expected.get("not_contains", ()) if part in said]
    found_problems += [f"no button {title!r}" for title in expected.get("buttons", ()) if title not in titles]
    most = expected.get("at_most_buttons")
    if most is not None and len(titles) > most:
        found_problems.append(f"{len(titles)} buttons")
    if not reply.blocks:
        found_problems.append("an empty reply")
    return found_problems


def _any_of(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
