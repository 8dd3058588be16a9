"""A second opinion on danger by what a message means, for the gate to weigh with its own.

The gate (:mod:`bot.safety`) counts words; this sees the sentence vector (:mod:`bot.nlu.meaning`) in a network with
one hidden layer. Both err on different messages, so their log odds are added (docs/gefahrentor.md). It is limited
to :data:`LIMIT` times :data:`WEIGHT`: it decides what is near the threshold and silences no clear alarm. Trained
by ``python -m bot train-gate``.
"""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.nlu import meaning
from bot.safety.sources import MANIFEST

LAYERS = Path(__file__).with_name("second_opinion.npz")
KEY = "second_opinion"
"""Where the gate's manifest speaks of it."""
LIMIT = 3.0
"""Log odds of the network are taken to be no more than this, in either direction."""
WEIGHT = 0.8
"""What they count beside the gate's own."""

Odds = npt.NDArray[np.float32]


class OpinionError(Exception):
    """The layers do not belong to the gate or to the sentence vectors; the message names what differs."""


class SecondOpinion:
    """From a text to log odds of danger, to be added to the gate's; ``threshold`` and ``veto`` are for the sum."""

    def __init__(self, layers: dict[str, Odds], threshold: float, veto: float) -> None:
        self._layers = layers
        self.threshold = threshold
        self.veto = veto

    def __call__(self, text: str) -> float:
        return float(self.odds(meaning.vectors([text]))[0])

    def odds(self, vectors: meaning.Vectors) -> Odds:
        """What the network thinks of sentence vectors ``(n, 512)``, limited and weighed: ``(n,)``."""
        hidden = np.maximum(vectors @ self._layers["hidden"] + self._layers["hidden_bias"], 0)
        odds: Odds = hidden @ self._layers["output"] + self._layers["output_bias"]
        return (WEIGHT * odds.clip(-LIMIT, LIMIT)).astype(np.float32)


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
