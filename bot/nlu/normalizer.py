"""Words as they were meant: regional ones, abbreviations, slips of the pen, compounds and their parts."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.nlu.constants import ENTITIES, ENTITY_ATTRIBUTE_END, ENTITY_ATTRIBUTE_START, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import variants
from bot.nlu.component import StoredComponent
from bot.nlu.features import ADDED, MEANT, TOKENS
from bot.nlu.lexicon import Lexicon
from bot.nlu.pattern_extractor import WANTED, wanted
from knowledge.text import fold


# a featurizer for Rasa: only then does it show it the training examples
@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class GermanNormalizer(StoredComponent):
    """Adds to each token which words it means and which words belong to it; the text stays as it is.

    ``token.data["meant"]`` is a list of (word in small letters, lemma), ``token.data["added"]`` one of words:
    expansions, the word of the field for an everyday one, parts of a compound. What the words mean may ask for
    more than what is written. Known are the words of the training examples. Greeting, thanks, farewell and
    signature around a question mean no words. Each kind can be switched off.
    """

    FILE = "lexicon.json"

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        kinds = ("abbreviations", "regional", "synonyms", "spelling", "compounds", "courtesies")
        return dict.fromkeys(kinds, True)

    def _begin(self) -> None:
        self._lexicon = Lexicon({})
        self._lemmas: dict[str, str] = {}
        self._variants = variants.load()

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the words of all examples."""
        self._lexicon = Lexicon.of(e.get(TEXT) for e in training_data.intent_examples if e.get(TEXT))
        self._lemmas = _commonest_lemmas(training_data.intent_examples)
        return self._store()

    def _write(self, directory: Path) -> None:
        content = {
            "words": [[word, *found] for word, found in sorted(self._lexicon.words.items())],
            "pairs": [[*pair, count] for pair, count in sorted(self._lexicon.pairs.items())],
            "lemmas": self._lemmas,
        }
        (directory / self.FILE).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")

    def _read(self, directory: Path) -> None:
        content = json.loads((directory / self.FILE).read_text(encoding="utf-8"))
        kept: dict[str, str] = {}

        def once(word: str) -> str:
            """The same object for each time that ``word`` stands there."""
            return kept.setdefault(word, word)

        self._lexicon = Lexicon(
            {once(word): (once(surface), count) for word, surface, count in content["words"]},
            {(once(first), once(second)): count for first, second, count in content["pairs"]},
        )
        self._lemmas = {once(word): once(lemma) for word, lemma in content["lemmas"].items()}

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Normalise the examples like every other text."""
        if self._config["spelling"]:
            self._lexicon.foresee()
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Add to the tokens of each message what they mean."""
        for message in messages:
            if tokens := message.get(TOKENS):
                self._normalise(message.get(TEXT) or "", tokens, message.get(ENTITIES, []))
                if more := _wanted(tokens):
                    message.set(WANTED, list(dict.fromkeys([*message.get(WANTED, ()), *more])), add_to_output=True)
        return messages

    def _normalise(self, text: str, tokens: Sequence[Token], entities: Sequence[Mapping[str, Any]]) -> None:
        shouted = text.isupper() and len(tokens) > 1
        folded = [fold(token.text).split() for token in tokens]
        replaced = [[word for each in written for word in self._instead(each)] for written in folded]
        meaning = iter(self._intended([word for words in replaced for word in words]))
        for token, written, instead in zip(tokens, folded, replaced, strict=True):
            words = [next(meaning) for _ in instead]
            meant = [self._lexicon.spelling(word) for word in words]
            # what is written as it is meant keeps the lemma of its token
            lemmas = [token.lemma if words == written else self._lemmas.get(word, word) for word in words]
            if words:
                token.set(MEANT, list(zip(meant, lemmas, strict=True)))
            token.set(ADDED, self._added(token.text, words, shouted=shouted))
        if self._config["courtesies"]:
            self._leave_out_courtesies(tokens, folded, entities)

    def _leave_out_courtesies(
        self, tokens: Sequence[Token], folded: Sequence[Sequence[str]], entities: Sequence[Mapping[str, Any]]
    ) -> None:
        owners = [token for token, words in zip(tokens, folded, strict=True) for _ in words]
        spans = [(entity[ENTITY_ATTRIBUTE_START], entity[ENTITY_ATTRIBUTE_END]) for entity in entities]
        named = {at for at, token in enumerate(owners) if any(start <= token.start < end for start, end in spans)}
        subject = self._variants.subject([word for words in folded for word in words], named)
        for token in (*owners[: subject.start], *owners[subject.stop :]):
            token.set(MEANT, [])
            token.set(ADDED, [])

    def _instead(self, word: str) -> list[str]:
        if self._config["regional"] and (instead := self._variants.regional.get(word)):
            return [fold(each) for each in instead]
        return [word]

    def _intended(self, words: list[str]) -> list[str]:
        return self._lexicon.sentence(words) if self._config["spelling"] else words

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


def _wanted(tokens: Sequence[Token]) -> list[str]:
    """What the words mean that is asked for, where one of them is not written as it is meant."""
    meant = [word for token in tokens for word, _ in token.get(MEANT, ())]
    written = [word for token in tokens if token.get(MEANT) for word in fold(token.text).split()]
    return wanted(" ".join(meant)) if list(map(fold, meant)) != written else []


def _commonest_lemmas(examples: Iterable[Message]) -> dict[str, str]:
    """Folded word -> the lemma that its tokens have most often, where that is another word."""
    seen = Counter((token.text, token.lemma) for example in examples for token in example.get(TOKENS, ()))
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for (word, lemma), count in seen.items():
        counted[fold(word)][lemma] += count
    commonest = {word: lemmas.most_common(1)[0][0] for word, lemmas in counted.items()}
    return {word: lemma for word, lemma in commonest.items() if fold(lemma) != word}
