"""S20: no text, rule, threshold or weight goes live without a release; the log of releases only grows."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot import __main__ as command_line
from bot import wiring
from bot.settings import ROOT
from bot.texts import release, released
from bot.texts.audit import AuditLog
from bot.texts.sources import collect
from knowledge.build import build
from knowledge.repository import KnowledgeRepository

CHANGES = {
    "a sentence": ("data/responses/help.yml", "Ein Mensch kann besser helfen."),
    "the emergency card": ("bot/emergency.toml", "Ruf 110 an."),
    "a rule of the gate": ("bot/safety/rules.toml", "\n["),
    "the weights": ("bot/safety/weights.json", '"'),
    "a threshold of understanding": ("config.yml", "\n"),
    "a rule of the dialogue": ("data/rules/fallback.yml", "\n"),
}


@dataclass
class Made:
    """What starting gives, without a model."""

    facts: KnowledgeRepository
    assistant: Any = None
    counters: Any = None


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """What decides what is said, in a folder of its own."""
    for place in ("bot", "data", "released"):
        left_out = shutil.ignore_patterns("node_modules", "__pycache__")
        shutil.copytree(ROOT / place, tmp_path / place, ignore=left_out)
    for place in ("config.yml", "domain.yml"):
        shutil.copy(ROOT / place, tmp_path / place)
    return tmp_path


def start(facts: KnowledgeRepository, root: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[int, bool]:
    """Exit code of ``python -m bot serve`` for the house in ``root``, and whether anything was served."""
    served: list[Any] = []
    reasons = released.reasons
    monkeypatch.setattr(wiring, "parts", lambda *_given, **_named: Made(facts))
    monkeypatch.setattr(wiring, "reasons", lambda known: reasons(known, root, root / "released"))
    monkeypatch.setattr("bot.web.app.create_app", lambda *_given: None)
    monkeypatch.setattr("uvicorn.run", lambda *_given, **_named: served.append(True))
    monkeypatch.setenv("PORT", "0")
    # there is no way back from it, and other tests of this process train
    monkeypatch.setattr(command_line.slim, "spare_memory", lambda **_given: None)
    return command_line.main(["serve"]), bool(served)


def test_s20_what_is_released_is_served(
    facts: KnowledgeRepository, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert start(facts, copy, monkeypatch) == (0, True)


@pytest.mark.parametrize("what", CHANGES)
def test_s20_a_change_that_nobody_released_is_not_served(
    facts: KnowledgeRepository, copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any, what: str
) -> None:
    place, old = CHANGES[what]
    path = copy / place
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, f"{old} ", 1), encoding="utf-8")
    assert start(facts, copy, monkeypatch) == (1, False)
    said = capsys.readouterr().err
    assert "Nicht freigegeben" in said
    assert "python -m bot release" in said


def test_s20_a_changed_fact_is_not_served(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    shutil.copytree(ROOT / "knowledge" / "content", tmp_path / "content")
    path = tmp_path / "content" / "_national" / "topics" / "kinder.yaml"
    path.write_text(path.read_text("utf-8").replace("Niemand darf dich schlagen.", "Alles wird gut."), "utf-8")
    build(tmp_path / "content", f"sqlite:///{tmp_path / 'knowledge.db'}")
    facts = KnowledgeRepository(f"sqlite:///{tmp_path / 'knowledge.db'}")
    assert start(facts, copy, monkeypatch) == (1, False)
    assert "kind-geschlagen" in capsys.readouterr().err


def test_s20_a_log_that_was_tampered_with_stops_the_start(
    facts: KnowledgeRepository, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = copy / "released" / release.LOG
    text = log.read_text(encoding="utf-8")
    log.write_text(text.replace('"action": "release"', '"action": "approve"', 1), encoding="utf-8")
    assert start(facts, copy, monkeypatch) == (1, False)


def test_s20_the_log_of_this_house_is_whole_and_names_everything() -> None:
    lines = AuditLog(release.FOLDER / release.LOG).lines()
    named = {(source, key) for line in lines for source, keys in line["changed"].items() for key in keys}
    assert {(entry.source, entry.key) for entry in collect()} - named == set()
    assert all(line["person"].strip() and line["at"] for line in lines)


def test_s20_rules_thresholds_and_weights_are_in_the_registry() -> None:
    files = {entry.key for entry in collect() if entry.source == "files"}
    assert {"bot/safety/rules.toml", "bot/safety/weights.bin", "bot/safety/weights.json", "config.yml"} <= files
