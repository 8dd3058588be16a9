"""How much room and time the assistant takes: one function a quantity, nothing is judged here."""

from __future__ import annotations

import asyncio
import math
import random
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

import httpx

from bot.nlu.language import MODEL
from bot.processes import MeasurementError, wording
from bot.safety import gate
from bot.safety.examples import read_all
from bot.settings import ROOT, Settings, quiet_rasa
from bot.web.schemas import LONGEST_MESSAGE

LOCK = ROOT / "requirements.lock"
REQUEST_SECONDS = 10
TURNS = 4
"""Questions of one conversation; then another begins."""
MEGABYTE = 1e6
ROUNDS = 5
SEED = 1


@dataclass(frozen=True)
class Question:
    """A question of ``bench.toml`` and the city on whose page it is asked."""

    text: str
    city: str | None


def questions() -> tuple[Question, ...]:
    """The mixed questions, in the order of the file."""
    lines = wording()("questions.all").strip().splitlines()
    return tuple(Question(text, city or None) for city, _, text in (line.partition("|") for line in lines))


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest of ``values`` that ``share`` (0..1) of them do not exceed; ValueError when there are none.

    Nearest rank: always one of the values.
    """
    if not values:
        raise ValueError("no values")
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def locked_names(lock: str) -> list[str]:
    """Names of the distributions in the text of a requirements file with exact versions."""
    return re.findall(r"^([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^\]]*\])?==", lock, re.MULTILINE)


def installed_bytes(distributions: Iterable[Distribution]) -> int:
    """Bytes on disk of every file of ``distributions``, compiled Python included, each file once."""
    paths = {path.resolve() for each in distributions for path in _files(each)}
    return sum(path.stat().st_size for path in paths if path.is_file())


def _files(each: Distribution) -> Iterator[Path]:
    for file in each.files or ():
        path = Path(str(file.locate()))
        yield path
        if path.suffix == ".py":
            yield from (path.parent / "__pycache__").glob(f"{path.stem}.*.pyc")


def installed_megabytes() -> float:
    """What the lock file and the language model take in this environment; other systems' packages count 0."""
    return installed_bytes(_installed([*locked_names(LOCK.read_text(encoding="utf-8")), MODEL])) / MEGABYTE


def _installed(names: Iterable[str]) -> Iterator[Distribution]:
    for name in names:
        try:
            yield distribution(name)
        except PackageNotFoundError:
            continue  # locked for another system, or the optional language model


def reply_seconds(address: str, asked: Sequence[Question], count: int) -> list[float]:
    """Seconds of each of ``count`` questions over one kept-alive connection, one after the other.

    Raises :class:`MeasurementError` for anything but an answer.
    """
    taken: list[float] = []
    conversation = None
    with httpx.Client(base_url=address, trust_env=False, timeout=REQUEST_SECONDS) as client:
        for number in range(count):
            question = asked[number % len(asked)]
            body = {"message": question.text, "city": question.city, "conversation_id": conversation}
            started = time.perf_counter()
            try:
                answer = client.post("/api/v1/chat", json=body)
            except httpx.TransportError as error:
                raise MeasurementError(wording()("failure.request", reason=type(error).__name__)) from error
            taken.append(time.perf_counter() - started)
            if answer.status_code != httpx.codes.OK or answer.json().get("status") == "error":
                raise MeasurementError(wording()("failure.request", reason=answer.status_code))
            conversation = answer.json()["conversation_id"] if (number + 1) % TURNS else None
    return taken


def understanding_seconds(asked: Sequence[Question], count: int) -> list[float]:
    """Seconds the model takes to understand each of ``count`` questions, without dialogue and HTTP.

    Raises :class:`MeasurementError` when there is no model that fits.
    """
    quiet_rasa()
    from rasa.core.agent import Agent

    from bot.training import model

    try:
        agent = Agent.load(str(model.current(Settings()).archive))
    except model.ModelError as error:
        raise MeasurementError(wording()("failure.nlu", reason=error)) from error

    async def measure() -> list[float]:
        taken = []
        for number in range(-len(asked), count):  # the first round only warms up
            started = time.perf_counter()
            await agent.parse_message(asked[number % len(asked)].text)
            taken.append(time.perf_counter() - started)
        return taken[len(asked) :]

    return asyncio.run(measure())


def long_messages(count: int) -> Iterator[str]:
    """``count`` texts as long as a visitor may write, of examples of the gate in all its languages, at random."""
    chosen = random.Random(SEED)  # noqa: S311 -- the same texts each time
    said = [example.text for example in read_all()]
    for _ in range(count):
        text = ""
        while len(text) < LONGEST_MESSAGE:
            text += chosen.choice(said) + ". "
        yield text[:LONGEST_MESSAGE]


def gate_seconds(count: int) -> list[float]:
    """Processor seconds that the gate takes by itself to judge each of ``count`` of :func:`long_messages`.

    The quickest of :data:`ROUNDS` counts: what the text costs, not what else the machine did.
    """
    texts = list(long_messages(count))
    judges = gate.load()
    return [min(_cpu_seconds(judges.assess, text) for _ in range(ROUNDS)) for text in texts]


def _cpu_seconds(judge: Callable[[str], object], text: str) -> float:
    started = time.thread_time()
    judge(text)
    return time.thread_time() - started
