"""German text in comparable form: folding, slugs, telephone digits."""

from __future__ import annotations

import re
import unicodedata

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_APOSTROPHES = str.maketrans("", "", "'’‘`´ʼ")
_COMMON = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "ae", "Ö": "oe", "Ü": "ue", "ß": "ss", "’": "", "„": " ", "“": " ",
     "–": " ", "…": " "}
)  # fmt: skip
"""What German text has besides ASCII; with it alone there is a short way to fold."""
_ASCII = {code: "" if chr(code) in "'`" else " " for code in range(128) if not chr(code).isalnum()}
_COUNTRY_CODE = re.compile(r"^\s*(?:\+|00)\s*49[\s/.-]*(?:\(0\)|0(?=\s*\d))?")
_NOT_A_DIGIT = re.compile(r"[^0-9]")


def fold(text: str) -> str:
    """``text`` in lower case without umlauts, accents, punctuation; words separated by one blank.

    ``ä`` becomes ``ae``, ``ß`` becomes ``ss``. Hyphens and gender marks separate words (``Multiplikator*innen``
    -> ``multiplikator innen``), apostrophes and invisible characters vanish (``geht's`` -> ``gehts``).
    Folding twice changes nothing.
    """
    if text.isascii() and text.isalnum():
        return text.lower()
    common = text.translate(_COMMON)
    if common.isascii():
        return " ".join(common.lower().translate(_ASCII).split())
    composed = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    # the compatibility form may still hold capitals and umlauts, hence the second round
    plain = unicodedata.normalize("NFKC", composed.translate(_APOSTROPHES)).casefold().translate(_UMLAUTS)
    kept = (
        character if character.isalnum() else " "
        for character in unicodedata.normalize("NFKD", plain)
        if unicodedata.category(character) not in ("Mn", "Cf")
    )
    return " ".join("".join(kept).split())


def slugify(text: str) -> str:
    """``text`` as an id of ``a-z``, ``0-9`` and single hyphens; empty when it has no such characters."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


def digits(number: str) -> str:
    """The digits of a telephone number in national form: ``+49 2202 14-28 09`` -> ``02202142809``."""
    return _NOT_A_DIGIT.sub("", _COUNTRY_CODE.sub("0", number))
