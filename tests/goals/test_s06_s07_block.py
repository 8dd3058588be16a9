"""S6 and S7: what the block holds at every hour, and how one gets out of it and back."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest

from bot.assistant import Assistant
from bot.emergency import VOICES, EmergencyCard
from bot.engine.port import Block
from bot.safety.verdict import Level, Speaker, Verdict
from knowledge.repository import KnowledgeRepository
from tests.conftest import BERLIN
from tests.conversations.conversation import Conversation

WEEK = [dt.datetime(2026, 11, 23, tzinfo=BERLIN) + dt.timedelta(hours=hour) for hour in range(168)]
HOLIDAYS = [
    dt.datetime(2026, month, day, hour, tzinfo=BERLIN)
    for (month, day), hour in itertools.product([(12, 25), (12, 26), (10, 3), (5, 1), (11, 1)], (0, 6, 10, 15, 21))
]
CATEGORIES = (
    "violence", "sexual_abuse", "suicidality", "online", "locked_in_or_runaway", "own_behaviour", "own_anger",
    "own_inclination", None,
)  # fmt: skip
NOT_YOUR_FAULT = ("nicht schuld", "Niemand ist schuld", "Niemand muss damit allein")
RIGHT_TO_WRITE = "Gut, dass"


@pytest.fixture(scope="module")
def card(facts: KnowledgeRepository) -> EmergencyCard:
    return EmergencyCard(facts)


def blocks_at(card: EmergencyCard, at: dt.datetime) -> list[Block]:
    return [
        card.block(at, verdict=Verdict(Level.ACUTE, category, None, None, speaker), city=city)
        for category, speaker, city in itertools.product(CATEGORIES, VOICES, ("herne", "potsdam"))
    ]


@pytest.mark.parametrize("at", [*WEEK, *HOLIDAYS], ids=lambda at: f"{at:%a-%d.%m.-%H}")
def test_s6_somebody_answers_at_this_hour_and_no_closed_line_comes_first(
    card: EmergencyCard, at: dt.datetime
) -> None:
    for block in blocks_at(card, at):
        emergency, lines = block["numbers"][:2], block["numbers"][2:]
        assert {number["number"] for number in emergency} == {"110", "112"}
        assert lines[0]["open_now"] is True


def test_s6_every_block_says_what_a_frightened_reader_needs(card: EmergencyCard) -> None:
    for block in blocks_at(card, WEEK[3]):
        said = " ".join(block["lines"])
        assert any(words in said for words in NOT_YOUR_FAULT), said
        assert RIGHT_TO_WRITE in said
        assert "kein Mensch mit" in said
        assert block["written"][0]["url"].startswith("https://")
        assert block["written"][0]["name"] in said


@pytest.mark.parametrize("language", ["en", "tr", "uk", "ru", "ar", "pl", "ro"])
def test_s21_the_block_speaks_the_language_of_the_message(card: EmergencyCard, language: str) -> None:
    verdict = Verdict(Level.ACUTE, "violence", None, None, Speaker.CHILD, language)
    block, german = card.block(WEEK[0], verdict=verdict), card.block(WEEK[0])
    assert block["language"] == language
    assert block["title"] != german["title"]
    assert "110" in block["lines"][0]
    assert "112" in block["lines"][0]
    assert block["numbers"] != []


async def test_s7_mir_geht_es_gut_is_one_tap_and_is_not_argued_with(assistant: Assistant) -> None:
    talk = Conversation(assistant)
    danger = await talk.say("papa haut mich immer")
    assert [button.title for button in danger.quick_replies] == ["Mir geht es gut"]
    reply = await talk.press("Mir geht es gut")
    assert reply.status in ("answered", "smalltalk")
    assert "?" not in " ".join(block.get("text", "") for block in reply.blocks)
    assert [block["type"] for block in reply.blocks].count("emergency") == 0


@pytest.mark.parametrize("word", ["notfall", "Notfall!", "SOS", "Hilfe jetzt", "110", "  jetzt   hilfe "])
@pytest.mark.parametrize("before", [(), ("Kann ich anonym melden?",), ("papa haut mich", "mir geht es gut")])
async def test_s7_the_safe_word_brings_the_block_back(
    assistant: Assistant, word: str, before: tuple[str, ...]
) -> None:
    talk = Conversation(assistant)
    for said in before:
        await talk.say(said)
    reply = await talk.say(word)
    assert reply.blocks[0]["type"] == "emergency"


def test_s7_a_safe_word_inside_a_sentence_is_an_ordinary_word(card: EmergencyCard) -> None:
    assert not card.is_safe_word("Wann ist der Notfall vorbei?")
