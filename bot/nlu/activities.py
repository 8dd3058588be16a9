"""What the people of a role say that they do, with other words between ("trage ... die Zeitung aus")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.nlu.names import Name

GAP = "..."
"""Stands in a name for up to :data:`BETWEEN` words of the same sentence."""
BETWEEN = 10
_END = "|"
_SENTENCE_END = re.compile(r"[.!?;\n]")

Word = tuple[str, int, int]
"""A word of the message, folded, with start and end offset."""


class Activities:
    """Names with a :data:`GAP`, to be found again; no word of them may be misspelt."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._patterns = [(name, re.compile(_pattern(name.words))) for name in names]

    @property
    def names(self) -> tuple[Name, ...]:
        """What it was made of."""
        return tuple(name for name, _ in self._patterns)

    def find(self, text: str, words: Sequence[Word]) -> Iterator[tuple[Name, int, int]]:
        """Names among the ``words`` of ``text`` with start and end offset in it."""
        said = {word for word, _, _ in words}
        begun = [(name, pattern) for name, pattern in self._patterns if name.words[0] in said]
        if not begun:
            return
        parts: list[str] = []
        after = 0
        for word, start, end in words:
            parts.append(_END if _SENTENCE_END.search(text, after, start) else "")
            parts.append(word)
            after = end
        joined = " ".join((*parts, ""))
        for name, pattern in begun:
            if match := pattern.search(joined):
                first, last = (joined.count(" ", 0, at) // 2 for at in (match.start(), match.end() - 1))
                yield name, words[first][1], words[last][2]


def _pattern(words: Sequence[str]) -> str:
    """Each word stands between blanks of its own; where a sentence ends :data:`_END` stands before the first."""
    between = rf"(?: [^ {_END}]+ ){{0,{BETWEEN}}}"
    return "".join(between if word == GAP else f" {re.escape(word)} " for word in words)
