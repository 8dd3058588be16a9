"""What the classifier looks at: lemmas, pairs of lemmas, letter sequences, with names replaced by their kind."""

from __future__ import annotations

from itertools import pairwise

from rasa.shared.nlu.constants import (
    ENTITIES,
    ENTITY_ATTRIBUTE_END,
    ENTITY_ATTRIBUTE_START,
    ENTITY_ATTRIBUTE_TYPE,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.tokenizer import POS
from knowledge.text import fold

MASKED = ("city", "town", "place", "person", "event")
"""Entities whose words say nothing about the subject: only their kind becomes a feature."""
MARKED = ("hotline", "term", "role")
"""Entities whose words stay and whose kind is added."""
TOKENS = "text_tokens"


def words(message: Message) -> list[str]:
    """Folded lemmas of ``message`` from left to right and after them each pair of neighbours (``a b``)."""
    spans = [
        (entity[ENTITY_ATTRIBUTE_START], entity[ENTITY_ATTRIBUTE_END], entity[ENTITY_ATTRIBUTE_TYPE])
        for entity in message.get(ENTITIES, [])
    ]
    singles: list[str] = []
    kinds: list[str] = []
    for token in message.get(TOKENS, []):
        covering = {kind for start, end, kind in spans if start <= token.start < end}
        masked = next((f"_{kind}_" for kind in MASKED if kind in covering), None)
        kinds += [f"_{kind}_" for kind in MARKED if kind in covering]
        if masked:
            if not singles or singles[-1] != masked:
                singles.append(masked)
        elif token.get(POS) != "PUNCT":
            singles += fold(token.lemma or token.text).split()
    pairs = [f"{first} {second}" for first, second in pairwise(singles)]
    return singles + pairs + sorted(set(kinds))


def is_pair(feature: str) -> bool:
    """Whether one of :func:`words` is a pair of neighbours."""
    return " " in feature


def letters(message: Message) -> str:
    """Folded text of ``message`` without its masked names, for letter sequences."""
    text = message.get(TEXT)
    for entity in sorted(message.get(ENTITIES, []), key=lambda e: -int(e[ENTITY_ATTRIBUTE_START])):
        if entity[ENTITY_ATTRIBUTE_TYPE] in MASKED:
            text = f"{text[: entity[ENTITY_ATTRIBUTE_START]]} {text[entity[ENTITY_ATTRIBUTE_END] :]}"
    return fold(text)
