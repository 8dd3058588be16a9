"""What a conversation began with: a few words that follow are read together with it."""

from __future__ import annotations

from collections.abc import Iterable

from rasa.shared.core.events import Event, UserUttered

from actions.confidence import SURE

FEW_WORDS = 8
"""Words up to which a message goes on with a conversation rather than to begin another subject."""
LONGEST = 500
"""Letters of it that are read, the last ones."""


def opening(events: Iterable[Event]) -> str | None:
    """The latest message of ``events`` that is long and surely says what it is about, else the first one; None
    where there is none."""
    said = [event for event in events if isinstance(event, UserUttered) and event.text]
    begun = next((event for event in reversed(said) if _begins(event)), said[0] if said else None)
    return begun.text[-LONGEST:] if begun else None


def _begins(event: UserUttered) -> bool:
    ranking = event.parse_data.get("topic_ranking")
    sure = bool(ranking) and ranking[0]["confidence"] >= SURE and event.parse_data.get("telling", False)
    return sure and len(event.text.split()) > FEW_WORDS
