"""The German spaCy pipeline: ``de_core_news_sm`` where it is installed, else a blank one filled by HanTa.

Both give tokens, ``lemma_``, ``tag_`` (STTS) and ``pos_``; no other module may notice the difference
(docs/sprachmodell.md). :func:`signature` says which one a model was trained with.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version

import spacy
from HanTa import HanoverTagger
from spacy.language import Language
from spacy.tokens import Doc

MODEL = "de_core_news_sm"
UNUSED_PIPES = ("parser", "ner")
WORDS_REMEMBERED = 20_000

# STTS tag prefixes -> Universal POS, https://universaldependencies.org/tagset-conversion/de-stts-uposf.html
_UNIVERSAL = (
    ("ADJ", "ADJ"), ("ADV", "ADV"), ("PAV", "ADV"), ("AP", "ADP"), ("ART", "DET"), ("CARD", "NUM"), ("FM", "X"),
    ("ITJ", "INTJ"), ("KON", "CCONJ"), ("KOKOM", "CCONJ"), ("KOU", "SCONJ"), ("NN", "NOUN"), ("NE", "PROPN"),
    ("PDAT", "DET"), ("PIAT", "DET"), ("PPOSAT", "DET"), ("PWAT", "DET"), ("PWAV", "ADV"), ("PTKVZ", "ADP"),
    ("PTK", "PART"), ("P", "PRON"), ("TRUNC", "X"), ("VA", "AUX"), ("VM", "AUX"), ("V", "VERB"), ("XY", "X"),
)  # fmt: skip


class CachingTagger(HanoverTagger.HanoverTagger):
    """The Hanover Tagger, remembering words: the analysis of one does not depend on its sentence."""

    def __init__(self) -> None:
        super().__init__("morphmodel_ger.pgz")
        self._analyze = functools.lru_cache(WORDS_REMEMBERED)(super()._analyze)
        self._tag_word = functools.lru_cache(WORDS_REMEMBERED)(super()._tag_word)


class HantaTagger:
    """spaCy component that sets lemma and tags with the Hanover Tagger (morphology model in the package)."""

    def __init__(self) -> None:
        self.tagger = CachingTagger()

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


def lemmas(words: Sequence[str]) -> list[str]:
    """The lemma of each of ``words``, which are taken for one sentence."""
    nlp = pipeline()
    doc = Doc(nlp.vocab, words=list(words))
    for _, pipe in nlp.pipeline:
        doc = pipe(doc)
    return [token.lemma_ or token.text for token in doc]


@functools.cache
def signature() -> str:
    """Name and version of what fills the pipeline, e.g. ``hanta 1.1.1``."""
    for name in (MODEL, "HanTa"):
        try:
            return f"{name} {version(name)}".lower()
        except PackageNotFoundError:
            continue
    raise PackageNotFoundError("HanTa")
