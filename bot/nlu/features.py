"""What the classifier looks at: lemmas, pairs of lemmas, letter sequences, with names replaced by their kind."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.nlu.constants import (
    ENTITIES,
    ENTITY_ATTRIBUTE_END,
    ENTITY_ATTRIBUTE_START,
    ENTITY_ATTRIBUTE_TYPE,
)
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.pattern_extractor import WANTED
from bot.nlu.tokenizer import POS
from knowledge.text import fold

MASKED = ("city", "town", "place", "person", "event")
"""Entities whose words say nothing about the subject: only their kind becomes a feature."""
MARKED = ("hotline", "term", "role", "office")
"""Entities whose words stay and whose kind is added."""
TOKENS = "text_tokens"
MEANT = "meant"
"""Key of a token's data: the words that it means with their lemmas, see :mod:`bot.nlu.normalizer`."""
ADDED = "added"
"""Key of a token's data: folded words that belong to it."""
SENTENCE_ENDS = ("?", "!", ".", "...", "…")
LEAST_TOKENS = 3
"""A sentence with fewer, its sign included, asks nothing by itself."""
MOST_SENTENCES = 3
STAND_INS = {"city": "stadt", "town": "stadt", "place": "stadt", "person": "frau meier", "event": "veranstaltung"}
"""What a sentence's meaning is taken with in place of a masked name."""


def words(message: Message) -> list[str]:
    """Folded lemmas of ``message`` from left to right, after them each pair of neighbours (``a b``), then what
    belongs to the words: kinds of names, expansions, parts of compounds, what is asked for in so many words."""
    spans = _spans(message)
    singles: list[str] = []
    more = {f"_wants_{kind}_" for kind in message.get(WANTED) or ()}
    for token in message.get(TOKENS, []):
        kinds = {kind for start, end, kind in spans if start <= token.start < end}
        more |= {f"_{kind}_" for kind in MARKED if kind in kinds}
        masked = next((f"_{kind}_" for kind in MASKED if kind in kinds), None)
        if masked:
            if not singles or singles[-1] != masked:
                singles.append(masked)
        elif token.get(POS) != "PUNCT":
            for word, lemma in _meaning(token):
                singles += fold(lemma or word).split()
            more.update(part for each in token.get(ADDED) or () for part in fold(each).split())
    pairs = [f"{first} {second}" for first, second in pairwise(singles)]
    return singles + pairs + sorted(more)


def is_pair(feature: str) -> bool:
    """Whether one of :func:`words` is a pair of neighbours."""
    return " " in feature


def letters(message: Message) -> str:
    """The words of ``message``, folded, without its masked names, for letter sequences."""
    return fold(" ".join(_meant(message, names={})))


def sentence(message: Message) -> str:
    """The words of ``message`` in small letters, names replaced by words of their kind, for what it means."""
    return " ".join(_meant(message, names=STAND_INS))


def sentences(message: Message) -> list[Message]:
    """Each question of ``message``, and what follows one, as a message of its own; none where there is one."""
    parts: list[list[Token]] = [[]]
    for token in message.get(TOKENS, []):
        parts[-1].append(token)
        if token.text in SENTENCE_ENDS:
            parts.append([])
    asked = [
        part
        for before, part in zip([[], *parts], parts, strict=False)
        if len(part) >= LEAST_TOKENS and (_is_question(part) or _is_question(before))
    ]
    if len(asked) < 2:
        return []
    return [Message({TOKENS: part, ENTITIES: message.get(ENTITIES, [])}) for part in asked[:MOST_SENTENCES]]


def _is_question(part: list[Token]) -> bool:
    return bool(part) and part[-1].text == "?"


def _meant(message: Message, names: Mapping[str, str]) -> list[str]:
    spans = _spans(message)
    found: list[str] = []
    before = None
    for token in message.get(TOKENS, []):
        masked = next((kind for start, end, kind in spans if start <= token.start < end and kind in MASKED), None)
        if masked is None:
            found += [word.lower() for word, _ in _meaning(token)]
        elif masked != before and masked in names:
            found.append(names[masked])
        before = masked
    return found


def _meaning(token: Token) -> list[tuple[str, str]]:
    """Words and lemmas that ``token`` means, itself where nobody said."""
    meant: list[tuple[str, str]] | None = token.get(MEANT)
    return [(token.text, token.lemma)] if meant is None else meant


def _spans(message: Message) -> list[tuple[int, int, str]]:
    return [
        (entity[ENTITY_ATTRIBUTE_START], entity[ENTITY_ATTRIBUTE_END], entity[ENTITY_ATTRIBUTE_TYPE])
        for entity in message.get(ENTITIES, [])
    ]
