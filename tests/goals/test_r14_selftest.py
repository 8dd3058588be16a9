"""R14: a process that does not know what it must know shows the emergency card only."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot import selftest, wiring
from bot.assistant import Assistant, Request
from bot.switch import OffSwitch
from bot.wiring import Parts


async def test_r14_the_assistant_passes(assistant: Assistant) -> None:
    result = await selftest.run(assistant)
    assert (result.missed, result.wrong) == ((), ())
    assert result.passed


async def test_r14_there_are_fifty_probes_or_nearly_and_twenty_of_danger(assistant: Assistant) -> None:
    assert (await selftest.run(assistant)).asked >= 44


async def test_r14_an_unseen_danger_fails(assistant: Assistant, tmp_path: Path) -> None:
    probes = tmp_path / "probes.toml"
    probes.write_text('most_wrong = 0\ndanger = ["Wann habt ihr geöffnet?"]\nharmless = []\n[topics]\n', "utf-8")
    result = await selftest.run(assistant, probes)
    assert result.missed == ("Wann habt ihr geöffnet?",)
    assert not result.passed


async def test_r14_wrong_answers_beyond_the_allowance_fail(assistant: Assistant, tmp_path: Path) -> None:
    probes = tmp_path / "probes.toml"
    content = 'most_wrong = 0\ndanger = []\nharmless = ["papa haut mich"]\n[topics]\n"Hallo" = "anonym"\n'
    probes.write_text(content, "utf-8")
    result = await selftest.run(assistant, probes)
    assert result.wrong == ("papa haut mich", "Hallo")
    assert not result.passed


async def test_r14_a_failed_self_test_leaves_the_card(
    parts: Parts, assistant: Assistant, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    async def failed(_assistant: Assistant) -> selftest.Result:
        return selftest.Result(1, ("papa haut mich",), (), 0)

    monkeypatch.setattr(selftest, "run", failed)
    switch = OffSwitch(tmp_path / "aus")
    monkeypatch.setattr(assistant, "_switch", switch)
    await asyncio.to_thread(wiring.test_self, assistant, switch, lambda _sentence: None)
    reply = await assistant.reply(Request("Kann ich anonym melden?"))
    assert [block["type"] for block in reply.blocks] == ["emergency", "text"]
    assert assistant.switched_off
