"""X12: look-alike and invisible letters hide no cry for help and forge no number or address."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.evaluation.safety import HELD_OUT
from bot.safety import examples
from bot.safety.gate import Gate
from knowledge.loader import ContentError, load
from tests.knowledge.conftest import FILES, write

EXPLICIT = [example.text for example in examples.read(HELD_OUT / "explicit.toml")]
CYRILLIC = str.maketrans("aceopxyABCEHKMOPTX", "асеорхуАВСЕНКМОРТХ")
DISGUISES: dict[str, Callable[[str], str]] = {
    "cyrillic": lambda text: text.translate(CYRILLIC),
    "fullwidth": lambda text: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text),
    "zero width": "\u200b".join,
    "soft hyphens": "\u00ad".join,
    "directions": lambda text: "\u202e" + "\u200f".join(text),
    "accents": lambda text: "".join(c + "\u0301" if c in "aeiou" else c for c in text),
}


@pytest.mark.parametrize("disguise", DISGUISES)
def test_x12_no_disguise_hides_a_cry_for_help(danger: Gate, disguise: str) -> None:
    hide = DISGUISES[disguise]
    assert len(EXPLICIT) >= 150
    assert [text for text in EXPLICIT if not danger.assess(hide(text)).level.dangerous] == []


@pytest.mark.parametrize(
    ("real", "forged"),
    [
        ("number: 02202 14-2809", "number: 02202 14-28\u06609"),
        ("number: 02202 14-2809", "number: 02\u200b202 14-2809"),
        ("https://www.musterstadt.example", "https://www.must\u0435rstadt.example"),
        ("https://example.org/blatt", "https://ex\u0430mple.org/blatt"),
    ],
)
def test_x12_no_number_and_no_address_can_be_forged(tmp_path: Path, real: str, forged: str) -> None:
    holding = {file: text.replace(real, forged, 1) for file, text in FILES.items() if real in text}
    assert holding
    with pytest.raises(ContentError) as refused:
        load(write(tmp_path / "content", FILES | holding))
    said = [str(problem) for problem in refused.value.problems]
    assert all(any(file in problem for problem in said) for file in holding), said
