"""The held-out utterances: nobody trained on them, and every topic is reached by them."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pytest
from rapidfuzz import fuzz, process
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.loading import load_data
from sklearn.feature_extraction.text import CountVectorizer

from bot.assistant import Assistant
from bot.evaluation.asking import Answer, ask
from bot.evaluation.samples import EVERYDAY, NAMED, OFF_TOPIC, TOPICS, load
from bot.settings import ROOT
from bot.training import generator
from knowledge.repository import KnowledgeRepository
from knowledge.text import fold

LEAST_RATIO = 90
LEAST_SHARED = 0.8
LEAST_WORDS = 4
"""From how many words on two texts with the same words are a copy; shorter ones share words by chance."""
LEAST_REACHED = 3
"""Of the ten held-out utterances of a topic."""
LEAST_FIRST = 0.75
LEAST_OFFERED = 0.8
"""Shares of all held-out utterances that are answered at once, and that are answered or offered as a choice."""


HELD_OUT_UTTERANCES = tuple(load(TOPICS))
EVERY_KIND = tuple(sample for kind in (TOPICS, OFF_TOPIC, EVERYDAY, NAMED) for sample in load(kind))


@pytest.fixture(scope="session")
def training_texts(facts: KnowledgeRepository, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Every text the model learns from, folded."""
    directory = tmp_path_factory.mktemp("training")
    generator.write(facts, directory)
    data = load_data(str(ROOT / "data" / "nlu")).merge(load_data(str(directory)))
    return [fold(example.get(TEXT)) for example in data.intent_examples if example.get(TEXT)]


def test_there_are_held_out_utterances_for_every_topic(facts: KnowledgeRepository) -> None:
    counted: dict[str, int] = defaultdict(int)
    for utterance in HELD_OUT_UTTERANCES:
        counted[str(utterance.topic)] += 1
    assert {topic.id for topic in facts.topics()} == counted.keys()
    assert set(counted.values()) == {10}


def test_none_was_trained_on_word_for_word(training_texts: list[str]) -> None:
    known = set(training_texts)
    assert [u.text for u in EVERY_KIND if fold(u.text) in known] == []


def test_none_is_nearly_a_training_text(training_texts: list[str]) -> None:
    held_out = [fold(utterance.text) for utterance in EVERY_KIND]
    ratios = process.cdist(held_out, training_texts, scorer=fuzz.ratio, score_cutoff=LEAST_RATIO, dtype=np.uint8)
    copies = [
        (EVERY_KIND[row].text, training_texts[column])
        for row, column in zip(*ratios.nonzero(), strict=True)
    ]
    assert copies == []


def test_none_has_the_words_of_a_training_text(training_texts: list[str]) -> None:
    held_out = [fold(utterance.text) for utterance in EVERY_KIND]
    counter = CountVectorizer(analyzer=str.split, binary=True).fit(held_out + training_texts)
    ours, theirs = counter.transform(held_out), counter.transform(training_texts)
    shared = (ours @ theirs.T).tocoo()
    sizes, other_sizes = np.asarray(ours.sum(axis=1)).ravel(), np.asarray(theirs.sum(axis=1)).ravel()
    copies = [
        (EVERY_KIND[row].text, training_texts[column])
        for row, column, count in zip(shared.row, shared.col, shared.data, strict=True)
        if min(sizes[row], other_sizes[column]) >= LEAST_WORDS
        and count / (sizes[row] + other_sizes[column] - count) >= LEAST_SHARED
    ]
    assert copies == []


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
