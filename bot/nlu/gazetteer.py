"""Names from the knowledge base, found in a message however they are inflected or misspelt."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import (
    ENTITIES,
    ENTITY_ATTRIBUTE_END,
    ENTITY_ATTRIBUTE_GROUP,
    ENTITY_ATTRIBUTE_ROLE,
    ENTITY_ATTRIBUTE_START,
    ENTITY_ATTRIBUTE_TYPE,
    ENTITY_ATTRIBUTE_VALUE,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import standing
from bot.nlu.activities import GAP, Activities
from bot.nlu.component import StoredComponent
from bot.nlu.features import TOKENS
from bot.nlu.names import PLACES, Name, NameIndex
from bot.nlu.role_classifier import WRITER
from bot.nlu.tokenizer import POS, VERBS
from bot.safety.sources import VOCABULARY, words_of
from knowledge.text import fold

ACTIVITY = "activity"
"""Tables of what the people of a role say that they do; what is found gives a ``role`` that the writer has, in the
entity group of this name."""
ORDINARY = 3
"""Times a word must stand in the training examples to be an ordinary one and no misspelt name."""


# as a featurizer, too: only then does Rasa show it the training examples, whose names must be masked as well
@DefaultV1Recipe.register(
    [DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER],
    is_trainable=True,
)
class GazetteerEntityExtractor(StoredComponent, EntityExtractorMixin):
    """Entities by lookup table. A table named ``city/herne`` gives entity ``city`` with value ``herne``.

    Longest match wins, and where two things share a name both are given. Entities listed in ``fuzzy`` are also
    found with one letter wrong (two from nine letters on), unless the word is an ordinary one: ordinary words are
    those of the training examples, for places and people also those that are common in the gate's. The number is
    that of letters from which on (that of ``town`` for another name of a city than its own), fewer where another
    word of the name is written exactly. ``inflected`` entities may carry a German ending ("Hernes",
    "Troisdorfer"), ``heads`` end compounds ("Handballtrainerin"). Hyphens may be left out, the words of
    a place be run together, a city whose own name is one word with the word beside it ("inherne"), a postcode be
    written in groups.
    """

    FILE = "names.json"

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            "fuzzy": {"city": 5, "town": 7, "person": 7, "role": 8, "event": 9, "office": 7},
            "inflected": ["city", "town", "place", "role", "office"],
            "heads": ["role"],
        }

    def _begin(self) -> None:
        self._learn((), ())

    def _learn(self, names: Iterable[Name], ordinary: Iterable[str]) -> None:
        settings = {kind: self._config[kind] for kind in ("fuzzy", "inflected", "heads")}
        named = sorted(set(names), key=lambda name: (name.entity, name.value, name.words))
        self._activities = Activities(name for name in named if GAP in name.words)
        self._index = NameIndex(
            (name for name in named if GAP not in name.words), ordinary, _common(), **settings
        )

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the names of all lookup tables and the ordinary words of all examples."""
        names = []
        for table in training_data.lookup_tables:
            entity, _, value = table["name"].partition("/")
            if entity == WRITER:
                continue  # sentences, no names
            for element in table["elements"]:
                # "Hilfe-Telefon" is written "Hilfetelefon" as well
                for written in {element, element.replace("-", "")}:
                    if words := _words(written):
                        names.append(Name(words, entity, value))
                        if len(words) > 1 and entity in PLACES:
                            names.append(Name(("".join(words),), entity, value))
        singles = {name.words[0] for name in names if len(name.words) == 1}
        counted = Counter(
            word for example in training_data.intent_examples for word in set(fold(example.get(TEXT)).split())
        )
        ordinary = {word for word, count in counted.items() if count >= ORDINARY}
        self._learn(names, ordinary - singles)
        return self._store()

    def _write(self, directory: Path) -> None:
        content = {
            "names": [[n.words, n.entity, n.value] for n in (*self._index.names, *self._activities.names)],
            "ordinary": sorted(self._index.ordinary),
        }
        (directory / self.FILE).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")

    def _read(self, directory: Path) -> None:
        content = json.loads((directory / self.FILE).read_text(encoding="utf-8"))
        names = [Name(tuple(words), entity, value) for words, entity, value in content["names"]]
        self._learn(names, content["ordinary"])

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Mark the names in the examples, so that the classifier learns them as names."""
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the entities found to each message."""
        for message in messages:
            if text := message.get(TEXT):
                names = list(self.find(text))
                roles = any(name.entity == "role" for name, _, _ in names)
                tokens = message.get(TOKENS, ()) if roles else ()
                verbs = {token.start for token in tokens if token.get(POS) in VERBS}
                found = [self._entity(name, start, end, text, verbs) for name, start, end in names]
                message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages

    def find(self, text: str) -> Iterator[tuple[Name, int, int]]:
        """Activities with words between and then names, each from left to right with start and end offset in
        ``text``."""
        folded = ((fold(match.group()), match.start(), match.end()) for match in re.finditer(r"\w+", text))
        words = [word for word in folded if word[0]]
        yield from self._activities.find(text, words)
        position = 0
        while position < len(words):
            for length in self._index.lengths(words[position][0]):
                if length > len(words) - position:
                    continue
                window = words[position : position + length]
                if length > 1 and _is_part_of_number(words, position, length):
                    continue
                names = self._index.match(tuple(word for word, _, _ in window))
                if names:
                    for name in names:
                        yield name, window[0][1], window[-1][2]
                    if length > 1 and not any(name.entity in PLACES for name in names):
                        yield from self._place_within(window)
                    position += length
                    break
            else:
                position += 1

    def _place_within(self, window: Sequence[tuple[str, int, int]]) -> Iterator[tuple[Name, int, int]]:
        """The cities that a longer name has in it ("Ombudsstelle Jugendhilfe Brandenburg")."""
        for length in range(len(window) - 1, 0, -1):
            for at in range(len(window) - length + 1):
                inner = window[at : at + length]
                names = self._index.exactly(tuple(word for word, _, _ in inner))
                if cities := [name for name in names if name.entity == "city"]:
                    for name in cities:
                        yield name, inner[0][1], inner[-1][2]
                    return

    def _signed_with_city(self, text: str) -> bool:
        """Whether ``text`` begins with a city and a break ("Lehrerin Herne, ...")."""
        word, found, _ = text.lstrip().partition(",")
        words = tuple(fold(word).split())
        return bool(found and words) and any(name.entity == "city" for name in self._index.match(words))

    def _entity(self, name: Name, start: int, end: int, text: str, verbs: Collection[int]) -> dict[str, Any]:
        entity = {
            ENTITY_ATTRIBUTE_TYPE: name.entity,
            ENTITY_ATTRIBUTE_START: start,
            ENTITY_ATTRIBUTE_END: end,
            ENTITY_ATTRIBUTE_VALUE: name.value,
        }
        if name.entity == ACTIVITY:
            entity[ENTITY_ATTRIBUTE_TYPE] = "role"
            entity[ENTITY_ATTRIBUTE_ROLE] = standing.SELF
            entity[ENTITY_ATTRIBUTE_GROUP] = ACTIVITY
        elif name.entity == "role":
            if standing.is_writers(text, start, end, signed=self._signed_with_city(text[end:]), verbs=verbs):
                entity[ENTITY_ATTRIBUTE_ROLE] = standing.SELF
        elif name.entity == "city" and (role := standing.of_city(text[:start])):
            entity[ENTITY_ATTRIBUTE_ROLE] = role
        self.add_extractor_name([entity])
        return entity


def _words(written: str) -> tuple[str, ...]:
    """The folded words of a name, and its gaps."""
    return tuple(" ".join(part if part == GAP else fold(part) for part in written.split()).split())


@cache
def _common() -> frozenset[str]:
    """Words that are common in the gate's examples, folded."""
    found = {fold(word) for word in words_of(VOCABULARY)}
    return frozenset(found)  # a set of known size takes half the room of one that grew


def _is_part_of_number(words: Sequence[tuple[str, int, int]], position: int, length: int) -> bool:
    """Whether groups of digits at ``position`` have further ones beside them, as in a telephone number."""
    if not words[position][0].isdigit():
        return False
    beside = (*words[max(0, position - 1) : position], *words[position + length : position + length + 1])
    return any(word.isdigit() for word, _, _ in beside)
