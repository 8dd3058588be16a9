"""Which role the writer seems to have where no name of it says so: by what is told besides."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.svm import LinearSVC

from bot.nlu import machines
from bot.nlu.activities import GAP
from bot.nlu.component import StoredComponent
from bot.nlu.rows import SparseWeights
from bot.nlu.words_and_letters import WordsAndLetters
from knowledge.text import fold

WRITER = "writer"
"""Key of the parse result: ``{"role": id, "confidence": 0..1}``, and tables of sentences by who writes them."""
NAMING = ("role", "activity")
"""Tables whose names are sentences of the role, too."""
UNCLEAR = "unklar"
"""Table of sentences that nothing tells the writer of."""
_WORD = re.compile(r"\w+")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class RoleClassifier(StoredComponent, IntentClassifier):
    """Linear support vector machines, one for each role, over tf-idf of words, pairs of words, letter sequences.

    They learn from the lookup tables ``writer/<role>`` (sentences) and from the names of roles and activities;
    scores become probabilities by a softmax with ``temperature``, as in :mod:`bot.nlu.classifier`. Sets
    :data:`WRITER`, nothing where the writer is unclear, and touches neither intent nor entities.
    """

    VOCABULARY_FILE = "vocabulary.json"
    WEIGHTS_FILE = "weights.npz"

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            "letters": [2, 4], "min_letter_count": 2, "word_weight": 0.7, "C": 1.0, "tolerance": 0.05,
            "temperature": 0.2, "seed": 1,
        }  # fmt: skip

    @classmethod
    def required_packages(cls) -> list[str]:
        return ["sklearn", "scipy"]

    def _begin(self) -> None:
        self._labels: list[str] = []
        self._rows = WordsAndLetters.nothing(self._config["letters"], self._config["word_weight"])
        self._weights = SparseWeights.of(np.zeros((0, 0), np.float16))
        self._intercept = np.zeros(0, np.float32)

    def train(self, training_data: TrainingData) -> Resource:
        """Fit vocabulary and weights, and write them to the model; without two roles there is nothing to learn."""
        pairs = list(_sentences(training_data))
        roles = [role for _, role in pairs]
        if len(set(roles)) > 1:
            self._fit([fold(text) for text, _ in pairs], roles)
        return self._store()

    def _fit(self, texts: list[str], roles: list[str]) -> None:
        self._rows, rows = WordsAndLetters.fit(
            [_words(text) for text in texts], texts, self._config["letters"], self._config["word_weight"],
            least=self._config["min_letter_count"],
        )  # fmt: skip
        machine = machines.learned(
            LinearSVC(
                C=self._config["C"], tol=self._config["tolerance"], random_state=self._config["seed"]
            ).fit(rows, roles)
        )  # fmt: skip
        self._labels, self._intercept = machine.labels, machine.intercept.astype(np.float32)
        self._weights = SparseWeights.of(machine.weights.T.astype(np.float16))

    def _write(self, directory: Path) -> None:
        content = {"labels": self._labels, **self._rows.vocabulary}
        (directory / self.VOCABULARY_FILE).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        np.savez_compressed(
            directory / self.WEIGHTS_FILE, starts=self._weights.starts, labels=self._weights.labels,
            values=self._weights.values, intercept=self._intercept, **self._rows.idf,
        )  # fmt: skip

    def _read(self, directory: Path) -> None:
        content = json.loads((directory / self.VOCABULARY_FILE).read_text(encoding="utf-8"))
        self._labels = content["labels"]
        with np.load(directory / self.WEIGHTS_FILE, allow_pickle=False) as arrays:
            self._weights = SparseWeights(
                arrays["starts"], arrays["labels"], arrays["values"], len(self._labels)
            )
            self._intercept = arrays["intercept"]
            self._rows = WordsAndLetters.of(
                content, arrays, self._config["letters"], self._config["word_weight"]
            )

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the role that the writer of each message seems to have."""
        for message in messages:
            if message.get(TEXT) and (found := self._classify(fold(message.get(TEXT)))):
                message.set(WRITER, found, add_to_output=True)
        return messages

    def _classify(self, text: str) -> dict[str, Any] | None:
        row = self._rows(_words(text), text)
        if row is None:
            return None
        scores = (self._weights.scores(row) + self._intercept) / np.float32(self._config["temperature"])
        raised = np.exp(scores - scores.max())
        best = int(scores.argmax())
        role = self._labels[best]
        confidence = float(raised[best] / raised.sum())
        return None if role == UNCLEAR else {"role": role, "confidence": confidence}


def _sentences(training_data: TrainingData) -> Iterator[tuple[str, str]]:
    """Each sentence, or name of a role or an activity, with the role."""
    for table in training_data.lookup_tables:
        kind, _, role = table["name"].partition("/")
        if kind == WRITER or kind in NAMING:
            yield from ((element.replace(GAP, " "), role) for element in table["elements"])


def _words(text: str) -> list[str]:
    """The words of folded ``text``, after them each pair of neighbours."""
    singles = _WORD.findall(text)
    return [*singles, *(f"{first} {second}" for first, second in pairwise(singles))]
