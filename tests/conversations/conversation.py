"""Talk to the assistant as a visitor does."""

from __future__ import annotations

import json

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
