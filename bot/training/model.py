"""Train the model when what it is made of has changed, and find the one that fits."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path

import yaml

from bot.nlu import language, meaning, parallel
from bot.settings import ROOT, Settings
from bot.training import memory
from bot.wording import say
from knowledge import document
from knowledge.repository import KnowledgeRepository

INPUTS = (
    "config.yml", "domain.yml", "data", "bot/nlu", "bot/training", "bot/safety/vocabulary.txt",
    "bot/safety/examples", "knowledge/text.py",
)  # fmt: skip
SUFFIXES = (".py", ".yml", ".toml")
"""Of the files in the folders among them; what has no examples or code says nothing."""
ARCHIVE = "lotse.tar.gz"
MANIFEST = "model.json"

Progress = Callable[[str], None]


class ModelError(Exception):
    """No usable model; the message says in German what to do."""


@dataclass(frozen=True)
class TrainedModel:
    """A model archive and the fingerprint of what it was made of."""

    archive: Path
    fingerprint: str
    sha256: str


def current(settings: Settings) -> TrainedModel:
    """The trained model. Raises :class:`ModelError` when there is none or its file is not the one written."""
    manifest = settings.model_dir / MANIFEST
    archive = settings.model_dir / ARCHIVE
    try:
        content = json.loads(manifest.read_text(encoding="utf-8"))
        if _sha256(archive) != content["sha256"]:
            raise ModelError(say("model.damaged", path=archive))
        return TrainedModel(archive, content["fingerprint"], content["sha256"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(say("model.missing", path=settings.model_dir)) from error


def fitting(settings: Settings, facts: KnowledgeRepository) -> TrainedModel | None:
    """The trained model if it was made of the config, data, code and knowledge base that are there now."""
    try:
        found = current(settings)
    except ModelError:
        return None
    return found if found.fingerprint == fingerprint(facts) else None


def ensure(
    settings: Settings, facts: KnowledgeRepository, progress: Progress, *, force: bool = False
) -> TrainedModel:
    """The model that fits; trained now, in this process, when there is none.

    Raises :class:`ModelError` with a sentence for the operator. An old model stays until the new one is whole.
    """
    progress(say("model.compare"))
    if not force and (found := fitting(settings, facts)):
        return found
    progress(say("model.train"))
    try:
        with memory.uncollected(), parallel.kept(language.pipeline, partial(meaning.vectors, ["bereit"])):
            from bot.training import generator  # this and Rasa take seconds: the processes start meanwhile

            generator.write(facts, settings.training_dir, taken=_texts(ROOT / "data" / "nlu"))
            return _train(settings, fingerprint(facts))
    except OSError as error:
        raise ModelError(
            say("not_writable", path=error.filename or settings.var_dir, reason=error.strerror)
        ) from error


def ensure_apart(settings: Settings, facts: KnowledgeRepository, progress: Progress) -> TrainedModel:
    """Like :func:`ensure`, but a training runs in a process of its own, so that its memory is given back."""
    progress(say("model.compare"))
    if found := fitting(settings, facts):
        return found
    progress(say("model.train"))
    command = [sys.executable, "-m", "bot", "train"]
    result = subprocess.run(  # noqa: S603 - our own command
        command, cwd=ROOT, env=settings.environment(), capture_output=True, text=True, check=False
    )
    if result.returncode != 0:
        lines = result.stderr.strip().splitlines()
        raise ModelError(lines[-1] if lines else say("model.failed"))
    return current(settings)


def _train(settings: Settings, wanted: str) -> TrainedModel:
    settings.model_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.model_dir) as workplace:
        # here, because a process that only serves never needs it
        from rasa.model_training import train as rasa_train

        result = rasa_train(
            domain=str(ROOT / "domain.yml"),
            config=str(ROOT / "config.yml"),
            training_files=[str(ROOT / "data"), str(settings.training_dir)],
            output=workplace,
            fixed_model_name=ARCHIVE.removesuffix(".tar.gz"),
            force_training=True,
            # no policy of ours learns from stories that are glued together
            core_additional_arguments={"augmentation_factor": 0},
        )
        if result.code != 0 or not result.model:
            raise ModelError(say("model.failed"))
        sha256 = _sha256(Path(result.model))
        os.replace(result.model, settings.model_dir / ARCHIVE)
        manifest = Path(workplace) / MANIFEST
        manifest.write_text(json.dumps({"fingerprint": wanted, "sha256": sha256}), encoding="utf-8")
        os.replace(manifest, settings.model_dir / MANIFEST)
    shutil.rmtree(ROOT / ".rasa", ignore_errors=True)
    return TrainedModel(settings.model_dir / ARCHIVE, wanted, sha256)


def fingerprint(facts: KnowledgeRepository) -> str:
    """SHA-256 over every input of a training, as hex."""
    digest = hashlib.sha256(facts.fingerprint.encode())
    for name in ("rasa", "scikit-learn", "numpy", "spacy"):
        digest.update(f"{name} {version(name)}\n".encode())
    digest.update(f"{language.signature()}\n{meaning.signature()}\n".encode())
    for path in _files():
        digest.update(str(path.name).encode() + path.read_bytes())
    return digest.hexdigest()


def _files() -> Iterator[Path]:
    for start in (ROOT / name for name in INPUTS):
        inside = () if start.is_file() else sorted(start.rglob("*"))
        yield from [start] if start.is_file() else (path for path in inside if path.suffix in SUFFIXES)


def _texts(directory: Path) -> Iterator[str]:
    """Every example of the NLU files below ``directory``. Raises :class:`ModelError` for a file that is none."""
    for path in sorted(directory.rglob("*.yml")):
        try:
            for block in document.plain(path.read_text(encoding="utf-8"))["nlu"]:
                yield from (line.removeprefix("- ") for line in block["examples"].splitlines())
        except (yaml.YAMLError, ValueError, LookupError, TypeError, AttributeError) as error:
            mark = getattr(error, "problem_mark", None)
            where = path.relative_to(ROOT).as_posix() + (f":{mark.line + 1}" if mark else "")
            raise ModelError(say("model.data", where=where)) from error


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
