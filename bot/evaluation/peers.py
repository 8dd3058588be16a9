"""The peers on the same data and the same split: BM25 in this process, stock Rasa in an environment of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from bot.evaluation import stock_rasa
from bot.evaluation.asking import CHOICES, Answer
from bot.evaluation.examples import Example
from bot.evaluation.results import Figure, Section, Table
from bot.evaluation.samples import Sample
from bot.evaluation.wording import floor, say
from knowledge.text import fold

Progress = Callable[[str], None]
Ranking = list[str]
"""Topics (or other intents) that a peer considers, best first."""


def bm25(examples: Sequence[Example], samples: Sequence[Sample]) -> list[Ranking]:
    """Topics of ``samples`` by BM25 (Robertson and Zaragoza 2009) over one document a topic: all its examples."""
    import bm25s

    topics = sorted({example.topic for example in examples if example.topic})
    documents = [" ".join(fold(e.text) for e in examples if e.topic == topic).split() for topic in topics]
    index = bm25s.BM25()
    index.index(documents, show_progress=False)
    questions = [fold(sample.text).split() or ["?"] for sample in samples]
    found, _ = index.retrieve(questions, k=CHOICES + 1, show_progress=False)
    return [[topics[int(number)] for number in row] for row in found]


def section(
    answers: Sequence[Answer], off_topic: Sequence[Answer], examples: Sequence[Example], progress: Progress
) -> Section:
    """The assistant beside its peers; a peer that cannot be built is named with the reason."""
    samples = [answer.sample for answer in answers]
    strangers = [answer.sample for answer in off_topic]
    count = len(samples)
    ours = sum(a.first for a in answers) / count
    rows: list[tuple[str | float, ...]] = [
        (say("peers.ours"), ours, sum(a.among for a in answers) / count,
         sum(a.confidently_wrong for a in answers) / count, _share([a.on_topic for a in off_topic]))
    ]  # fmt: skip
    figures, remarks = [], []
    progress(say("progress.bm25"))
    ranked = bm25(examples, samples)
    first, among = _hits(samples, ranked)
    rows.append((say("peers.bm25"), first, among, 1 - first, 1.0))
    figures.append(Figure(say("figure.lead_bm25"), ours - first, "points", floor("lead_bm25"), count=count))
    try:
        understood = stock_rasa.understood(examples, [s.text for s in (*samples, *strangers)], progress)
    except stock_rasa.NotBuiltError as error:
        remarks.append(say("peers.not_built", reason=error))
    else:
        first, among = _hits(samples, [u.topics for u in understood[:count]])
        sure = [u.topic for u in understood]
        wrong = sum(t is not None and t != s.topic for t, s in zip(sure[:count], samples, strict=True)) / count
        rows.append((say("peers.stock"), first, among, wrong, _share([t is not None for t in sure[count:]])))
        figures.append(Figure(say("figure.lead_stock"), ours - first, "points", floor("lead_stock"), count=count))
    columns = tuple(say(f"column.{key}") for key in ("peer", "first", "among", "wrong", "off_topic"))
    return Section(
        say("peers.title"), tuple(figures), (Table(say("peers.table"), columns, rows, on_console=True),),
        remarks=tuple(remarks),
    )  # fmt: skip


def _hits(samples: Sequence[Sample], ranked: Sequence[Ranking]) -> tuple[float, float]:
    """Shares with the topic first, and with it among the answer and the choices."""
    pairs = list(zip(samples, ranked, strict=True))
    first = sum(sample.topic in ranking[:1] for sample, ranking in pairs)
    among = sum(sample.topic in ranking[: CHOICES + 1] for sample, ranking in pairs)
    return first / len(pairs), among / len(pairs)


def _share(values: Sequence[bool]) -> float:
    return sum(values) / len(values) if values else 0.0


def workplace(var_dir: Path) -> Path:
    """Where peers are built."""
    return var_dir / "peers"
