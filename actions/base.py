"""What every action of ours has: the facts and the clock, given as arguments so that tests can fake them."""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.confidence import SURE, UNSURE
from actions.context import Context
from actions.follow_ups import after_subject
from actions.rendering import Renderer
from knowledge.repository import KnowledgeRepository
from knowledge.schema import Audience
from knowledge.settings import KnowledgeSettings

Events = list[dict[str, Any]]
Clock = Callable[[], dt.datetime]


def local_now() -> dt.datetime:
    """The present moment in Europe/Berlin."""
    return dt.datetime.now(ZoneInfo("Europe/Berlin"))


@lru_cache(maxsize=1)
def default_facts() -> KnowledgeRepository:
    """The knowledge base of the environment, for actions that run in a server of their own."""
    return KnowledgeRepository(KnowledgeSettings().database_url)


class KnowingAction(Action, ABC):
    """An action that has the facts and the clock; subclasses set ``action_name`` and implement :meth:`run`.

    Abstract, because an action server of its own registers every concrete class it finds.
    """

    action_name: str

    def __init__(self, facts: KnowledgeRepository | None = None, clock: Clock = local_now) -> None:
        self._facts = facts
        self._clock = clock

    @property
    def facts(self) -> KnowledgeRepository:
        """The knowledge base."""
        return self._facts or default_facts()

    def name(self) -> str:
        return self.action_name

    @abstractmethod
    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Answer one message; gives the events for the tracker."""


class LotseAction(KnowingAction):
    """Base of our actions that answer: subclasses implement :meth:`answer`."""

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Answer one message; gives the events for the tracker."""
        context = _for_writer(self.facts, after_subject(self.facts, Context.of(tracker)))
        return self.answer(Renderer(dispatcher, self.facts, context, self._clock()), context)

    @abstractmethod
    def answer(self, renderer: Renderer, context: Context) -> Events:
        """Say something through ``renderer`` and give events."""


def _for_writer(facts: KnowledgeRepository, context: Context) -> Context:
    """``context`` without the topics that are written for children and nobody like who writes.

    That concerns who has a child or a profession. Such topics are left out where there is a worry, else where they
    are not surely meant. The others are the likelier for it, but never sure.
    """
    works = context.audience == Audience.PROFESSIONAL
    if not works and (not context.grown or context.audience == Audience.CHILD):
        return context
    sure = {} if context.worrying else dict(context.topics)
    like_him = {Audience.PROFESSIONAL} if works else {Audience.PARENT, Audience.CITIZEN}

    def fits(id: str) -> bool:
        topic = facts.topic(id, context.city)
        for_him = topic is None or Audience.CHILD not in topic.audience or not like_him.isdisjoint(topic.audience)
        return for_him or sure.get(id, 0) >= SURE

    topics = tuple((id, confidence) for id, confidence in context.topics if fits(id))
    left_out = sum(confidence for id, confidence in context.topics if not fits(id))
    if left_out:
        topics = tuple((id, max(p, min(p / (1 - left_out), UNSURE))) for id, p in topics)
    return replace(context, topics=topics, asked_as_well=tuple(filter(fits, context.asked_as_well)))
