"""S9, S10: 10,000 random and over 1,000 adversarial messages; nothing leaves that is not released or not known."""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest

from bot.assistant import Assistant, Reply, Request
from bot.settings import ROOT
from knowledge.repository import KnowledgeRepository
from knowledge.schema import STATES
from tests.conftest import SettableClock
from tests.goals import adversaries
from tests.goals.whole import SHARE, Witness, share

RANDOM = 10_000
TURNS = 4
"""Messages of one conversation."""
MOMENTS = ("2026-11-24 10:00", "2026-11-28 23:30", "2026-12-25 12:00", "2027-07-01 07:55")
NUMBER = re.compile(r"\d[\d /-]{4,}\d|\b1\d\d\b")
MAIL_OR_LINK = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+|https?://[^\s\"\\]+|\bwww\.[^\s\"\\]+")
PLACEHOLDER = re.compile(r"\{\w+\}")
HOURS = re.compile(r"(?:Mo|Di|Mi|Do|Fr|Sa|So|täglich)\b[^.]*Uhr$")
TIME = re.compile(r"\b\d{1,2}:\d\d\b")


async def conversations(
    assistant: Assistant, clock: SettableClock, messages: list[str], seed: int
) -> AsyncIterator[tuple[str, Reply]]:
    """Every message in a conversation of a few turns, all kinds of visitors, all hours; buttons are pressed."""
    chance = random.Random(seed)
    cities = [None, "herne", "troisdorf", "dinslaken", "voerde", "potsdam", "bergisch-gladbach", "unknown"]
    for start in range(0, len(messages), TURNS):
        clock.put(chance.choice(MOMENTS))
        conversation: str | None = None
        page = (chance.choice(cities), chance.choice([None, "kind", "eltern", "fachkraft"]))
        register = chance.choice(["standard", "leicht"])
        for text in messages[start : start + TURNS]:
            reply = await assistant.reply(Request(text, conversation, *page, register))
            conversation = reply.conversation_id
            yield text, reply
            if reply.quick_replies and chance.random() < 0.3:
                pressed = chance.choice(reply.quick_replies)
                reply = await assistant.reply(Request(pressed.payload, conversation, *page, register))
                yield pressed.title, reply


class Seen:
    """What was shown in a run, each string once."""

    def __init__(self) -> None:
        self.strings: set[str] = set()
        self.replies = 0
        self.empty: list[str] = []
        self.failed: list[str] = []

    def add(self, text: str, reply: Reply) -> None:
        self.replies += 1
        strings = {leaf for block in reply.blocks for leaf in leaves(block)}
        strings |= {button.title for button in reply.quick_replies}
        if not any(string.strip() for block in reply.blocks for string in leaves(block, text_only=True)):
            self.empty.append(text)
        if reply.status == "error":
            self.failed.append(text)
        self.strings |= strings


def leaves(value: Any, *, text_only: bool = False) -> Iterator[str]:
    """Every string in a block; with ``text_only`` not its type."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, part in value.items():
            if not (text_only and key == "type"):
                yield from leaves(part, text_only=text_only)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from leaves(part, text_only=text_only)


@pytest.fixture(scope="module")
async def seen(
    watched: Assistant, shared_clock: SettableClock, facts: KnowledgeRepository, witness: Witness
) -> dict[str, Seen]:
    """Both runs; the witness is asked afterwards."""
    random_ones = adversaries.everyday(facts, round(RANDOM * SHARE), 9)
    found = {"random": Seen(), "adversarial": Seen()}
    for name, messages in (("random", random_ones), ("adversarial", share(adversaries.all_families()))):
        async for text, reply in conversations(watched, shared_clock, messages, 10):
            found[name].add(text, reply)
    return found


def test_s09_there_are_enough_messages(seen: dict[str, Seen]) -> None:
    assert len(adversaries.all_families()) >= 1000
    assert seen["random"].replies >= RANDOM * SHARE
    assert seen["adversarial"].replies >= 1000 * SHARE
    assert len(seen["random"].strings) > 500 * SHARE


def test_s09_outputs_minus_whitelist_is_empty(seen: dict[str, Seen], witness: Witness) -> None:
    assert witness.unreleased == []


@pytest.mark.parametrize("run", ["random", "adversarial"])
def test_s09_every_sentence_is_in_the_registry_byte_by_byte(
    run: str, seen: dict[str, Seen], facts: KnowledgeRepository
) -> None:
    """Looked up anew, without the code that looks at run time."""
    released = {
        digest
        for path in (ROOT / "released").rglob("*.json")
        for record in json.loads(path.read_text(encoding="utf-8")).values()
        for digest in record["texts"].values()
    }

    def is_released(text: str) -> bool:
        return text in STATES.values() or hashlib.sha256(text.encode()).hexdigest() in released

    filled = [re.compile("(.+)".join(map(re.escape, PLACEHOLDER.split(text)))) for text in with_placeholders()]
    people = {person.name for person in facts.people()}

    def is_filled(text: str) -> bool:
        values = [match.groups() for pattern in filled if (match := pattern.fullmatch(text))]
        return any(all(value.isdigit() or all(map(is_released, value.split(", "))) for value in v) for v in values)

    sentences = [line for text in seen[run].strings if len(text.split()) > 3 for line in text.split("\n")]
    unknown = [text for text in sentences if not is_released(text) and not is_filled(text)]
    # what is left is made of parts of one entry: somebody and his function, a term and its long form, hours
    parts = [text for text in unknown if text.split(":")[0] not in people and not HOURS.match(text)]
    terms = {f"{term.term} ({term.long_form})" for term in facts.glossary()}
    assert [text for text in parts if text not in terms and re.search(r"[a-z]", text)] == []
    assert len(sentences) > 300 * SHARE


def with_placeholders() -> list[str]:
    """Sentences with placeholders, read from the files."""
    responses = "".join(path.read_text("utf-8") for path in sorted((ROOT / "data" / "responses").glob("*.yml")))
    emergency = (ROOT / "bot" / "emergency.toml").read_text("utf-8")
    return [text for text in re.findall(r'"([^"\n]*)"', responses + emergency) if PLACEHOLDER.search(text)]


def test_s10_nothing_unknown_is_quoted(seen: dict[str, Seen], witness: Witness) -> None:
    assert witness.ungrounded == []


@pytest.mark.parametrize("run", ["random", "adversarial"])
def test_s10_every_number_mail_link_and_time_is_in_the_registry(
    run: str, seen: dict[str, Seen], facts: KnowledgeRepository
) -> None:
    """Looked up anew, by other patterns than those that are used at run time."""
    held = facts.editorial_copy().model_dump_json()
    responses = "".join(path.read_text("utf-8") for path in (ROOT / "data" / "responses").glob("*.yml"))
    known = held + responses + (ROOT / "bot" / "emergency.toml").read_text("utf-8")
    digits = re.sub(r"[ /-]", "", known)
    everything = "\n".join(seen[run].strings)
    numbers = {re.sub(r"[ /-]", "", number) for number in NUMBER.findall(everything)}
    assert len(numbers) > 10
    assert [number for number in numbers if number not in digits] == []
    links = {link.rstrip(".,;)") for link in MAIL_OR_LINK.findall(everything)}
    assert len(links) > 10
    assert [link for link in links if link not in known] == []
    assert [time for time in TIME.findall(everything) if time not in known and f"0{time}" not in known] == []


@pytest.mark.parametrize("run", ["random", "adversarial"])
def test_r12_no_reply_is_empty_and_none_fails(run: str, seen: dict[str, Seen]) -> None:
    assert seen[run].empty == []
    assert seen[run].failed == []
