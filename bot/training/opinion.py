"""Train the second opinion on danger: a network with one hidden layer over sentence vectors."""

from __future__ import annotations

import hashlib
import io
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

from bot.nlu import meaning
from bot.nlu.second_opinion import LAYERS, Odds
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
class Vectors:
    """Sentence vectors of messages ``(n, 512)``, as written and in one perturbed copy of those that have one.

    ``owner`` is the message of each copy.
    """

    written: meaning.Vectors
    copies: meaning.Vectors
    owner: Indices
    dangerous: Flags

    @classmethod
    def of(cls, corpus: Corpus, progress: Progress) -> Vectors:
        """Vectors of all messages of ``corpus``."""
        progress(say("gate.vectors", count=len(corpus.messages)))
        copied = [
            (number, others[number % len(others)])
            for number, message in enumerate(corpus.messages)
            if (others := readings(message, number)[1:])
        ]
        return cls(
            meaning.vectors([message.text for message in corpus.messages]),
            meaning.vectors([text for _, text in copied]),
            np.array([number for number, _ in copied]),
            corpus.dangerous,
        )


def fit(vectors: Vectors, used: Flags) -> dict[str, Odds]:
    """Weights of the network that learned from the messages ``used`` and their copies."""
    copies = used[vectors.owner]
    inputs = np.vstack([vectors.written[used], vectors.copies[copies]])
    labels = np.r_[vectors.dangerous[used], vectors.dangerous[vectors.owner[copies]]]
    network = MLPClassifier((HIDDEN,), alpha=PENALTY, max_iter=EPOCHS, batch_size=BATCH, random_state=SEED)
    with warnings.catch_warnings():  # the number of epochs is chosen, more would learn the examples by heart
        warnings.simplefilter("ignore", ConvergenceWarning)
        network.fit(inputs, labels)
    (hidden, output), (hidden_bias, output_bias) = network.coefs_, network.intercepts_
    found = {"hidden": hidden, "hidden_bias": hidden_bias, "output": output[:, 0], "output_bias": output_bias}
    return {name: array.astype(np.float16) for name, array in found.items()}


def write(layers: dict[str, Odds]) -> dict[str, Any]:
    """Write the layers; gives what the manifest says of them."""
    packed = io.BytesIO()
    np.savez_compressed(packed, **layers)
    replace(LAYERS, packed.getvalue())
    return {"sha256": hashlib.sha256(packed.getvalue()).hexdigest(), "encoder": meaning.signature()}
