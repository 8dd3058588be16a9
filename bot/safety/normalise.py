"""Folds a message so that spelling tricks and typing habits fall away, and remembers where each letter came from.

Every step is one pass over the text, so the cost grows with its length only.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# Letters of other scripts that look like Latin ones (after casefold). Rules are folded with the same table,
# so Russian or Ukrainian words stay comparable with themselves.
_LOOKALIKES = str.maketrans(
    "аесорхуіїјѕһԁкмтнвгᴀαβεηικμνορτυχωıłøđðþæœأإآىةؤئ",
    "aecopxyiijshdkmthbraabenikmvoptuxwilodd" + "pao" + "اااي" + "هوي",
)  # fmt: skip
STRETCHING = "\u0640"
"""Tatweel, which draws out Arabic words."""
_LEET = str.maketrans("301457@$", "eoiastas")
_LEET_WORD = re.compile(r"(?<![a-z0-9@$])[a-z]*[0-9@$][a-z0-9@$]*")
_LEET_UNITS = re.compile(r"\d+(?:j[a-z]*|x|mal|er|te|ten|ter|uhr|km|kg|g|m|h|min|std|st|nd|rd|th|a|b|c|d|e|f|yo)")
_SPACED = re.compile(r"(?<![^\W_])[^\W\d_](?:[ .\-_*/,][^\W\d_]){2,}(?![^\W_])")
_RUN = re.compile(r"(.)\1{2,}", re.DOTALL)
_DIGRAPH = re.compile(r"(?<=[aou])e")


@dataclass(frozen=True)
class Normalised:
    """``text`` is folded; ``origin[i]`` is the index in the original text of the letter behind ``text[i]``."""

    text: str
    origin: tuple[int, ...]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Half-open span in the original text for the half-open, non-empty span ``start:end`` of ``text``."""
        return self.origin[start], self.origin[end - 1] + 1


@lru_cache(maxsize=8192)
def _fold_character(character: str) -> str:
    """Folded form of one character: '' to drop it, ' ' for a gap, '\\0' for a picture or filler sign."""
    if character.isspace():
        return "\n" if character in "\n\r\u2028\u2029" else " "
    plain: list[str] = []
    for part in unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", character).casefold()):
        kind = unicodedata.category(part)
        if part == STRETCHING:
            continue
        if kind[0] in "LN":
            plain.append(part.translate(_LOOKALIKES))
        elif kind in {"So", "Sk", "Co", "Cn"} or part in "*_~^`|":
            plain.append("\0")
        elif kind[0] == "Z":
            plain.append(" ")
        elif kind[0] not in "MC":
            plain.append(part)
    return "".join(plain)


def _fold_characters(text: str) -> tuple[str, list[int]]:
    pieces = [*map(_fold_character, text)]
    joined = "".join(pieces)
    if "\0" not in joined:
        one_each = len(joined) == len(pieces) and "" not in pieces
        from_where = range(len(joined)) if one_each else (at for at, piece in enumerate(pieces) for _ in piece)
        return joined, [*from_where]
    letters: list[str] = []
    origin: list[int] = []
    pending: int | None = None  # position of pictures seen since the last kept character
    for index, folded in enumerate(pieces):
        if not folded:
            continue
        if "\0" in folded:
            pending = index if pending is None else pending
            continue
        if pending is not None:
            inside_word = bool(letters) and letters[-1].isalnum() and folded[0].isalnum()
            if not inside_word:
                letters.append(" ")
                origin.append(pending)
            pending = None
        for part in folded:
            letters.append(part)
            origin.append(index)
    return "".join(letters), origin


def _unleet(folded: str) -> str:
    """Digits and signs that stand for letters inside a word; the length stays the same."""

    def replace(match: re.Match[str]) -> str:
        word = match.group()
        no_letters = not word.islower()
        return word if no_letters or _LEET_UNITS.fullmatch(word) else word.translate(_LEET)

    return _LEET_WORD.sub(replace, folded)


def _without(text: str, origin: list[int], pattern: re.Pattern[str], keep: int | None) -> tuple[str, list[int]]:
    """Cut the matches of ``pattern``, keeping their first ``keep`` characters or, with ``None``, their letters."""
    kept_text: list[str] = []
    kept_origin: list[int] = []
    done = 0
    for match in pattern.finditer(text):
        start, end = match.span()
        kept_text.append(text[done:start])
        kept_origin.extend(origin[done:start])
        chosen = range(start, end, 2) if keep is None else range(start, start + keep)
        kept_text.extend(text[i] for i in chosen)
        kept_origin.extend(origin[i] for i in chosen)
        done = end
    if not done:
        return text, origin
    kept_text.append(text[done:])
    kept_origin.extend(origin[done:])
    return "".join(kept_text), kept_origin


def normalise(text: str) -> Normalised:
    """Fold ``text``: case, width, accents, look-alikes, invisible signs, pictures in words, l33t, s p a c i n g.

    ä, ae and a become one letter (likewise ö, ü), because people type all three; letters drawn out to three or
    more are cut to two. Never raises, also for lone surrogates and control characters.
    """
    folded, origin = _fold_characters(text)
    folded, origin = _without(_unleet(folded), origin, _SPACED, None)
    folded, origin = _without(folded, origin, _RUN, 2)
    folded, origin = _without(folded, origin, _DIGRAPH, 0)
    return Normalised(folded, tuple(origin))
