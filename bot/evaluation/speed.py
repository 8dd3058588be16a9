"""The chapter about time and size: understanding alone, the whole reply, the model."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from bot.evaluation import plots
from bot.evaluation.asking import Answer
from bot.evaluation.results import Chart, Figure, Section
from bot.evaluation.wording import floor, say
from bot.measurements import MEGABYTE, percentile

WARM_UP = 20
MEASURED = 300
MILLISECONDS = 1e3


async def section(answers: Sequence[Answer], archive: Path) -> Section:
    """Milliseconds of understanding and of whole replies, megabytes of the model ``archive``."""
    alone = await understanding_milliseconds(archive, [answer.sample.text for answer in answers][:MEASURED])
    whole = [answer.seconds * MILLISECONDS for answer in answers]
    return Section(
        say("speed.title"),
        figures=(
            Figure(say("figure.p50"), percentile(alone, 0.5), "ms", floor("p50"), True, len(alone)),
            Figure(say("figure.p95"), percentile(alone, 0.95), "ms", floor("p95"), True, len(alone)),
            Figure(say("figure.reply_p50"), percentile(whole, 0.5), "ms", None, True, len(whole)),
            Figure(say("figure.model"), _megabytes(archive), "MB", floor("model"), True),
        ),
        charts=(
            Chart(say("speed.understanding"), plots.histogram(alone)),
            Chart(say("speed.reply"), plots.histogram(whole)),
        ),
    )


async def understanding_milliseconds(archive: Path, texts: Sequence[str]) -> list[float]:
    """How long Rasa's pipeline takes for each of ``texts``, after a warm-up."""
    import rasa.core.agent
    from rasa.core.channels.channel import UserMessage

    from bot.engine.graph_runner import run_in_order

    run_in_order()
    agent = rasa.core.agent.Agent()
    agent.load_model(str(archive))
    processor = agent.processor
    if processor is None:
        return []

    taken = []
    for text in [*texts[:WARM_UP], *texts]:
        start = time.perf_counter()
        await processor.parse_message(UserMessage(text))
        taken.append((time.perf_counter() - start) * MILLISECONDS)
    return taken[min(WARM_UP, len(texts)) :]


def _megabytes(archive: Path) -> float:
    return archive.stat().st_size / MEGABYTE
