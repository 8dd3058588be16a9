"""What is known in a conversation: city, role, audience, register, subject."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import names


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
    """The slots and the latest message, typed. ``topics`` is the classifier's ranking: (id, confidence);
    ``asked_as_well`` are topics of single sentences besides the first of them, ``wanted`` the kinds of entry that
    the message asks for in so many words: ``contact``, ``procedure``, ``event``, or ``action``, what to do."""

    city: str | None = None
    town: str | None = None
    place: str | None = None
    role: str | None = None
    audience: str | None = None
    easy: bool = False
    subject: Subject | None = None
    step: int | None = None
    misses: int = 0
    runners_up: tuple[str, ...] = ()
    intent: str | None = None
    text: str = ""
    topics: tuple[tuple[str, float], ...] = ()
    asked_as_well: tuple[str, ...] = ()
    wanted: tuple[str, ...] = ()
    entities: tuple[Mapping[str, Any], ...] = ()

    @classmethod
    def of(cls, tracker: Tracker) -> Context:
        """The context of ``tracker``."""
        message = tracker.latest_message
        subject = tracker.get_slot(names.SUBJECT)
        return cls(
            city=tracker.get_slot(names.CITY),
            town=tracker.get_slot(names.TOWN),
            place=tracker.get_slot(names.PLACE),
            role=tracker.get_slot(names.ROLE),
            audience=tracker.get_slot(names.AUDIENCE),
            easy=tracker.get_slot(names.REGISTER) == names.EASY,
            subject=Subject(**json.loads(subject)) if subject else None,
            step=tracker.get_slot(names.STEP),
            misses=int(tracker.get_slot(names.MISSES) or 0),
            runners_up=tuple(tracker.get_slot(names.RUNNERS_UP) or ()),
            intent=(message.get("intent") or {}).get("name"),
            text=message.get("text") or "",
            topics=tuple((t["topic"], float(t["confidence"])) for t in message.get("topic_ranking") or ()),
            asked_as_well=tuple(t["topic"] for t in message.get("asked_as_well") or ()),
            wanted=tuple(message.get("wanted") or ()),
            entities=tuple(message.get("entities") or ()),
        )

    def values(self, entity: str) -> list[str]:
        """Values of ``entity`` in the latest message, in the order of the text, without repetition."""
        found = [str(e["value"]) for e in self.entities if e.get("entity") == entity]
        return list(dict.fromkeys(found))


def _city_meant(entities: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """Of the cities that a message names the one it is about: where something happens rather than where the writer
    is, and that rather than one that is no longer or not meant; the last of several."""
    cities = [entity for entity in entities if entity["entity"] == names.CITY]
    behind = {names.OWN: 1, names.FORMER: 2}
    return min(reversed(cities), key=lambda city: behind.get(str(city.get("role")), 0), default=None)


class ActionReadContext(Action):
    """Fill the slots that every answer depends on, before any other action runs.

    A city named in the message counts for the conversation from then on; the page's city (``home_city``) comes
    back only when the page itself changes. Roles count only when the writer has them ("als Lehrerin").
    """

    def name(self) -> str:
        return "action_read_context"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        message = tracker.latest_message
        metadata = message.get("metadata") or {}
        found: dict[str, Any] = {}
        self._read_place(found, metadata, message.get("entities") or (), tracker)
        self._read_reader(found, metadata, message.get("entities") or (), tracker)
        return [SlotSet(name, value) for name, value in found.items()]

    def _read_place(
        self,
        found: dict[str, Any],
        metadata: Mapping[str, Any],
        entities: Sequence[Mapping[str, Any]],
        tracker: Tracker,
    ) -> None:
        home = metadata.get("city")
        if home and home != tracker.get_slot(names.HOME_CITY):
            found.update({names.HOME_CITY: home, names.CITY: home, names.TOWN: None})
        places = [entity["value"] for entity in entities if entity["entity"] == names.PLACE]
        if city := _city_meant(entities):
            here = city.get("start")
            towns = [e["value"] for e in entities if e["entity"] == names.TOWN and e.get("start") == here]
            found.update({names.CITY: city["value"], names.TOWN: towns[-1] if towns else None})
        found[names.PLACE] = places[-1] if places and not city else None

    def _read_reader(
        self,
        found: dict[str, Any],
        metadata: Mapping[str, Any],
        entities: Sequence[Mapping[str, Any]],
        tracker: Tracker,
    ) -> None:
        roles = [e["value"] for e in entities if e["entity"] == names.ROLE and e.get("role") == names.SELF]
        if roles:
            found[names.ROLE] = roles[0]
        if metadata.get("audience"):
            found[names.AUDIENCE] = metadata["audience"]
        register = metadata.get("register") or names.STANDARD
        if register != (tracker.get_slot(names.REQUESTED_REGISTER) or names.STANDARD):
            found.update({names.REQUESTED_REGISTER: register, names.REGISTER: register})
