"""The messages that the classifier of the danger gate learns from, as rows of buckets."""

from __future__ import annotations

import random
import tomllib
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from bot.perturbations import KINDS
from bot.safety.classifier import buckets
from bot.safety.clusters import ClusterTable
from bot.safety.examples import Example
from bot.safety.features import BITS
from bot.safety.gate import lexicon
from bot.safety.reading import Reader
from bot.safety.rulebook import Rules
from bot.safety.rules import read
from bot.safety.sources import CLUSTERS, RULES
from bot.safety.verdict import Level
from bot.safety.windows import windows
from bot.safety.word_features import WordFeatures
from bot.safety.words import Word
from bot.settings import ROOT
from knowledge import document

TYPOS = "typos"
"""The commonest perturbation, and the hardest."""
ASSISTANT = "assistant"
"""``speaker`` of the assistant's own utterances."""

Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Corpus:
    """Stretches of messages as rows of buckets.

    ``owner`` is the message of each row, ``whole`` marks each reading's first row (the whole message where it is
    short enough), ``written`` rows of the message as it was written, as against its perturbed copies.
    """

    messages: tuple[Example, ...]
    matrix: csr_matrix
    owner: Indices
    whole: Flags
    written: Flags

    @property
    def dangerous(self) -> Flags:
        """Of each message."""
        return np.array([Level(message.level).dangerous for message in self.messages])

    @property
    def own(self) -> Flags:
        """Which messages are utterances of the assistant."""
        return np.array([message.speaker == ASSISTANT for message in self.messages])


def utterances() -> Iterator[Example]:
    """What the assistant is trained to answer, without the topics that danger may lead to."""
    said = tomllib.loads(Path(__file__).with_name("danger.toml").read_text(encoding="utf-8"))
    dangerous = set(said["may_be_dangerous"])
    for path in sorted((ROOT / "data" / "nlu").rglob("*.yml")):
        for block in document.plain(path.read_text(encoding="utf-8"))["nlu"]:
            if block.get("intent", "").rpartition("/")[2] not in dangerous:
                for line in block.get("examples", "").splitlines():
                    yield Example(line.removeprefix("- "), Level.NONE, "", ASSISTANT, "de")


def reading() -> Callable[[str], list[Word]]:
    """From a text to the words that the classifier sees."""
    book = read(RULES)
    known = lexicon(book)
    reader, rules = Reader(known), Rules(book, known)
    return lambda text: rules.sheet(reader.read(text)[1]).seen()


def corpus(found: Sequence[Example]) -> Corpus:
    """The rows of all stretches of ``found`` and of its perturbed copies."""
    read_words = reading()
    known = WordFeatures(ClusterTable(CLUSTERS.read_bytes()), ())
    of_word = cache(known.buckets)
    messages: list[Example] = []
    columns, sizes = array("l"), array("l")
    owner: list[int] = []
    whole: list[bool] = []
    written: list[bool] = []
    for number, message in enumerate(found):
        sheets = [words for text in readings(message, number) if (words := read_words(text))]
        for at, words in enumerate(sheets):
            of_each = buckets(words, known.marks({word.key for word in words}), of_word)
            for place, (first, last) in enumerate(windows(words)):
                row = list(chain.from_iterable(of_each[first:last]))
                columns.extend(row)
                sizes.append(len(row))
                owner.append(len(messages))
                whole.append(place == 0)
                written.append(at == 0)
        if sheets:
            messages.append(message)
    matrix = _matrix(np.array(columns), np.array(sizes))
    return Corpus(tuple(messages), matrix, np.array(owner), np.array(whole), np.array(written))


def readings(message: Example, number: int) -> list[str]:
    """The message, a copy with typos, and one with another perturbation, which changes from message to message."""
    if message.speaker == ASSISTANT:
        return [message.text]
    others = [kind for name, kind in KINDS.items() if name != TYPOS]
    chance = random.Random(number)  # noqa: S311 - reproducible, not secret
    kinds = (KINDS[TYPOS], others[number % len(others)])
    return [message.text, *(kind(message.text, chance) for kind in kinds)]


def _matrix(columns: Indices, sizes: Indices) -> csr_matrix:
    """Rows of ``sizes`` buckets each, one after the other in ``columns``."""
    values = np.repeat(1 / np.sqrt(np.maximum(sizes, 1)), sizes).astype(np.float32)
    matrix = csr_matrix((values, columns, np.r_[0, np.cumsum(sizes)]), shape=(len(sizes), 1 << BITS))
    matrix.sum_duplicates()
    return matrix
