"""What every reply has: sources, each card once, plain data."""

from __future__ import annotations

import datetime as dt

from rasa_sdk.executor import CollectingDispatcher

from actions.context import Context
from actions.rendering import Renderer, payload
from knowledge.repository import KnowledgeRepository
from tests.actions.conftest import Stage
from tests.conftest import BERLIN

REFORMATION_DAY = "2025-10-31 10:00"


def _renderer(
    facts: KnowledgeRepository, at: str, city: str | None = None
) -> tuple[Renderer, CollectingDispatcher]:
    dispatcher = CollectingDispatcher()
    moment = dt.datetime.fromisoformat(at).replace(tzinfo=BERLIN)
    return Renderer(dispatcher, facts, Context(city=city), moment), dispatcher


def test_a_payload_is_an_intent_with_its_entities() -> None:
    assert payload("greet") == "/greet"
    assert payload("inform", city="herne") == '/inform{"city": "herne"}'


def test_holidays_are_those_of_the_land(facts: KnowledgeRepository) -> None:
    office = facts.contact("bergisch-gladbach", "meldestelle")
    assert office
    corpus_christi, reformation_day = "2026-06-04 10:00", REFORMATION_DAY
    closed = {
        (city, at): _renderer(facts, at, city)[0].is_closed(office.hours)
        for city in ("bergisch-gladbach", "potsdam")
        for at in (corpus_christi, reformation_day)
    }
    assert closed == {
        ("bergisch-gladbach", corpus_christi): True,
        ("potsdam", corpus_christi): False,
        ("bergisch-gladbach", reformation_day): False,
        ("potsdam", reformation_day): True,
    }


def test_unknown_hours_do_not_count_as_closed(facts: KnowledgeRepository) -> None:
    assert not _renderer(facts, REFORMATION_DAY)[0].is_closed(None)


def test_a_card_is_shown_once_a_reply(facts: KnowledgeRepository) -> None:
    renderer, dispatcher = _renderer(facts, REFORMATION_DAY)
    line = facts.hotline("elterntelefon")
    assert line
    renderer.hotline(line)
    renderer.hotline(line)
    assert len(dispatcher.messages) == 1


def test_contacts_of_a_kind_that_a_city_lacks_are_replaced_by_the_nearest(facts: KnowledgeRepository) -> None:
    for city in facts.cities():
        for kind in ("bereitschaft", "beratung", "fruehe-hilfen", "asd", "insofa", "koordination", "meldung"):
            assert _renderer(facts, REFORMATION_DAY, city.id)[0].contacts_or_nearest(kind), (city.id, kind)


def test_every_card_carries_its_source_and_date(stage: Stage) -> None:
    for city in stage.facts.cities():
        for block in stage.run("action_human", city=city.id).blocks:
            assert block["sources"], block
            assert block["as_of"], block


def test_no_reply_holds_markup(stage: Stage) -> None:
    for city in stage.facts.cities():
        for topic in stage.facts.topics(city.id):
            for text in (topic.answer, topic.easy_answer, *topic.items):
                assert "<" not in text, topic.id
