"""The same actions behind a real rasa-sdk server."""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from rasa.utils.endpoints import EndpointConfig

from actions import all_actions
from actions.base import local_now
from bot.engine.action_endpoint import InProcessActions
from bot.engine.inprocess import RasaEngine
from bot.engine.port import EngineReply, Message
from bot.settings import ROOT
from bot.training import model
from bot.wiring import Parts

PATIENCE = 90
QUESTIONS = (
    Message("", "Kann ich anonym melden?", city="herne"),
    Message("", "Welche Termine gibt es?", city="troisdorf"),
    Message("", "Was ist eine insoweit erfahrene Fachkraft?"),
    Message("", "Ich bin Lehrerin, wie melde ich?", city="potsdam"),
    Message("", "Welche Hotlines gibt es?", audience="kind"),
)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of ``python -m bot actions``."""
    directory, port = tmp_path_factory.mktemp("action-server"), free_port()
    output = directory / "output.txt"
    environment = {**os.environ, "LOTSE_VAR_DIR": str(directory), "LOTSE_HOST": "127.0.0.1"}
    with (
        output.open("w") as out,
        subprocess.Popen(
            [sys.executable, "-m", "bot", "actions", "--port", str(port)],
            cwd=ROOT,
            env=environment,
            stdout=out,
            stderr=out,
        ) as process,
    ):
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(address, process, output)
            yield address
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait(address: str, process: subprocess.Popen[bytes], output: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        assert process.poll() is None, output.read_text()
        try:
            with urllib.request.urlopen(f"{address}/health", timeout=2):  # noqa: S310 - our own address
                return
        except OSError:
            time.sleep(0.3)
    pytest.fail(output.read_text())


async def answers(archive: Path, endpoint: EndpointConfig) -> list[EngineReply]:
    """What an engine with this action endpoint answers to the questions."""
    engine = RasaEngine.load(archive, endpoint, minutes=1, conversations=10)
    return [
        await engine.reply(
            Message(secrets.token_hex(8), m.text, city=m.city, audience=m.audience, register=m.register)
        )
        for m in QUESTIONS
    ]


async def test_a_server_gives_the_same_blocks_as_the_process_itself(server: str, parts: Parts) -> None:
    archive = model.current(parts.settings).archive
    inside = await answers(archive, InProcessActions(all_actions(parts.facts, local_now)))
    outside = await answers(archive, EndpointConfig(url=f"{server}/webhook", enable_selective_domain=True))
    for ours, theirs in zip(inside, outside, strict=True):
        assert ours.blocks
        assert ours.blocks == theirs.blocks
        assert ours.suggestions == theirs.suggestions
        assert ours.understanding == theirs.understanding


async def test_without_its_server_the_engine_gives_no_blocks(parts: Parts) -> None:
    nowhere = EndpointConfig(url=f"http://127.0.0.1:{free_port()}/webhook", enable_selective_domain=True)
    engine = RasaEngine.load(model.current(parts.settings).archive, nowhere, minutes=1, conversations=10)
    assert (await engine.reply(Message("a", "Kann ich anonym melden?"))).blocks == ()
