"""Which intent a message has, and for questions which topic: one linear model over both."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.exceptions import RasaException
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, METADATA, METADATA_EXAMPLE, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix
from spacy.lang.de.stop_words import STOP_WORDS

from bot.nlu import features, machines, meaning
from bot.nlu.component import StoredComponent
from bot.nlu.rows import SparseWeights
from bot.nlu.words_and_letters import WordsAndLetters
from knowledge.text import fold

TOPIC_RANKING = "topic_ranking"
"""Key of the parse result: ``[{"topic": id, "confidence": 0..1}, ...]``, best first."""
ASKED_AS_WELL = "asked_as_well"
"""Key of the parse result: topics of single sentences of a message, as in ``topic_ranking``, best first."""
KEY = "/"
"""What stands between a retrieval intent and its key."""
TELLING = "telling"
"""Key of the parse result: whether any word of the message tells its topic."""
LEAST_TELLING, TELLING_SHARE = 3, 0.25
"""A word tells a topic that has so much of the examples with it, of which there are at least so many."""
ORDINARY = frozenset(map(fold, STOP_WORDS))
"""Words that say nothing by themselves ("warum", "wer")."""
WEIGHT = "weight"
"""Key in the metadata of a training example: how much it counts (default 1)."""

Scores = npt.NDArray[np.float32]


class WrongEncoderError(RasaException):
    """The model was trained with other sentence vectors than those installed."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearRetrievalClassifier(StoredComponent, IntentClassifier):
    """A linear support vector machine and word statistics, which are one linear model again.

    The machine sees tf-idf of lemmas, pairs of lemmas and letter sequences, and the sentence vector; to its
    weights come those of naive Bayes for words and letters (:mod:`bot.nlu.machines`). They err on different
    questions (docs/sprachverstehen.md). Labels are intents and, for retrieval intents, ``intent/key`` (Rasa's
    ``ask_topic/anonym``). Scores become probabilities by a softmax with ``temperature`` (Guo et al. 2017,
    section 4.2). A message without a single known word or letter sequence gets confidence 0. Nothing is
    pickled: vocabulary as JSON, weights as NumPy arrays.
    """

    VOCABULARY_FILE = "vocabulary.json"
    WEIGHTS_FILE = "weights.npz"

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            "letters": [2, 4],
            "min_letter_count": 2,
            "min_pair_count": 2,
            "word_weight": 0.7,
            "vector_weight": 0.8,
            "C": 0.8,
            "tolerance": 0.3,
            "statistics_weight": 0.13,
            "smoothing": 0.0003,
            "temperature": 0.17,
            "ranking_length": 10,
            "sentence_confidence": 0.5,
            "seed": 1,
        }

    @classmethod
    def required_packages(cls) -> list[str]:
        return ["sklearn", "scipy"]

    def _begin(self) -> None:
        self._labels: list[str] = []
        self._rows = WordsAndLetters.nothing(self._config["letters"], self._config["word_weight"])
        self._weights = SparseWeights.of(np.zeros((0, 0), np.float16))
        self._of_vector: Scores = np.zeros((0, 0), np.float32)
        self._intercept: Scores = np.zeros(0, np.float32)
        self._telling: frozenset[str] = frozenset()

    def train(self, training_data: TrainingData) -> Resource:
        """Fit vocabulary and weights, and write them to the model."""
        examples = [example for example in training_data.intent_examples if example.get(TEXT)]
        labels = np.array([example.get_full_intent() for example in examples])
        counts = np.array([_weight(example) for example in examples], np.float32)
        sentences = [features.sentence(example) for example in examples]
        machine = machines.train(
            lambda: self._fit_vocabulary(examples, labels), sentences, labels, counts, self._settings()
        )
        self._labels, self._intercept = machine.labels, machine.intercept.astype(np.float32)
        of_words, of_vector = np.split(machine.weights.T.astype(np.float16), [self._rows.width])
        self._weights, self._of_vector = SparseWeights.of(of_words), of_vector.astype(np.float32)
        return self._store()

    def _settings(self) -> machines.Settings:
        names = ("C", "tolerance", "seed", "vector_weight", "statistics_weight", "smoothing")
        return machines.Settings(*(self._config[name] for name in names))

    def _fit_vocabulary(self, examples: Sequence[Message], labels: npt.NDArray[np.str_]) -> csr_matrix:
        """Learn which words and letter sequences there are; gives the rows of ``examples``."""
        said = [features.words(example) for example in examples]
        self._telling = _telling(said, labels)
        self._rows, rows = WordsAndLetters.fit(
            said, [features.letters(example) for example in examples], self._config["letters"],
            self._config["word_weight"], least=self._config["min_letter_count"],
            known=_frequent(said, self._config["min_pair_count"]),
        )  # fmt: skip
        return rows

    def _vectors(self, messages: Sequence[Message]) -> Scores:
        found: Scores = meaning.vectors([features.sentence(each) for each in messages])
        return found * np.float32(self._config["vector_weight"])

    def _write(self, directory: Path) -> None:
        content = {
            "labels": self._labels,
            "encoder": meaning.signature(),
            **self._rows.vocabulary,
            "telling": sorted(self._telling),
        }
        (directory / self.VOCABULARY_FILE).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        np.savez_compressed(
            directory / self.WEIGHTS_FILE, starts=self._weights.starts, labels=self._weights.labels,
            values=self._weights.values, vector=self._of_vector, intercept=self._intercept, **self._rows.idf,
        )  # fmt: skip

    def _read(self, directory: Path) -> None:
        content = json.loads((directory / self.VOCABULARY_FILE).read_text(encoding="utf-8"))
        with np.load(directory / self.WEIGHTS_FILE, allow_pickle=False) as arrays:
            self._weights = SparseWeights(
                arrays["starts"], arrays["labels"], arrays["values"], len(content["labels"])
            )
            self._of_vector, self._intercept = arrays["vector"], arrays["intercept"]
            self._rows = WordsAndLetters.of(
                content, arrays, self._config["letters"], self._config["word_weight"]
            )
        if content["encoder"] != meaning.signature():
            raise WrongEncoderError(f"trained with {content['encoder']!r}, installed is {meaning.signature()!r}")
        self._labels = content["labels"]
        self._telling = frozenset(content["telling"])

    def process(self, messages: list[Message]) -> list[Message]:
        """Set intent, intent ranking and topic ranking of each message."""
        for message in messages:
            if message.get(TEXT):
                self._classify(message)
        return messages

    def _classify(self, message: Message) -> None:
        messages = [message, *features.sentences(message)]
        said = [features.words(each) for each in messages]
        chances, *of_sentences = self._chances(messages, said)
        order = np.argsort(-chances)
        intents: dict[str, float] = {}
        topics: list[dict[str, Any]] = []
        for index, chance in zip(order.tolist(), chances[order].tolist(), strict=True):
            intent, _, key = self._labels[index].partition(KEY)
            intents.setdefault(intent, chance)
            if key and len(topics) < self._config["ranking_length"]:
                topics.append({"topic": key, "confidence": chance})
        ranking = [{"name": name, "confidence": chance} for name, chance in intents.items()]
        message.set(INTENT, ranking[0], add_to_output=True)
        message.set(INTENT_RANKING_KEY, ranking[: self._config["ranking_length"]], add_to_output=True)
        message.set(TOPIC_RANKING, topics, add_to_output=True)
        message.set(TELLING, not self._telling.isdisjoint(said[0]), add_to_output=True)
        message.set(ASKED_AS_WELL, self._asked_as_well(of_sentences, topics), add_to_output=True)

    def _asked_as_well(self, of_sentences: list[Scores], topics: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Topics that single sentences ask with confidence, without the first of ``topics``."""
        known = {entry["topic"] for entry in topics[:1]}
        found: dict[str, float] = {}
        for chances in of_sentences:
            best = int(chances.argmax())
            key = self._labels[best].partition(KEY)[2]
            if key and key not in known and chances[best] >= self._config["sentence_confidence"]:
                found[key] = max(found.get(key, 0.0), float(chances[best]))
        ranked = sorted(found.items(), key=lambda item: -item[1])
        return [{"topic": topic, "confidence": confidence} for topic, confidence in ranked]

    def _chances(self, messages: Sequence[Message], said: Sequence[list[str]]) -> list[Scores]:
        """The probability of each label for each of ``messages``, whose words are ``said``; their vectors are made
        in one go."""
        by_vector = self._vectors(messages) @ self._of_vector + self._intercept
        return [self._chance(*each) for each in zip(messages, said, by_vector, strict=True)]

    def _chance(self, message: Message, said: list[str], scores: Scores) -> Scores:
        row = self._rows(said, features.letters(message))
        if row is None:
            return np.zeros(len(self._labels), np.float32)
        scores = (scores + self._weights.scores(row)) / np.float32(self._config["temperature"])
        raised = np.exp(scores - scores.max())
        chances: Scores = raised / raised.sum()
        return chances


def _frequent(documents: Iterable[list[str]], least: int) -> list[str]:
    """All words of ``documents``, and their pairs of words that stand in at least ``least`` of them."""
    found = Counter(feature for document in documents for feature in set(document))
    return sorted(feature for feature, count in found.items() if count >= least or not features.is_pair(feature))


def _telling(documents: Iterable[list[str]], labels: Iterable[str]) -> frozenset[str]:
    """The words of questions about topics that stand mostly in those about one of them; no ordinary words."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for document, topic in zip(documents, labels, strict=True):
        if KEY in topic:
            for word in set(document):
                if not features.is_pair(word) and word not in ORDINARY:
                    counted[word][topic] += 1
    return frozenset(
        word
        for word, topics in counted.items()
        if topics.total() >= LEAST_TELLING and max(topics.values()) >= TELLING_SHARE * topics.total()
    )


def _weight(example: Message) -> float:
    return float(example.get(METADATA, {}).get(METADATA_EXAMPLE, {}).get(WEIGHT, 1.0))
