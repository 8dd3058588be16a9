"""Domain, training data, responses and actions belong together, and nothing is left over."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from actions import all_actions
from actions.base import local_now
from bot.settings import ROOT
from bot.training import generator
from knowledge import document, mentions
from knowledge.repository import KnowledgeRepository
from knowledge.text import fold
from tests.data import files

LEAST_EXAMPLES = 8
LEAST_TOPIC_EXAMPLES = 25
FALLBACK_INTENT = "nlu_fallback"
RETRIEVAL_RESPONSE = "utter_ask_topic"
EMERGENCY_NUMBERS = ("110", "112", "115")
"""Which a visitor writes as words of everyday language."""


@pytest.fixture(scope="session")
def generated(facts: KnowledgeRepository, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the training data that is made from the knowledge base."""
    directory = tmp_path_factory.mktemp("generated")
    generator.write(facts, directory, taken=[text for texts in files.examples().values() for text in texts])
    return directory


@pytest.fixture(scope="session")
def all_examples(generated: Path) -> dict[str, list[str]]:
    """Intent or ``intent/key`` -> every example, written by hand or generated."""
    merged = {intent: list(texts) for intent, texts in files.examples().items()}
    for intent, texts in files.examples(generated).items():
        merged.setdefault(intent, []).extend(texts)
    return merged


@pytest.mark.parametrize("intent", files.intents())
def test_every_intent_has_examples(all_examples: dict[str, list[str]], intent: str) -> None:
    found = [text for name, texts in all_examples.items() if name.partition("/")[0] == intent for text in texts]
    assert len({fold(text) for text in found}) >= LEAST_EXAMPLES


@pytest.mark.parametrize("intent", files.intents())
def test_every_intent_is_answered_by_a_rule_or_story(intent: str) -> None:
    assert intent in {step.get("intent") for step in files.steps()}


@pytest.mark.parametrize("intent", files.intents())
def test_every_intent_occurs_in_a_conversation_or_another_test(intent: str) -> None:
    tests = ROOT / "tests"
    read = [*(tests / "conversations").glob("*.yml"), *tests.glob("*/test_*.py"), *tests.glob("*/*.yml")]
    word = re.compile(rf"\b{re.escape(intent)}\b")
    assert [path.name for path in read if path != Path(__file__) and word.search(path.read_text(encoding="utf-8"))]


def test_every_example_belongs_to_an_intent_of_the_domain(all_examples: dict[str, list[str]]) -> None:
    assert {name.partition("/")[0] for name in all_examples} - set(files.intents()) == set()


def test_every_action_of_the_domain_is_implemented_and_the_other_way_round(facts: KnowledgeRepository) -> None:
    implemented = [action.name() for action in all_actions(facts, local_now)]
    assert sorted(implemented) == sorted(files.domain()["actions"])


def test_every_action_of_rules_and_stories_is_known() -> None:
    named = {step["action"] for step in files.steps() if "action" in step}
    assert named - set(files.domain()["actions"]) - files.responses() == set()


def test_every_action_is_reached() -> None:
    """By a rule, by the engine before every answer, or where the policies know no other."""
    named = {step["action"] for step in files.steps() if "action" in step}
    custom = {m.get("action") for slot in files.domain()["slots"].values() for m in slot["mappings"]}
    policies = document.plain((ROOT / "config.yml").read_text(encoding="utf-8"))["policies"]
    core = {policy["core_fallback_action_name"] for policy in policies if "core_fallback_action_name" in policy}
    assert set(files.domain()["actions"]) - named - custom - core == set()


def test_every_response_is_used_and_every_used_one_exists() -> None:
    used = files.said_by_actions() | {
        step["action"] for step in files.steps() if "utter_" in step.get("action", "")
    }
    assert used == files.responses()


def test_intents_of_rules_and_stories_are_known() -> None:
    named = {step["intent"] for step in files.steps() if "intent" in step}
    assert named - set(files.intents()) == {FALLBACK_INTENT}


def test_every_topic_has_enough_examples_written_by_hand(facts: KnowledgeRepository) -> None:
    written = {name.partition("/")[2]: len(texts) for name, texts in files.examples().items() if "/" in name}
    assert {topic.id: written.get(topic.id, 0) for topic in facts.topics()
            if written.get(topic.id, 0) < LEAST_TOPIC_EXAMPLES} == {}  # fmt: skip


def test_every_trained_topic_exists(facts: KnowledgeRepository) -> None:
    known = {topic.id for city in (None, *(c.id for c in facts.cities())) for topic in facts.topics(city)}
    assert {name.partition("/")[2] for name in files.examples() if "/" in name} - known == set()


def test_no_example_stands_for_two_intents(all_examples: dict[str, list[str]]) -> None:
    seen: dict[str, str] = {}
    twice = []
    for intent, texts in all_examples.items():
        for text in texts:
            if (other := seen.setdefault(fold(text), intent)) != intent:
                twice.append((text, intent, other))
    assert twice == []


def test_no_example_holds_a_number_or_mail_address() -> None:
    found = [
        (intent, text)
        for intent, texts in files.examples().items()
        for text in texts
        for mention in (*mentions.numbers(text), *mentions.mails(text))
        if mention.key not in EMERGENCY_NUMBERS
    ]
    assert found == []


def test_nobody_is_named_in_examples_written_by_hand(facts: KnowledgeRepository) -> None:
    names = {fold(person.name) for person in facts.people()}
    names |= {
        fold(f"{title} {person.name.split()[-1]}") for person in facts.people() for title in ("Frau", "Herr")
    }
    found = [
        text
        for texts in files.examples().values()
        for text in texts
        if any(f" {name} " in f" {fold(text)} " for name in names)
    ]
    assert found == []


def test_a_file_has_the_same_name_in_every_folder() -> None:
    stems = {
        kind: {path.stem for path in (files.DATA / kind).glob("*.yml")}
        for kind in ("rules", "stories", "responses")
    }
    assert stems["rules"] == stems["stories"] == stems["responses"]
    by_hand = {path.stem for path in (files.DATA / "nlu").glob("*.yml")}
    # opening hours are answered by the contacts' actions, the other intents' examples are generated
    assert {stem.removesuffix("_mehr") for stem in by_hand} - stems["rules"] <= {"opening_hours"}


def test_rasas_own_validation_finds_nothing(generated: Path) -> None:
    """Two warnings cannot be avoided and are checked by other means: Rasa does not look into actions
    (``test_every_response_is_used...`` does), and it merges a retrieval intent with itself."""
    done = subprocess.run(
        [
            *(sys.executable, "-m", "bot", "rasa", "data", "validate", "--fail-on-warnings"),
            *("--config", "config.yml", "--domain", "domain.yml", "--data", "data", str(generated)),
        ],
        cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, "LOG_LEVEL": "INFO"},
    )  # fmt: skip
    output = done.stdout + done.stderr
    assert done.returncode == 0, output
    expected = {f"The utterance '{name}' is not used in any story or rule."
                for name in (*files.said_by_actions(), RETRIEVAL_RESPONSE)}  # fmt: skip
    expected.add("The following duplicated intents have been found across multiple domain files: ask_topic")
    found = set(re.findall(r"rasa/\S+:\d+: UserWarning: (.*)", output))
    assert {text for text in found if not text.startswith("pkg_resources")} - expected == set()
    assert not re.search(r"\b(ERROR|Traceback|CRITICAL)\b", output)
    assert "No story structure conflicts found" in output
