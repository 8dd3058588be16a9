"""When a model is trained, and what happens when that goes wrong."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bot.nlu import language
from bot.settings import ROOT, Settings
from bot.training import generator, model


@dataclass
class FakeFacts:
    """A knowledge base of which only the fingerprint is asked."""

    fingerprint: str = "facts"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of everything a training reads."""
    copy = tmp_path / "repository"
    for name in model.INPUTS:
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, copy / name)
    monkeypatch.setattr(model, "ROOT", copy)
    monkeypatch.setattr(generator, "write", lambda *_args, **_options: None)
    return copy


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings with a folder of their own."""
    return Settings(var_dir=tmp_path / "var")


def put_model(settings: Settings, fingerprint: str, content: bytes = b"an old model") -> Path:
    """Leave a model as an earlier training would."""
    settings.model_dir.mkdir(parents=True)
    archive = settings.model_dir / model.ARCHIVE
    archive.write_bytes(content)
    manifest = {"fingerprint": fingerprint, "sha256": hashlib.sha256(content).hexdigest()}
    (settings.model_dir / model.MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    return archive


def trainer(monkeypatch: pytest.MonkeyPatch, train: Any) -> None:
    """Let ``train`` stand for Rasa's training."""
    monkeypatch.setitem(sys.modules, "rasa.model_training", SimpleNamespace(train=train))


def successful(output: str, fixed_model_name: str, **_options: Any) -> SimpleNamespace:
    """A training that works."""
    written = Path(output) / f"{fixed_model_name}.tar.gz"
    written.write_bytes(b"a new model")
    return SimpleNamespace(code=0, model=str(written))


def silent(_sentence: str) -> None:
    """Progress that nobody looks at."""


@pytest.mark.parametrize(
    "name",
    [
        "config.yml", "domain.yml", "data/nlu/help.yml", "data/nlu/topics/melden.yml", "data/rules/help.yml",
        "data/stories/help.yml", "data/responses/help.yml", "bot/nlu/classifier.py", "bot/nlu/features.py",
        "bot/training/generator.py", "bot/training/patterns.yml", "knowledge/text.py",
    ],
)  # fmt: skip
def test_the_fingerprint_changes_with_every_file(root: Path, name: str) -> None:
    before = model.fingerprint(FakeFacts())  # type: ignore[arg-type]
    (root / name).write_bytes((root / name).read_bytes() + b"\n# changed\n")
    assert model.fingerprint(FakeFacts()) != before  # type: ignore[arg-type]


def test_the_fingerprint_changes_with_a_new_file(root: Path) -> None:
    before = model.fingerprint(FakeFacts())  # type: ignore[arg-type]
    (root / "data" / "nlu" / "new.yml").write_text("nlu: []\n", encoding="utf-8")
    assert model.fingerprint(FakeFacts()) != before  # type: ignore[arg-type]


@pytest.mark.usefixtures("root")
def test_the_fingerprint_changes_with_knowledge_language_model_and_library(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = [model.fingerprint(FakeFacts()), model.fingerprint(FakeFacts("other facts"))]  # type: ignore[arg-type]
    monkeypatch.setattr(language, "signature", lambda: "another 1.0")
    found.append(model.fingerprint(FakeFacts()))  # type: ignore[arg-type]
    monkeypatch.setattr(model, "version", lambda _name: "99")
    found.append(model.fingerprint(FakeFacts()))  # type: ignore[arg-type]
    assert len(set(found)) == 4


def test_the_fingerprint_does_not_know_where_the_files_lie(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = model.fingerprint(FakeFacts())  # type: ignore[arg-type]
    monkeypatch.setattr(model, "ROOT", root.rename(root.with_name("moved")))
    assert model.fingerprint(FakeFacts()) == here  # type: ignore[arg-type]


@pytest.mark.usefixtures("root")
def test_nothing_is_trained_when_nothing_changed(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    trainer(monkeypatch, lambda **_options: pytest.fail("trained"))
    archive = put_model(settings, model.fingerprint(FakeFacts()))  # type: ignore[arg-type]
    before = archive.stat().st_mtime_ns
    assert model.ensure(settings, FakeFacts(), silent).archive == archive  # type: ignore[arg-type]
    assert archive.stat().st_mtime_ns == before


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize("force", [False, True])
def test_it_is_trained_when_something_changed_or_somebody_insists(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, force: bool
) -> None:
    trainer(monkeypatch, successful)
    wanted = model.fingerprint(FakeFacts())  # type: ignore[arg-type]
    archive = put_model(settings, wanted if force else "of another time")
    trained = model.ensure(settings, FakeFacts(), silent, force=force)  # type: ignore[arg-type]
    assert archive.read_bytes() == b"a new model"
    assert trained.fingerprint == wanted
    assert model.current(settings) == trained
    assert {path.name for path in settings.model_dir.iterdir()} == {model.ARCHIVE, model.MANIFEST}


def failing(**_options: Any) -> SimpleNamespace:
    """A training that reports failure."""
    return SimpleNamespace(code=1, model=None)


def interrupted(output: str, fixed_model_name: str, **_options: Any) -> SimpleNamespace:
    """A training that is interrupted after it wrote half a file."""
    (Path(output) / f"{fixed_model_name}.tar.gz").write_bytes(b"half a")
    raise KeyboardInterrupt


def full_disk(**_options: Any) -> SimpleNamespace:
    """A training for which there is no room."""
    raise OSError(28, "No space left on device", "lotse.tar.gz")


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize(
    ("train", "error"),
    [(failing, model.ModelError), (interrupted, KeyboardInterrupt), (full_disk, model.ModelError)],
)
def test_the_old_model_stays_when_a_training_is_not_finished(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, train: Any, error: type[BaseException]
) -> None:
    trainer(monkeypatch, train)
    archive = put_model(settings, "of another time")
    with pytest.raises(error):
        model.ensure(settings, FakeFacts(), silent)  # type: ignore[arg-type]
    assert archive.read_bytes() == b"an old model"
    assert model.current(settings).fingerprint == "of another time"
    assert {path.name for path in settings.model_dir.iterdir()} == {model.ARCHIVE, model.MANIFEST}


def test_without_a_model_the_error_says_what_to_do(settings: Settings) -> None:
    with pytest.raises(model.ModelError, match=r"liegt kein Modell.*make train"):
        model.current(settings)


@pytest.mark.parametrize("damage", [b"", b"an old mode", b"another model"])
def test_a_damaged_model_is_not_used(settings: Settings, damage: bytes) -> None:
    archive = put_model(settings, "fingerprint")
    archive.write_bytes(damage)
    with pytest.raises(model.ModelError, match=re.escape(str(archive)) + ".*make train"):
        model.current(settings)


@pytest.mark.parametrize("manifest", ["", "{}", "[1]", "null", '{"sha256": 1}'])
def test_a_damaged_manifest_is_no_model(settings: Settings, manifest: str) -> None:
    put_model(settings, "fingerprint")
    (settings.model_dir / model.MANIFEST).write_text(manifest, encoding="utf-8")
    with pytest.raises(model.ModelError, match="make train"):
        model.current(settings)


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("nlu:\n- intent: a\n  examples: |\n    - hallo\n# etwas\n    - zu tief\n", ":6"),
        ("version: 3\n", ""),
        ("nlu:\n- intent: a\n", ""),
    ],
)
def test_a_broken_file_of_examples_is_named_with_its_line(
    root: Path, settings: Settings, written: str, line: str
) -> None:
    archive = put_model(settings, "old")
    (root / "data" / "nlu" / "neu.yml").write_text(written, encoding="utf-8")
    with pytest.raises(model.ModelError, match=rf"^data/nlu/neu\.yml{line}: ") as error:
        list(model._texts(root / "data" / "nlu"))
    assert "Bitte berichtigen" in str(error.value)
    assert archive.exists()
