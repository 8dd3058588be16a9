"""What is known in a conversation: city, role, audience, register, subject."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from actions import names
from actions.confidence import FEW_WORDS, SURE


@dataclass(frozen=True)
class Subject:
    """What a follow-up question refers to: ``kind`` is ``topic``, ``procedure`` ...; ``id`` may be empty."""

    kind: str
    id: str = ""

    def event(self) -> dict[str, Any]:
        """The event that makes this the subject of the conversation."""
        slot: dict[str, Any] = SlotSet(names.SUBJECT, json.dumps({"kind": self.kind, "id": self.id}))
        return slot


@dataclass(frozen=True)
class Context:
    """The slots and the latest message, typed.

    ``confidence`` is that of the intent, ``topics`` the classifier's ranking: (id, confidence), ``in_context``
    that of the message together with what the conversation is about. ``asked_as_well`` are topics of single
    sentences besides the first of them, ``wanted`` the kinds of entry that the message asks for in so many
    words: ``contact``, ``procedure`` and among them ``report``, ``office_steps`` that the office itself takes,
    ``event``, ``attendance`` of one, or ``action``, what to do. ``grown`` says that the writer has a child or
    grandchild, or has said to be grown up; ``given_audience`` is the audience that came with the
    message; ``alarmed`` says that there was an emergency block a few answers ago, ``withheld`` that it stood there
    instead of the latest answer, ``corrects`` that something else was meant than what was answered.
    """

    city: str | None = None
    town: str | None = None
    place: str | None = None
    role: str | None = None
    audience: str | None = None
    given_audience: str | None = None
    easy: bool = False
    subject: Subject | None = None
    step: int | None = None
    misses: int = 0
    runners_up: tuple[str, ...] = ()
    intent: str | None = None
    confidence: float = 1.0
    text: str = ""
    worrying: bool = False
    alarmed: bool = False
    withheld: bool = False
    grown: bool = False
    corrects: bool = False
    topics: tuple[tuple[str, float], ...] = ()
    in_context: tuple[tuple[str, float], ...] = ()
    asked_as_well: tuple[str, ...] = ()
    wanted: tuple[str, ...] = ()
    telling: bool = True
    entities: tuple[Mapping[str, Any], ...] = ()
    writer: tuple[str, float] | None = None
    """The role that the writer seems to have by what is told, with its confidence."""
    asks_subject: float = 1.0
    """Confidence that a few words ask about what the conversation is about, before it is taken for that; no more
    than ``UNSURE`` where they do not surely name it (:mod:`actions.follow_ups`)."""

    @property
    def asks(self) -> bool:
        """Whether something is asked, whatever it is."""
        return self.intent in names.ASKING

    @property
    def tells_more(self) -> bool:
        """Whether the message has more words than may go on with the subject."""
        return len(self.text.split()) > FEW_WORDS

    @property
    def guessed(self) -> bool:
        """Whether the likeliest topic is not sure."""
        return bool(self.topics) and self.topics[0][1] < SURE

    @classmethod
    def of(cls, tracker: Tracker) -> Context:
        """The context of ``tracker``."""
        message = tracker.latest_message
        metadata = message.get("metadata") or {}
        subject = tracker.get_slot(names.SUBJECT)
        writer = message.get(names.WRITER)
        return cls(
            city=tracker.get_slot(names.CITY),
            town=tracker.get_slot(names.TOWN),
            place=tracker.get_slot(names.PLACE),
            role=tracker.get_slot(names.ROLE),
            audience=tracker.get_slot(names.AUDIENCE),
            given_audience=tracker.get_slot(names.GIVEN_AUDIENCE),
            easy=tracker.get_slot(names.REGISTER) == names.EASY,
            subject=Subject(**json.loads(subject)) if subject else None,
            step=tracker.get_slot(names.STEP),
            misses=int(tracker.get_slot(names.MISSES) or 0),
            runners_up=tuple(tracker.get_slot(names.RUNNERS_UP) or ()),
            intent=(message.get("intent") or {}).get("name"),
            confidence=float((message.get("intent") or {}).get("confidence", 1.0)),
            text=message.get("text") or "",
            worrying=bool(metadata.get("worrying")),
            alarmed=bool(metadata.get("alarmed")),
            withheld=bool(metadata.get("withheld")),
            grown=bool(metadata.get("grown")),
            corrects=bool(metadata.get("corrects")),
            topics=_ranked(message.get("topic_ranking")),
            in_context=_ranked(message.get(names.IN_CONTEXT)),
            asked_as_well=tuple(t["topic"] for t in message.get("asked_as_well") or ()),
            wanted=tuple(message.get("wanted") or ()),
            telling=bool(message.get("telling", True)),
            entities=tuple(message.get("entities") or ()),
            writer=(writer["role"], float(writer["confidence"])) if writer else None,
        )

    def values(self, entity: str) -> list[str]:
        """Values of ``entity`` in the latest message, in the order of the text, without repetition."""
        found = [str(e["value"]) for e in self.entities if e.get("entity") == entity]
        return list(dict.fromkeys(found))


def _ranked(ranking: Iterable[Mapping[str, Any]] | None) -> tuple[tuple[str, float], ...]:
    return tuple((entry["topic"], float(entry["confidence"])) for entry in ranking or ())
