"""The chapter about topic questions: how often the right answer comes, for whom, what is taken for what."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from bot.evaluation import plots
from bot.evaluation.asking import Answer
from bot.evaluation.results import Chart, Figure, Section, Table
from bot.evaluation.wording import floor, say
from knowledge.repository import KnowledgeRepository

BINS = 10
SHOWN_PAIRS = 30
SHOWN_TOPICS = 40
NOTHING = "–"

Group = Callable[[Answer], str | None]


def section(answers: Sequence[Answer], facts: KnowledgeRepository) -> Section:
    """Everything about the answers to topic questions."""
    groups: dict[str, Group] = {
        "audience": lambda answer: answer.sample.audience,
        "manner": lambda answer: answer.sample.manner,
        "page": lambda answer: answer.sample.page or NOTHING,
    }
    tables = [_group_table(answers, name, group) for name, group in groups.items()]
    return Section(
        say("understanding.title"),
        figures=(*headline(answers), *_worst(answers, groups)),
        tables=(*tables, _topic_table(answers), _pairs(answers), _asked_back(answers)),
        charts=(
            *(_group_chart(answers, name, group) for name, group in groups.items()),
            Chart(say("understanding.topics_chart"), plots.bars(_rates(answers, lambda a: a.sample.topic))),
            Chart(say("understanding.reliability"), plots.reliability(bins(answers))),
            Chart(say("understanding.confusion"), _confusion(answers, facts)),
        ),
        remarks=(say("understanding.remark"),),
    )


def headline(answers: Sequence[Answer]) -> tuple[Figure, ...]:
    """The shares that the goals name."""
    count = len(answers)

    def share(key: str, holds: Callable[[Answer], bool], *, at_most: bool = False) -> Figure:
        value = sum(map(holds, answers)) / count if count else None
        return Figure(say(f"figure.{key}"), value, floor=floor(key), at_most=at_most, count=count)

    return (
        share("first", lambda a: a.first),
        share("among", lambda a: a.among),
        share("confidently_wrong", lambda a: a.confidently_wrong, at_most=True),
        share("asked_back", lambda a: a.asked_back, at_most=True),
        Figure(say("figure.calibration_error"), calibration_error(answers), floor=floor("calibration_error"),
               at_most=True, count=count),
    )  # fmt: skip


def _worst(answers: Sequence[Answer], groups: dict[str, Group]) -> tuple[Figure, ...]:
    worst = []
    for name in ("audience", "manner"):
        rates = _rates(answers, groups[name])
        if rates:
            lowest = min(rates, key=lambda group: rates[group])
            worst.append(
                Figure(say(f"figure.worst_{name}", group=lowest), rates[lowest], floor=floor(f"worst_{name}"),
                       count=_counts(answers, groups[name])[lowest])
            )  # fmt: skip
    return tuple(worst)


def _rates(answers: Sequence[Answer], group: Group) -> dict[str, float]:
    """Group -> share answered right at once, lowest first."""
    found: dict[str, list[bool]] = defaultdict(list)
    for answer in answers:
        if (name := group(answer)) is not None:
            found[name].append(answer.first)
    rates = {name: sum(values) / len(values) for name, values in found.items()}
    return dict(sorted(rates.items(), key=lambda item: item[1]))


def _counts(answers: Sequence[Answer], group: Group) -> dict[str, int]:
    return Counter(name for answer in answers if (name := group(answer)) is not None)


def _group_table(answers: Sequence[Answer], name: str, group: Group) -> Table:
    counts, members = _counts(answers, group), defaultdict(list)
    for answer in answers:
        members[group(answer)].append(answer)
    rows = [
        (
            each, counts[each], rate,
            sum(a.among for a in members[each]) / counts[each],
            sum(a.confidently_wrong for a in members[each]) / counts[each],
            sum(a.asked_back for a in members[each]) / counts[each],
        )
        for each, rate in _rates(answers, group).items()
    ]  # fmt: skip
    columns = tuple(say(f"column.{key}") for key in (name, "count", "first", "among", "wrong", "asked_back"))
    return Table(say(f"understanding.by_{name}"), columns, rows, on_console=name != "page")


def _group_chart(answers: Sequence[Answer], name: str, group: Group) -> Chart:
    limit = floor(f"worst_{name}") if name != "page" else None
    return Chart(
        say(f"understanding.by_{name}"),
        plots.bars(_rates(answers, group), floor=limit, counts=_counts(answers, group)),
    )


def _topic_table(answers: Sequence[Answer]) -> Table:
    rates = _rates(answers, lambda a: a.sample.topic)
    rows = [
        (topic, rate, sum(a.among for a in answers if a.sample.topic == topic) /
         sum(a.sample.topic == topic for a in answers))
        for topic, rate in list(rates.items())[:SHOWN_TOPICS]
    ]  # fmt: skip
    columns = tuple(say(f"column.{key}") for key in ("topic", "first", "among"))
    return Table(say("understanding.weakest"), columns, rows)


def _pairs(answers: Sequence[Answer]) -> Table:
    """Which topic is taken for which, or for which kind of message, how often."""
    wrong: Counter[tuple[str, str]] = Counter(
        (str(a.sample.topic), a.topic or f"({a.intent})") for a in answers if not a.first
    )
    rows = [(meant, taken, count) for (meant, taken), count in wrong.most_common(SHOWN_PAIRS)]
    columns = tuple(say(f"column.{key}") for key in ("meant", "taken", "count"))
    return Table(say("understanding.pairs"), columns, rows)


def _asked_back(answers: Sequence[Answer]) -> Table:
    """Topics whose questions are asked back most, and how often the choices hold what was meant."""
    back: dict[str, list[bool]] = defaultdict(list)
    for answer in answers:
        if answer.asked_back:
            back[str(answer.sample.topic)].append(answer.among)
    ordered = sorted(back.items(), key=lambda item: -len(item[1]))[:SHOWN_PAIRS]
    rows = [(topic, len(held), sum(held) / len(held)) for topic, held in ordered]
    columns = tuple(say(f"column.{key}") for key in ("topic", "count", "among"))
    return Table(say("understanding.asked_back"), columns, rows)


def bins(answers: Sequence[Answer]) -> list[tuple[float, float, int]]:
    """Mean confidence, share answered right, number; one entry for each tenth of confidence that occurs."""
    found: dict[int, list[Answer]] = defaultdict(list)
    for answer in answers:
        found[min(int(answer.confidence * BINS), BINS - 1)].append(answer)
    return [
        (sum(a.confidence for a in members) / len(members), sum(a.first for a in members) / len(members),
         len(members))
        for _, members in sorted(found.items())
    ]  # fmt: skip


def calibration_error(answers: Sequence[Answer]) -> float | None:
    """Expected calibration error (Naeini et al. 2015) over ten bins."""
    if not answers:
        return None
    return sum(abs(sure - right) * count for sure, right, count in bins(answers)) / len(answers)


def _confusion(answers: Sequence[Answer], facts: KnowledgeRepository) -> str:
    categories = {topic.id: str(topic.category) for topic in facts.topics()}
    names = [*sorted(set(categories.values())), NOTHING]
    counts = [[0] * len(names) for _ in names]
    for answer in answers:
        meant = categories.get(str(answer.sample.topic), NOTHING)
        taken = categories.get(str(answer.topic), NOTHING)
        counts[names.index(meant)][names.index(taken)] += 1
    return plots.matrix([*names[:-1], say("understanding.none")], counts)
