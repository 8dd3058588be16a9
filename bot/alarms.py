"""What goes on after an emergency block: what only answers the card, who tells of himself."""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import replace

from cachetools import TTLCache

from bot.engine.port import Status
from bot.safety.verdict import Level, Speaker, Verdict

ALL_CLEAR, STOP = "all_clear", "stop"
"""Intents whose answer says nothing below an emergency block."""
NO_ANSWER = frozenset(
    {"affirm", "deny", "chitchat", "insult", STOP, "inform", "out_of_scope", "nlu_fallback", "insist_wrong"}
)
"""Intents of messages that right after an alarm are heard as said to the card: "ja", "weiß nicht", "egal"."""
ASKED_FOR = Verdict(Level.ACUTE, None, None, None, Speaker.UNKNOWN)
"""Why there is an emergency block that somebody wished for."""


class Alarms:
    """The verdict of each conversation whose latest reply that answered anything was an emergency block.

    No text is kept; a verdict is forgotten after ``minutes``, the oldest where there are more ``conversations``.
    """

    def __init__(self, minutes: int, conversations: int) -> None:
        self._verdicts: MutableMapping[str, Verdict] = TTLCache(conversations, ttl=minutes * 60)

    def still(self, conversation_id: str, verdict: Verdict | None, heard: str | None) -> Verdict | None:
        """The verdict on the message before, where this one, of intent ``heard``, only answers the card; else
        its own."""
        before = self._verdicts.get(conversation_id)
        dangerous = verdict is not None and verdict.level.dangerous
        return before if before and not dangerous and heard in NO_ANSWER else verdict

    def remember(self, conversation_id: str, verdict: Verdict | None, status: Status) -> None:
        """Keep why there was an alarm, until something else is answered; small talk is no answer."""
        if status is Status.DANGER:
            dangerous = verdict is not None and verdict.level.dangerous
            kept = replace(verdict, evidence=None) if verdict and dangerous else ASKED_FOR
            self._verdicts[conversation_id] = kept
        elif status is not Status.SMALLTALK:
            self.forget(conversation_id)

    def forget(self, conversation_id: str) -> None:
        """There was no alarm."""
        self._verdicts.pop(conversation_id, None)


def tells_of_himself(text: str, verdict: Verdict | None) -> bool:
    """Whether somebody only says what he may do to himself: answers on it are written for who helps another."""
    if verdict is None or verdict.level is not Level.SELF_HARM or "?" in text:
        return False
    return verdict.speaker not in (Speaker.BYSTANDER, Speaker.PROFESSIONAL)
