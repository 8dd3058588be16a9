"""Every fact of the networks' own pages is found, however it is asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot import wiring
from bot.assistant import Assistant
from bot.settings import ROOT
from knowledge import document
from knowledge.text import fold
from tests.conftest import SettableClock
from tests.conversations.conversation import Conversation, text_of

HERE = Path(__file__).parent
FACTS: list[dict[str, Any]] = yaml.safe_load((HERE / "facts.yml").read_text(encoding="utf-8"))
ELSEWHERE: list[dict[str, Any]] = yaml.safe_load((HERE / "elsewhere.yml").read_text(encoding="utf-8"))
FORMS = ("plain", "named", "lay")
CASES = [
    pytest.param(fact, form, id=f"{fact['city']}-{fact['fact']}-{form}") for fact in FACTS for form in FORMS
]


@pytest.mark.parametrize(("fact", "form"), CASES)
async def test_a_fact_is_found(
    assistant: Assistant, clock: SettableClock, fact: dict[str, Any], form: str
) -> None:
    city = None if form == "named" else fact["city"]
    reply = await Conversation(assistant, city).say(fact[form])
    said = text_of(reply)
    missing = [part for part in fact["contains"] if not any(way in said for way in _ways(part))]
    assert not missing, f"{fact[form]} -> {reply.status} {reply.understanding} {said[:600]}"


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{case['city']}-{case['ask']}") for case in ELSEWHERE])
async def test_a_fact_of_another_city_is_marked_or_missing(
    assistant: Assistant, clock: SettableClock, case: dict[str, Any]
) -> None:
    reply = await Conversation(assistant, case["city"]).say(case["ask"])
    said = text_of(reply)
    missing = [part for part in case.get("marked", ()) if part not in said]
    assert not missing, f"{reply.status} {reply.understanding} {said[:600]}"
    if "unless" not in case or not all(part in said for part in case["unless"]):
        assert not [part for part in case.get("unmarked", ()) if part in said], said[:600]


def test_there_are_enough_facts_of_every_page() -> None:
    assert len(FACTS) >= 70
    assert {fact["city"] for fact in FACTS} >= {
        "troisdorf", "bergisch-gladbach", "herne", "dinslaken", "land-brandenburg"
    }  # fmt: skip


def test_no_question_stands_in_the_training_data(parts: wiring.Parts) -> None:
    asked = {fold(fact[form]) for fact in FACTS for form in FORMS} | {fold(case["ask"]) for case in ELSEWHERE}
    folders = (ROOT / "data" / "nlu", parts.settings.training_dir)
    trained = {fold(text) for folder in folders for path in folder.rglob("*.yml") for text in _examples(path)}
    assert len(trained) > 1000
    assert not asked & trained


def _ways(part: str | list[str]) -> list[str]:
    """A part of the expected text: one string, or several of which any will do."""
    return [part] if isinstance(part, str) else part


def _examples(path: Path) -> list[str]:
    blocks = document.plain(path.read_text(encoding="utf-8")).get("nlu", ())
    texts: list[str] = []
    for block in blocks:
        examples = block["examples"]
        lines = examples.splitlines() if isinstance(examples, str) else [entry["text"] for entry in examples]
        texts += [line.removeprefix("- ").strip() for line in lines]
    return texts
