"""Who writes in a conversation: "er hat Angst vor Papa" may be a brother or a neighbour, "er ist 25" anybody."""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import replace
from enum import Enum, auto

from cachetools import TTLCache

from bot.safety.verdict import Level, Speaker, Verdict
from knowledge.schema import Audience

_OF_ANOTHER = frozenset({Speaker.BYSTANDER, Speaker.PROFESSIONAL})
_GROWN = frozenset({Audience.PARENT, Audience.CITIZEN, Audience.PROFESSIONAL})
_OWN = frozenset({"own_behaviour", "own_anger", "own_inclination"})
"""Categories of an adult who fears what he may do."""


class _Who(Enum):
    CHILD = auto()
    OF_ANOTHER = auto()
    """Who writes about another, and may be young."""
    GROWN = auto()
    PROFESSIONAL = auto()


class Writers:
    """Who writes in each conversation, as far as the words told.

    Each is forgotten after ``minutes``, the oldest where there are more ``conversations``. No text is kept.
    """

    def __init__(self, minutes: int, conversations: int) -> None:
        self._known: MutableMapping[str, _Who] = TTLCache(conversations, ttl=minutes * 60)

    def meant(self, conversation_id: str, verdict: Verdict, audience: str | None) -> Verdict:
        """The verdict on the next message, with who says it there.

        Who has said to be grown up stays so, who has said to be a child does until he says to be grown up. Who has
        written about another, or stands on a page for grown-ups as ``audience`` says, goes on to do so until he
        names himself.
        """
        known = self._known.get(conversation_id)
        told_child = verdict.told and verdict.speaker is Speaker.CHILD and (verdict.of_self or not known)
        if known is _Who.PROFESSIONAL:
            pass
        elif verdict.grown or known is _Who.GROWN:
            known = _Who.GROWN
        elif told_child or (known is _Who.CHILD and not _works(verdict)):
            known = _Who.CHILD
        elif verdict.speaker in _OF_ANOTHER:
            known = _Who.OF_ANOTHER
        if known:
            self._known[conversation_id] = known
        return _as(known or (_Who.OF_ANOTHER if audience in _GROWN else None), verdict)

    def is_child(self, conversation_id: str) -> bool:
        """Whether it is known that a child writes."""
        return self._known.get(conversation_id) is _Who.CHILD

    def asked_as_child(self, conversation_id: str) -> None:
        """What was asked only a child asks."""
        self._known[conversation_id] = _Who.CHILD

    def works(self, conversation_id: str) -> None:
        """What was said only a professional says."""
        self._known[conversation_id] = _Who.PROFESSIONAL

    def forget(self, conversation_id: str) -> None:
        """Nothing is known of who writes."""
        self._known.pop(conversation_id, None)


def _works(verdict: Verdict) -> bool:
    return verdict.told and verdict.speaker is Speaker.PROFESSIONAL


def _as(known: _Who | None, verdict: Verdict) -> Verdict:
    """``verdict`` on what is said by who is ``known``; where no danger was looked at, nothing is guessed."""
    if known is _Who.CHILD:
        own = verdict.category in _OWN and verdict.level is Level.CONCERN
        return replace(verdict, speaker=Speaker.CHILD, category=None if own else verdict.category)
    as_child = verdict.speaker is Speaker.CHILD and (verdict.evidence or verdict.told)
    if known is _Who.PROFESSIONAL and as_child:
        return replace(verdict, speaker=Speaker.PROFESSIONAL)
    if known is _Who.GROWN:
        speaker = Speaker.SELF if verdict.of_self else Speaker.BYSTANDER
        return replace(verdict, grown=True, speaker=speaker if as_child else verdict.speaker)
    if known is _Who.OF_ANOTHER and as_child and not verdict.of_self:
        return replace(verdict, speaker=Speaker.BYSTANDER)
    return verdict
