"""No number, mail address or link leaves that is not in the knowledge base (goal S10)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.engine.port import Block
from knowledge import mentions
from knowledge.repository import KnowledgeRepository

_LINK = re.compile(r"(?:https?://|\bwww\.)\S+", re.IGNORECASE)
_AFTER_LINK = ".,;:!?)]}\"'”“’"
"""Punctuation behind a link that belongs to the sentence."""
_OWN_PATHS = ("ics_url", "vcf_url")


def ungrounded(blocks: tuple[Block, ...], facts: KnowledgeRepository) -> list[str]:
    """Numbers, mail addresses and links in ``blocks`` that the knowledge base does not hold as confirmed."""
    known = facts.known_strings()
    return [
        key for text in _texts(blocks) for key in _quoted(text) if key not in known and not _joined(key, known)
    ]


def _joined(key: str, known: frozenset[str]) -> bool:
    return key.isdigit() and mentions.is_made_of(key, [entry for entry in known if entry.isdigit()])


def _quoted(text: str) -> Iterator[str]:
    for link in _LINK.findall(text):
        scheme, separator, rest = link.rstrip(_AFTER_LINK).partition("://")
        yield f"{scheme.lower()}{separator}{rest}"
    rest = _LINK.sub(" ", text)
    yield from (mention.key for mention in mentions.mails(rest))
    yield from (mention.key for mention in mentions.numbers(rest))


def _texts(value: Any) -> Iterator[str]:
    """Every text in a nested value; ids, dates and our own paths are not texts."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, entry in value.items():
            if key == "tel":
                yield str(entry).removeprefix("tel:")
            elif key not in (*_OWN_PATHS, "as_of", "id", "start", "end", "address"):
                yield from _texts(entry)
    elif isinstance(value, list | tuple):
        for entry in value:
            yield from _texts(entry)
