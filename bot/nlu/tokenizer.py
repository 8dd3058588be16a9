"""German tokens with lemma and part of speech."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from sys import intern
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import language
from bot.nlu.component import StoredComponent
from bot.nlu.language import UNKNOWN_POS, Analysis

POS = "pos"
VERBS = ("VERB", "AUX")


class GermanToken(Token):
    """A token whose fingerprint is its own text, because Rasa hashes every token of every example."""

    def fingerprint(self) -> str:
        """What identifies the token in its message."""
        return f"{self.start} {self.text} {self.lemma}"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=True)
class GermanTokenizer(StoredComponent, Tokenizer):
    """spaCy tokens; ``token.lemma`` and ``token.data["pos"]`` come from :mod:`bot.nlu.language`.

    Offsets are those of the original text. The words of the training examples are analysed once and written into
    the model, so that a message costs no tagger; a word that training never saw twice is its own lemma.
    """

    FILE = "lemmas.json"

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"intent_tokenization_flag": False, "intent_split_symbol": "_", "token_pattern": None,
                "prefix_separator_symbol": None}  # fmt: skip

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        Tokenizer.__init__(self, config)
        StoredComponent.__init__(self, config, storage, resource)

    def _begin(self) -> None:
        self._analyses: dict[str, Analysis] = {}

    def train(self, training_data: TrainingData) -> Resource:
        """Analyse the words of the examples that occur more than once; the others are rarely seen again."""
        texts = (example.get(TEXT) for example in training_data.training_examples)
        counted = Counter(word for text in texts if text for word in language.words(text))
        self._analyses = language.analyses({word for word, count in counted.items() if count > 1})
        return self._store()

    def _write(self, directory: Path) -> None:
        content = [[word, *found] for word, found in sorted(self._analyses.items())]
        (directory / self.FILE).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")

    def _read(self, directory: Path) -> None:
        content = json.loads((directory / self.FILE).read_text(encoding="utf-8"))
        # most words are their own lemma, and there are few parts of speech: each is kept once
        self._analyses = {word: (word if lemma == word else lemma, intern(pos)) for word, lemma, pos in content}

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Tokens of the texts alone; Rasa would cut the whole answer of every example of a topic, too."""
        for example in training_data.training_examples:
            if example.get(TEXT):
                example.set(TOKENS_NAMES[TEXT], self.tokenize(example, TEXT))
        return training_data

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """Tokens of ``attribute``, white space left out."""
        return [self._token(token) for token in language.tokenizer()(message.get(attribute)) if not token.is_space]

    def _token(self, token: Any) -> GermanToken:
        lemma, pos = self._analyses.get(token.text) or (token.text, UNKNOWN_POS)
        return GermanToken(token.text, token.idx, data={POS: "PUNCT" if token.is_punct else pos}, lemma=lemma)
