"""What a reply shows, as the API describes it: one model a ``type``. Documentation, never a filter.

Replies are not forced through these models: an unforeseen key must not keep a number from a visitor.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field


class Shown(BaseModel):
    """Base of everything inside a reply; further keys may be added to the API at any time."""

    model_config = ConfigDict(extra="allow")


class Source(Shown):
    """Where a fact was read, and its date as precise as it is known (``2024``, ``2024-02``, ``2024-02-28``)."""

    title: str
    url: str | None = None
    as_of: str


class Sourced(Shown):
    """What every fact carries."""

    sources: list[Source] = []
    as_of: str | None = None


class TextBlock(Sourced):
    """A few sentences; lines are separated by a line feed."""

    type: Literal["text"]
    title: str | None = None
    text: str
    legal_basis: list[str] = []


class ListBlock(Sourced):
    """A list without an order."""

    type: Literal["list"]
    title: str | None = None
    items: list[str]


class Step(Shown):
    """One step of a reporting path."""

    number: int
    text: str
    legal_basis: list[str] = []


class StepsBlock(Sourced):
    """A reporting path: all of its ``total`` steps, or one of them."""

    type: Literal["steps"]
    id: str
    title: str
    summary: str | None = None
    if_acute_danger: str | None = Field(None, description="Only in /procedures; a chat reply has it as a notice.")
    steps: list[Step]
    total: int
    do_not: list[str] = []


class Phone(Shown):
    """A telephone number as it is written, and as a link."""

    number: str
    tel: str
    kind: Literal["telefon", "mobil", "fax"]


class ContactBlock(Sourced):
    """A person, an office or a help line. ``open_now`` is null where no hours are known."""

    type: Literal["contact"]
    id: str
    kind: str
    city: str | None = None
    name: str
    role: str | None = None
    office: str | None = None
    text: str | None = None
    towns: list[str] = []
    phones: list[Phone]
    mail: str | None = None
    mails: list[str] = []
    room: str | None = None
    address: str | None = None
    website: str | None = None
    opening_hours: str | None = None
    open_now: bool | None = None
    vcf_url: str | None = None
    cost: str | None = None
    anonymous: str | None = None
    web_chat: str | None = None
    languages: list[str] = []
    accessibility: str | None = None
    not_for: str | None = None
    source: Source
    verified: bool


class Participant(Shown):
    """Somebody's part in an event."""

    name: str
    part: str | None = None


class EventBlock(Sourced):
    """An event. ``date`` is ``start`` in words; both are as precise as they are known, or missing."""

    type: Literal["event"]
    id: str
    city: str | None = None
    title: str
    status: Literal["past", "coming", "recurring", "undated"]
    start: str | None = None
    end: str | None = None
    date: str | None = None
    place: str | None = None
    organiser: str | None = None
    audience: str | None = None
    participants: str | None = None
    people: list[Participant] = []
    subjects: list[str] = []
    description: str | None = None
    ics_url: str | None = None
    source: Source
    verified: bool


class EmergencyNumber(Shown):
    """A number to call."""

    number: str
    tel: str
    name: str
    hours: str | None = None
    open_now: bool | None = None
    cost: str | None = None
    anonymous: str | None = None
    as_of: str


class WrittenHelp(Shown):
    """Help for somebody who cannot speak."""

    name: str
    url: str | None = None


class EmergencyBlock(Sourced):
    """What to do now and whom to call; always the first block when it is there."""

    type: Literal["emergency"]
    title: str
    language: str
    text: str
    lines: list[str]
    numbers: list[EmergencyNumber]
    written: list[WrittenHelp]


class NoticeBlock(Sourced):
    """A remark that should stand out."""

    type: Literal["notice"]
    text: str


class SourceBlock(Shown):
    """A source on its own."""

    type: Literal["source"]
    title: str
    url: str | None = None
    as_of: str | None = None


AnyBlock = Annotated[
    TextBlock | ListBlock | StepsBlock | ContactBlock | EventBlock | EmergencyBlock | NoticeBlock | SourceBlock,
    Discriminator("type"),
]
Json = dict[str, Any]
