"""What the environment says about a process."""

from __future__ import annotations

import pytest

from bot.settings import ROOT, Settings
from knowledge.settings import KnowledgeSettings


def test_an_empty_variable_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else an empty folder would mean the one that the process was started in."""
    for name in ("LOTSE_VAR_DIR", "LOTSE_PORT", "LOTSE_CONTENT_DIR"):
        monkeypatch.setenv(name, "")
    assert (Settings().var_dir, Settings().port) == (ROOT / "var", 8000)
    assert KnowledgeSettings().content_dir == ROOT / "knowledge" / "content"
