"""What goes on after an emergency block: what of the answer follows, what only answers the card."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, MutableMapping, Sequence
from dataclasses import replace
from pathlib import Path

from cachetools import TTLCache

from bot.engine.port import Block, EngineReply, Status, Understanding
from bot.safety.verdict import GERMAN, HINTED, Level, Speaker, Verdict

ALL_CLEAR, STOP = "all_clear", "stop"
"""Intents whose answer says nothing below an emergency block."""
NO_ANSWER = frozenset(
    {"affirm", "deny", "chitchat", "insult", STOP, "inform", "out_of_scope", "nlu_fallback", "insist_wrong"}
)
"""Intents of messages that right after an alarm are heard as said to the card: "ja", "weiß nicht", "egal"."""
PLEAS = frozenset({"human_handoff", "help"})
"""Intents of who asks for help, whatever help it is ("was soll ich tun", "wer hilft mir jetzt")."""
SUICIDALITY = "suicidality"
"""Category of the gate: somebody does away with himself."""
SURE = 0.6
"""Confidence from which an all-clear after an alarm is one: what sounds a little like it may be despair."""
ASK = "ask_topic"
DATA = Path(__file__).with_suffix(".toml")
QUESTIONS = {name: frozenset(words) for name, words in tomllib.loads(DATA.read_text(encoding="utf-8")).items()}
"""Words that questions begin with; ``asking`` may stand after another word, too."""
ASKED_FOR = Verdict(Level.ACUTE, None, None, None, Speaker.UNKNOWN)
"""Why there is an emergency block that somebody wished for."""


class Alarms:
    """The verdict of each conversation whose latest reply that answered anything was an emergency block.

    No text is kept; a verdict is forgotten after ``minutes``, the oldest where there are more ``conversations``.
    """

    def __init__(self, minutes: int, conversations: int) -> None:
        self._verdicts: MutableMapping[str, Verdict] = TTLCache(conversations, ttl=minutes * 60)

    def named(self, conversation_id: str, verdict: Verdict) -> Verdict:
        """The verdict on the message before, of an acute danger that had a name, where ``verdict`` on this one
        only guesses at something; else ``verdict``."""
        before = self._verdicts.get(conversation_id)
        if before is None or before.level is not Level.ACUTE or before.category in (None, HINTED):
            return verdict
        return before if verdict.level.dangerous and verdict.category == HINTED else verdict

    def still(
        self, conversation_id: str, verdict: Verdict | None, heard: Understanding | None, text: str
    ) -> Verdict | None:
        """The verdict on the message before, where this one, ``text`` taken as ``heard``, only answers the card,
        asks for help or tells more of what somebody may do to himself; else its own."""
        before = self._verdicts.get(conversation_id)
        if before is None or heard is None or (verdict is not None and verdict.level.dangerous):
            return verdict
        tells_more = heard.intent == ASK and _tells_of_himself(text, before) and not _is_question(text)
        unsure = heard.intent == ALL_CLEAR and (heard.confidence or 0) < SURE
        goes_on = heard.intent in NO_ANSWER | PLEAS or unsure or tells_more
        return before if goes_on else verdict

    def remember(self, conversation_id: str, verdict: Verdict | None, status: Status) -> None:
        """Keep why there was an alarm, until something else is answered; small talk is no answer."""
        if status is Status.DANGER:
            dangerous = verdict is not None and verdict.level.dangerous
            kept = replace(verdict, evidence=None) if verdict and dangerous else ASKED_FOR
            self._verdicts[conversation_id] = kept
        elif status is not Status.SMALLTALK:
            self.forget(conversation_id)

    def forget(self, conversation_id: str) -> None:
        """There was no alarm."""
        self._verdicts.pop(conversation_id, None)


def _is_question(text: str) -> bool:
    words = text.casefold().split()
    begins = not QUESTIONS["asking"].isdisjoint(words[:2]) or not QUESTIONS["first"].isdisjoint(words[:1])
    return "?" in text or begins


def below(
    emergency: Block, first: Sequence[Block], answer: EngineReply, text: str, verdict: Verdict | None
) -> Iterator[Block]:
    """What follows: ``first`` and the answer where something was asked, or its offices and paths."""
    answered = answer.status is Status.ANSWERED and answer.understanding.intent not in (ALL_CLEAR, STOP)
    asked = answered and not _tells_of_himself(text, verdict)
    understood = asked and emergency["language"] == GERMAN
    useful = (*first, *(answer.blocks if understood else _offices(answer.blocks)))
    return (block for block in useful if not _is_shown(block, emergency))


def _tells_of_himself(text: str, verdict: Verdict | None) -> bool:
    """Whether somebody only says what he may do to himself: answers on it are written for who helps another."""
    if verdict is None or "?" in text:
        return False
    if verdict.level is not Level.SELF_HARM and (verdict.level, verdict.category) != (Level.ACUTE, SUICIDALITY):
        return False
    return verdict.speaker not in (Speaker.BYSTANDER, Speaker.PROFESSIONAL)


def _offices(blocks: Sequence[Block]) -> list[Block]:
    """Those of ``blocks`` that help even where it is not sure what was asked: offices and a reporting path."""
    kinds = [(block, block.get("type")) for block in blocks]
    return [b for b, kind in kinds if kind == "steps" or (kind == "contact" and b.get("kind") != "hotline")]


def _is_shown(block: Block, emergency: Block) -> bool:
    """Whether ``block`` is the card of a help line whose numbers the emergency block shows already."""
    shown = {number["tel"] for number in emergency["numbers"]}
    return block.get("kind") == "hotline" and any(phone["tel"] in shown for phone in block.get("phones") or ())
