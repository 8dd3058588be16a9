"""Conversations in memory that are forgotten."""

from __future__ import annotations

import json

import pytest
from cachetools import TTLCache
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.engine.tracker_store import ExpiringTrackerStore

DOMAIN = Domain.from_yaml(
    """
version: "3.1"
intents: [greet]
slots:
  city: {type: text, influence_conversation: false, mappings: [{type: custom}]}
  misses: {type: any, initial_value: 0, influence_conversation: false, mappings: [{type: custom}]}
actions: [utter_greet]
responses: {utter_greet: [{text: Hallo}]}
"""
)


class Clock:
    """Seconds that pass only when told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def store(clock: Clock | None = None, *, conversations: int = 100, turns: int = 3) -> ExpiringTrackerStore:
    """A store of thirty minutes, with ``clock`` instead of the machine's."""
    made = ExpiringTrackerStore(DOMAIN, minutes=30, conversations=conversations, turns=turns)
    if clock:
        made.store = TTLCache(conversations, ttl=made.store.ttl, timer=clock)  # type: ignore[attr-defined]
    return made


async def test_a_conversation_wiped_during_a_turn_does_not_come_back() -> None:
    conversations = store()
    tracker = await turn(conversations, "child", 1)
    conversations.forget("child")
    await conversations.save(tracker)
    assert await conversations.retrieve("child") is None
    assert await conversations.retrieve("other") is None
    await turn(conversations, "other", 1)
    assert await conversations.retrieve("other") is not None


async def turn(store: ExpiringTrackerStore, sender: str, number: int) -> DialogueStateTracker:
    """One turn as Rasa's processor does it: fetch, add events, save."""
    tracker = await store.get_or_create_tracker(sender)
    tracker.update_with_events(
        [
            ActionExecuted("action_listen"),
            UserUttered(f"Nachricht {number:04}", {"name": "greet", "confidence": 1.0}),
            SlotSet("city", "herne" if number == 0 else tracker.get_slot("city")),
            ActionExecuted("utter_greet"),
            BotUttered("Hallo"),
        ],
        DOMAIN,
    )
    await store.save(tracker)
    return tracker


async def test_a_conversation_is_found_again() -> None:
    made = store()
    await turn(made, "a", 0)
    found = await made.retrieve("a")
    assert found is not None
    assert found.latest_message is not None
    assert found.latest_message.text == "Nachricht 0000"


async def test_a_conversation_is_forgotten_when_its_time_is_up() -> None:
    clock = Clock()
    made = store(clock)
    await turn(made, "a", 0)
    clock.now = 30 * 60 - 1
    assert await made.retrieve("a") is not None
    clock.now = 30 * 60 + 1
    assert await made.retrieve("a") is None
    assert dict(made.store) == {}


async def test_each_message_starts_the_time_anew() -> None:
    clock = Clock()
    made = store(clock)
    for number in range(4):
        clock.now = number * 20 * 60
        await turn(made, "a", number)
    assert await made.retrieve("a") is not None


async def test_the_longest_silent_conversation_makes_room() -> None:
    made = store(conversations=3)
    for sender in ("a", "b", "c"):
        await turn(made, sender, 0)
    await turn(made, "d", 0)
    assert set(made.store) == {"b", "c", "d"}


async def test_only_the_last_turns_are_kept() -> None:
    made = store(turns=3)
    for number in range(10):
        await turn(made, "a", number)
    found = await made.retrieve("a")
    assert found is not None
    texts = [event.text for event in found.events if isinstance(event, UserUttered)]
    assert texts == ["Nachricht 0007", "Nachricht 0008", "Nachricht 0009"]


async def test_slots_survive_the_cut() -> None:
    made = store()
    for number in range(20):
        await turn(made, "a", number)
    found = await made.retrieve("a")
    assert found is not None
    assert found.get_slot("city") == "herne"
    assert found.get_slot("misses") == 0


async def test_turn_two_hundred_weighs_as_much_as_turn_five() -> None:
    made = store()
    sizes = {}
    for number in range(201):
        await turn(made, "a", number)
        sizes[number] = len(made.store["a"])
    assert sizes[200] <= sizes[5] + 50  # time stamps may be written with a digit more
    assert len(json.loads(made.store["a"])["events"]) < 30


async def test_what_is_forgotten_is_gone_and_the_others_stay() -> None:
    made = store()
    await turn(made, "a", 0)
    await turn(made, "b", 0)
    made.forget("a")
    made.forget("never there")
    assert set(made.store) == {"b"}


@pytest.mark.parametrize("sender", ["a", "../etc", "x" * 1000])
async def test_an_unknown_conversation_is_empty(sender: str) -> None:
    assert await store().retrieve(sender) is None
