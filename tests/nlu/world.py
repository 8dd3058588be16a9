"""A small world for components: a few names, a few questions, and how to train on them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.classifier import LinearRetrievalClassifier
from bot.nlu.gazetteer import GazetteerEntityExtractor
from bot.nlu.normalizer import GermanNormalizer
from bot.nlu.role_classifier import RoleClassifier
from bot.nlu.tokenizer import GermanTokenizer

COMPONENTS = (
    GermanTokenizer, GazetteerEntityExtractor, GermanNormalizer, LinearRetrievalClassifier, RoleClassifier,
)  # fmt: skip
"""In the order of ``config.yml``."""
CONTEXT = ExecutionContext(GraphSchema({}), model_id="small-world")

NAMES = {
    "city/herne": ["Herne", "Stadt Herne", "Wanne-Eickel", "44623"],
    "city/troisdorf": ["Troisdorf", "Spich", "53840"],
    "city/bergisch-gladbach": ["Bergisch Gladbach", "Bensberg"],
    "city/rhein-berg": ["Rhein-Berg", "Kürten", "51515"],
    "city/dinslaken": ["Dinslaken"],
    "city/voerde": ["Voerde"],
    "town/Kürten": ["Kürten", "51515"],
    "place/Köln": ["Köln"],
    "person/anna-berg": ["Anna Berg", "Frau Berg"],
    "person/jutta-berg": ["Jutta Berg", "Frau Berg"],
    "person/ole-sander": ["Ole Sander", "Herr Sander", "Sander"],
    "person/ludmilla-kurz": ["Ludmilla Kurz", "Frau Kurz"],
    "office/herne/hotline": ["Kinderschutz-Hotline"],
    "role/lehrkraft": ["Lehrerin", "Lehrer", "Lehrkraft", "Klassenlehrerin"],
    "role/arzt": ["Ärztin", "Arzt"],
    "role/verein": ["Trainer", "Trainerin"],
    "writer/lehrkraft": [
        "Beim Elternsprechtag hat mir ein Vater gedroht, wen informiere ich?",
        "Ich korrigiere Hefte und lese da schlimme Sätze, wie gehe ich vor?",
        "In der Pausenaufsicht hat sich eine Schülerin mir anvertraut",
    ],
    "writer/arzt": [
        "Bei der Vorsorge sind mir Hämatome aufgefallen, was ist der Weg?",
        "Im Wartezimmer schlägt eine Mutter ihr Kind, Patientin seit Jahren",
        "Beim Abhören der Lunge sah ich Striemen, wen rufe ich an?",
    ],
    "writer/unklar": ["Wie lange dauert das?", "Kann man das anonym machen?", "Was heißt das eigentlich?"],
    "activity/verein": ["trainiere", "leite einen Chor", "gebe ... Schwimmunterricht"],
    "hotline/kummer": ["Nummer gegen Kummer"],
    "term/asd": ["ASD", "Allgemeiner Sozialer Dienst"],
}
QUESTIONS = {
    "ask_topic/anonym": [
        "Kann ich anonym melden?", "Muss ich meinen Namen sagen?", "Geht das ohne Namen?", "anonym anrufen",
        "Bleibe ich unbekannt, wenn ich melde?", "ohne Namensnennung melden", "Wird mein Name weitergegeben?",
        "Erfährt die Familie, wer gemeldet hat?",
    ],
    "ask_topic/akten": [
        "Wie lange werden Akten aufbewahrt?", "Darf ich die Akte lesen?", "Akteneinsicht beim Amt",
        "Wer darf in die Akte schauen?", "Wann wird die Akte gelöscht?", "Akte einsehen",
        "Wo liegt meine Akte?", "Kopie der Akte bekommen",
    ],
    "ask_person": [
        "Wer ist Anna Berg?", "Telefonnummer von Ole Sander", "Wie erreiche ich Frau Berg?",
        "Mail von Herr Sander",
        "Ich suche Jutta Berg", "Wofür ist Anna Berg da?",
    ],
    "greet": ["Hallo", "Guten Tag", "Moin", "Guten Morgen", "Hi", "Grüß Gott"],
    "inform": ["in Herne", "Troisdorf", "Ich bin Lehrerin", "aus Dinslaken", "ich wohne in Spich", "Bensberg"],
    "deny": ["nein", "nö", "gerne nicht", "auf keinen Fall", "lieber nicht", "nee"],
}  # fmt: skip


def training_data(
    questions: dict[str, list[str]] | None = None, names: dict[str, list[str]] | None = None
) -> TrainingData:
    """The small world as Rasa reads it from a file."""
    lines = ['version: "3.1"', "nlu:"]
    for intent, texts in (QUESTIONS if questions is None else questions).items():
        lines += [f"- intent: {intent}", "  examples: |", *(f"    - {text}" for text in texts)]
    for table, texts in (NAMES if names is None else names).items():
        lines += [f"- lookup: {table}", "  examples: |", *(f"    - {text}" for text in texts)]
    return RasaYAMLReader().reads("\n".join(lines))


class Workshop:
    """Trains components into a model storage and loads them from it, as Rasa's graph does."""

    def __init__(self, directory: Path) -> None:
        self.storage = LocalModelStorage.create(directory)

    def create(self, component: type[Any], **config: Any) -> Any:
        """A new component."""
        settings = {**component.get_default_config(), **config}
        return component.create(settings, self.storage, Resource(component.__name__), CONTEXT)

    def load(self, component: type[Any], **config: Any) -> Any:
        """The component as it was trained."""
        settings = {**component.get_default_config(), **config}
        return component.load(settings, self.storage, Resource(component.__name__), CONTEXT)

    def train(self, data: TrainingData, upto: type[Any] = RoleClassifier, **config: Any) -> list[Any]:
        """Train the pipeline up to a component, which gets ``config``; gives the trained components."""
        trained = []
        for kind in COMPONENTS:
            component = self.create(kind, **(config if kind is upto else {}))
            component.train(data)
            if hasattr(component, "process_training_data"):
                component.process_training_data(data)
            trained.append(component)
            if kind is upto:
                break
        return trained


def understood(components: list[Any], text: str) -> Message:
    """``text`` after it went through ``components``."""
    message = Message({TEXT: text})
    for component in components:
        component.process([message])
    return message
