"""The real content: valid, complete, the same after a journey through the database."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.build import build
from knowledge.export import export
from knowledge.loader import load
from knowledge.repository import KnowledgeRepository
from knowledge.schema import Audience, KnowledgeBase, state_of_law
from knowledge.settings import KnowledgeSettings
from knowledge.text import digits

CONTENT = KnowledgeSettings.model_fields["content_dir"].default


@pytest.fixture(scope="module")
def knowledge() -> KnowledgeBase:
    return load(CONTENT)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"sqlite:///{tmp_path_factory.mktemp('real') / 'knowledge.db'}"
    build(CONTENT, url)
    return url


@pytest.fixture(scope="module")
def repository(url: str) -> KnowledgeRepository:
    return KnowledgeRepository(url)


def test_the_five_networks_are_there(knowledge: KnowledgeBase) -> None:
    assert {content.city.id for content in knowledge.cities} >= {
        "troisdorf", "bergisch-gladbach", "rheinisch-bergischer-kreis", "herne", "dinslaken", "voerde", "potsdam",
        "land-brandenburg",
    }  # fmt: skip


def test_the_content_survives_database_and_export(url: str, knowledge: KnowledgeBase, tmp_path: Path) -> None:
    assert KnowledgeRepository(url).editorial_copy() == knowledge
    export(url, tmp_path / "out")
    assert load(tmp_path / "out") == knowledge


def test_the_content_survives_postgresql(postgres_url: str, knowledge: KnowledgeBase) -> None:
    build(CONTENT, postgres_url)
    assert KnowledgeRepository(postgres_url).editorial_copy() == knowledge


def test_no_unconfirmed_number_can_be_quoted(knowledge: KnowledgeBase, repository: KnowledgeRepository) -> None:
    phones = [phone for city in knowledge.cities for contact in city.contacts for phone in contact.phones]
    confirmed = {digits(phone.number) for phone in phones if phone.verified}
    confirmed |= {digits(n) for hotline in knowledge.hotlines if hotline.number_verified for n in hotline.numbers}
    unconfirmed = {digits(phone.number) for phone in phones if not phone.verified}
    unconfirmed |= {
        digits(n) for hotline in knowledge.hotlines if not hotline.number_verified for n in hotline.numbers
    }
    assert confirmed
    assert confirmed <= repository.known_strings()
    assert (unconfirmed - confirmed) & repository.known_strings() == set()


def test_the_emergency_numbers_are_there_for_everyone(repository: KnowledgeRepository) -> None:
    for audience in Audience:
        numbers = {number for hotline in repository.hotlines(audience) for number in hotline.numbers}
        assert {"110", "112"} <= numbers


def test_the_medical_hotline_is_for_professionals_only(repository: KnowledgeRepository) -> None:
    hotline = repository.hotline("medizinische-kinderschutzhotline")
    assert hotline is not None
    assert hotline.audience == (Audience.PROFESSIONAL,)


def test_no_path_in_one_land_quotes_the_law_of_the_other(repository: KnowledgeRepository) -> None:
    for here, other in (("NW", "BB"), ("BB", "NW")):
        for city in repository.cities():
            if city.state == here:
                for path in repository.procedures(city.state, city.id):
                    assert all(step.state != other for step in path.steps)
                    assert all(state_of_law(basis) != other for step in path.steps for basis in step.legal_basis)


def test_every_path_is_there_in_both_laender(knowledge: KnowledgeBase, repository: KnowledgeRepository) -> None:
    ids = [path.id for path in knowledge.procedures]
    assert len(ids) >= 12
    for state in ("NW", "BB"):
        assert [path.id for path in repository.procedures(state)] == ids


def test_no_answer_begins_with_yes_or_no(repository: KnowledgeRepository) -> None:
    """The same answer follows on questions that are put in opposite ways."""
    cities = (None, *(city.id for city in repository.cities()))
    topics = [topic for city in cities for topic in repository.topics(city)]
    answers = {text for topic in topics for text in (topic.answer, topic.easy_answer)}
    assert len(answers) > 500
    assert [text for text in answers if text.split()[0].strip(".,:!").lower() in ("ja", "nein")] == []
