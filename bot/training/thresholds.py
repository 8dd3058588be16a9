"""The thresholds of the danger gate, from messages that a training set aside.

What machines that never saw these messages say of them is kept, so that the thresholds can be chosen anew without
training (``python -m bot train-gate --thresholds``).
"""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from bot.nlu import second_opinion
from bot.safety.sources import MANIFEST
from bot.safety.verdict import Level
from bot.training.danger_corpus import Corpus, Flags, Indices
from bot.training.files import replace
from bot.wording import say

WANTED_FALSE_ALARMS = 0.046
"""Share of the assistant's own harmless utterances above the threshold, among the messages set aside."""
VETOED = 0.015
"""Share of dangerous messages whose sum of both opinions may be below the veto, which overrules a rule ..."""
VETOED_ALONE = 0.008
"""... and whose score may be, where there is no second opinion: the classifier alone is trusted less."""

Scores = npt.NDArray[np.float64]


class NotSetAsideError(Exception):
    """The messages set aside do not belong to the gate that ships; the message says what to do."""


@dataclass(frozen=True)
class Aside:
    """Messages set aside, one place of each array for each: which they are, the classifier's ``scores``, and the
    ``odds`` of the second opinion that are added to them. ``version`` is that of all examples."""

    version: str
    dangerous: Flags
    own: Flags
    harmless: Flags
    worrying: Flags
    scores: Scores
    odds: Scores

    @classmethod
    def of(
        cls, version: str, corpus: Corpus, kept: Flags, aside: Indices, scores: Scores, odds: Scores
    ) -> Self:
        """The messages ``aside`` of ``corpus``; of the assistant's own only those that are ``kept`` count."""
        levels = np.array([corpus.messages[at].level for at in aside])
        own = corpus.own[aside]
        return cls(
            version, corpus.dangerous[aside], own & kept[aside], ~own & (levels == Level.NONE),
            levels == Level.CONCERN, scores, odds,
        )  # fmt: skip

    def save(self, path: Path) -> None:
        """Write everything to ``path``."""
        packed = io.BytesIO()
        np.savez_compressed(packed, **{field.name: getattr(self, field.name) for field in fields(self)})
        path.parent.mkdir(parents=True, exist_ok=True)
        replace(path, packed.getvalue())

    @classmethod
    def load(cls, path: Path) -> Self:
        """What was written to ``path``; raises ``OSError``, ``ValueError`` or ``KeyError`` otherwise."""
        with np.load(path, allow_pickle=False) as arrays:
            found = {field.name: arrays[field.name] for field in fields(cls)}
        return cls(**{**found, "version": str(found["version"])})

    def alone(self) -> dict[str, float]:
        """Threshold and veto of the classifier without a second opinion, and what they give."""
        return self._figures(self.scores, VETOED_ALONE)

    def together(self) -> dict[str, float]:
        """The same of the sum of both."""
        return self._figures(self.scores + self.odds, VETOED)

    def _figures(self, scores: Scores, vetoed: float) -> dict[str, float]:
        threshold = float(np.quantile(scores[self.own], 1 - WANTED_FALSE_ALARMS))
        veto = float(np.quantile(scores[self.dangerous], vetoed))
        groups = {
            "recall": self.dangerous,
            "false_alarms_own": self.own,
            "false_alarms_none": self.harmless,
            "false_alarms_concern": self.worrying,
        }
        shares = {name: round(float((scores[flags] >= threshold).mean()), 4) for name, flags in groups.items()}
        return {"threshold": round(threshold, 3), "veto": round(veto, 3), **shares}


def choose(path: Path) -> dict[str, Any]:
    """Write the thresholds into the gate's manifest, from what a training left at ``path``; give the manifest.

    Raises :class:`NotSetAsideError` where it left nothing or the examples have changed since.
    """
    manifest: dict[str, Any] = json.loads(MANIFEST.read_bytes())
    try:
        aside = Aside.load(path)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise NotSetAsideError(say("gate.nothing_aside", path=path)) from error
    if aside.version != manifest["version"]:
        raise NotSetAsideError(say("gate.other_aside", path=path))
    manifest |= aside.alone()
    manifest[second_opinion.KEY] |= aside.together()
    write(manifest)
    return manifest


def write(manifest: dict[str, Any]) -> None:
    """Put ``manifest`` in the place of the gate's."""
    replace(MANIFEST, (json.dumps(manifest, indent=1, ensure_ascii=False) + "\n").encode())
