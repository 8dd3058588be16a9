"""S17: one file turns every process into the emergency card, at once; so does a self-test that fails."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot import wiring
from bot.assistant import Assistant, Request
from bot.settings import ROOT, Settings
from bot.switch import OffSwitch
from bot.texts.released import ReleasedTexts
from knowledge.repository import KnowledgeRepository
from tests.conftest import SettableClock
from tests.goals.whole import made, real_engine

AT_ONCE = 2.0
"""Seconds; the goal allows 60."""
QUESTIONS = ("Wo melde ich eine Gefährdung?", "Hallo", "Mein Vater schlägt mich", "~alter-knopf", "")
PROCESS = """
import sys, time
from pathlib import Path
from bot.switch import OffSwitch
switch = OffSwitch(Path(sys.argv[1]))
print(switch.off, flush=True)
while not switch.off:
    time.sleep(0.01)
print(switch.off, flush=True)
"""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("s17") / "aus"


@pytest.fixture(scope="module")
def workers(parts: wiring.Parts, shared_clock: SettableClock, file: Path) -> list[Assistant]:
    """Two workers that know nothing of each other but the file."""
    engine, unreleased = real_engine(parts, shared_clock), ReleasedTexts.load(parts.facts).unreleased
    return [made(engine, parts.facts, shared_clock, OffSwitch(file), unreleased) for _ in range(2)]


async def test_s17_the_file_turns_every_worker_into_the_card_and_back(
    workers: list[Assistant], file: Path
) -> None:
    before = [await worker.reply(Request(QUESTIONS[0])) for worker in workers]
    assert {reply.status for reply in before} == {"answered"}
    file.touch()  # noqa: ASYNC240 - nobody else waits
    start = time.perf_counter()
    try:
        for worker, answered in zip(workers, before, strict=True):
            for text in QUESTIONS:
                reply = await worker.reply(Request(text, answered.conversation_id))
                assert [block["type"] for block in reply.blocks] == ["emergency", "text"], text
                assert {"110", "112"} <= {number["number"] for number in reply.blocks[0]["numbers"]}
                assert reply.quick_replies == ()
        assert time.perf_counter() - start < AT_ONCE
    finally:
        file.unlink()  # noqa: ASYNC240
    after = [await worker.reply(Request(QUESTIONS[0])) for worker in workers]
    assert [reply.blocks for reply in after] == [reply.blocks for reply in before]


def test_s17_other_processes_see_the_file_at_once(tmp_path: Path) -> None:
    path = tmp_path / "aus"
    processes = [
        subprocess.Popen([sys.executable, "-c", PROCESS, str(path)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    try:
        outputs = [process.stdout for process in processes]
        assert [output.readline().strip() for output in outputs if output] == ["False"] * 3
        path.touch()
        start = time.perf_counter()
        assert [output.readline().strip() for output in outputs if output] == ["True"] * 3
        assert time.perf_counter() - start < AT_ONCE
    finally:
        for process in processes:
            process.kill()
            process.wait()


def test_s17_the_file_lies_where_every_process_of_the_house_looks(tmp_path: Path) -> None:
    assert Settings(var_dir=tmp_path).off_file == Settings(var_dir=tmp_path).off_file == tmp_path / "aus"


async def test_s17_a_failed_self_test_does_the_same_without_a_file(
    parts: wiring.Parts, shared_clock: SettableClock, facts: KnowledgeRepository, tmp_path: Path
) -> None:
    switch = OffSwitch(tmp_path / "aus")
    worker = made(real_engine(parts, shared_clock), facts, shared_clock, switch, lambda _blocks, _titles: [])
    assert (await worker.reply(Request(QUESTIONS[0]))).status == "answered"
    switch.fail()
    reply = await worker.reply(Request(QUESTIONS[0]))
    assert [block["type"] for block in reply.blocks] == ["emergency", "text"]
