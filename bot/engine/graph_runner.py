"""A trained model whose components run one after another, without Dask's scheduler.

Rasa plans each message, and each prediction of an action, anew as a graph that could be shared out. Ours are
chains: the order is found once (docs/sprachverstehen.md says what that saves).
"""

from __future__ import annotations

from functools import cache
from typing import Any

import rasa.core.processor
from rasa.engine.exceptions import GraphRunError
from rasa.engine.runner.dask import DaskGraphRunner


class InOrderGraphRunner(DaskGraphRunner):
    """The nodes of a graph, each run after those it needs."""

    def __init__(self, *parts: Any) -> None:
        super().__init__(*parts)
        self._order = cache(self._ordered)

    def run(self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
        """What each of ``targets``, by default those of the graph, gives for ``inputs``.

        Raises :class:`GraphRunError` for an input that is called like a node.
        """
        inputs = inputs or {}
        wanted = targets or self._graph_schema.target_names
        if clashing := inputs.keys() & self._instantiated_nodes.keys():
            raise GraphRunError(f"Inputs are called like nodes: {', '.join(sorted(clashing))}.")
        given = {name: (name, value) for name, value in inputs.items()}
        for name, needs in self._order(tuple(wanted)):
            given[name] = self._instantiated_nodes[name](*(given.get(need, need) for need in needs))
        return dict(given[name] for name in wanted)

    def _ordered(self, targets: tuple[str, ...]) -> list[tuple[str, tuple[str, ...]]]:
        """The nodes that ``targets`` need, themselves included, each with the names of what it needs itself."""
        found: dict[str, tuple[str, ...]] = {}

        def add(name: str) -> None:
            if name in found or name not in self._instantiated_nodes:  # what is no node is an input
                return
            needs = tuple(self._graph_schema.nodes[name].needs.values())
            for need in needs:
                add(need)
            found[name] = needs

        for target in targets:
            add(target)
        return list(found.items())


def run_in_order() -> None:
    """Let Rasa load models with :class:`InOrderGraphRunner`, which it names no setting for."""
    rasa.core.processor.DaskGraphRunner = InOrderGraphRunner
