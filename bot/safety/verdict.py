"""What the gate says about a message."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

GERMAN = "de"
"""The language that the assistant understands; the others it only knows dangers in."""

OFFENCE = "offence"
"""Somebody looks for an occasion, instructions or pictures."""
OF_THE_WRITER = frozenset({"own_behaviour", OFFENCE})
"""Worries about what the writer himself may do; they tell more than a rule's worry about somebody else."""
OWN = frozenset({"own_behaviour", "own_anger", "own_inclination"})
"""Categories of an adult who fears what he may do, which as a worry bring texts of their own."""
INCLINATION = "own_inclination"
"""The one of them whose remarks sound like a child's ("hab nie was gemacht")."""
SUICIDALITY = "suicidality"
"""Somebody does away with himself."""
BYSTANDER = "bystander"
"""A worry about somebody else, or about what becomes of the family."""
CLASSIFIER = "classifier"
"""What found a danger that no rule names."""
HINTED = "indirect"
"""Category of what nobody has named yet."""


class Level(StrEnum):
    """``understanding.danger`` of the HTTP surface, rising."""

    NONE = "none"
    CONCERN = "concern"
    DISCLOSURE = "disclosure"
    SELF_HARM = "self_harm"
    ACUTE = "acute"

    @property
    def rank(self) -> int:
        """0 for none to 4 for acute; the members themselves compare as strings."""
        return _RANK[self]

    @property
    def dangerous(self) -> bool:
        """Whether the emergency block comes first."""
        return _RANK[self] >= _RANK[Level.DISCLOSURE]


_RANK = {level: rank for rank, level in enumerate(Level)}


class Speaker(StrEnum):
    """Who seems to be writing."""

    CHILD = "child"
    BYSTANDER = "bystander"
    PROFESSIONAL = "professional"
    SELF = "self"
    UNKNOWN = "unknown"


ABOUT_ANOTHER = frozenset({Speaker.BYSTANDER, Speaker.PROFESSIONAL})
"""Who tells what he has seen or heard."""


@dataclass(frozen=True)
class Verdict:
    """The highest level found. ``evidence`` is a half-open span in the message; ``found_by`` the id of the rule,
    or ``classifier``; ``category`` one of ``docs/gefahrenstufen.md``; ``language`` an ISO 639-1 code.
    ``told``: the words tell who writes, it is not guessed; ``grown``: he has a child or grandchild, or says to be
    grown up; ``of_self``: he names himself."""

    level: Level
    category: str | None
    evidence: tuple[int, int] | None
    found_by: str | None
    speaker: Speaker
    language: str = GERMAN
    told: bool = False
    grown: bool = False
    of_self: bool = False
