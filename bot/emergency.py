"""The emergency block: always whole, always first, the same from every door."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot.engine.port import Block
from bot.safety.verdict import GERMAN, Speaker, Verdict
from knowledge import cards
from knowledge.repository import KnowledgeRepository
from knowledge.schema import Audience, Hotline, State, state_of

WORDING = Path(__file__).with_name("emergency.toml")
MEDICAL = frozenset({"unattended_or_medical", "suicidality"})
SHOWN_LINES = 2
WAYS = ("first", "second")
"""Placeholders for the ways to write."""
VOICES = {
    Speaker.CHILD: "child", Speaker.PROFESSIONAL: "professional", Speaker.SELF: "self",
    Speaker.BYSTANDER: "adult", Speaker.UNKNOWN: "adult",
}  # fmt: skip


class EmergencyCard:
    """Builds the block from the help lines of the knowledge base and the sentences of ``emergency.toml``.

    Goals S5, S6, S8: 110 (and 112) first, lines that are open at this minute before closed ones, a way
    to write, at most five short lines.
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
        voice = self._voice(verdict, audience)
        category = (verdict.category if verdict else None) or "default"
        state = self._state(city)
        written = self._lines(self._wording["written"][voice])
        numbers = [line for line in self._facts.hotlines() if line.emergency and line.numbers]
        if category in MEDICAL:
            numbers.reverse()
        lines = cards.open_first(self._preferred(category, voice), state, at)[:SHOWN_LINES]
        foreign = self._wording["language"].get(verdict.language) if verdict else None
        said = foreign["lines"] if foreign else self._sentences(category, voice, written)
        return {
            "type": "emergency",
            "title": foreign["title"] if foreign else self._wording["title"][voice],
            "language": verdict.language if verdict and foreign else GERMAN,
            "text": "\n".join(said),
            "lines": said,
            "numbers": [self._number(line, state, at) for line in (*numbers, *lines)],
            "written": [{"name": line.name, "url": line.url} for line in written],
            "sources": [source for line in (*numbers, *lines, *written) for source in cards.sources(line)],
            "as_of": min(line.stand for line in (*numbers, *lines)),
        }

    def own_words(
        self, verdict: Verdict | None, city: str | None, at: dt.datetime
    ) -> tuple[tuple[Block, ...], bool]:
        """What to say first to who fears his own behaviour or looks for an occasion (goal S16).

        Gives the blocks, none for everybody else, and whether they are the whole reply.
        """
        found = self._wording["own_words"].get(verdict.category) if verdict and verdict.category else None
        if found is None:
            return (), False
        state = self._state(city)
        lines = self._lines(found["hotlines"])
        sources = [source for line in lines for source in cards.sources(line)]
        notice = {"type": "notice", "text": found["text"], "sources": sources}
        return (notice, *(cards.hotline(line, state, at) for line in lines)), found.get("only", False)

    def is_safe_word(self, text: str) -> bool:
        """Whether ``text`` is nothing but a word that always brings the block (goal S7)."""
        return " ".join(text.casefold().split()).strip(".!? ") in self._wording["safe"]["words"]

    @staticmethod
    def for_child(verdict: Verdict | None, audience: str | None) -> bool:
        """Whether to say "du": the writer seems to be a child, or the page says so."""
        return EmergencyCard._voice(verdict, audience) == VOICES[Speaker.CHILD]

    @staticmethod
    def _voice(verdict: Verdict | None, audience: str | None) -> str:
        speaker = verdict.speaker if verdict else Speaker.UNKNOWN
        if audience == Audience.CHILD:
            speaker = Speaker.CHILD
        elif audience == Audience.PROFESSIONAL and speaker == Speaker.UNKNOWN:
            speaker = Speaker.PROFESSIONAL
        return VOICES[speaker]

    def fine_title(self, child: bool) -> str:
        """Title of the button that ends the alarm."""
        title: str = self._wording["fine"]["child" if child else "adult"]
        return title

    def reminder(self, child: bool) -> Block:
        """Whom to call, said once more in the answers after an alarm."""
        return {"type": "notice", "text": self._wording["reminder"]["text_child" if child else "text"]}

    def failure(self, child: bool) -> Block:
        """What is said when the engine cannot answer."""
        return {"type": "text", "text": self._wording["failure"]["text_child" if child else "text"]}

    def off(self, child: bool) -> Block:
        """What is said while the assistant is switched off."""
        return {"type": "text", "text": self._wording["off"]["text_child" if child else "text"]}

    def _sentences(self, category: str, voice: str, written: Sequence[Hotline]) -> list[str]:
        first, second = self._wording["first"], self._wording["second"].get(category, {})
        comfort = self._wording["comfort_of"].get(category, {}).get(voice, self._wording["comfort"][voice])
        sentences = [first.get(category, first["default"])[voice]]
        sentences += [second[voice]] if voice in second else []
        sentences += [comfort, self._wording["reads"][voice]]
        if len(written) == len(self._wording["written"][voice]):
            names = dict(zip(WAYS, (line.name for line in written), strict=False))
            sentences.append(self._wording["written_line"][voice].format(**names))
        return sentences

    def _preferred(self, category: str, voice: str) -> list[Hotline]:
        preferred = self._wording["preferred"]
        default = preferred[f"default_{voice}"]
        suited = preferred.get(f"{category}_{voice}") or preferred.get(category, default)
        return [line for line in self._lines(suited) if line.numbers]

    def _state(self, city: str | None) -> State:
        return state_of(self._facts.city(city) if city else None)

    def _lines(self, ids: Sequence[str]) -> list[Hotline]:
        return [line for id in ids if (line := self._facts.hotline(id))]

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
