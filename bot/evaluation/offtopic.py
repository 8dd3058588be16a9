"""The chapter about messages that ask nothing of the knowledge base: are they answered as if they did?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot.evaluation.asking import Answer
from bot.evaluation.results import Figure, Section, Table
from bot.evaluation.wording import floor, say
from bot.safety.verdict import Level

SHOWN_TOPICS = 20


def section(off_topic: Sequence[Answer], everyday: Sequence[Answer], told: Sequence[Answer] = ()) -> Section:
    """How often off-topic and nonsense messages are answered as if on topic, and with which topics.

    ``everyday`` messages are what people write about anything; the gate must not see danger in them.
    ``told`` is what people tell without asking anything.
    """
    figures = []
    if off_topic:
        figures.append(_answered("off_topic_answered", off_topic))
    if told:
        figures.append(_answered("told_answered", told))
    if everyday:
        alarms = sum(Level(answer.danger).dangerous for answer in everyday) / len(everyday)
        figures.append(
            Figure(
                say("figure.false_alarms"), alarms, floor=floor("false_alarms"), at_most=True, count=len(everyday)
            )
        )
    kinds = sorted({answer.sample.manner or "" for answer in off_topic})
    members = {kind: [a for a in off_topic if (a.sample.manner or "") == kind] for kind in kinds}
    statuses = Counter((answer.sample.kind, answer.status) for answer in (*off_topic, *told, *everyday))
    topics = Counter(str(answer.topic) for answer in (*off_topic, *told) if answer.on_topic)
    return Section(
        say("offtopic.title"),
        figures=tuple(figures),
        tables=(
            Table(say("offtopic.by_kind"), tuple(say(f"column.{c}") for c in ("kind", "count", "answered")),
                  [(kind, len(found), sum(a.on_topic for a in found) / len(found))
                   for kind, found in members.items()]),
            Table(say("offtopic.by_status"), tuple(say(f"column.{c}") for c in ("kind", "status", "count")),
                  [(kind, status, count) for (kind, status), count in statuses.most_common()]),
            Table(say("offtopic.topics"), (say("column.topic"), say("column.count")),
                  topics.most_common(SHOWN_TOPICS)),
        ),
    )  # fmt: skip


def _answered(key: str, answers: Sequence[Answer]) -> Figure:
    share = sum(answer.on_topic for answer in answers) / len(answers)
    return Figure(say(f"figure.{key}"), share, floor=floor(key), at_most=True, count=len(answers))
