"""Run our actions inside this process, with the same executor that rasa-sdk's action server uses."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import rasa.core.actions.action
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk import Action
from rasa_sdk.executor import ActionExecutor

RESULT_KEYS = frozenset({"events", "responses"})
AT_ONCE = 32
"""Actions that may run at the same time; one that hangs takes the place of one until it ends."""


class ActionExit(Exception):
    """An action called for the end of the process."""


class InProcessActions(EndpointConfig):
    """An action endpoint that needs no server. The domain is sent to no action, none of ours wants it.

    Actions run in threads, so that one that hangs stops no other conversation (goal R11).
    """

    def __init__(self, actions: Iterable[Action]) -> None:
        super().__init__(url="in-process", enable_selective_domain=True)
        self._executor = ActionExecutor()
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="action")
        for action in actions:
            self._executor.register_action(action)

    async def request(self, *_args: Any, json: dict[str, Any] | None = None, **_kwargs: Any) -> Any:
        """Run the action that ``json["next_action"]`` names and give its events and responses."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self._run, json or {})

    def _run(self, call: dict[str, Any]) -> Any:
        """The action's result; raises :class:`ActionExit` for one that wants to end the process."""
        try:
            return asyncio.run(self._executor.run(call))
        except SystemExit as error:  # would end the engine's event loop, and with it every later answer
            raise ActionExit from error


def check_results_cheaply() -> None:
    """Replace Rasa's check of every action result, which compiles a JSON schema anew each time (33 ms a turn).

    Our check asks for the same two keys and their types.
    """
    rasa.core.actions.action.RemoteAction._validate_action_result = _validate_action_result


def _validate_action_result(_self: Any, result: Any) -> bool:
    if not isinstance(result, dict) or not all(isinstance(result.get(key), list) for key in RESULT_KEYS):
        raise TypeError("an action must give a dict with the lists 'events' and 'responses'")
    return True
