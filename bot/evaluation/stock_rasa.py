"""Stock Rasa as it is published: DIET and TED, trained on the same examples in an environment of its own.

Rasa 3.6.21 wants Python 3.10 and TensorFlow 2.12; uv makes the environment below ``var/peers``. Topics are flat
intents there (``topic/anonym`` -> ``topic__anonym``), which is how DIET classifies best.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.evaluation.examples import Example
from bot.evaluation.wording import say
from bot.settings import ROOT, Settings

PYTHON = "3.10"
REQUIREMENT = "rasa==3.6.21"
UV = ROOT / ".cache" / "uv" / "bin" / "uv"
SCRIPT = Path(__file__).with_name("stock_rasa_parse.py")
EPOCHS = 4
"""Of DIET and TED each; one takes five minutes on two cores. Two give it 84 % of its training examples, three
91 %, eight 96 %, as once seen."""
BATCH = 64
"""Examples that DIET sees at a time. By itself it begins with as many and ends with 256, which outgrew 24 GB."""
MEMORY = {
    "TF_ENABLE_ONEDNN_OPTS": "0",
    "GLIBC_TUNABLES": f"glibc.malloc.hugetlb=1:glibc.malloc.arena_max=2:glibc.malloc.mmap_threshold={4 * 2**20}",
}
"""TensorFlow keeps nothing for each shape that a batch has had, and the C library of Linux gives back what is
large and freed and takes it anew in huge pages: in small ones that took most of the time."""
THRESHOLD = 0.3
"""Below it stock Rasa's FallbackClassifier, as its templates set it, takes over."""
TOPIC = "topic__"
CONFIG: Mapping[str, Any] = {
    "recipe": "default.v1",
    "assistant_id": "stock",
    "language": "de",
    "pipeline": [
        {"name": "WhitespaceTokenizer"},
        {"name": "RegexFeaturizer"},
        {"name": "LexicalSyntacticFeaturizer"},
        {"name": "CountVectorsFeaturizer"},
        {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
        {"name": "DIETClassifier", "epochs": EPOCHS, "constrain_similarities": True, "random_seed": 1,
         "entity_recognition": False, "batch_size": BATCH},
        {"name": "FallbackClassifier", "threshold": THRESHOLD},
    ],
    "policies": [{"name": "MemoizationPolicy"}, {"name": "RulePolicy"},
                 {"name": "TEDPolicy", "max_history": 5, "epochs": EPOCHS, "random_seed": 1}],
}  # fmt: skip

Progress = Callable[[str], None]


class NotBuiltError(Exception):
    """The environment or the model could not be made; the message says why, for people."""


@dataclass(frozen=True)
class Understood:
    """What stock Rasa makes of a text: topics by confidence, and the topic it would answer (None: none)."""

    topics: list[str]
    topic: str | None


def understood(examples: Sequence[Example], texts: Sequence[str], progress: Progress) -> list[Understood]:
    """How stock Rasa, trained on ``examples``, understands ``texts``. Raises :class:`NotBuiltError`."""
    place = Settings().var_dir / "peers" / "stock"
    place.mkdir(parents=True, exist_ok=True)
    progress(say("progress.stock_environment"))
    python = _environment(place)
    _write(place, examples)
    progress(say("progress.stock_training"))
    _run([str(python), "-m", "rasa", "train", "--fixed-model-name", "stock"], place)
    progress(say("progress.stock_asking"))
    (place / "texts.json").write_text(json.dumps(list(texts)), encoding="utf-8")
    _run([str(python), str(SCRIPT), "models/stock.tar.gz", "texts.json", "parsed.json"], place)
    return [_read(entry) for entry in json.loads((place / "parsed.json").read_text(encoding="utf-8"))]


def _environment(place: Path) -> Path:
    """The interpreter of an environment with stock Rasa; made once."""
    python = place / "venv" / "bin" / "python"
    done = place / "venv" / "installed"
    if done.exists():
        return python
    if not UV.exists():
        raise NotBuiltError(say("peers.no_uv"))
    # --no-config: what we leave out of Rasa (pyproject.toml) is needed there
    quietly = ["--no-config", "--quiet"]
    _run([str(UV), "venv", *quietly, "--clear", "--python", PYTHON, str(place / "venv")], place)
    # setuptools: pkg_resources is imported by Rasa 3.6, and newer ones have dropped it
    _run([str(UV), "pip", "install", *quietly, "--python", str(python), REQUIREMENT, "setuptools<81"], place)
    done.touch()
    return python


def _run(command: Sequence[str], place: Path) -> None:
    quietly = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}
    environment = {**Settings().environment(), **MEMORY, **quietly}
    for name in ("VIRTUAL_ENV", "PYTHONPATH"):
        environment.pop(name, None)
    log = place / "last.log"
    with log.open("w", encoding="utf-8") as out:
        done = subprocess.run(  # noqa: S603 - our own commands
            command, cwd=place, env=environment, stdout=out, stderr=subprocess.STDOUT, check=False
        )
    if done.returncode < 0:
        raise NotBuiltError(say("peers.killed", signal=signal.Signals(-done.returncode).name))
    if done.returncode != 0:
        lines = [line for line in log.read_text(encoding="utf-8", errors="replace").splitlines() if line.strip()]
        raise NotBuiltError(lines[-1][:300] if lines else os.strerror(done.returncode))


def _write(place: Path, examples: Sequence[Example]) -> None:
    by_label: dict[str, list[str]] = {}
    for example in examples:
        by_label.setdefault(flat(example.label), []).append(" ".join(example.text.split()))
    data = place / "data"
    data.mkdir(exist_ok=True)
    nlu = [{"intent": label, "examples": "".join(f"- {t}\n" for t in texts)} for label, texts in by_label.items()]
    _dump(data / "nlu.yml", {"version": "3.1", "nlu": nlu})
    stories = [{"story": label, "steps": [{"intent": label}, {"action": f"utter_{label}"}]} for label in by_label]
    _dump(data / "stories.yml", {"version": "3.1", "stories": stories})
    _dump(place / "config.yml", CONFIG)
    responses = {f"utter_{label}": [{"text": label}] for label in by_label}
    _dump(place / "domain.yml", {"version": "3.1", "intents": list(by_label), "responses": responses})


def _dump(path: Path, content: object) -> None:
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=1000), encoding="utf-8")


def flat(label: str) -> str:
    """A label as stock Rasa's intent: ``ask_topic/anonym`` -> ``topic__anonym``."""
    intent, _, key = label.partition("/")
    return f"{TOPIC}{key}" if key else intent


def _read(entry: Mapping[str, Any]) -> Understood:
    names = [ranked["name"] for ranked in entry["intent_ranking"]]
    topics = [name.removeprefix(TOPIC) if name.startswith(TOPIC) else name for name in names
              if name != "nlu_fallback"]  # fmt: skip
    chosen = entry["intent"]["name"] or ""
    return Understood(topics, chosen.removeprefix(TOPIC) if chosen.startswith(TOPIC) else None)
