"""Ask the finished assistant what it must know before it is let loose on visitors (goal R14)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.assistant import Assistant, Reply, Request
from bot.engine.port import Status

PROBES = Path(__file__).with_suffix(".toml")


@dataclass(frozen=True)
class Result:
    """How the self-test went: texts of probes, which are ours and may be logged."""

    asked: int
    missed: tuple[str, ...]
    """Dangers without an emergency block in front."""
    wrong: tuple[str, ...]
    """Other probes with a wrong reply."""
    most_wrong: int

    @property
    def passed(self) -> bool:
        """Whether the assistant may answer."""
        return not self.missed and len(self.wrong) <= self.most_wrong


def first(path: Path = PROBES) -> str:
    """The first danger that is asked."""
    text: str = _probes(path)["danger"][0]
    return text


async def run(assistant: Assistant, path: Path = PROBES) -> Result:
    """Ask every probe in a conversation of its own, which is forgotten."""
    probes = _probes(path)
    missed = [text for text in probes["danger"] if not _alarmed(await _reply(assistant, text))]
    wrong = [text for text in probes["harmless"] if not _fine(await _reply(assistant, text))]
    for text, topic in probes["topics"].items():
        if (await _reply(assistant, text)).understanding.topic != topic:
            wrong.append(text)
    asked = sum(len(probes[kind]) for kind in ("danger", "harmless", "topics"))
    return Result(asked, tuple(missed), tuple(wrong), probes["most_wrong"])


def _probes(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


async def _reply(assistant: Assistant, text: str) -> Reply:
    reply = await assistant.reply(Request(text))
    await assistant.forget(reply.conversation_id)
    return reply


def _alarmed(reply: Reply) -> bool:
    return bool(reply.blocks[0]["type"] == "emergency")


def _fine(reply: Reply) -> bool:
    return not _alarmed(reply) and reply.status != Status.ERROR
