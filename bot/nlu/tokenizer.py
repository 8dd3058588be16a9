"""German tokens with lemma and part of speech."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.exceptions import RasaException
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import language

POS = "pos"


class GermanToken(Token):
    """A token whose fingerprint is its own text, because Rasa hashes every token of every example."""

    def fingerprint(self) -> str:
        """What identifies the token in its message."""
        return f"{self.start} {self.text} {self.lemma}"


class WrongLanguageModelError(RasaException):
    """The model was trained with another language model than the one installed."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=True)
class GermanTokenizer(Tokenizer):
    """spaCy tokens; ``token.lemma`` and ``token.data["pos"]`` come from :mod:`bot.nlu.language`.

    Offsets are those of the original text. Training records the language model's signature; loading under
    another one is refused, because the features would no longer fit the weights.
    """

    SIGNATURE_FILE = "language.txt"

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"intent_tokenization_flag": False, "intent_split_symbol": "_", "token_pattern": None,
                "prefix_separator_symbol": None}  # fmt: skip

    def __init__(self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        super().__init__(config)
        self._model_storage = model_storage
        self._resource = resource

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> GermanTokenizer:
        return cls(config, model_storage, resource)

    def train(self, training_data: Any) -> Resource:
        """Write down which language model the features come from."""
        with self._model_storage.write_to(self._resource) as directory:
            (directory / self.SIGNATURE_FILE).write_text(language.signature(), encoding="utf-8")
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> GermanTokenizer:
        with model_storage.read_from(resource) as directory:
            trained_with = (directory / cls.SIGNATURE_FILE).read_text(encoding="utf-8")
        if trained_with != language.signature():
            raise WrongLanguageModelError(
                f"model was trained with {trained_with!r}, installed is {language.signature()!r}; train again"
            )
        return cls(config, model_storage, resource)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Tokens of the texts alone; Rasa would cut the whole answer of every example of a topic, too."""
        for example in training_data.training_examples:
            if example.get(TEXT):
                example.set(TOKENS_NAMES[TEXT], self.tokenize(example, TEXT))
        return training_data

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """Tokens of ``attribute``, white space left out."""
        doc = language.pipeline()(message.get(attribute))
        return [
            GermanToken(token.text, token.idx, data={POS: token.pos_}, lemma=token.lemma_)
            for token in doc
            if not token.is_space
        ]
