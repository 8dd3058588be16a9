"""A second opinion on danger by what a message means, for the gate to weigh with its own.

The gate (:mod:`bot.safety`) counts words; this sees the vector that a sentence encoder (:mod:`bot.nlu.meaning`)
tuned to danger makes of the message, in a network with one hidden layer. It learned to tell kinds of danger and of
harmlessness apart; here only the odds of any danger count. Gate and network err on different messages, so their
log odds are added (docs/gefahrentor.md). It is limited to :data:`LIMIT` times :data:`WEIGHT`: it decides what is
near the threshold and silences no clear alarm. Trained by ``python -m bot train-gate``.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.nlu import meaning
from bot.safety.sources import MANIFEST

LAYERS = Path(__file__).with_name("second_opinion.npz")
KEY = "second_opinion"
"""Where the gate's manifest speaks of it."""
NETWORK, ENCODER = "network", "encoder"
"""What a layer belongs to, before its name."""
DANGEROUS = "dangerous"
"""Layer that tells which kinds are dangerous: 1 or 0 for each."""
LIMIT = 5.0
"""Log odds of the networks are taken to be no more than this, in either direction."""
WEIGHT = 0.8
"""What they count beside the gate's own."""

Odds = npt.NDArray[np.float32]


class OpinionError(Exception):
    """The layers do not belong to the gate or to the sentence vectors; the message names what differs."""


class SecondOpinion:
    """From a text to log odds of danger, to be added to the gate's; ``threshold`` and ``veto`` are for the sum."""

    limit = WEIGHT * LIMIT

    def __init__(self, layers: Mapping[str, Odds], threshold: float, veto: float) -> None:
        self._network = _of(NETWORK, layers)
        self._dangerous = layers[DANGEROUS] > 0
        self._encode = meaning.tuned(_of(ENCODER, layers))
        self.threshold = threshold
        self.veto = veto

    def __call__(self, text: str) -> float:
        return float(self.odds([text])[0])

    def odds(self, texts: Sequence[str]) -> Odds:
        """What the network thinks of ``texts``, limited and weighed: ``(n,)``."""
        kinds = self._kinds(self._encode(texts))
        odds = _together(kinds[:, self._dangerous]) - _together(kinds[:, ~self._dangerous])
        return (WEIGHT * odds.clip(-LIMIT, LIMIT)).astype(np.float32)

    def _kinds(self, vectors: meaning.Vectors) -> Odds:
        """Scores ``(n, kinds)`` of vectors ``(n, 512)``."""
        layers = self._network
        hidden = np.maximum(vectors @ layers["hidden"] + layers["hidden_bias"], 0)
        scores: Odds = hidden @ layers["output"] + layers["output_bias"]
        return scores


def _together(scores: Odds) -> Odds:
    """The score ``(n,)`` of any of the kinds in ``scores`` ``(n, kinds)``."""
    highest = scores.max(1, keepdims=True)
    together: Odds = np.log(np.exp(scores - highest).sum(1)) + highest[:, 0]
    return together


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
