"""Components trained on the small world, and the gazetteer with the real names."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.shared.nlu.training_data.loading import load_data

from bot.nlu.gazetteer import GazetteerEntityExtractor
from bot.settings import ROOT
from bot.training import generator
from knowledge.repository import KnowledgeRepository
from tests.nlu.world import Workshop, training_data


@pytest.fixture(scope="session")
def trained(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workshop, list[Any]]:
    """All three components, trained on the small world, with where they were trained."""
    workshop = Workshop(tmp_path_factory.mktemp("small-world"))
    return workshop, workshop.train(training_data())


@pytest.fixture(scope="session")
def components(trained: tuple[Workshop, list[Any]]) -> list[Any]:
    """Tokenizer, gazetteer and classifier of the small world."""
    return trained[1]


@pytest.fixture(scope="session")
def real_gazetteer(
    facts: KnowledgeRepository, tmp_path_factory: pytest.TempPathFactory
) -> GazetteerEntityExtractor:
    """The gazetteer trained on the names and questions that the real model is trained on."""
    directory = tmp_path_factory.mktemp("real-names")
    generator.write(facts, directory / "training")
    data = load_data(str(ROOT / "data" / "nlu")).merge(load_data(str(directory / "training")))
    (directory / "model").mkdir()
    gazetteer: GazetteerEntityExtractor = Workshop(directory / "model").create(GazetteerEntityExtractor)
    gazetteer.train(data)
    return gazetteer
