"""Programs of ours in processes of their own, for measuring: started, watched, always ended."""

from __future__ import annotations

import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import IO

import httpx
import psutil  # type: ignore[import-untyped]

from bot import bootstrap
from bot.settings import ROOT
from knowledge.wording import Wording

HOST = "127.0.0.1"
PROGRAM = (sys.executable, "-m", "bot")
SERVE = (sys.executable, *bootstrap.OPTIONS, "-m", "bot", "serve")
"""As ``make run`` starts it, with :data:`bot.bootstrap.FRUGAL` in its environment."""
TRAINING_SECONDS = 900
READY_SECONDS = 60
PREPARE_SECONDS = 600
"""A first start builds the knowledge base and trains."""
STOP_SECONDS = 10
POLL_SECONDS = 0.05


class MeasurementError(Exception):
    """Something could not be measured; the message is a German sentence."""


@lru_cache(maxsize=1)
def wording() -> Wording:
    """The sentences of the measurement, ``bench.toml``."""
    return Wording(Path(__file__).with_name("bench.toml"))


def training_seconds() -> float:
    """Seconds of ``python -m bot train`` from nothing. Raises :class:`MeasurementError`."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as log:
        empty = {"LOTSE_VAR_DIR": folder, "LOTSE_DATABASE_URL": f"sqlite:///{folder}/knowledge.db"}
        started = time.perf_counter()
        with _process((*PROGRAM, "train"), log, empty) as process:
            try:
                code = process.wait(TRAINING_SECONDS)
            except subprocess.TimeoutExpired:
                code = None
            seconds = time.perf_counter() - started
        if code != 0:
            raise MeasurementError(wording()("failure.training", reason=_last_line(log)))
        return seconds


@dataclass(frozen=True)
class Server:
    """A running server: its address, its process, and the seconds from start to ready."""

    address: str
    pid: int
    ready_seconds: float

    def memory_bytes(self) -> int:
        """Resident memory of the process and of all processes it started."""
        process = psutil.Process(self.pid)
        total: int = sum(each.memory_info().rss for each in (process, *process.children(recursive=True)))
        return total


@contextmanager
def server(limit: float = READY_SECONDS, program: Sequence[str] = SERVE) -> Iterator[Server]:
    """``python -m bot serve`` on a free port, for this machine only, ready; always ended afterwards.

    ``program`` finds host and port in its environment (``LOTSE_HOST``, ``LOTSE_PORT``). Raises
    :class:`MeasurementError` when it ends by itself or is not ready within ``limit`` seconds.
    """
    port = _free_port()
    # the measurement asks faster than any visitor may
    place = {**bootstrap.FRUGAL, "LOTSE_HOST": HOST, "LOTSE_PORT": str(port), "LOTSE_RATE_PER_SECOND": "100000"}
    with tempfile.TemporaryFile() as log:
        started = time.perf_counter()
        with _process(program, log, place) as process:
            address = f"http://{HOST}:{port}"
            _wait(process, log, f"{address}/health/ready", started + limit, limit)
            yield Server(address, process.pid, time.perf_counter() - started)


def _wait(process: subprocess.Popen[bytes], log: IO[bytes], address: str, deadline: float, limit: float) -> None:
    with httpx.Client(trust_env=False, timeout=1) as client:
        while time.perf_counter() < deadline:
            if process.poll() is not None:
                raise MeasurementError(wording()("failure.ended", reason=_last_line(log)))
            try:
                answer = client.get(address)
                if answer.status_code == httpx.codes.OK and answer.json().get("status") == "ready":
                    return
            except (httpx.TransportError, ValueError):
                pass  # not listening yet, or something else answers; the deadline ends this
            time.sleep(POLL_SECONDS)
    raise MeasurementError(wording()("failure.not_ready", seconds=int(limit), reason=_last_line(log)))


@contextmanager
def _process(
    program: Sequence[str], log: IO[bytes], environment: Mapping[str, str]
) -> Iterator[subprocess.Popen[bytes]]:
    """``program`` with more environment, ended with all its children when the context is left."""
    process = subprocess.Popen(  # noqa: S603 -- our own program
        program, cwd=ROOT, env=_inherited(environment),
        stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
    )  # fmt: skip
    try:
        yield process
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        return  # its number may belong to somebody else by now
    parent = psutil.Process(process.pid)
    family = [*parent.children(recursive=True), parent]
    for action in (psutil.Process.terminate, psutil.Process.kill):
        _signal(family, action)
        _, family = psutil.wait_procs(family, timeout=STOP_SECONDS)
    process.wait(STOP_SECONDS)


def _signal(family: Iterable[psutil.Process], action: Callable[[psutil.Process], None]) -> None:
    for member in family:
        try:
            action(member)
        except psutil.NoSuchProcess:
            continue


def _inherited(more: Mapping[str, str]) -> dict[str, str]:
    """This process's environment with ``more`` over it, for a child; nothing in it is read here."""
    return {**psutil.Process().environ(), **more}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _last_line(log: IO[bytes]) -> str:
    log.seek(0)
    lines = [line.strip() for line in log.read().decode("utf-8", "replace").splitlines() if line.strip()]
    return lines[-1] if lines else "?"
