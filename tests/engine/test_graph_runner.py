"""The components of a model run one after another, with what Rasa's own runner would give."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage
from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner

from bot.engine.graph_runner import InOrderGraphRunner
from bot.engine.inprocess import RasaEngine

RAN: list[str] = []


class Joined(GraphComponent):
    """Gives its name and what it was given."""

    @classmethod
    def create(cls, config: dict[str, Any], **_parts: Any) -> Joined:
        joined = cls()
        joined.name = config["name"]
        return joined

    name: str

    def run(self, first: str, second: str = "") -> str:
        RAN.append(self.name)
        return f"{self.name}({first}{second})"


def node(name: str, *, target: bool = False, **needs: str) -> SchemaNode:
    return SchemaNode(needs, Joined, "create", "run", {"name": name}, eager=True, is_target=target)


SCHEMA = GraphSchema(
    {
        "end": node("end", target=True, first="left", second="right"),
        "right": node("right", first="start"),
        "left": node("left", first="start"),
        "start": node("start", first="text"),
        "aside": node("aside", first="text"),
    }
)


def runner(kind: type[DaskGraphRunner]) -> DaskGraphRunner:
    return kind.create(SCHEMA, None, ExecutionContext(SCHEMA))


@pytest.mark.parametrize("targets", [None, ["left"], ["aside", "right"]])
def test_each_node_runs_once_after_what_it_needs(targets: list[str] | None) -> None:
    expected = runner(DaskGraphRunner).run({"text": "x"}, targets)
    in_order = runner(InOrderGraphRunner)
    for _ in range(2):
        RAN.clear()
        assert in_order.run({"text": "x"}, targets) == expected
        assert len(RAN) == len(set(RAN))


def test_what_nobody_asked_for_is_not_run() -> None:
    RAN.clear()
    assert runner(InOrderGraphRunner).run({"text": "x"}) == {"end": "end(left(start(x))right(start(x)))"}
    assert "aside" not in RAN


def test_an_input_called_like_a_node_is_refused() -> None:
    with pytest.raises(GraphRunError, match="left"):
        runner(InOrderGraphRunner).run({"text": "x", "left": "y"})


@pytest.mark.parametrize("kind", [DaskGraphRunner, InOrderGraphRunner])
def test_a_missing_input_is_told(kind: type[DaskGraphRunner]) -> None:
    with pytest.raises(GraphRunError, match="text"):
        runner(kind).run({})


async def test_the_engine_understands_with_it_what_rasa_understands(engine: RasaEngine) -> None:
    processor = engine._processor
    assert isinstance(processor.graph_runner, InOrderGraphRunner)
    as_rasa = DaskGraphRunner.run.__get__(processor.graph_runner)
    for text in ("Wen rufe ich in Herne an?", "Ich bin Lehrerin. Was kostet das? Und wer zahlt?", "hm"):
        found = await processor.parse_message(UserMessage(text))
        in_order, processor.graph_runner.run = processor.graph_runner.run, as_rasa
        try:
            assert await processor.parse_message(UserMessage(text)) == found
        finally:
            processor.graph_runner.run = in_order
