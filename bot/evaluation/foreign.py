"""The same pipeline on public data of others: is it good at German, or only at its own questions?

A folder holds ``<name>.train.csv`` and ``<name>.test.csv`` with the columns ``text`` and ``intent``. Nothing
of such data belongs to the project.
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.evaluation.results import Figure, Section
from bot.evaluation.wording import floor, say
from bot.nlu.classifier import LinearRetrievalClassifier
from bot.nlu.gazetteer import GazetteerEntityExtractor
from bot.nlu.normalizer import GermanNormalizer
from bot.nlu.tokenizer import GermanTokenizer

COMPONENTS = (GermanTokenizer, GazetteerEntityExtractor, GermanNormalizer, LinearRetrievalClassifier)
"""Those of ``config.yml`` that learn, in its order."""

Labelled = Sequence[tuple[str, str]]


def read(path: Path) -> list[tuple[str, str]]:
    """Texts with their intents."""
    with path.open(encoding="utf-8", newline="") as file:
        return [(row["text"], row["intent"]) for row in csv.DictReader(file)]


def accuracy(training: Labelled, tests: Sequence[Labelled], **classifier: Any) -> list[float]:
    """Train the pipeline on ``training``; the share of each of ``tests`` that is understood.

    ``classifier`` are values of its configuration that are to differ, e.g. ``vector_weight=0``.
    """
    data = TrainingData([Message.build(text, intent=intent) for text, intent in training if text.strip()])
    with tempfile.TemporaryDirectory() as folder:
        storage = LocalModelStorage.create(Path(folder))
        trained = []
        for kind in COMPONENTS:
            config = {**kind.get_default_config(), **(classifier if kind is LinearRetrievalClassifier else {})}
            context = ExecutionContext(GraphSchema({}), model_id="foreign")
            component = kind.create(config, storage, Resource(kind.__name__), context)
            component.train(data)
            if hasattr(component, "process_training_data"):
                component.process_training_data(data)
            trained.append(component)
        return [_share(trained, test) for test in tests]


def _share(components: Sequence[Any], test: Labelled) -> float:
    messages = [Message({TEXT: text}) for text, _ in test]
    for component in components:
        component.process(messages)
    right = sum(m.get(INTENT, {}).get("name") == intent for m, (_, intent) in zip(messages, test, strict=True))
    return float(right / len(test))


def section(folder: Path, progress: Callable[[str], None]) -> Section:
    """Accuracy on every pair of training and test in ``folder``, with and without sentence vectors."""
    figures = []
    for path in sorted(folder.rglob("*.train.csv")):
        name = path.name.removesuffix(".train.csv")
        progress(say("progress.foreign", name=name))
        training, test = read(path), read(path.with_name(f"{name}.test.csv"))
        (with_vectors,) = accuracy(training, [test])
        (without,) = accuracy(training, [test], vector_weight=0.0)
        figures += [
            Figure(say("figure.foreign", name=name), with_vectors, floor=floor("foreign"), count=len(test)),
            Figure(say("figure.foreign_words", name=name), without, count=len(test)),
        ]
    return Section(say("foreign.title"), tuple(figures), remarks=(say("foreign.remark"),))
