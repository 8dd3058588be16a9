"""Who writes in a conversation: "er hat Angst vor Papa" may be a brother or a neighbour, "er ist 25" anybody."""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import replace
from enum import Enum, auto

from cachetools import TTLCache

from bot.safety.verdict import ABOUT_ANOTHER, CLASSIFIER, OFFENCE, OWN, Level, Speaker, Verdict
from knowledge.schema import Audience


class _Who(Enum):
    CHILD = auto()
    ABOUT_ANOTHER = auto()
    """Who writes about another, and may be young."""
    SEEMS_ABOUT_ANOTHER = auto()
    """The same, where it is guessed."""
    GROWN = auto()
    PROFESSIONAL = auto()


DONE_TO_ONE = frozenset({"violence", "sexual_abuse", "threat_to_life", "locked_in_or_runaway"})
"""Categories of what is done to somebody, told by whom it is done to."""
_ON_PAGE = {
    Audience.CHILD: _Who.CHILD, Audience.PARENT: _Who.ABOUT_ANOTHER, Audience.CITIZEN: _Who.ABOUT_ANOTHER,
    Audience.PROFESSIONAL: _Who.ABOUT_ANOTHER,
}  # fmt: skip
"""Whom the page is for, where nothing was told."""


class Writers:
    """Who writes in each conversation, as far as the words told.

    Each is forgotten after ``minutes``, the oldest where there are more ``conversations``. No text is kept.
    """

    def __init__(self, minutes: int, conversations: int) -> None:
        self._known: MutableMapping[str, _Who] = TTLCache(conversations, ttl=minutes * 60)

    def meant(self, conversation_id: str, verdict: Verdict, audience: str | None) -> Verdict:
        """The verdict on the next message, with who says it there.

        Who has said to be grown up stays so; who has said to be a child does until he says to be grown up. Who has
        a profession is a child only where a child tells what is done to it. Who has written about another,
        or stands on a page for grown-ups as ``audience`` says, goes on to do so until he names himself.
        """
        known = self._known.get(conversation_id)
        told_child = verdict.told and verdict.of_self and verdict.speaker is Speaker.CHILD
        if known is _Who.PROFESSIONAL:
            known = _Who.CHILD if told_child and _is_done_to_one(verdict) else known
        elif verdict.grown or known is _Who.GROWN:
            known = _Who.GROWN
        elif told_child or known is _Who.CHILD:
            known = _Who.CHILD
        elif verdict.speaker in ABOUT_ANOTHER:
            known = _Who.ABOUT_ANOTHER if verdict.told else known or _Who.SEEMS_ABOUT_ANOTHER
        if known:
            self._known[conversation_id] = known
        on_page = _ON_PAGE[Audience(audience)] if audience else None
        return _as(known or on_page, verdict)

    def answered(self, conversation_id: str, asked_by: str | None, verdict: Verdict | None) -> Verdict | None:
        """The dialogue has told that a child or a professional asks; ``verdict`` on the message with that."""
        if asked_by == Audience.PROFESSIONAL:
            self._known[conversation_id] = _Who.PROFESSIONAL
        elif asked_by == Audience.CHILD and self._known.get(conversation_id) is not _Who.GROWN:
            self._known[conversation_id] = _Who.CHILD
        return _as(self._known.get(conversation_id), verdict) if verdict else None

    def is_child(self, conversation_id: str) -> bool:
        """Whether it is known that a child writes."""
        return self._known.get(conversation_id) is _Who.CHILD

    def is_at_work(self, conversation_id: str) -> bool:
        """Whether it is known that a professional writes."""
        return self._known.get(conversation_id) is _Who.PROFESSIONAL

    def forget(self, conversation_id: str) -> None:
        """Nothing is known of who writes."""
        self._known.pop(conversation_id, None)


def _is_done_to_one(verdict: Verdict) -> bool:
    """Whether something is done to somebody, and not only hinted at."""
    return verdict.level.dangerous and verdict.category in DONE_TO_ONE


def _as(known: _Who | None, verdict: Verdict) -> Verdict:
    """``verdict`` on what is said by who is ``known``; a gate that broke is taken to have heard a child, and a
    professional who asks about a case is not guessed to be an offender."""
    if known is _Who.CHILD:
        own = verdict.category in OWN and verdict.level is Level.CONCERN
        return replace(verdict, speaker=Speaker.CHILD, category=None if own else verdict.category)
    if known is _Who.PROFESSIONAL and verdict.category == OFFENCE and verdict.found_by == CLASSIFIER:
        verdict = replace(verdict, category=None)
    if known is _Who.GROWN:
        verdict = replace(verdict, grown=True)
    if verdict.speaker is not Speaker.CHILD or not (verdict.evidence or verdict.told):
        return verdict
    if known is _Who.PROFESSIONAL:
        return replace(verdict, speaker=Speaker.PROFESSIONAL)
    if known is _Who.GROWN:
        return replace(verdict, speaker=Speaker.SELF if verdict.of_self else Speaker.BYSTANDER)
    about_another = known is _Who.ABOUT_ANOTHER or (known is _Who.SEEMS_ABOUT_ANOTHER and not verdict.told)
    return replace(verdict, speaker=Speaker.BYSTANDER) if about_another and not verdict.of_self else verdict
