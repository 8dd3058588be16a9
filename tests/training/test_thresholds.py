"""The gate's thresholds, from messages set aside."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from bot.training import thresholds
from bot.training.thresholds import Aside, NotSetAsideError


def aside(version: str = "v1") -> Aside:
    """A thousand messages: the assistant's own sum up to 0..499, dangerous ones to 500..999."""
    order = np.arange(1000.0)
    own = order < 500
    none = np.zeros(1000, bool)
    return Aside(version, ~own, own, none | (order == 3), none | (order == 4), order / 2, order / 2)


@pytest.fixture
def manifest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A manifest in the place of the gate's."""
    path = tmp_path / "weights.json"
    content = {"version": "v1", "threshold": 0, "heads": ["x"], "second_opinion": {"sha256": "y", "threshold": 0}}
    path.write_text(json.dumps(content), encoding="utf-8")
    monkeypatch.setattr(thresholds, "MANIFEST", path)
    return path


def test_what_was_saved_is_read_again(tmp_path: Path) -> None:
    aside().save(tmp_path / "new" / "aside.npz")
    found = Aside.load(tmp_path / "new" / "aside.npz")
    assert found.version == "v1"
    assert found.together() == aside().together()


def test_the_thresholds_follow_the_wanted_shares() -> None:
    together, alone = aside().together(), aside().alone()
    assert together["false_alarms_own"] == pytest.approx(thresholds.WANTED_FALSE_ALARMS, abs=0.003)
    assert together["recall"] == 1
    assert together["veto"] == pytest.approx(500 + thresholds.VETOED * 500, abs=1)
    assert alone["threshold"] == pytest.approx(together["threshold"] / 2, abs=0.001)


def test_they_are_written_and_nothing_else_changes(manifest: Path, tmp_path: Path) -> None:
    aside().save(tmp_path / "aside.npz")
    thresholds.choose(tmp_path / "aside.npz")
    found = json.loads(manifest.read_text(encoding="utf-8"))
    assert found["threshold"] == aside().alone()["threshold"]
    assert found["second_opinion"]["threshold"] == aside().together()["threshold"]
    assert (found["heads"], found["second_opinion"]["sha256"]) == (["x"], "y")


def test_what_belongs_to_other_examples_or_is_not_there_is_refused(manifest: Path, tmp_path: Path) -> None:
    before = manifest.read_bytes()
    with pytest.raises(NotSetAsideError, match="Bitte zuerst trainieren"):
        thresholds.choose(tmp_path / "aside.npz")
    (tmp_path / "aside.npz").write_bytes(b"PK broken")
    with pytest.raises(NotSetAsideError, match="Bitte zuerst trainieren"):
        thresholds.choose(tmp_path / "aside.npz")
    aside("v0").save(tmp_path / "aside.npz")
    with pytest.raises(NotSetAsideError, match="anderen Beispielen"):
        thresholds.choose(tmp_path / "aside.npz")
    assert manifest.read_bytes() == before
