"""Train the second opinion on danger: networks over the sentence vector and over that of a tuned encoder."""

from __future__ import annotations

import hashlib
import io
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Any

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

from bot.nlu import meaning
from bot.nlu.second_opinion import ENCODER, LAYERS, PLAIN, TUNED, Odds
from bot.training import tuning
from bot.training.danger_corpus import Corpus, Flags, Indices, readings
from bot.training.files import replace
from bot.wording import say

HIDDEN = 256
PENALTY = 1e-3
EPOCHS = 12
BATCH = 512
SEED = 1

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Readings:
    """Messages as written, and one perturbed copy of those that have one.

    ``vectors`` ``(n, 512)`` and ``pieces`` (rows of ``table``) are of the messages first, then of the copies;
    ``owner`` is the message of each copy.
    """

    vectors: meaning.Vectors
    pieces: Sequence[list[int]]
    table: meaning.Vectors
    owner: Indices
    dangerous: Flags

    @classmethod
    def of(cls, corpus: Corpus, progress: Progress) -> Readings:
        """All messages of ``corpus``."""
        progress(say("gate.vectors", count=len(corpus.messages)))
        copied = [
            (number, others[number % len(others)])
            for number, message in enumerate(corpus.messages)
            if (others := readings(message, number)[1:])
        ]
        texts = [*(message.text for message in corpus.messages), *(text for _, text in copied)]
        owner = np.array([number for number, _ in copied])
        return cls(meaning.vectors(texts), *meaning.pieces(texts), owner, corpus.dangerous)

    @property
    def written(self) -> meaning.Vectors:
        """Vectors of the messages as written."""
        return self.vectors[: len(self.dangerous)]


def fit(known: Readings, used: Flags, progress: Progress) -> dict[str, Odds]:
    """Layers of the networks and of the tuned encoder that learned from the messages ``used`` and their copies."""
    taught = np.r_[used, used[known.owner]]
    labels = np.r_[known.dangerous, known.dangerous[known.owner]][taught]

    def told(done: int, of: int) -> None:
        progress(say("gate.tuned", done=done, of=of))

    encoder, tuned = tuning.fit(list(compress(known.pieces, taught)), known.table, labels, told)
    parts = {PLAIN: _plain(known.vectors[taught], labels), TUNED: tuned, ENCODER: encoder}
    named = {f"{part}.{name}": array for part, layers in parts.items() for name, array in layers.items()}
    return {name: array.astype(np.float16) for name, array in named.items()}


def _plain(vectors: meaning.Vectors, labels: Flags) -> Mapping[str, Odds]:
    network = MLPClassifier((HIDDEN,), alpha=PENALTY, max_iter=EPOCHS, batch_size=BATCH, random_state=SEED)
    with warnings.catch_warnings():  # the number of epochs is chosen, more would learn the examples by heart
        warnings.simplefilter("ignore", ConvergenceWarning)
        network.fit(vectors, labels)
    (hidden, output), (hidden_bias, output_bias) = network.coefs_, network.intercepts_
    return {"hidden": hidden, "hidden_bias": hidden_bias, "output": output[:, 0], "output_bias": output_bias}


def write(layers: dict[str, Odds]) -> dict[str, Any]:
    """Write the layers; gives what the manifest says of them."""
    packed = io.BytesIO()
    np.savez_compressed(packed, **layers)
    replace(LAYERS, packed.getvalue())
    return {"sha256": hashlib.sha256(packed.getvalue()).hexdigest(), "encoder": meaning.signature()}
