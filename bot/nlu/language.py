"""The German spaCy pipeline: ``de_core_news_sm`` where it is installed, else a blank one filled by HanTa.

Both give tokens, ``lemma_``, ``tag_`` (STTS) and ``pos_``; no other module may notice the difference
(docs/sprachmodell.md). The pipeline is needed for training alone: what it says about a word is kept in the model.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from importlib.metadata import PackageNotFoundError, version

import spacy
from HanTa import HanoverTagger
from spacy.lang.de import German
from spacy.language import Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]  # compiled, untyped
from spacy.tokens import Doc
from spacy.vocab import create_vocab

from bot.nlu import parallel

MODEL = "de_core_news_sm"
UNUSED_PIPES = ("parser", "ner")
UNKNOWN_POS = "X"
AT_ONCE = 1_000
"""Words that one process analyses at a time."""

Analysis = tuple[str, str]
"""Lemma and Universal POS."""

_WORD = re.compile(r"\w+(?:-\w+)*")

# STTS tag prefixes -> Universal POS, https://universaldependencies.org/tagset-conversion/de-stts-uposf.html
_UNIVERSAL = (
    ("ADJ", "ADJ"), ("ADV", "ADV"), ("PAV", "ADV"), ("AP", "ADP"), ("ART", "DET"), ("CARD", "NUM"), ("FM", "X"),
    ("ITJ", "INTJ"), ("KON", "CCONJ"), ("KOKOM", "CCONJ"), ("KOU", "SCONJ"), ("NN", "NOUN"), ("NE", "PROPN"),
    ("PDAT", "DET"), ("PIAT", "DET"), ("PPOSAT", "DET"), ("PWAT", "DET"), ("PWAV", "ADV"), ("PTKVZ", "ADP"),
    ("PTK", "PART"), ("P", "PRON"), ("TRUNC", "X"), ("VA", "AUX"), ("VM", "AUX"), ("V", "VERB"), ("XY", "X"),
)  # fmt: skip


class HantaTagger:
    """spaCy component that sets lemma and tags with the Hanover Tagger (morphology model in the package)."""

    def __init__(self) -> None:
        self.tagger = HanoverTagger.HanoverTagger("morphmodel_ger.pgz")

    def __call__(self, doc: Doc) -> Doc:
        words = [token.text for token in doc]
        for token, (_, lemma, tag) in zip(doc, self.tagger.tag_sent(words), strict=True):
            token.lemma_ = lemma if lemma and not token.is_punct else token.text
            token.tag_ = tag.replace("(", "").replace(")", "")
            token.pos_ = "PUNCT" if token.is_punct else universal(tag)
        return doc


def universal(tag: str) -> str:
    """Universal POS of an STTS tag, ``X`` when it is not one."""
    return next((pos for prefix, pos in _UNIVERSAL if tag.startswith(prefix)), "X")


@Language.factory("hanta")
def _hanta(nlp: Language, name: str) -> HantaTagger:
    return HantaTagger()


@functools.cache
def pipeline() -> Language:
    """The loaded pipeline, one a process."""
    if spacy.util.is_package(MODEL):
        return spacy.load(MODEL, exclude=list(UNUSED_PIPES))
    blank = spacy.blank("de")
    blank.add_pipe("hanta")
    return blank


@functools.cache
def tokenizer() -> Callable[[str], Doc]:
    """The German rules for cutting a text into tokens, which both pipelines have; made without a pipeline, whose
    parts a process that serves does without (:mod:`bot.engine.slim`)."""
    rules = German.Defaults
    found: Callable[[str], Doc] = Tokenizer(
        create_vocab("de", rules),
        rules=rules.tokenizer_exceptions,
        prefix_search=spacy.util.compile_prefix_regex(rules.prefixes).search,
        suffix_search=spacy.util.compile_suffix_regex(rules.suffixes).search,
        infix_finditer=spacy.util.compile_infix_regex(rules.infixes).finditer,
        token_match=rules.token_match,
        url_match=rules.url_match,
    )
    return found


def words(text: str) -> list[str]:
    """The tokens of ``text``, white space left out."""
    return [token.text for token in tokenizer()(text) if not token.is_space]


def foresee(texts: Iterable[str]) -> None:
    """Let other processes analyse already the words of ``texts`` that occur more than once, roughly those that
    :func:`analyses` will be asked for."""
    counted = Counter(word for text in texts for word in _WORD.findall(text))
    parallel.begin(_analysed, [word for word, count in counted.items() if count > 1], AT_ONCE)


def analyses(words: Collection[str]) -> dict[str, Analysis]:
    """Lemma and part of speech of each of ``words``, taken by itself.

    A visitor's sentence is short and broken, its neighbours say little about a word: with sentences as a whole,
    topics are understood 0.2 points worse (docs/sprachverstehen.md).
    """
    ordered = sorted(words)
    return dict(zip(ordered, parallel.map_chunks(_analysed, ordered, AT_ONCE), strict=True))


def _analysed(words: list[str]) -> list[Analysis]:
    nlp = pipeline()
    found = []
    for word in words:
        doc = Doc(nlp.vocab, words=[word])
        for _, pipe in nlp.pipeline:
            doc = pipe(doc)
        found.append((doc[0].lemma_ or word, doc[0].pos_ or UNKNOWN_POS))
    return found


@functools.cache
def signature() -> str:
    """Name and version of what fills the pipeline, e.g. ``hanta 1.1.1``."""
    for name in (MODEL, "HanTa"):
        try:
            return f"{name} {version(name)}".lower()
        except PackageNotFoundError:
            continue
    raise PackageNotFoundError("HanTa")
