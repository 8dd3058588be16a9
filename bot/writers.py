"""Who writes, where a message alone does not tell: "er hat Angst vor Papa" may be a brother or a neighbour."""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import replace

from cachetools import TTLCache

from bot.safety.verdict import Speaker, Verdict
from knowledge.schema import Audience

_OF_ANOTHER = frozenset({Speaker.BYSTANDER, Speaker.PROFESSIONAL})
_GROWN = frozenset({Audience.PARENT, Audience.CITIZEN, Audience.PROFESSIONAL})


class Writers:
    """The conversations in which somebody writes about another, and whether he has children of his own.

    Each is forgotten after ``minutes``, the oldest where there are more ``conversations``. No text is kept.
    """

    def __init__(self, minutes: int, conversations: int) -> None:
        self._grown: MutableMapping[str, bool] = TTLCache(conversations, ttl=minutes * 60)

    def meant(self, conversation_id: str, verdict: Verdict, audience: str | None) -> Verdict:
        """The verdict on the next message, with who says it there.

        Who has written about another, or stands on a page for grown-ups as ``audience`` says, goes on to do so
        until he names himself.
        """
        grown = verdict.grown or self._grown.get(conversation_id, False)
        if verdict.speaker is Speaker.CHILD:
            about_another = conversation_id in self._grown or audience in _GROWN
            if verdict.of_self or not verdict.evidence or not about_another:
                self.forget(conversation_id)
                return verdict
            return replace(verdict, speaker=Speaker.BYSTANDER, grown=grown)
        if verdict.speaker in _OF_ANOTHER or verdict.grown:
            self._grown[conversation_id] = grown
        return replace(verdict, grown=grown)

    def forget(self, conversation_id: str) -> None:
        """Nothing is known of who writes."""
        self._grown.pop(conversation_id, None)
