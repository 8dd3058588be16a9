"""How a name stands in a message: whether the writer has the role, whether a city is only where the writer is."""

from __future__ import annotations

import re
from collections.abc import Collection

from knowledge.text import fold

SELF = "self"
"""Entity role of a ``role`` that the writer has, as against one that is only mentioned."""

OWN, FORMER = "own", "former"
"""Entity roles of a ``city`` that is only where the writer is, or that is no longer or not meant."""

_SELF_REFERENCE = re.compile(
    r"\b((ich bin(?! i[nm]\b)|wir sind|bin(?! i[nm]\b)|i am an?|im an?|as an?"
    r"|(?<!maedchen )(?<!junge )(?<!kind )(als|ois)"
    r"(?=( (?!(ein|das|de[rnm]|die)(e|en|em|er)?\b)\w+){0,2}$)|arbeiten?( \w+){0,2} (als|in|bei|im|an)"
    r"|leiten?|fuehren?|betreiben?|hier"
    r"|(?<!in )(?<!er )(?<!xis )fuer(?! (ein|das|die|de[rmn])(e|en|er|em|es)?\b)"
    r"|(meine|unsere)r? praxis fuer"
    r"|meldeweg(?! (ans|zum|vom|beim|bei)\b)"
    r"|(fsj|bufdi|praktikum|anerkennungsjahr|ausbildung|referendariat))"
    r"( (?!(mein|dein|sein|ihr|unser|eure?|kein)(e|er|em|en|es)?\b|nicht\b|(?:[6-9]|1[0-7]) und\b)\w+){0,2}"
    r"|^(ich|wir)( nur| bloss)?|\b(wir|uns)|\b(bin|sind) (seine?|ihre?|deren|dessen))$"
)
"""What stands in a clause before a role that the writer has, with at most two words between ("als junge
Lehrerin"), none of them another's or a denial ("ich bin mit seiner Lehrerin", "nicht die Mutter"), and no child's
age ("ich bin 12 und Mama ..."), and not where children live or learn ("bin in ner Wohngruppe"); or whose he is
("ich bin ihre Lehrerin")."""
_BREAK = re.compile(r"[.,;:!?\n]")
_SIGNATURE = re.compile(
    r"(?:\s+von\s+(?:\d+|zwei|drei|vier|zwillingen)(?:\s+[\w-]+)?)?"
    r"(?:\s+(?:an|in|bei)\s+eine[rm])?"
    r"((?:\s+(?!(?:(?:mein|dein|sein|ihr|unser|eur)(?:e|er|em|en|es)?|vo[nm]|eine[rs]|des|und|oder|fragt)\b)[\w-]+){0,4})"
    r"(?:\s+fragt(?=\s*:))?\s*(?:[:.–](?=\s*\S)|,(?!\s*(?:de[rmn]|die|das|er|sie|es)\b)(?=\s*\S)|-\s|hier\b)",
    re.IGNORECASE,
)
"""What follows a role with which its writer begins ("Lehrerin in Herne: ...", "Mama von 2 aus ..., ...",
"Fußballtrainer D-Jugend Sodingen, ..."): nobody's it is and, as is asked besides, nothing that somebody does."""
_OPENING = re.compile(r"(hallo|hi|hey|moin|servus|guten (tag|morgen|abend))?( ?\d{5})?")
"""What may stand before such a role: a greeting, a postcode."""
_AFTERWARDS = re.compile(
    r"(?:\s+(?:in|aus|an|bei|beim|im|am|vom)(?:\s+[\w-]+){1,3})?\s+bin(?: ich\b|(?=\s*(?:[.,;:!?)]|$)))",
    re.IGNORECASE,
)
"""A role with its writer after it ("Gerichtsvollzieher in Eberswalde bin ich", "wo ich Busfahrer bin")."""
_CLOSING = re.compile(
    r"(?:\(\s*|(?:[?]\s*(?:(?:vielen |herzlichen )?dank[!,.]?\s*)?"
    r"|(?:[?]\s*|\b)(?:mit )?(?:(?:viele |liebe )?grüße|lg|mfg|vg|gru(?:ß|ss)|freundlichen grüßen)\b[,.!]?\s*"
    r"(?:(?-i:[A-ZÄÖÜ])[\w.-]*,?\s*){0,3}\(?)(?:die |der |ein |eine |euer |eure |ihre? )?)$",
    re.IGNORECASE,
)
"""What stands before a role with which its writer closes: a bracket, a question, a farewell and perhaps a name."""
_CLOSED = re.compile(
    r"(?:,?\s+(?:in|aus|von|einer|eines|an der|am|im)(?:\s+[\w-]+){1,3}|,?(?:\s+[A-ZÄÖÜ\d][\w.-]*){1,3})?"
    r"\s*[).!]*\s*$"
)
"""What may follow it: where, whose, the writer's name."""
_OWN_CITY = re.compile(r"\b((ich|wir)( \w+){1,3}|(wohne?|lebe?|arbeite|komme|selbst|selber)( \w+)?) (in|aus|bei)$")
_FORMER_CITY = re.compile(
    r"\b((frueher|ehemals|vorher|bisher|zuvor|nicht|statt|weder|(?<!^und )von|ausser)( (in|aus|fuer|mehr|bei|um))*"
    r"|(anders|besser|schlechter|mehr|weniger|schneller) als( (in|bei))?)$"
)
"""Before a city that is over, not meant, or only compared with."""


def is_writers(text: str, start: int, end: int, *, signed: bool, verbs: Collection[int] = ()) -> bool:
    """Whether the writer has the role that stands in ``text`` from ``start`` to ``end``.

    There is but one word more; the message begins with it as with a signature (``signed``: a city and a break
    follow; ``verbs`` are where verbs begin) or ends with it; or the writer says so.
    """
    if len(text.split()) <= len(text[start:end].split()) + 1 or _AFTERWARDS.match(text, end):
        return True
    if _CLOSING.search(text[:start]) and _CLOSED.match(text, end):
        return True
    if _OPENING.fullmatch(fold(text[:start])):
        signature = _SIGNATURE.match(text, end)
        if signed or (signature and not any(signature.start(1) <= verb < signature.end(1) for verb in verbs)):
            return True
    return bool(_SELF_REFERENCE.search(fold(_BREAK.split(text[:start])[-1])))


def of_city(before: str) -> str | None:
    """:data:`FORMER`, :data:`OWN` or None for a city that stands after ``before``."""
    folded = fold(before)
    if _FORMER_CITY.search(folded):
        return FORMER
    return OWN if _OWN_CITY.search(folded) else None
