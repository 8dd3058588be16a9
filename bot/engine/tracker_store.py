"""Conversations in memory: bounded in number, length and age, never on disk."""

from __future__ import annotations

from collections.abc import MutableMapping

from cachetools import TTLCache
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker


class ExpiringTrackerStore(InMemoryTrackerStore):
    """Rasa's in-memory store that forgets.

    A conversation is gone ``minutes`` after its last message, and the oldest makes room when there are more
    than ``conversations``. Only the events of the last ``turns`` turns are kept, because Rasa replays all of
    them each turn; slot values survive the cut.
    """

    store: MutableMapping[str, str]

    def __init__(
        self, domain: Domain, event_broker: EventBroker | None = None, *,
        minutes: int = 30, conversations: int = 10_000, turns: int = 3,
    ) -> None:  # fmt: skip
        super().__init__(domain, event_broker)
        self.store = TTLCache(conversations, ttl=minutes * 60)
        self._turns = turns
        self._wiped: MutableMapping[str, bool] = TTLCache(conversations, ttl=minutes * 60)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation of ``sender_id``. Every turn begins here, also the first after one was wiped."""
        self._wiped.pop(sender_id, None)
        return await super().retrieve(sender_id)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep the last turns of ``tracker``, unless it was wiped while its latest turn was going on."""
        if tracker.sender_id not in self._wiped:
            await super().save(self._shortened(tracker))

    def forget(self, sender_id: str) -> None:
        """Wipe the conversation of ``sender_id`` if there is one, and of the turn that may be going on."""
        if self.store.pop(sender_id, None) is not None:
            self._wiped[sender_id] = True

    def _shortened(self, tracker: DialogueStateTracker) -> DialogueStateTracker:
        events = list(tracker.events)
        starts = [index for index, event in enumerate(events) if isinstance(event, UserUttered)]
        if len(starts) <= self._turns:
            return tracker
        # an action_listen stands before each user message; the cut keeps it
        kept: list[Event] = events[max(starts[-self._turns] - 1, 0) :]
        slots = [SlotSet(slot.name, slot.value) for slot in tracker.slots.values() if slot.value is not None]
        return DialogueStateTracker.from_events(
            tracker.sender_id,
            [*slots, *kept],
            tracker.slots.values(),
            tracker._max_event_history,
            domain=self.domain,
        )
