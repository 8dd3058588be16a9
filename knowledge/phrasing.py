"""What the texts of an entry say: only confirmed numbers of the right place, and only Latin letters."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

from pydantic import BaseModel

from knowledge import mentions, schema
from knowledge.document import Location
from knowledge.problems import ContentProblem
from knowledge.reading import Entry, Reading
from knowledge.text import digits
from knowledge.wording import knowledge_wording

Owners = dict[str, set[str]]
"""Number or mail address -> folders it belongs to (``_national``), or the mark for unlisted hotlines."""

_UNLISTED = "_unlisted"
_NOT_SHOWN = {"note", "alt_questions", "sources", "url", "website", "phones", "mails", "numbers", "postcodes"}
_WITH_HOUSE_NUMBERS = {"address", "room", "place"}
_FOREIGN_SCRIPTS = ("CYRILLIC", "GREEK")


def check_texts(reading: Reading) -> Iterator[ContentProblem]:
    """Problems in the texts of all entries."""
    states = {entry.folder: entry.content.state for entry in reading.of("city")}
    by_state: dict[str | None, Owners] = {state: _numbers(reading, state) for state in (None, *schema.STATES)}
    addresses = _addresses(reading)
    for entry in reading.entries:
        known = by_state[states.get(entry.folder)]
        for at, text in texts(entry.content):
            yield from _script(entry, at, text)
            if not _NOT_SHOWN.isdisjoint(at):
                continue
            short = _WITH_HOUSE_NUMBERS.isdisjoint(at)
            yield from _unknown(entry, at, "number", known, mentions.numbers(text, short), mentions.is_made_of)
            yield from _unknown(entry, at, "mail", addresses, mentions.mails(text), lambda key, own: key in own)


def texts(content: schema.Content, at: Location = ()) -> Iterator[tuple[Location, str]]:
    """Every text in ``content`` with its place."""
    for name in type(content).model_fields:
        yield from _texts(getattr(content, name), (*at, name))


def _texts(value: Any, at: Location) -> Iterator[tuple[Location, str]]:
    if isinstance(value, str):
        yield at, value
    elif isinstance(value, schema.Content):
        yield from texts(value, at)
    elif isinstance(value, tuple):
        for i, part in enumerate(value):
            yield from _texts(part, (*at, i))
    elif isinstance(value, BaseModel):
        raise TypeError(f"{type(value).__name__} is not content")


def _numbers(reading: Reading, state: schema.State | None) -> Owners:
    owners: Owners = {}
    for entry in reading.of("contacts"):
        for phone in entry.content.phones:
            if phone.verified:
                owners.setdefault(digits(phone.number), set()).add(entry.folder)
    for entry in reading.of("hotlines"):
        hotline: schema.Hotline = entry.content
        if hotline.number_verified:
            here = hotline.listed and (state is None or not hotline.states or state in hotline.states)
            for number in hotline.numbers:
                owners.setdefault(digits(number), set()).add(schema.NATIONAL if here else _UNLISTED)
    return owners


def _addresses(reading: Reading) -> Owners:
    owners: Owners = {}
    for entry in reading.of("contacts"):
        for mail in entry.content.mails:
            if mail.verified:
                owners.setdefault(mail.address.casefold(), set()).add(entry.folder)
    return owners


def _unknown(
    entry: Entry,
    at: Location,
    kind: str,
    owners: Owners,
    mentioned: Iterator[mentions.Mention],
    covered: Callable[[str, list[str]], bool],
) -> Iterator[ContentProblem]:
    """Mentions that nobody, or somebody else, owns. An entry may always name the number of its own hotline."""
    wording = knowledge_wording()
    own = [key for key, folders in owners.items() if folders & {entry.folder, schema.NATIONAL}]
    if isinstance(entry.content, schema.Hotline) and entry.content.number_verified:
        own += map(digits, entry.content.numbers)
    for mention in mentioned:
        if covered(mention.key, own):
            continue
        elsewhere = owners.get(mention.key, set())
        key = f"consistency.{'foreign' if elsewhere else 'unverified'}_{kind}"
        names = sorted(wording("consistency.unlisted") if name == _UNLISTED else name for name in elsewhere)
        yield entry.problem(wording(key, **{kind: mention.written, "owners": ", ".join(names)}), *at)


def _script(entry: Entry, at: Location, text: str) -> Iterator[ContentProblem]:
    wording = knowledge_wording()
    hidden = next((c for c in text if unicodedata.category(c) in ("Cf", "Cc") and c != "\n"), None)
    if hidden:
        name = unicodedata.name(hidden, f"U+{ord(hidden):04X}")
        yield entry.problem(wording("consistency.invisible_character", name=name), *at)
    for word in text.split():
        foreign = next((c for c in word if _is_foreign(c)), None)
        # the name of a language may stand in its own script, but not in two at once
        whole = at[0] == "languages" and all(_is_foreign(c) for c in word if c.isalpha())
        if foreign and not whole:
            name = unicodedata.name(foreign, f"U+{ord(foreign):04X}")
            yield entry.problem(wording("consistency.foreign_script", word=word, name=name), *at)
            return


def _is_foreign(character: str) -> bool:
    if character.isascii():
        return False
    return character.isdecimal() or unicodedata.name(character, "").startswith(_FOREIGN_SCRIPTS)
