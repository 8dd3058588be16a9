"""P9: the assistant asks nobody who he is, and never says back what somebody typed about himself."""

from __future__ import annotations

import re

from bot.assistant import Assistant, Request
from bot.texts import lint
from bot.texts.rulebook import load
from bot.texts.sources import collect
from knowledge.repository import KnowledgeRepository
from tests.goals import adversaries
from tests.goals.whole import share, shown

TOKEN = re.compile(r"[\w@.-]{4,}")


def test_p9_no_text_asks_for_a_name_an_address_a_school_an_age_or_a_picture() -> None:
    rule = next(rule for rule in load() if rule.name == "personal")
    assert len(rule.patterns) >= 15
    found = lint.findings(lint.all_texts(collect()))
    assert [finding for finding in found if finding.rule == rule.title] == []


async def test_p9_nothing_that_was_typed_comes_back(watched: Assistant, facts: KnowledgeRepository) -> None:
    known = facts.editorial_copy().model_dump_json().casefold()
    echoed = []
    typed = 0
    for text in share([*adversaries.personal(), *adversaries.invented()]):
        own = {token for token in TOKEN.findall(text.casefold()) if token not in known}
        typed += len(own)
        first = await watched.reply(Request(text, city="herne"))
        second = await watched.reply(Request("Was heißt das?", first.conversation_id))
        for reply in (first, second):
            said = set(TOKEN.findall(shown(reply).casefold()))
            echoed += [(text, token) for token in own & said if token not in OUR_WORDS]
    assert typed > 100
    assert echoed == []


OUR_WORDS = frozenset(
    token for text in lint.all_texts(collect()) for token in TOKEN.findall(text.wording.casefold())
)
"""Words of released texts: they may be said, whoever typed them before."""
