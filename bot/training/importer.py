"""Training files for Rasa, whose own importer copies and hashes every example in depth four times over, and checks
each file against a schema that ``python -m bot check`` checks as well."""

from __future__ import annotations

import hashlib
from typing import Any

from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import INTENT, INTENT_RESPONSE_KEY, METADATA, TEXT
from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.common import cached_method

from bot.nlu import language as german
from knowledge import document

IDENTIFYING = (TEXT, INTENT, INTENT_RESPONSE_KEY, METADATA)


class Example(Message):  # type: ignore[misc]  # Rasa is untyped
    """An example that is cheap to copy and to hash: what components add to it follows from what it is."""

    def __deepcopy__(self, _memory: dict[int, Any]) -> Example:
        return Example(self.data, set(self.output_properties), self.time, list(self.features))

    def __hash__(self) -> int:
        return hash(self.data.get(TEXT))

    def fingerprint(self) -> str:
        """What the example is, and which components have seen it."""
        identity = [*map(self.data.get, IDENTIFYING), *sorted(self.data)]
        return hashlib.md5(repr(identity).encode(), usedforsecurity=False).hexdigest()


class _Reader(RasaYAMLReader):  # type: ignore[misc]
    """Rasa's reader with a parser in C and without the schema."""

    def reads(self, string: str, **_: Any) -> TrainingData:
        content = document.plain(string)
        self._parse_nlu(content.get("nlu"))
        return TrainingData(
            [_example(message) for message in self.training_examples], self.entity_synonyms, self.regex_features,
            self.lookup_tables, content.get("responses", {}),
        )  # fmt: skip


class QuickFileImporter(RasaFileImporter):  # type: ignore[misc]
    """Rasa's importer of files, with examples of our kind."""

    def get_nlu_data(self, language: str | None = "de") -> TrainingData:
        """The examples, look-up tables and responses of all files."""
        return self._read()

    @cached_method  # type: ignore[untyped-decorator]
    def _read(self) -> TrainingData:  # apart, because Rasa asks for several languages
        parts = [_Reader().read(path) for path in self._nlu_files]
        examples = [example for part in parts for example in part.training_examples]
        german.foresee(example.get(TEXT) for example in examples)
        merged = TrainingData().merge(*(_without_examples(part) for part in parts))
        return TrainingData(
            examples, merged.entity_synonyms, merged.regex_features, merged.lookup_tables, merged.responses
        )


def _example(message: Message) -> Example:
    return Example(message.data, message.output_properties, message.time, message.features)


def _without_examples(data: TrainingData) -> TrainingData:
    return TrainingData(None, data.entity_synonyms, data.regex_features, data.lookup_tables, data.responses)
