"""Words as they were meant: regional ones, abbreviations, slips of the pen, compounds and their parts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import language, variants
from bot.nlu.features import ADDED, MEANT, TOKENS
from bot.nlu.lexicon import Lexicon
from knowledge.text import fold


# a featurizer for Rasa: only then does it show it the training examples
@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class GermanNormalizer(GraphComponent):
    """Adds to each token which words it means and which words belong to it; the text stays as it is.

    ``token.data["meant"]`` is a list of (word in small letters, lemma), ``token.data["added"]`` one of words:
    expansions, the word of the field for an everyday one, parts of a compound. Known are the words of the
    training examples. Each kind can be switched off.
    """

    FILE = "lexicon.json"

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"abbreviations": True, "regional": True, "synonyms": True, "spelling": True, "compounds": True}

    def __init__(
        self, config: dict[str, Any], storage: ModelStorage, resource: Resource, lexicon: Lexicon | None = None
    ) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._lexicon = lexicon or Lexicon({})
        self._variants = variants.load()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> GermanNormalizer:
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the words of all examples."""
        self._lexicon = Lexicon.of(e.get(TEXT) for e in training_data.intent_examples if e.get(TEXT))
        with self._storage.write_to(self._resource) as directory:
            content = [[word, *found] for word, found in sorted(self._lexicon.words.items())]
            (directory / self.FILE).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> GermanNormalizer:
        with model_storage.read_from(resource) as directory:
            content = json.loads((directory / cls.FILE).read_text(encoding="utf-8"))
        lexicon = Lexicon({word: (surface, count) for word, surface, count in content})
        return cls(config, model_storage, resource, lexicon)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Normalise the examples like every other text."""
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Add to the tokens of each message what they mean."""
        for message in messages:
            if tokens := message.get(TOKENS):
                self._normalise(message.get(TEXT) or "", tokens)
        return messages

    def _normalise(self, text: str, tokens: Sequence[Token]) -> None:
        shouted = text.isupper() and len(tokens) > 1
        changed = False
        for token in tokens:
            written = [self._meant(word) for word in fold(token.text).split()]
            words = [word for group in written for word in group]
            changed |= words != fold(token.text).split()
            token.set(MEANT, [(self._lexicon.spelling(word), "") for word in words])
            token.set(ADDED, self._added(token.text, words, shouted=shouted))
        self._set_lemmas(tokens, changed=changed)

    def _meant(self, word: str) -> list[str]:
        if self._config["regional"] and (instead := self._variants.regional.get(word)):
            return [fold(each) for each in instead]
        return [self._lexicon.meant(word)] if self._config["spelling"] else [word]

    def _added(self, written: str, words: Sequence[str], *, shouted: bool) -> list[str]:
        added: list[str] = []
        if self._config["abbreviations"]:
            added += self._variants.expansion(written, shouted=shouted)
        for word in words:
            if self._config["synonyms"] and (meant := self._variants.synonyms.get(word)):
                added.append(meant)
            if self._config["compounds"]:
                added += self._lexicon.splitter.parts(word)
        return added

    def _set_lemmas(self, tokens: Sequence[Token], *, changed: bool) -> None:
        """The lemmas of what is meant; tagged again only where that differs from what is written."""
        if not changed:
            for token in tokens:
                token.set(MEANT, [(word, token.lemma) for word, _ in token.get(MEANT)])
            return
        words = [word for token in tokens for word, _ in token.get(MEANT)]
        lemmas = iter(language.lemmas(words))
        for token in tokens:
            token.set(MEANT, [(word, next(lemmas)) for word, _ in token.get(MEANT)])
