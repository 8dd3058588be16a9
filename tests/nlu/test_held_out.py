"""The held-out utterances: nobody trained on them, and every topic is reached by them."""

from __future__ import annotations

from collections import defaultdict

import pytest
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.loading import load_data

from bot.assistant import Assistant
from bot.evaluation import copies
from bot.evaluation.asking import Answer, ask
from bot.evaluation.samples import KINDS, TOPICS, load, told
from bot.nlu.role_classifier import WRITER
from bot.settings import ROOT
from bot.training import generator
from knowledge.repository import KnowledgeRepository

LEAST_UTTERANCES = 10
LEAST_REACHED = 3
"""Of the ten held-out utterances of a topic."""
LEAST_FIRST = 0.9
LEAST_OFFERED = 0.96
"""Shares of all held-out utterances that are answered at once, and that are answered or offered as a choice."""


HELD_OUT_UTTERANCES = tuple(load(TOPICS))
EVERY_KIND = (*(sample for kind in KINDS for sample in load(kind)), *told())


@pytest.fixture(scope="session")
def training_texts(facts: KnowledgeRepository, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Every text the model learns from."""
    directory = tmp_path_factory.mktemp("training")
    generator.write(facts, directory)
    data = load_data(str(ROOT / "data" / "nlu")).merge(load_data(str(directory)))
    told = [text for table in data.lookup_tables if table["name"].startswith(WRITER) for text in table["elements"]]
    return [*(example.get(TEXT) for example in data.intent_examples if example.get(TEXT)), *told]


def test_there_are_held_out_utterances_for_every_topic(facts: KnowledgeRepository) -> None:
    counted: dict[str, int] = defaultdict(int)
    for utterance in HELD_OUT_UTTERANCES:
        counted[str(utterance.topic)] += 1
    assert {topic.id for topic in facts.topics()} == counted.keys()
    assert min(counted.values()) >= LEAST_UTTERANCES


def test_none_is_a_training_text_or_nearly_one(training_texts: list[str]) -> None:
    pairs = copies.find([sample.text for sample in EVERY_KIND], training_texts)
    assert [(EVERY_KIND[ours].text, training_texts[theirs]) for ours, theirs in pairs] == []


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Wie melde ich anonym?", "wie melde ich anonym"),
        ("Wie melde ich das anonym", "Wie melde ich das anonyn"),
        ("Darf ich mich anonym beim Amt melden", "beim Amt anonym melden, darf ich mich"),
    ],
)
def test_a_copy_is_found_however_it_is_written(ours: str, theirs: str) -> None:
    assert copies.find(["etwas ganz anderes", ours], ["noch etwas", theirs]) == [(1, 1)]


@pytest.fixture(scope="session")
async def reached(assistant: Assistant) -> list[Answer]:
    """Every held-out question, asked of the whole assistant in a conversation of its own."""
    return await ask(assistant, HELD_OUT_UTTERANCES, lambda: None)


async def test_every_topic_is_reached_by_at_least_three(reached: list[Answer]) -> None:
    by_topic: dict[str, int] = defaultdict(int)
    for entry in reached:
        by_topic[str(entry.sample.topic)] += entry.among
    assert {topic: count for topic, count in by_topic.items() if count < LEAST_REACHED} == {}


async def test_most_are_answered_at_once(reached: list[Answer]) -> None:
    first = sum(entry.first for entry in reached) / len(reached)
    offered = sum(entry.among for entry in reached) / len(reached)
    print(f"\n{len(reached)} held-out utterances: {first:.1%} at once, {offered:.1%} at once or as a choice")
    assert first >= LEAST_FIRST
    assert offered >= LEAST_OFFERED
