"""Switched off, the assistant is an emergency card (goal S17)."""

from __future__ import annotations

from pathlib import Path

from bot.switch import OffSwitch


def test_s17_a_file_switches_off_and_on_at_once(tmp_path: Path) -> None:
    file = tmp_path / "aus"
    one, other = OffSwitch(file), OffSwitch(file)
    assert not one.off
    file.touch()
    assert one.off
    assert other.off, "every process that sees the file"
    file.unlink()
    assert not one.off


def test_s17_after_a_failed_self_test_it_stays_off(tmp_path: Path) -> None:
    switch = OffSwitch(tmp_path / "aus")
    switch.fail()
    assert switch.off
