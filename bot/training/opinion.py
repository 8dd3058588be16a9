"""Train the second opinion on danger: a network over the sentence vector of an encoder that is tuned with it."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Any

import numpy as np

from bot.nlu import meaning
from bot.nlu.second_opinion import DANGEROUS, ENCODER, LAYERS, NETWORK, Odds
from bot.safety.examples import Example
from bot.safety.verdict import Level
from bot.training import tuning
from bot.training.danger_corpus import ASSISTANT, Corpus, Flags, readings
from bot.training.files import replace
from bot.wording import say

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Readings:
    """Messages as word pieces, each as it was written and, where it has one, as a perturbed copy.

    ``pieces`` are rows of ``table``; ``kinds`` says what each message is, as a number in ``dangerous``.
    """

    pieces: Sequence[Sequence[list[int]]]
    table: meaning.Vectors
    kinds: tuning.Indices
    dangerous: Flags

    @classmethod
    def of(cls, corpus: Corpus, progress: Progress) -> Readings:
        """All messages of ``corpus``."""
        progress(say("gate.pieces", count=len(corpus.messages)))
        written = [_two(readings(message, number), number) for number, message in enumerate(corpus.messages)]
        pieces, table = meaning.pieces([text for texts in written for text in texts])
        left = iter(pieces)
        _, first, kinds = np.unique(
            [_kind(message) for message in corpus.messages], return_index=True, return_inverse=True
        )
        return cls([[next(left) for _ in texts] for texts in written], table, kinds, corpus.dangerous[first])


def _two(texts: Sequence[str], number: int) -> list[str]:
    """The message and one of its copies, which changes from message to message."""
    copies = texts[1:]
    return [texts[0], *([copies[number % len(copies)]] if copies else [])]


def _kind(message: Example) -> str:
    """What the network tells apart: categories of danger, worries, harmless ones, the assistant's own."""
    if Level(message.level).dangerous:
        return message.category or message.level
    return ASSISTANT if message.speaker == ASSISTANT else message.level


def fit(known: Readings, used: Flags, progress: Progress) -> dict[str, Odds]:
    """Layers of the network and of the tuned encoder that learned from the messages ``used`` and their copies."""

    def told(done: int, of: int) -> None:
        progress(say("gate.tuned", done=done, of=of))

    pieces = list(compress(known.pieces, used))
    encoder, network = tuning.fit(pieces, known.table, known.kinds[used], known.dangerous, told)
    parts = {ENCODER: encoder, NETWORK: network}
    named = {f"{part}.{name}": array for part, layers in parts.items() for name, array in layers.items()}
    named[DANGEROUS] = known.dangerous.astype(np.float32)
    return {name: array.astype(np.float16) for name, array in named.items()}


def write(layers: dict[str, Odds]) -> dict[str, Any]:
    """Write the layers; gives what the manifest says of them."""
    packed = io.BytesIO()
    np.savez_compressed(packed, **layers)
    replace(LAYERS, packed.getvalue())
    return {"sha256": hashlib.sha256(packed.getvalue()).hexdigest(), "encoder": meaning.signature()}
