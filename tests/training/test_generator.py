"""Training data made from the knowledge base."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from bot import wiring
from bot.assistant import Request
from bot.settings import ROOT, Settings
from bot.training import generator
from knowledge.repository import KnowledgeRepository
from knowledge.text import fold
from tests.data.files import content, examples

NEW_TOPIC = {
    "id": "brieftauben",
    "category": "grundlagen",
    "question": "Darf der Brieftaubenverein Kinder allein reisen lassen?",
    "alt_questions": [
        "Brieftauben und Kinder", "Mein Kind ist im Brieftaubenverein", "Reisen mit dem Brieftaubenverein",
        "Regeln im Taubenschlag für Kinder", "Aufsicht beim Auflassen der Brieftauben",
    ],
    "audience": ["eltern"],
    "answer": "Beim Auflassen der Brieftauben ist immer eine erwachsene Aufsicht dabei.",
    "easy_answer": "Bei den Brief-Tauben ist immer ein Erwachsener dabei.",
    "sources": [{"title": "Vereinssatzung"}],
    "checked_on": "2026-11-23",
    "verified": True,
}  # fmt: skip


@pytest.fixture(scope="module")
def written(facts: KnowledgeRepository, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The generated files."""
    directory = tmp_path_factory.mktemp("generated")
    generator.write(facts, directory, taken=["Wer hilft?"])
    return directory


@pytest.fixture(scope="module")
def tables(written: Path) -> dict[str, set[str]]:
    """Lookup table -> folded names."""
    found = content(written / "names.yml")["nlu"]
    return {
        table["lookup"]: {fold(line.removeprefix("- ")) for line in table["examples"].splitlines()}
        for table in found
    }


def test_every_city_is_looked_up_by_each_of_its_names(
    facts: KnowledgeRepository, tables: dict[str, set[str]]
) -> None:
    for city in facts.cities():
        for name in (city.name, city.short_name, *city.names, *city.districts, *city.postcodes):
            assert fold(name) in tables[f"city/{city.id}"]
        for town in city.towns:
            assert fold(town.name) in tables[f"city/{city.id}"] & tables[f"town/{town.name}"]


def test_a_district_is_known_without_its_city_where_that_says_enough(tables: dict[str, set[str]]) -> None:
    assert "friedrichsfeld" in tables["city/voerde"]
    # Herne and Voerde have one each; "Eiche" is a tree
    assert not {"holthausen", "eiche", "mitte"} & set().union(
        *(names for table, names in tables.items() if table.startswith("city/"))
    )


def test_everything_with_a_name_is_looked_up(facts: KnowledgeRepository, tables: dict[str, set[str]]) -> None:
    for person in facts.people():
        assert fold(person.name) in tables[f"person/{person.id}"]
    for state in ("NW", "BB"):
        for procedure in facts.procedures(state):  # type: ignore[arg-type]
            assert {fold(name) for name in (procedure.button, *procedure.names)} <= tables[f"role/{procedure.id}"]
    for hotline in facts.hotlines():
        assert fold(hotline.name) in tables[f"hotline/{hotline.id}"]
    for term in facts.glossary():
        assert fold(term.term) in tables[f"term/{term.id}"]
    for event in facts.events():
        assert fold(event.title) in tables[f"event/{event.id}"]
    for place in facts.places():
        assert fold(place.name) in tables[f"place/{place.name}"]


def test_no_text_is_generated_twice(written: Path) -> None:
    texts = [fold(text) for found in examples(written).values() for text in found]
    assert len(texts) == len(set(texts))
    assert fold("Wer hilft?") not in texts


def test_what_stands_in_other_files_is_left_out(facts: KnowledgeRepository, tmp_path: Path) -> None:
    question = facts.topics()[0].question
    generator.write(facts, tmp_path / "with")
    generator.write(facts, tmp_path / "without", taken=[question.upper()])
    assert question in [text for found in examples(tmp_path / "with").values() for text in found]
    assert question not in [text for found in examples(tmp_path / "without").values() for text in found]


def test_the_same_knowledge_gives_the_same_files(
    facts: KnowledgeRepository, written: Path, tmp_path: Path
) -> None:
    generator.write(facts, tmp_path, taken=["Wer hilft?"])
    for path in written.iterdir():
        assert (tmp_path / path.name).read_bytes() == path.read_bytes()


def test_answers_count_less_than_questions(facts: KnowledgeRepository, written: Path) -> None:
    blocks = [b for b in content(written / "topics.yml")["nlu"] if isinstance(b["examples"], list)]
    assert {entry["metadata"]["weight"] for block in blocks for entry in block["examples"]} == {
        generator.ANSWER_WEIGHT
    }
    assert {block["intent"].partition("/")[2] for block in blocks} >= {topic.id for topic in facts.topics()}


def test_no_placeholder_is_left_in_a_pattern(written: Path) -> None:
    assert "{" not in (written / "patterns.yml").read_text(encoding="utf-8")


def test_no_topic_is_trained_with_the_name_of_a_person(facts: KnowledgeRepository, written: Path) -> None:
    names = [fold(person.name) for person in facts.people()]
    questions = [
        text
        for block in content(written / "topics.yml")["nlu"]
        if isinstance(block["examples"], str)
        for text in block["examples"].splitlines()
    ]
    assert [text for text in questions if any(name in fold(text) for name in names)] == []


async def test_a_topic_added_to_the_knowledge_base_is_answered_after_training(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing but a content file changes."""
    copy = tmp_path / "content"
    shutil.copytree(ROOT / "knowledge" / "content", copy)
    topics = copy / "_national" / "topics" / "grundlagen.yaml"
    added = yaml.safe_dump([NEW_TOPIC], allow_unicode=True, sort_keys=False)
    topics.write_text(topics.read_text(encoding="utf-8").rstrip() + "\n" + added, encoding="utf-8")
    monkeypatch.setenv("LOTSE_CONTENT_DIR", str(copy))
    monkeypatch.setenv("LOTSE_VAR_DIR", str(tmp_path / "var"))
    monkeypatch.delenv("LOTSE_DATABASE_URL", raising=False)

    parts = wiring.parts(Settings(engine_timeout=30), lambda _sentence: None)
    reply = await parts.assistant.reply(Request("Wer passt beim Brieftaubenverein auf die Kinder auf?"))

    assert reply.understanding.topic == "brieftauben"
    # understood at once; said only when its text is released, until then the card stands in its place (goal S20)
    assert reply.blocks[0]["type"] == "emergency" or reply.blocks[0]["text"] == NEW_TOPIC["answer"]


def test_what_people_do_is_said_of_roles_that_have_a_path(facts: KnowledgeRepository) -> None:
    activities = generator.names_by_kind(facts)["activity"]
    assert activities.keys() <= {path.id for path in facts.procedures("NW")}
    assert len({text for texts in activities.values() for text in texts}) == sum(map(len, activities.values()))


def test_a_short_district_is_known_with_its_preposition(facts: KnowledgeRepository) -> None:
    names = generator.names_by_kind(facts)["city"]
    assert "in Eiche" in names["potsdam"]
    assert "Eiche" not in names["potsdam"]
