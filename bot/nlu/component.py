"""What our components have in common: settings, and a place in the model for what they learned."""

from __future__ import annotations

from abc import abstractmethod
from pathlib import Path
from typing import Any, Self

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage


class PlainComponent(GraphComponent):
    """A component of ours, which may set up in ``_begin`` what it needs; that runs in every new one."""

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._begin()

    def _begin(self) -> None:
        """State of a component that has learned nothing."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Self:
        return cls(config, model_storage, resource)


class StoredComponent(PlainComponent):
    """A component that writes what it learned into the model and is loaded from there.

    Subclasses implement :meth:`_write` and :meth:`_read`, and call :meth:`_store` at the end of ``train``.
    """

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Self:
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as directory:
            component._read(directory)
        return component

    def _store(self) -> Resource:
        with self._storage.write_to(self._resource) as directory:
            self._write(directory)
        return self._resource

    @abstractmethod
    def _write(self, directory: Path) -> None:
        """Write what was learned into ``directory``."""

    @abstractmethod
    def _read(self, directory: Path) -> None:
        """Take what was learned from ``directory``."""
