"""The peers on the same questions: BM25 in this process over the topics' own texts and over the training examples,
stock Rasa in an environment of its own on the training examples."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from bot.evaluation import stock_rasa
from bot.evaluation.asking import CHOICES, Answer
from bot.evaluation.examples import Example
from bot.evaluation.results import Figure, Section, Table
from bot.evaluation.samples import Sample
from bot.evaluation.wording import floor, say
from knowledge.repository import KnowledgeRepository
from knowledge.text import fold

Progress = Callable[[str], None]
Row = tuple[str | float, ...]
Ranking = list[str]
"""Topics (or other intents) that a peer considers, best first."""


def of_examples(examples: Sequence[Example]) -> dict[str, str]:
    """Topic -> all its training examples."""
    found: dict[str, list[str]] = defaultdict(list)
    for example in examples:
        if example.topic:
            found[example.topic].append(example.text)
    return {topic: " ".join(texts) for topic, texts in found.items()}


def of_topics(facts: KnowledgeRepository) -> dict[str, str]:
    """Topic -> everything the knowledge base says about it: question, other ways to ask, both answers, list; of
    all cities."""
    found: dict[str, list[str]] = defaultdict(list)
    for city in (None, *(city.id for city in facts.cities())):
        for topic in facts.topics(city):
            texts = (topic.question, *topic.alt_questions, topic.answer, topic.easy_answer, *topic.items)
            found[topic.id] += [text for text in texts if text not in found[topic.id]]
    return {topic: " ".join(texts) for topic, texts in found.items()}


def bm25(documents: Mapping[str, str], samples: Sequence[Sample]) -> list[Ranking]:
    """Topics of ``samples`` by BM25 (Robertson and Zaragoza 2009) over one document a topic."""
    import bm25s

    topics = sorted(documents)
    index = bm25s.BM25()
    index.index([fold(documents[topic]).split() for topic in topics], show_progress=False)
    questions = [fold(sample.text).split() or ["?"] for sample in samples]
    found, _ = index.retrieve(questions, k=CHOICES + 1, show_progress=False)
    return [[topics[int(number)] for number in row] for row in found]


def section(
    answers: Sequence[Answer], off_topic: Sequence[Answer], examples: Sequence[Example],
    facts: KnowledgeRepository, progress: Progress, *, stock: bool,
) -> Section:  # fmt: skip
    """The assistant beside BM25 and, if ``stock``, stock Rasa; if that cannot be built it is said why."""
    samples = [answer.sample for answer in answers]
    count = len(samples)
    ours = sum(a.first for a in answers) / count
    rows: list[Row] = [
        (say("peers.ours"), ours, sum(a.among for a in answers) / count,
         sum(a.confidently_wrong for a in answers) / count, _share([a.on_topic for a in off_topic]))
    ]  # fmt: skip
    figures: list[Figure] = []
    remarks: list[str] = []
    progress(say("progress.bm25"))
    for name, documents in (("bm25", of_topics(facts)), ("bm25_examples", of_examples(examples))):
        first, among = _hits(samples, bm25(documents, samples))
        rows.append((say(f"peers.{name}"), first, among, 1 - first, 1.0))
        lead = floor(f"lead_{name}")
        figures.append(Figure(say(f"figure.lead_{name}"), ours - first, "points", lead, count=count))
    if stock:
        try:
            row, ahead = _stock(ours, samples, [answer.sample for answer in off_topic], examples, progress)
        except stock_rasa.NotBuiltError as error:
            remarks.append(say("peers.not_built", reason=error))
        else:
            rows.append(row)
            figures.append(ahead)
    columns = tuple(say(f"column.{key}") for key in ("peer", "first", "among", "wrong", "off_topic"))
    return Section(
        say("peers.title"), tuple(figures), (Table(say("peers.table"), columns, rows, on_console=True),),
        remarks=tuple(remarks),
    )  # fmt: skip


def _stock(
    ours: float, samples: Sequence[Sample], strangers: Sequence[Sample], examples: Sequence[Example],
    progress: Progress,
) -> tuple[Row, Figure]:  # fmt: skip
    """Stock Rasa's row, and the lead over it. Raises :class:`stock_rasa.NotBuiltError`."""
    count = len(samples)
    understood = stock_rasa.understood(examples, [s.text for s in (*samples, *strangers)], progress)
    first, among = _hits(samples, [u.topics for u in understood[:count]])
    sure = [u.topic for u in understood]
    wrong = sum(t is not None and t != s.topic for t, s in zip(sure[:count], samples, strict=True)) / count
    row = (say("peers.stock"), first, among, wrong, _share([t is not None for t in sure[count:]]))
    return row, Figure(say("figure.lead_stock"), ours - first, "points", floor("lead_stock"), count=count)


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
