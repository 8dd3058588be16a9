"""What may be said at run time: released texts, templates filled from the knowledge base, its data."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from typing import Any

import pytest

from bot.settings import ROOT
from bot.texts import release
from bot.texts.released import NotReleasedError, ReleasedTexts, reasons
from bot.texts.sources import digest
from knowledge import cards
from knowledge.build import build
from knowledge.repository import KnowledgeRepository
from tests.conftest import SettableClock

TEMPLATE = "Für {city_name} ist kein kommender Termin bekannt."
LIST_TEMPLATE = "Zu {city_name} ist dazu nichts hinterlegt. Bekannt ist es für {other_cities}."
TEXT = "Gut, wir fangen neu an. Was möchten Sie wissen?"


@pytest.fixture(scope="module")
def texts(facts: KnowledgeRepository) -> ReleasedTexts:
    return ReleasedTexts.load(facts)


def said(texts: ReleasedTexts, text: str) -> list[str]:
    return texts.unreleased(({"type": "text", "text": text},))


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        TEMPLATE.format(city_name="Herne"),
        LIST_TEMPLATE.format(city_name="Herne", other_cities="Troisdorf, Dinslaken"),
        "Schritt 2 von 12.",
        f"{TEXT}\nSchritt 2 von 12.",
        "110",
        "Daniela Pagonakis",
    ],
)
def test_released_texts_pass(texts: ReleasedTexts, text: str) -> None:
    assert said(texts, text) == []


@pytest.mark.parametrize(
    "text",
    [
        TEXT + " ",
        TEXT.replace("Gut", "Gud"),
        TEMPLATE,
        TEMPLATE.format(city_name="Hintertupfing"),
        LIST_TEMPLATE.format(city_name="Herne", other_cities="Troisdorf, Hintertupfing"),
        "Schritt 2 von vielen.",
        "Schritt 222 von 12.",
        f"{TEXT}\nRufen Sie mich an.",
        "0190 123456",
        "acute",
        "",
    ],
)
def test_everything_else_does_not(texts: ReleasedTexts, text: str) -> None:
    assert said(texts, text)


def test_every_key_and_the_buttons_are_looked_at(texts: ReleasedTexts) -> None:
    block = {"type": "text", "text": TEXT, "new": [{"deep": "erfunden"}], "kind": "Zwei Wörter", "id": "erdacht"}
    found = texts.unreleased((block,), ("Notfall", "Drück mich"))
    assert found == ["erfunden", "Zwei Wörter", "erdacht", "Drück mich"]


EMPTY: list[Any] = [{}, {"type": "text"}, {"type": "contact", "phones": []}, None, [], 190123456, object()]


@pytest.mark.parametrize("block", EMPTY)
def test_a_block_without_a_text_is_not_released(texts: ReleasedTexts, block: Any) -> None:
    assert texts.unreleased((block,))


def test_numbers_that_count_pass_and_numbers_to_dial_do_not(texts: ReleasedTexts) -> None:
    assert texts.unreleased(({"type": "steps", "title": TEXT, "total": 12, "open_now": True},)) == []
    assert texts.unreleased(({"type": "steps", "title": TEXT, "total": 190123456},)) == ["190123456"]


def test_every_card_of_the_knowledge_base_is_released(
    texts: ReleasedTexts, facts: KnowledgeRepository, clock: SettableClock
) -> None:
    shown = [cards.hotline(line, state, clock()) for line in facts.hotlines() for state in ("NW", "BB")]
    shown += [cards.event(e, facts.event_city(e.id), clock().date()) for e in facts.events()]
    shown += [cards.contact(c, city, clock()) for city in facts.cities() for c in facts.contacts(city.id)]
    assert len(shown) > 100
    assert texts.unreleased(shown) == []


def test_an_unconfirmed_number_is_no_data(texts: ReleasedTexts, facts: KnowledgeRepository) -> None:
    contacts = [contact for city in facts.editorial_copy().cities for contact in city.contacts]
    kept = [phone.number for contact in contacts for phone in contact.phones if not phone.verified]
    assert kept
    assert [number for number in kept if not said(texts, number)] == []


def test_a_template_that_nobody_released_is_none(facts: KnowledgeRepository) -> None:
    known = frozenset({digest("Herne")})
    filled = TEMPLATE.format(city_name="Herne")
    assert ReleasedTexts(known, [TEMPLATE], facts).unreleased((), [filled]) == [filled]
    assert ReleasedTexts(known | {digest(TEMPLATE)}, [TEMPLATE], facts).unreleased((), [filled]) == []


def test_a_fact_changed_in_the_database_is_withheld(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(ROOT / "knowledge" / "content", content)
    path = content / "_national" / "topics" / "kinder.yaml"
    text = path.read_text(encoding="utf-8")
    assert "Niemand darf dich schlagen." in text
    path.write_text(text.replace("Niemand darf dich schlagen.", "Niemand darf dich hauen."), encoding="utf-8")
    build(content, f"sqlite:///{tmp_path / 'knowledge.db'}")
    changed = KnowledgeRepository(f"sqlite:///{tmp_path / 'knowledge.db'}")
    topic = changed.topic("kind-geschlagen")
    assert topic is not None
    assert said(ReleasedTexts.load(changed), topic.easy_answer) == [topic.easy_answer]
    assert said(ReleasedTexts.load(changed), topic.answer) == []
    assert [reason for reason in reasons(changed) if "kind-geschlagen" in reason]


def test_nothing_keeps_this_house_from_going_live(facts: KnowledgeRepository) -> None:
    assert reasons(facts) == []


def test_without_a_registry_nothing_is_loaded(facts: KnowledgeRepository, tmp_path: Path) -> None:
    with pytest.raises(NotReleasedError):
        ReleasedTexts.load(facts, folder=tmp_path)


def test_with_a_tampered_log_nothing_is_loaded(facts: KnowledgeRepository, tmp_path: Path) -> None:
    folder = tmp_path / "released"
    shutil.copytree(release.FOLDER, folder)
    assert ReleasedTexts.load(facts, folder=folder)
    log = folder / release.LOG
    log.write_text(log.read_text(encoding="utf-8").replace('"person": "', '"person": "x'), encoding="utf-8")
    with pytest.raises(NotReleasedError):
        ReleasedTexts.load(facts, folder=folder)


def test_a_look_up_costs_less_than_a_millisecond(
    texts: ReleasedTexts, facts: KnowledgeRepository, clock: SettableClock
) -> None:
    shown = [cards.contact(c, city, clock()) for city in facts.cities() for c in facts.contacts(city.id)]
    assert texts.unreleased(shown) == []  # the first look also reads the knowledge base
    start = time.perf_counter()
    for _ in range(100):
        texts.unreleased(shown[:10], ["Notfall"] * 5)
    assert (time.perf_counter() - start) / 100 < 0.001
