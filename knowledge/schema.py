"""What may stand in a content file, and the frozen objects that every other room receives.

One class per content file kind. All classes are immutable and refuse unknown keys; field names are the keys
of the YAML files. Dates that a source gives only as a year or a month keep that precision
(:data:`PartialDate`: ``2024``, ``2024-02`` or ``2024-02-28``).
"""

from __future__ import annotations

import datetime as dt
import re
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from knowledge.contrast import unreadable


def _existing_day(date: str) -> str:
    """Refuses days like 2024-02-30, which the pattern lets through."""
    try:
        dt.date.fromisoformat(date + "0000-01-01"[len(date) :])
    except ValueError:
        raise ValueError("no_such_day") from None
    return date


Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
PartialDate = Annotated[
    str,
    StringConstraints(pattern=r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"),
    AfterValidator(_existing_day),
]
ClockTime = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$|^24:00$")]
PhoneNumber = Annotated[str, StringConstraints(pattern=r"^\d[\d /-]*\d$")]
MailAddress = Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+\.[a-z]{2,}$")]
WebAddress = Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]
Origin = Annotated[str, StringConstraints(pattern=r"^https://[a-z0-9.-]+(:\d+)?$")]
Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-f]{6}$")]
Postcode = Annotated[str, StringConstraints(pattern=r"^\d{5}$")]
State = Literal["NW", "BB"]
"""ISO 3166-2:DE code of the Land whose law and public holidays apply."""
STATES: dict[State, str] = {"NW": "Nordrhein-Westfalen", "BB": "Brandenburg"}

NATIONAL = "_national"
"""Name of the content folder that holds for every city."""


class Content(BaseModel):
    """Base of everything in a content file: immutable, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Source(Content):
    """Where a fact was read. ``url`` is missing where only the publication is known."""

    title: Text
    url: WebAddress | None = None


class Fact(Content):
    """What every fact carries.

    ``as_of`` is the date the *source* gives; ``checked_on`` the day somebody read the source. A fact is shown
    with ``as_of`` and, where the source has no date, with ``checked_on``. After ``valid_until`` it is shown with
    a warning. ``note`` is for editors and is never shown.
    """

    sources: tuple[Source, ...] = Field(min_length=1)
    as_of: PartialDate | None = None
    checked_on: dt.date
    verified: bool
    valid_until: dt.date | None = None
    note: Text | None = None

    @property
    def stand(self) -> str:
        """The date to show with the fact, as :data:`PartialDate`."""
        return self.as_of or self.checked_on.isoformat()


class Weekday(StrEnum):
    """Days of the week, in the order of :meth:`datetime.date.weekday`."""

    MO = "mo"
    TU = "di"
    WE = "mi"
    TH = "do"
    FR = "fr"
    SA = "sa"
    SU = "so"


class OpeningInterval(Content):
    """Days on which something is open from ``opens`` to ``closes`` (local time, Europe/Berlin)."""

    days: tuple[Weekday, ...] = Field(min_length=1)
    opens: ClockTime
    closes: ClockTime

    @model_validator(mode="after")
    def _opens_before_it_closes(self) -> OpeningInterval:
        if self.opens >= self.closes:
            raise ValueError("opens_after_closes")
        return self


class OpeningHours(Content):
    """Regular opening hours. ``always`` means around the clock, public holidays included."""

    always: bool = False
    weekly: tuple[OpeningInterval, ...] = ()
    closed_on_holidays: bool = True

    @model_validator(mode="after")
    def _always_or_weekly(self) -> OpeningHours:
        if self.always == bool(self.weekly):
            raise ValueError("always_or_weekly")
        return self


class Town(Content):
    """A part of a county or Land with ways of its own: a municipality served by the county's youth office; a
    county of the Land with the municipalities as its ``districts``."""

    name: Text
    postcodes: tuple[Postcode, ...] = ()
    districts: tuple[Text, ...] = ()


class Widget(Content):
    """How the chat looks and behaves on the pages of one city (``docs/einbetten.md``).

    ``origins`` are the sites that may show it; facts older than ``old_after_months`` are marked as old. The
    colours come in pairs, for light and dark; what stands on the first of a pair is written in the second
    (:mod:`knowledge.contrast` refuses pairs that cannot be read).
    """

    origins: tuple[Origin, ...] = ()
    launcher: Annotated[str, StringConstraints(min_length=2, max_length=30)] | None = None
    exit_url: WebAddress | None = None
    imprint: WebAddress | None = None
    privacy: WebAddress | None = None
    accessibility: WebAddress | None = None
    old_after_months: Annotated[int, Field(ge=1, le=120)] = 24
    accent: Colour | None = None
    on_accent: Colour | None = None
    accent_dark: Colour | None = None
    on_accent_dark: Colour | None = None

    @model_validator(mode="after")
    def _readable(self) -> Widget:
        refused = unreadable(self.accent, self.on_accent, self.accent_dark, self.on_accent_dark)
        if refused:
            raise ValueError(f"contrast_{refused}")
        return self


class City(Content):
    """A city, county or Land with its own content folder. ``id`` is the folder name and the API slug.

    ``names``, ``districts``, ``postcodes`` and ``towns`` are what visitors may write instead of ``name``; they
    are used to recognise the city and are never shown as facts. ``partners`` share the network.
    """

    id: Slug
    name: Text
    short_name: Text
    kind: Literal["stadt", "kreis", "land"]
    state: State
    county: Text | None = None
    own_youth_office: bool
    website: WebAddress | None = None
    names: tuple[Text, ...] = ()
    districts: tuple[Text, ...] = ()
    postcodes: tuple[Postcode, ...] = ()
    towns: tuple[Town, ...] = ()
    partners: tuple[Slug, ...] = ()
    state_youth_office: Text | None = None
    widget: Widget = Widget()


def state_of(city: City | None) -> State:
    """The Land whose law and public holidays apply; Nordrhein-Westfalen while no city is known."""
    return city.state if city else "NW"


class Phone(Content):
    """A telephone number. It is shown only when ``verified``."""

    number: PhoneNumber
    kind: Literal["telefon", "mobil", "fax"] = "telefon"
    verified: bool


class Mail(Content):
    """A mail address. It is shown only when ``verified``."""

    address: MailAddress
    verified: bool


class ContactKind(StrEnum):
    """What a contact is for."""

    REPORTING = "meldung"
    YOUTH_OFFICE = "jugendamt"
    OUT_OF_HOURS = "bereitschaft"
    SOCIAL_SERVICE = "asd"
    COORDINATION = "koordination"
    EARLY_HELP = "fruehe-hilfen"
    INSOFA = "insofa"
    COUNSELLING = "beratung"
    ABUSE_COUNSELLING = "fachberatung"
    """Counselling about sexual violence alone."""


class Contact(Fact):
    """A person or office of one city. ``text`` says in one or two sentences what it is for or how to reach it.

    ``names`` are what people call it by, only those by which no other office of the city is meant.
    ``accessibility`` (how to get in, for whom) and ``languages`` stay empty where no source names them.
    """

    id: Slug
    kind: ContactKind
    name: Text
    names: tuple[Text, ...] = ()
    role: Text | None = None
    person: Text | None = None
    text: Text | None = None
    towns: tuple[Text, ...] = ()
    phones: tuple[Phone, ...] = ()
    mails: tuple[Mail, ...] = ()
    room: Text | None = None
    address: Text | None = None
    website: WebAddress | None = None
    accessibility: Text | None = None
    languages: tuple[Text, ...] = ()
    hours: OpeningHours | None = None
    hours_verified: bool = True


class Person(Fact):
    """Somebody a source names, with the function it names. ``about`` holds what else the source says."""

    id: Slug
    name: Text
    function: Text
    about: Text | None = None
    contact: Slug | None = None

    @property
    def office(self) -> str:
        """What somebody with this function is called, in one word ("Dezernentin")."""
        return self.function.split()[0].strip(",;:")


class Participant(Content):
    """Somebody's part in an event: ``eröffnet``, ``moderiert``, ``Vortrag`` ..."""

    name: Text
    part: Text | None = None


class Event(Fact):
    """Something that takes place. ``start`` may be a month only; without it the event has no known date.

    ``recurring`` events go on without a known next date; ``announced`` ones were promised without a date.
    Whether an event is past is never written down: it follows from ``start``/``end`` and the clock.
    """

    id: Slug
    title: Text
    description: Text | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    place: Text | None = None
    organiser: Text | None = None
    audience: Text | None = None
    participants: Text | None = None
    people: tuple[Participant, ...] = ()
    subjects: tuple[Text, ...] = ()
    also_known_as: tuple[Text, ...] = ()
    recurring: bool = False
    announced: bool = False
    cities: tuple[Slug, ...] = ()

    @model_validator(mode="after")
    def _ends_after_start(self) -> Event:
        if self.end and (not self.start or self.end < self.start[: len(self.end)]):
            raise ValueError("ends_before_start")
        return self


class Audience(StrEnum):
    """Whom an answer is written for; the values of the API."""

    CHILD = "kind"
    PARENT = "eltern"
    CITIZEN = "buerger"
    PROFESSIONAL = "fachkraft"


class Step(Content):
    """One step of a reporting path. ``state`` limits it to one Land."""

    text: Text
    legal_basis: tuple[Text, ...] = ()
    state: State | None = None


class Procedure(Fact):
    """The reporting path of one role. ``topic`` is the topic this path answers."""

    id: Slug
    role: Text
    button: Text
    names: tuple[Text, ...] = ()
    audience: Audience
    topic: Slug
    summary: Text
    if_acute_danger: Text
    steps: tuple[Step, ...] = Field(min_length=1)
    do_not: tuple[Text, ...] = ()


class Category(StrEnum):
    """The six groups of topics; also the file names under ``_national/topics``."""

    BASICS = "grundlagen"
    REPORTING = "melden"
    CHILDREN = "kinder"
    PARENTS = "eltern"
    PROFESSIONALS = "fachkraefte"
    STRUCTURES = "strukturen"


class Meaning(Content):
    """Which topic, ``means``, is asked by those of an ``audience`` or ``after`` one of these topics."""

    audience: tuple[Audience, ...] = ()
    after: tuple[Slug, ...] = ()
    means: Slug


class Topic(Fact):
    """A question with its answer.

    ``contacts``, ``procedure``, ``hotlines`` and ``events`` name the cards that belong to the answer; they are
    filled from the visitor's city. A city folder may hold a topic with the same ``id``: it lies over the
    national one. ``state`` says that the answer is the law of one Land only. ``child_answer`` is what a child is
    told where the answer speaks to grown-ups, ``adult_answer`` what they are told where it speaks to a child.
    ``instead`` says what the question means in the middle of a conversation, the first that fits.
    """

    id: Slug
    category: Category
    question: Text
    alt_questions: tuple[Text, ...] = ()
    audience: tuple[Audience, ...] = Field(min_length=1)
    answer: Text
    easy_answer: Text
    child_answer: Text | None = None
    adult_answer: Text | None = None
    items: tuple[Text, ...] = ()
    legal_basis: tuple[Text, ...] = ()
    unverified_parts: tuple[Text, ...] = ()
    see_also: tuple[Slug, ...] = ()
    instead: tuple[Meaning, ...] = ()
    state: State | None = None
    contacts: tuple[ContactKind, ...] = ()
    procedure: Slug | None = None
    hotlines: tuple[Slug, ...] = ()
    events: bool = False


class Hotline(Fact):
    """A help line. Numbers are shown only when ``number_verified``, hours only when ``hours_verified``."""

    id: Slug
    name: Text
    numbers: tuple[PhoneNumber, ...] = ()
    number_verified: bool
    hours_text: Text
    hours: OpeningHours | None = None
    hours_verified: bool
    target_group: Text
    audience: tuple[Audience, ...] = Field(min_length=1)
    emergency: bool = False
    cost: Text | None = None
    anonymous: Text | None = None
    web_chat: Text | None = None
    url: WebAddress | None = None
    url_verified: bool = True
    languages: tuple[Text, ...] = ()
    use_when: Text | None = None
    not_for: Text | None = None
    states: tuple[State, ...] = ()
    listed: bool = True


class Term(Fact):
    """A glossary entry."""

    id: Slug
    term: Text
    long_form: Text | None = None
    also_known_as: tuple[Text, ...] = ()
    definition: Text
    easy_definition: Text


class Law(Fact):
    """A legal source. ``names`` are the abbreviations under which answers quote it."""

    id: Slug
    title: Text
    names: tuple[Text, ...] = Field(min_length=1)
    url: WebAddress | None = None
    state: State | None = None


class Place(Content):
    """A German place without content of its own, known so that the assistant can say so honestly."""

    name: Text
    names: tuple[Text, ...] = ()


class CityContent(Content):
    """Everything in one city folder."""

    city: City
    contacts: tuple[Contact, ...] = ()
    people: tuple[Person, ...] = ()
    events: tuple[Event, ...] = ()
    topics: tuple[Topic, ...] = ()
    procedures: tuple[Procedure, ...] = ()


class KnowledgeBase(Content):
    """The whole content. Tuples keep the order of the files."""

    topics: tuple[Topic, ...] = ()
    procedures: tuple[Procedure, ...] = ()
    hotlines: tuple[Hotline, ...] = ()
    glossary: tuple[Term, ...] = ()
    laws: tuple[Law, ...] = ()
    events: tuple[Event, ...] = ()
    places: tuple[Place, ...] = ()
    cities: tuple[CityContent, ...] = ()


_STATE_OF_LAW: tuple[tuple[State, re.Pattern[str]], ...] = (
    ("NW", re.compile(r"\bNRW\b")),
    ("BB", re.compile(r"\bBbg\w*|\bBrandenburg")),
)


def state_of_law(reference: str) -> State | None:
    """The Land whose law ``reference`` quotes, None for federal law (``§ 42 Abs. 6 SchulG NRW`` -> ``NW``)."""
    return next((state for state, pattern in _STATE_OF_LAW if pattern.search(reference)), None)
