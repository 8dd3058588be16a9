"""The emergency block at every hour, for everybody who may be writing."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.emergency import EmergencyCard
from bot.grounding import ungrounded
from bot.safety.verdict import Level, Speaker, Verdict
from knowledge.repository import KnowledgeRepository
from knowledge.schema import Hotline

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY_AFTERNOON = dt.datetime(2026, 11, 23, 15, tzinfo=BERLIN)
SUNDAY_NIGHT = dt.datetime(2026, 11, 22, 3, tzinfo=BERLIN)
MOMENTS = (MONDAY_AFTERNOON, SUNDAY_NIGHT)
CATEGORIES = (None, "bystander", "indirect", "locked_in_or_runaway", "online", "own_behaviour", "own_anger",
              "own_inclination", "sexual_abuse",
              "suicidality", "threat_to_life", "unattended_or_medical", "violence", "made-up")  # fmt: skip
EVERY_BLOCK = tuple(itertools.product(MOMENTS, CATEGORIES, (None, "kind", "eltern", "buerger", "fachkraft")))
FORMAL = re.compile(r"\b(?:Sie|Ihnen|Ihre?)\b")
FAMILIAR = re.compile(r"\b(?:[Dd]u|[Dd]ir|[Dd]ich|[Dd]eine?|[Bb]ist|Kannst)\b")


def verdict(category: str | None, speaker: Speaker = Speaker.UNKNOWN) -> Verdict:
    return Verdict(Level.ACUTE, category, None, None, speaker)


@pytest.fixture
def card(facts: KnowledgeRepository) -> EmergencyCard:
    return EmergencyCard(facts)


def numbers(block: Any) -> list[str]:
    return [number["number"] for number in block["numbers"]]


@pytest.mark.parametrize("at", MOMENTS)
@pytest.mark.parametrize("category", [None, "violence", "sexual_abuse", "online", "bystander"])
def test_the_police_come_first(card: EmergencyCard, at: dt.datetime, category: str | None) -> None:
    block = card.block(at, verdict=verdict(category))
    assert numbers(block)[:2] == ["110", "112"]
    assert "110" in block["lines"][0]


@pytest.mark.parametrize("at", MOMENTS)
@pytest.mark.parametrize("category", ["suicidality", "unattended_or_medical"])
@pytest.mark.parametrize("audience", [None, "kind"])
def test_where_a_life_is_at_stake_the_ambulance_comes_first(
    card: EmergencyCard, at: dt.datetime, category: str, audience: str | None
) -> None:
    block = card.block(at, verdict=verdict(category), audience=audience)
    assert numbers(block)[:2] == ["112", "110"]
    assert "112" in block["lines"][0]
    assert "110" not in block["lines"][0]


def test_one_block_does_not_change_the_order_of_the_next(card: EmergencyCard) -> None:
    for _ in range(3):
        assert numbers(card.block(SUNDAY_NIGHT, verdict=verdict("suicidality")))[0] == "112"
        assert numbers(card.block(SUNDAY_NIGHT))[0] == "110"


@pytest.mark.parametrize(("at", "category", "audience"), EVERY_BLOCK)
def test_every_block_is_short_and_whole(
    card: EmergencyCard, facts: KnowledgeRepository, at: dt.datetime, category: str | None, audience: str | None
) -> None:
    block = card.block(at, verdict=verdict(category), audience=audience)
    lines = block["lines"]
    assert block["type"] == "emergency"
    assert block["text"] == "\n".join(lines)
    assert 3 <= len(lines) <= 5
    assert len(lines[0]) <= 60
    sentences = [part for line in (block["title"], *lines) for part in re.split(r"(?<=[.?!])\s+", line)]
    assert {part: len(part.split()) for part in sentences if len(part.split()) > 12} == {}
    assert {"110", "112"} < set(numbers(block))
    assert 3 <= len(numbers(block)) <= 5
    assert len(set(numbers(block))) == len(numbers(block))
    assert all(number["name"] and number["tel"].startswith("tel:") for number in block["numbers"])
    assert block["sources"]
    assert block["as_of"] == min(number["as_of"] for number in block["numbers"])
    assert ungrounded((block,), facts) == []


@pytest.mark.parametrize(("at", "category", "audience"), EVERY_BLOCK)
def test_lines_that_are_open_come_before_closed_ones(
    card: EmergencyCard, at: dt.datetime, category: str | None, audience: str | None
) -> None:
    block = card.block(at, verdict=verdict(category), audience=audience)
    is_open = [bool(number["open_now"]) for number in block["numbers"]]
    assert is_open == sorted(is_open, reverse=True)
    assert sum(is_open) >= 3, "two emergency numbers and somebody to talk to"


def test_the_same_lines_change_places_with_the_hour(card: EmergencyCard) -> None:
    by_day, by_night = (card.block(at, audience="kind") for at in MOMENTS)
    assert numbers(by_day) == ["110", "112", "116 111", "0800 111 0 111"]
    assert numbers(by_night) == ["110", "112", "0800 111 0 111", "116 111"]
    assert [number["open_now"] for number in by_day["numbers"]] == [True, True, True, True]
    assert [number["open_now"] for number in by_night["numbers"]] == [True, True, True, False]


def test_a_line_for_the_subject_is_preferred_while_it_is_open(card: EmergencyCard) -> None:
    monday_morning = MONDAY_AFTERNOON.replace(hour=10)
    assert numbers(card.block(monday_morning, verdict=verdict("sexual_abuse")))[2] == "0800 22 55 530"
    assert numbers(card.block(MONDAY_AFTERNOON, verdict=verdict("sexual_abuse")))[2] == "116 111"
    assert numbers(card.block(SUNDAY_NIGHT, verdict=verdict("locked_in_or_runaway")))[2] == "116 000"
    assert numbers(card.block(SUNDAY_NIGHT, verdict=verdict("suicidality")))[2] == "0800 111 0 111"


def test_on_a_holiday_a_line_for_workdays_counts_as_closed(card: EmergencyCard) -> None:
    christmas = dt.datetime(2026, 12, 25, 10, tzinfo=BERLIN)  # a Friday
    shown = card.block(christmas, verdict=verdict("sexual_abuse"), city="herne")["numbers"]
    assert shown[2]["name"] == "TelefonSeelsorge"


@pytest.mark.parametrize("at", MOMENTS)
@pytest.mark.parametrize(
    ("audience", "speaker", "ways"),
    [("kind", Speaker.UNKNOWN, ["krisenchat"]), (None, Speaker.CHILD, ["krisenchat"]),
     (None, Speaker.UNKNOWN, ["TelefonSeelsorge", "krisenchat"]),
     (None, Speaker.SELF, ["TelefonSeelsorge", "krisenchat"])],
)  # fmt: skip
def test_who_cannot_speak_can_write(
    card: EmergencyCard, at: dt.datetime, audience: str | None, speaker: Speaker, ways: list[str]
) -> None:
    """krisenchat is for people up to 25: adults read another way first; who seems to be one may be young."""
    block = card.block(at, audience=audience, verdict=verdict(None, speaker))
    assert [way["name"] for way in block["written"]] == ways
    assert all(way["url"].startswith("https://") for way in block["written"])
    assert block["lines"][-1].endswith(f": {' oder '.join(ways)}.")


@pytest.mark.parametrize("category", CATEGORIES)
def test_a_child_is_spoken_to_as_du_and_everybody_else_as_sie(card: EmergencyCard, category: str | None) -> None:
    for block in (
        card.block(SUNDAY_NIGHT, verdict=verdict(category), audience="kind"),
        card.block(SUNDAY_NIGHT, verdict=verdict(category, Speaker.CHILD), audience="eltern"),
    ):
        said = f"{block['title']}\n{block['text']}"
        assert FAMILIAR.search(said)
        assert not FORMAL.search(said)
        assert "Du bist nicht schuld" in said
    for speaker in (Speaker.UNKNOWN, Speaker.BYSTANDER, Speaker.PROFESSIONAL, Speaker.SELF):
        block = card.block(SUNDAY_NIGHT, verdict=verdict(category, speaker))
        said = f"{block['title']}\n{block['text']}"
        assert FORMAL.search(said)
        assert not FAMILIAR.search(said)


def test_the_button_and_the_failure_speak_to_the_reader(card: EmergencyCard) -> None:
    assert card.fine_title(True) != card.fine_title(False)
    child, adult = card.failure(True)["text"], card.failure(False)["text"]
    assert FAMILIAR.search(child)
    assert not FORMAL.search(child)
    assert FORMAL.search(adult)
    assert not FAMILIAR.search(adult)


@pytest.mark.parametrize(("at", "category", "audience"), EVERY_BLOCK)
def test_the_line_for_doctors_is_never_named(
    card: EmergencyCard, facts: KnowledgeRepository, at: dt.datetime, category: str | None, audience: str | None
) -> None:
    line = facts.hotline("medizinische-kinderschutzhotline")
    assert line is not None
    block = card.block(at, verdict=verdict(category), audience=audience)
    assert not set(line.numbers) & set(numbers(block))
    assert "Medizinische" not in str(block)


@pytest.mark.parametrize("city", ["herne", "potsdam", "atlantis", "", None])
def test_the_block_does_not_need_a_known_city(card: EmergencyCard, city: str | None) -> None:
    assert numbers(card.block(SUNDAY_NIGHT, city=city))[:2] == ["110", "112"]


def test_without_a_category_an_adult_gets_lines_for_adults(card: EmergencyCard) -> None:
    assert "116 111" not in numbers(card.block(MONDAY_AFTERNOON, audience="eltern"))
    assert numbers(card.block(MONDAY_AFTERNOON)) == numbers(
        card.block(MONDAY_AFTERNOON, verdict=verdict("indirect"))
    )


class Unconfirmed(KnowledgeRepository):
    """The same facts, after an editor took back the numbers of a help line."""

    def __init__(self, facts: KnowledgeRepository, line: str) -> None:
        self._facts = facts
        self._line = line

    def hotlines(self, *_: object) -> tuple[Hotline, ...]:
        return tuple(map(self._without_numbers, self._facts.hotlines()))

    def hotline(self, id: str) -> Hotline | None:
        line = self._facts.hotline(id)
        return self._without_numbers(line) if line else None

    def _without_numbers(self, line: Hotline) -> Hotline:
        return line.model_copy(update={"numbers": ()}) if line.id == self._line else line


def test_an_emergency_number_without_confirmation_leaves_the_other(facts: KnowledgeRepository) -> None:
    block = EmergencyCard(Unconfirmed(facts, "rettung-112")).block(SUNDAY_NIGHT)
    assert numbers(block)[0] == "110"
    assert "112" not in numbers(block)


def test_a_help_line_without_a_confirmed_number_is_passed_over(facts: KnowledgeRepository) -> None:
    block = EmergencyCard(Unconfirmed(facts, "telefonseelsorge")).block(SUNDAY_NIGHT, audience="kind")
    assert numbers(block) == ["110", "112", "116 111", "0800 22 55 530"]


class Without(KnowledgeRepository):
    """The same facts, less one help line."""

    def __init__(self, facts: KnowledgeRepository, line: str) -> None:
        self._facts = facts
        self._line = line

    def hotlines(self, *_: object) -> tuple[Hotline, ...]:
        return tuple(line for line in self._facts.hotlines() if line.id != self._line)

    def hotline(self, id: str) -> Hotline | None:
        return None if id == self._line else self._facts.hotline(id)


@pytest.mark.parametrize("line", ["krisenchat", "telefonseelsorge"])
@pytest.mark.parametrize("audience", [None, "kind", "fachkraft"])
def test_without_one_of_the_ways_to_write_the_block_still_stands(
    facts: KnowledgeRepository, line: str, audience: str | None
) -> None:
    whole = EmergencyCard(facts).block(SUNDAY_NIGHT, audience=audience)
    left = EmergencyCard(Without(facts, line)).block(SUNDAY_NIGHT, audience=audience)
    assert numbers(left)[0] == "110"
    assert line not in [way["name"].lower() for way in left["written"]]
    assert left["lines"] == (whole["lines"] if whole["written"] == left["written"] else whole["lines"][:-1])
