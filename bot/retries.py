"""Replies to messages that a page may send again when it has not heard back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, MutableMapping
from typing import Any, Generic, Protocol, TypeVar

from cachetools import TTLCache


class OfConversation(Protocol):
    """A reply that says which conversation it belongs to."""

    @property
    def conversation_id(self) -> str: ...


Given = TypeVar("Given", bound=OfConversation)
Key = tuple[str | None, str]
"""The conversation that a message named, and the message's own id."""


class Retries(Generic[Given]):
    """The reply to each message with an id of its own; the same id twice gives the same one, not a second turn.

    Each is forgotten after ``minutes``, the oldest where there are more than ``conversations``.
    """

    def __init__(self, minutes: int, conversations: int) -> None:
        self._tasks: MutableMapping[Key, asyncio.Future[Given]] = TTLCache(conversations, ttl=minutes * 60)

    async def once(
        self, key: Key, make: Callable[[], Coroutine[Any, Any, Given]], is_known: Callable[[str], bool]
    ) -> Given:
        """What ``make`` gave or gives for ``key``; remembered while its conversation ``is_known``."""
        task = self._tasks.get(key)
        if task is None:
            # the task is kept before it is done: a second request at the same moment waits for the same reply
            task = self._tasks[key] = asyncio.ensure_future(make())
            # what failed is not remembered: a retry is there to get an answer
            task.add_done_callback(lambda done: None if _finished(done) else self._drop(key, done))
        # shielded, because one of several who wait may hang up
        reply = await asyncio.shield(task)
        if is_known(reply.conversation_id):
            self._tasks[reply.conversation_id, key[1]] = task
        else:  # forgotten meanwhile
            self._drop(key, task)
        return reply

    def forget(self, conversation_id: str) -> None:
        """Remember no reply of this conversation."""
        for key, task in list(self._tasks.items()):
            if key[0] == conversation_id or (_finished(task) and task.result().conversation_id == conversation_id):
                self._tasks.pop(key, None)

    def _drop(self, key: Key, task: asyncio.Future[Given]) -> None:
        """Remember ``task`` no longer; another one that has taken its place stays."""
        if self._tasks.get(key) is task:
            del self._tasks[key]


def _finished(task: asyncio.Future[Given]) -> bool:
    """Whether ``task`` ended with a reply."""
    return task.done() and not task.cancelled() and task.exception() is None
