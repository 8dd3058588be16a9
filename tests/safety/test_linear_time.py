from __future__ import annotations

import time

import pytest

from bot.safety.gate import Gate

HOSTILE = {
    "danger words": "papa schlägt mich nicht jetzt messer hilfe kind baby tot leben will ich wenn ",
    "run together": "papaschlägtmichnicht",
    "almost words": "schlägtx ",
    "one letter": "a",
    "spaced letters": "a b c d ",
    "pictures": "a😢",
    "invisible": "a\u200b",
    "leet": "4a3e0o",
    "questions": "was ist ? ",
    "harmless turns": "ich lach mich tot handy ist tot ",
    "pair": "ich ich mich mich ",
}


def cheapest(gate: Gate, text: str) -> float:
    """Least processor time in seconds of a few runs."""
    best = float("inf")
    for _ in range(7):
        start = time.thread_time()
        gate.assess(text)
        best = min(best, time.thread_time() - start)
    return best


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE.keys())
def test_double_length_costs_at_most_three_times_as_much(gate: Gate, unit: str) -> None:
    half, whole = (unit * (size // len(unit)) for size in (4_500, 9_000))
    assert cheapest(gate, whole) <= 3 * cheapest(gate, half) + 0.002


def test_beyond_the_limit_nothing_is_read(gate: Gate) -> None:
    assert cheapest(gate, "papa schlägt mich nicht " * 40_000) <= 3 * cheapest(
        gate, "papa schlägt mich nicht " * 400
    )
