"""A second opinion on danger by what a message means, for the gate to weigh with its own.

The gate (:mod:`bot.safety`) counts words; this sees the sentence vector (:mod:`bot.nlu.meaning`), once as the
encoder makes it and once by an encoder that was tuned to danger, each in a network with one hidden layer, and
takes the mean of both log odds. Gate and networks err on different messages, so their log odds are added
(docs/gefahrentor.md). It is limited to :data:`LIMIT` times :data:`WEIGHT`: it decides what is near the threshold
and silences no clear alarm. Trained by ``python -m bot train-gate``.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.nlu import meaning
from bot.safety.sources import MANIFEST

LAYERS = Path(__file__).with_name("second_opinion.npz")
KEY = "second_opinion"
"""Where the gate's manifest speaks of it."""
PLAIN, TUNED, ENCODER = "plain", "tuned", "encoder"
"""What a layer belongs to, before its name: the network over either vector, or the tuned encoder."""
LIMIT = 3.0
"""Log odds of the networks are taken to be no more than this, in either direction."""
WEIGHT = 1.0
"""What they count beside the gate's own."""

Odds = npt.NDArray[np.float32]


class OpinionError(Exception):
    """The layers do not belong to the gate or to the sentence vectors; the message names what differs."""


class Network:
    """From sentence vectors to log odds of danger, by one hidden layer."""

    def __init__(self, layers: Mapping[str, Odds]) -> None:
        self._layers = layers

    def odds(self, vectors: meaning.Vectors) -> Odds:
        """Log odds ``(n,)`` of vectors ``(n, 512)``."""
        hidden = np.maximum(vectors @ self._layers["hidden"] + self._layers["hidden_bias"], 0)
        odds: Odds = hidden @ self._layers["output"] + self._layers["output_bias"]
        return odds


class SecondOpinion:
    """From a text to log odds of danger, to be added to the gate's; ``threshold`` and ``veto`` are for the sum."""

    limit = WEIGHT * LIMIT

    def __init__(self, layers: Mapping[str, Odds], threshold: float, veto: float) -> None:
        self._plain, self._tuned = Network(_of(PLAIN, layers)), Network(_of(TUNED, layers))
        self._encode = meaning.tuned(_of(ENCODER, layers))
        self.threshold = threshold
        self.veto = veto

    def __call__(self, text: str) -> float:
        return float(self.odds([text], meaning.vectors([text]))[0])

    def odds(self, texts: list[str], vectors: meaning.Vectors) -> Odds:
        """What the networks think of ``texts``, limited and weighed: ``(n,)``.

        ``vectors`` ``(n, 512)`` are theirs by the encoder as it is.
        """
        mean = (self._plain.odds(vectors) + self._tuned.odds(self._encode(texts))) / 2
        return (WEIGHT * mean.clip(-LIMIT, LIMIT)).astype(np.float32)


def _of(part: str, layers: Mapping[str, Odds]) -> dict[str, Odds]:
    return {name.removeprefix(part + "."): array for name, array in layers.items() if name.startswith(part + ".")}


def load(manifest: Path = MANIFEST, layers: Path = LAYERS) -> SecondOpinion:
    """The opinion of the two files; raises :class:`OpinionError` when they do not belong together."""
    try:
        said = json.loads(manifest.read_bytes())[KEY]
        packed = layers.read_bytes()
        if hashlib.sha256(packed).hexdigest() != said["sha256"]:
            raise OpinionError(layers.name)
        if said["encoder"] != meaning.signature():
            raise OpinionError(f"{said['encoder']} / {meaning.signature()}")
        with np.load(io.BytesIO(packed), allow_pickle=False) as arrays:
            found = {name: arrays[name].astype(np.float32) for name in arrays.files}
        return SecondOpinion(found, said["threshold"], said["veto"])
    except (OSError, ValueError, KeyError) as error:
        raise OpinionError(f"{layers.name}: {type(error).__name__}") from error
