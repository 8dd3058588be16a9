"""Strings that cross a border: slots, entities, intents and blocks that more than one room knows."""

from __future__ import annotations

from typing import Final

HOME_CITY: Final = "home_city"
CITY: Final = "city"
TOWN: Final = "town"
PLACE: Final = "place"
ROLE: Final = "role"
AUDIENCE: Final = "audience"
REQUESTED_REGISTER: Final = "requested_register"
REGISTER: Final = "register"
SUBJECT: Final = "subject"
STEP: Final = "step"
MISSES: Final = "misses"
RUNNERS_UP: Final = "runners_up"
"""Topics that came next when the last question was understood."""

PERSON: Final = "person"
EVENT: Final = "event"
HOTLINE: Final = "hotline"
TERM: Final = "term"
TOPIC: Final = "topic"
SELF: Final = "self"
"""Entity role of a ``role`` that the writer has."""
OWN: Final = "own"
"""Entity role of a ``city`` in which the writer is, whatever happens where."""
FORMER: Final = "former"
"""Entity role of a ``city`` that is no longer meant, or not."""

EASY: Final = "leicht"
STANDARD: Final = "standard"

META: Final = "meta"
"""``type`` of the custom message that tells the engine about a reply; it is never shown."""
ANSWERED: Final = "answered"
CLARIFY: Final = "clarify"
FALLBACK: Final = "fallback"
OUT_OF_SCOPE: Final = "out_of_scope"
