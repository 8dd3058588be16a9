"""The one place where the parts of a process are put together."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import actions
from actions.base import Clock, local_now
from bot import selftest
from bot.assistant import Assistant
from bot.emergency import EmergencyCard
from bot.engine.buttons import ButtonSigner
from bot.engine.port import EngineError
from bot.metrics import Counters
from bot.safety import gate
from bot.settings import Settings, quiet_rasa
from bot.switch import OffSwitch
from bot.texts.released import NotReleasedError, ReleasedTexts, reasons
from bot.wording import say
from knowledge.build import BuildError, build
from knowledge.loader import ContentError
from knowledge.repository import KnowledgeRepository
from knowledge.settings import KnowledgeSettings

logger = logging.getLogger(__name__)

Progress = Callable[[str], None]
SHOWN_REASONS = 10


class StartError(Exception):
    """The process cannot start; the message says in German what to do."""


@dataclass(frozen=True)
class Parts:
    """What a process is made of."""

    settings: Settings
    facts: KnowledgeRepository
    assistant: Assistant
    counters: Counters
    switch: OffSwitch


def database_url(settings: Settings) -> str:
    """Address of the knowledge base: the environment's, else a SQLite file in ``var_dir``."""
    given = KnowledgeSettings()
    if "database_url" in given.model_fields_set:
        return given.database_url
    return f"sqlite:///{settings.var_dir / 'knowledge.db'}"


def facts(settings: Settings, progress: Progress) -> KnowledgeRepository:
    """The knowledge base, built anew when its content has changed. Raises :class:`StartError`."""
    progress(say("start.knowledge"))
    try:
        settings.var_dir.mkdir(parents=True, exist_ok=True)
        build(KnowledgeSettings().content_dir, database_url(settings))
    except OSError as error:
        path = error.filename or settings.var_dir
        raise StartError(say("not_writable", path=path, reason=error.strerror)) from error
    except ContentError as error:
        problems = [str(problem) for problem in error.problems]
        raise StartError("\n".join([*problems, say("start.content", count=len(problems))])) from error
    except BuildError as error:
        raise StartError(str(error)) from error
    return KnowledgeRepository(database_url(settings))


def parts(
    settings: Settings, progress: Progress, *, train: bool = True, clock: Clock = local_now
) -> Parts:
    """Knowledge base, model, engine and assistant. Raises :class:`StartError`.

    ``train`` trains a model when the trained one does not fit; without it a missing model is an error. ``clock``
    tells what is open and what is past.
    """
    quiet_rasa()
    # after quiet_rasa, because Rasa reads the environment while it is imported
    from rasa.utils.endpoints import EndpointConfig

    from bot.engine.action_endpoint import InProcessActions
    from bot.engine.apart import EngineApart
    from bot.engine.inprocess import RasaEngine
    from bot.nlu import second_opinion
    from bot.training import model

    known = facts(settings, progress)
    try:
        trained = model.ensure_apart(settings, known, progress) if train else model.current(settings)
        progress(say("start.engine"))
        second = second_opinion.load()
        endpoint = (
            EndpointConfig(url=settings.action_server, enable_selective_domain=True)
            if settings.action_server
            else InProcessActions(actions.all_actions(known, clock))
        )
        engine = RasaEngine.load(
            Path(trained.archive), endpoint, minutes=settings.conversation_minutes,
            conversations=settings.max_conversations,
        )  # fmt: skip
    except model.ModelError as error:
        raise StartError(str(error)) from error
    except (EngineError, second_opinion.OpinionError) as error:
        raise StartError(say("model.unusable", reason=error)) from error
    apart = EngineApart(engine)
    apart.warm(selftest.first())
    counters = Counters()
    switch = OffSwitch(settings.off_file)
    assistant = Assistant(
        apart, known, gate.load(second), EmergencyCard(known), ButtonSigner(settings.secret),
        counters, switch, unreleased=released_texts(known).unreleased, clock=clock,
        timeout=settings.engine_timeout, minutes=settings.conversation_minutes,
        conversations=settings.max_conversations,
    )  # fmt: skip
    test_self(assistant, switch, progress)
    return Parts(settings, known, assistant, counters, switch)


def released_texts(known: KnowledgeRepository) -> ReleasedTexts:
    """What may be said. Raises :class:`StartError`."""
    try:
        return ReleasedTexts.load(known)
    except NotReleasedError as error:
        raise StartError(str(error)) from error


def check_released(known: KnowledgeRepository) -> None:
    """Raises :class:`StartError` when something on disk may not go live (goal S20)."""
    try:
        found = reasons(known)
    except NotReleasedError as error:
        raise StartError(str(error)) from error
    if found:
        raise StartError("\n".join([*found[:SHOWN_REASONS], say("start.not_released", count=len(found))]))


def test_self(assistant: Assistant, switch: OffSwitch, progress: Progress) -> None:
    """Leave only the emergency card where the self-test fails; an operator's file is no reason to fail it."""
    if switch.off:
        return
    progress(say("start.selftest"))
    # in a thread, because whoever starts us may run an event loop already
    with ThreadPoolExecutor(1) as pool:
        result = pool.submit(asyncio.run, selftest.run(assistant)).result()
    if not result.passed:
        logger.critical("self-test failed, only the emergency card is shown: %s", [*result.missed, *result.wrong])
        switch.fail()
