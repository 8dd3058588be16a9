"""The emergency block: always whole, always first, the same from every door."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot.engine.port import Block
from bot.safety.gate import Level, Speaker, Verdict
from knowledge import cards
from knowledge.repository import KnowledgeRepository
from knowledge.schema import Audience, Hotline, State

WORDING = Path(__file__).with_name("emergency.toml")
DANGEROUS = frozenset({Level.ACUTE, Level.DISCLOSURE, Level.SELF_HARM})
MEDICAL = frozenset({"unattended_or_medical", "suicidality"})
SHOWN_LINES = 2


class EmergencyCard:
    """Builds the block from the help lines of the knowledge base and the sentences of ``emergency.toml``.

    Goals S5, S6, S8: 110 (and 112) first, lines that are open at this minute before closed ones, one written
    way, at most five short lines.
    """

    def __init__(self, facts: KnowledgeRepository) -> None:
        self._facts = facts
        self._wording: dict[str, Any] = tomllib.loads(WORDING.read_text(encoding="utf-8"))

    def block(
        self,
        at: dt.datetime,
        *,
        verdict: Verdict | None = None,
        audience: str | None = None,
        city: str | None = None,
    ) -> Block:
        """The block for the moment ``at``, in the words that fit who is writing."""
        child = self.for_child(verdict, audience)
        category = (verdict.category if verdict else None) or "default"
        found = self._facts.city(city) if city else None
        state: State = found.state if found else "NW"
        written = self._lines(self._wording["written"]["ids"])
        numbers = [line for line in self._facts.hotlines() if line.emergency and line.numbers]
        if category in MEDICAL:
            numbers.reverse()
        lines = self._open_first(self._preferred(category, child), state, at)[:SHOWN_LINES]
        who = "child" if child else "adult"
        return {
            "type": "emergency",
            "title": self._wording["title"][who],
            "text": "\n".join(self._sentences(category, child, written)),
            "lines": self._sentences(category, child, written),
            "numbers": [self._number(line, state, at) for line in (*numbers, *lines)],
            "written": [{"name": line.name, "url": line.url} for line in written],
            "sources": [source for line in (*numbers, *lines, *written) for source in cards.sources(line)],
            "as_of": min(line.stand for line in (*numbers, *lines)),
        }

    @staticmethod
    def for_child(verdict: Verdict | None, audience: str | None) -> bool:
        """Whether to say "du": the writer seems to be a child, or the page says so."""
        return audience == Audience.CHILD or (verdict is not None and verdict.speaker == Speaker.CHILD)

    def fine_title(self, child: bool) -> str:
        """Title of the button that ends the alarm."""
        title: str = self._wording["fine"]["child" if child else "adult"]
        return title

    def failure(self, child: bool) -> Block:
        """What is said when the engine cannot answer."""
        return {"type": "text", "text": self._wording["failure"]["text_child" if child else "text"]}

    def _sentences(self, category: str, child: bool, written: Sequence[Hotline]) -> list[str]:
        who = "child" if child else "adult"
        lines = self._wording["lines"]
        first = self._wording["first"]
        sentences = [first.get(category, first["default"])[who]]
        if child:
            sentences.append(lines["guilt_child"])
        sentences.append(lines[f"nobody_reads_{who}"])
        if written:
            sentences.append(lines[f"written_{who}"].format(name=written[0].name))
        return sentences

    def _preferred(self, category: str, child: bool) -> list[Hotline]:
        preferred = self._wording["preferred"]
        who = "child" if child else "adult"
        named = None if category == "default" else preferred.get(category)
        return [line for line in self._lines(named or preferred[f"default_{who}"]) if line.numbers]

    def _lines(self, ids: Sequence[str]) -> list[Hotline]:
        return [line for id in ids if (line := self._facts.hotline(id))]

    @staticmethod
    def _open_first(lines: Sequence[Hotline], state: State, at: dt.datetime) -> list[Hotline]:
        return sorted(lines, key=lambda line: not cards.is_open(line.hours, state, at))

    @staticmethod
    def _number(line: Hotline, state: State, at: dt.datetime) -> dict[str, Any]:
        card = cards.hotline(line, state, at)
        phone = card["phones"][0]
        return {
            "number": phone["number"],
            "tel": phone["tel"],
            "name": card["name"],
            "hours": card["opening_hours"],
            "open_now": card["open_now"],
            "cost": card.get("cost"),
            "anonymous": card.get("anonymous"),
            "as_of": card["as_of"],
        }
