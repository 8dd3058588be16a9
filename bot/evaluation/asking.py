"""Ask the whole assistant, each utterance in a conversation of its own, as ``POST /api/v1/chat`` would."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.assistant import Assistant, Request
from bot.engine.port import Block, Status
from bot.evaluation.samples import Sample

CHOICES = 3
"""How many choices somebody reads."""
NO_ANSWER = ("emergency", "contact", "steps")
"""Blocks that say nothing about what was asked."""

Step = Callable[[], None]


@dataclass(frozen=True)
class Answer:
    """How one utterance was answered. ``seconds`` is the time of the whole reply."""

    sample: Sample
    status: str
    intent: str | None
    topic: str | None
    confidence: float
    danger: str
    city: str | None
    alternatives: tuple[str, ...]
    blocks: tuple[Block, ...]
    seconds: float

    @property
    def first(self) -> bool:
        """Whether the topic that was meant is the one answered."""
        return self.topic == self.sample.topic

    @property
    def among(self) -> bool:
        """Whether the topic that was meant is answered or among the choices."""
        return self.first or self.sample.topic in self.alternatives[:CHOICES]

    @property
    def asked_back(self) -> bool:
        """Whether the reply offers choices or says that it did not understand."""
        return self.status in (Status.CLARIFY, Status.FALLBACK)

    @property
    def on_topic(self) -> bool:
        """Whether it was answered as a question of the knowledge base, without asking back. Where danger comes
        first and the topic is but a guess, the reply says nothing about it: emergency card, offices, own path."""
        said = any(block["type"] not in NO_ANSWER for block in self.blocks)
        return self.topic is not None and not self.asked_back and (said or self.status != Status.DANGER)

    @property
    def confidently_wrong(self) -> bool:
        """Whether another topic was answered without asking back."""
        return self.on_topic and not self.first


async def ask(assistant: Assistant, samples: Sequence[Sample], step: Step) -> list[Answer]:
    """The answers to ``samples`` in their order; ``step`` is called after each."""
    answers = []
    for sample in samples:
        start = time.perf_counter()
        reply = await assistant.reply(Request(sample.text, city=sample.page))
        seconds = time.perf_counter() - start
        await assistant.forget(reply.conversation_id)
        found = reply.understanding
        alternatives = tuple(ranked.topic for ranked in found.alternatives)
        answers.append(
            Answer(sample, str(reply.status), found.intent, found.topic, found.confidence, found.danger,
                   found.city, alternatives, reply.blocks, seconds)
        )  # fmt: skip
        step()
    return answers
