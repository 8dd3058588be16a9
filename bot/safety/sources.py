"""Where the data of the gate lies."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).parent
RULES = _HERE / "rules.toml"
ROUTINE = _HERE / "routine.toml"
"""Everyday sentences that say nothing else."""
ORDINARY_WORDS = _HERE / "ordinary_words.txt"
"""Words that are never taken for a misspelt word of the rules."""
VOCABULARY = _HERE / "vocabulary.txt"
"""Words that are common in the examples; written when the classifier is trained."""
CLUSTERS = _HERE / "clusters.txt"
"""Common words with the numbers of their clusters; written by ``python -m bot cluster-words``."""
EXAMPLES = _HERE / "examples"
WEIGHTS = _HERE / "weights.bin"
MANIFEST = _HERE / "weights.json"


def words_of(path: Path) -> list[str]:
    """The words of a file, separated by white space."""
    return path.read_bytes().decode().split()
