"""S23 and S24: the gate works alone, and reads a long text to its end."""

from __future__ import annotations

import itertools
import subprocess
import sys

import pytest

from bot.safety.gate import Gate
from bot.settings import ROOT

DANGERS = (
    "Ich will nicht mehr leben.", "Mein Vater schlägt mich jeden Tag.", "Mein Opa fasst mich an.",
    "Er hat ein Messer und bringt uns um.", "Das Baby atmet nicht mehr.", "Ich bin im Keller eingesperrt.",
    "Jemand erpresst mich mit Nacktbildern.", "Der Nachbar verprügelt gerade sein Kind.", "Ich ritze mich.",
    "Ich wurde vergewaltigt.",
)  # fmt: skip
FILLERS = (
    "Wir haben heute eine Frage zu den Öffnungszeiten und zum Antrag. ",
    "gestern war ich im schwimmbad und danach gab es pommes und dann haben wir noch ein spiel gespielt ",
    "Bitte senden Sie mir die Unterlagen zum Führungszeugnis für unseren Verein zu, vielen Dank. ",
    "hausaufgaben mathe deutsch englisch dann bus und abends film mit popcorn ",
    "lorem ipsum dolor sit amet consetetur sadipscing elitr sed diam nonumy ",
)
LENGTH = 8_000
PLACES = {"start": 0.0, "quarter": 0.25, "middle": 0.5, "three quarters": 0.75, "nearly the end": 0.95, "end": 1.0}


def test_s23_the_gate_runs_with_the_standard_library_only() -> None:
    script = (
        "import sys; sys.path.insert(0, '.'); from bot.safety import gate; g = gate.load(); "
        "assert g.assess('papa haut mich').level.dangerous; "
        "print([m for m in sys.modules if m.split('.')[0] in ('rasa', 'numpy', 'yaml', 'sqlalchemy', 'pydantic')])"
    )
    # -S: no site-packages at all
    command = [sys.executable, "-S", "-c", script]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout.strip(), run.stderr) == (0, "[]", "")


@pytest.mark.parametrize("place", PLACES)
def test_s24_danger_is_found_wherever_it_stands_in_a_long_text(gate: Gate, place: str) -> None:
    missed = []
    for danger, filler in itertools.product(DANGERS, FILLERS):
        whole = filler * (LENGTH // len(filler))
        at = int(len(whole) * PLACES[place])
        at = whole.rfind(" ", 0, at) + 1 if 0 < at < len(whole) else at
        text = f"{whole[:at]}{danger} {whole[at:]}"
        if not gate.assess(text).level.dangerous:
            missed.append((danger, filler[:20]))
    assert missed == []
