"""What a conversation is about, in the visitor's words: a few words that follow are read together with it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from rasa.shared.core.events import AllSlotsReset, Event, UserUttered

from actions.confidence import FEW_WORDS, SURE, UNSURE

LONGEST = 500
"""Letters of a message that are read, the last ones."""


def opening(events: Sequence[Event]) -> str | None:
    """The latest message of ``events`` that likely asked something, or the first where none did, and the latest
    that is long and surely says what it is about, since the visitor started over; None where there is none."""
    since = takewhile(lambda event: not isinstance(event, AllSlotsReset), reversed(events))
    said = [event for event in since if isinstance(event, UserUttered) and event.text]
    asked = next((event for event in said if _chance(event) >= UNSURE), said[-1] if said else None)
    begun = next((event for event in said if _begins(event)), None)
    texts = [event.text[-LONGEST:] for event in (asked, begun) if event is not None]
    return ". ".join(dict.fromkeys(texts)) or None


def _chance(event: UserUttered) -> float:
    """How likely the likeliest topic of a message is."""
    ranking = event.parse_data.get("topic_ranking")
    return float(ranking[0]["confidence"]) if ranking else 0.0


def _begins(event: UserUttered) -> bool:
    telling = event.parse_data.get("telling", False)
    return telling and _chance(event) >= SURE and len(event.text.split()) > FEW_WORDS
