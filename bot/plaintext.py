"""Blocks as plain text, for every door that has no cards: REST channel, terminal, programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.engine.port import Block
from knowledge.opening import describe_date
from knowledge.wording import Wording

EMERGENCY = "emergency"


@lru_cache(maxsize=1)
def _wording() -> Wording:
    return Wording(Path(__file__).with_name("plaintext.toml"))


def block_text(block: Block, *, sources: bool = True) -> str:
    """``block`` in full as lines of text, with its sources and their dates unless ``sources`` is false.

    No markup and no HTML. A type that is not known gives its title and text; nothing raises for missing keys.
    """
    heading = title(block)
    below = source_lines(block) if sources else []
    return "\n".join([*([heading] if heading else []), *content_lines(block), *below])


def title(block: Block) -> str | None:
    """The heading of ``block``: its title, or whom a contact card is about; None when it has none."""
    heading: str | None = block.get("name") if block["type"] == "contact" else block.get("title")
    return None if block["type"] == "source" else heading


def content_lines(block: Block) -> list[str]:
    """What ``block`` says, without heading and sources."""
    match block["type"]:
        case "contact":
            return list(_contact(block))
        case "event":
            return list(_event(block))
        case "steps":
            return list(_steps(block))
        case "emergency":
            return list(_emergency(block))
        case "source":
            return _sources([block])
    return list(_text(block))


def source_lines(block: Block) -> list[str]:
    """Where ``block`` comes from, one line a source; empty when it quotes no fact.

    The emergency block names its sources in one line, without links and with the oldest date: it has to stay
    short (goal S5).
    """
    say, listed, as_of = _wording(), block.get("sources") or [], block.get("as_of")
    if block["type"] == EMERGENCY and listed:
        names = "; ".join(dict.fromkeys(source["title"] for source in listed))
        oldest = say("source.oldest", date=describe_date(as_of)) if as_of else None
        return [_with(say("source.several", sources=names), oldest)]
    if not listed and as_of and block["type"] != "source":
        return [say("source.stand", date=describe_date(as_of))]
    return _sources(listed)


def open_now(block: Mapping[str, Any]) -> str | None:
    """Whether an office or a number is open at this moment, in words; None when that is not known."""
    if block.get("open_now") is None:
        return None
    room = "open_now" if block.get("kind") not in (None, "hotline") else "open_now.line"
    return _wording()(f"{room}.{'yes' if block['open_now'] else 'no'}")


def law(names: Sequence[str]) -> str:
    """Legal bases in a row."""
    return ", ".join(names)


def _text(block: Block) -> Iterator[str]:
    if text := block.get("text"):
        yield from text.splitlines()
    yield from (_wording()("item", text=item) for item in block.get("items") or ())
    if names := block.get("legal_basis"):
        yield _wording()("legal_basis", names=law(names))


def around_steps(block: Block) -> tuple[list[str], list[str]]:
    """What stands before the steps of a reporting path (summary, which step of how many) and after them."""
    say = _wording()
    steps, do_not = block.get("steps") or [], block.get("do_not")
    before = [block["summary"]] if block.get("summary") else []
    if len(steps) == 1 and block.get("total", 1) > 1:
        before.append(say("step_of", number=steps[0]["number"], total=block["total"]))
    return before, [say("do_not"), *(say("item", text=item) for item in do_not)] if do_not else []


def _steps(block: Block) -> Iterator[str]:
    say = _wording()
    before, after = around_steps(block)
    yield from before
    for step in block.get("steps") or ():
        yield _with(say("step", number=step["number"], text=step["text"]), law(step.get("legal_basis") or ()))
    yield from after


def _contact(block: Block) -> Iterator[str]:
    say = _wording()
    yield from _who(block)
    if text := block.get("text"):
        yield from text.splitlines()
    for phone in block.get("phones") or ():
        yield say(f"label.{phone['kind']}", value=phone["number"])
    for mail in block.get("mails") or ([block["mail"]] if block.get("mail") else []):
        yield say("label.mail", value=mail)
    room = say("label.room", value=block["room"]) if block.get("room") else None
    if address := ", ".join(part for part in (block.get("address"), room) if part):
        yield say("label.address", value=address)
    if hours := block.get("opening_hours"):
        yield say("label.hours", value=_with(hours, open_now(block)))
    for key in ("towns", "cost", "anonymous", "languages", "web_chat", "not_for", "website"):
        yield from _labelled(block, key)


def _who(block: Block) -> Iterator[str]:
    """Role and office, unless the line next to it says so already; for a help line whom it is for."""
    role, office = block.get("role"), block.get("office")
    if block.get("kind") == "hotline":
        yield from [_wording()("label.audience", value=role)] if role else []
        return
    if role and role not in (office or ""):
        yield role
    if office and office not in (block.get("name") or ""):
        yield office


def _event(block: Block) -> Iterator[str]:
    say = _wording()
    if (status := block.get("status")) and f"status.{status}" in say:
        yield say(f"status.{status}")
    start = block.get("date") or (describe_date(block["start"]) if block.get("start") else None)
    if start:
        end = describe_date(block["end"]) if block.get("end") else None
        yield say("label.date", value=say("from_to", start=start, end=end) if end else start)
    for key in ("place", "organiser", "audience", "participants"):
        yield from _labelled(block, key)
    if people := block.get("people"):
        yield say("label.people", value=", ".join(_with(person["name"], person.get("part")) for person in people))
    yield from _labelled(block, "subjects")
    if description := block.get("description"):
        yield description


def _emergency(block: Block) -> Iterator[str]:
    yield from emergency_lines(block)
    for entry in block.get("numbers") or ():
        number = _wording()("emergency.number", number=entry["number"], name=entry["name"])
        hours = ", ".join(part for part in (entry.get("hours"), open_now(entry)) if part)
        yield _with(number, hours)
    yield from written_lines(block)


def emergency_lines(block: Block) -> list[str]:
    """The sentences of an emergency block."""
    return list(block.get("lines") or (block.get("text") or "").splitlines())


def written_lines(block: Block) -> list[str]:
    """Where somebody who cannot speak can write, from an emergency block."""
    return [_wording()("emergency.written", **entry) for entry in block.get("written") or () if entry.get("url")]


def _labelled(block: Block, key: str) -> Iterator[str]:
    value = block.get(key)
    if value:
        yield _wording()(f"label.{key}", value=value if isinstance(value, str) else ", ".join(value))


def _with(first: str, second: str | None) -> str:
    return _wording()("pair", first=first, second=second) if second else first


def _sources(listed: Sequence[Mapping[str, Any]]) -> list[str]:
    say = _wording()
    lines = []
    for source in listed:
        named = ", ".join(source[key] for key in ("title", "url") if source.get(key))
        stand = say("source.stand", date=describe_date(source["as_of"])) if source.get("as_of") else None
        lines += [_with(say("source.one", source=named), stand)] if named else []
    return list(dict.fromkeys(lines))
