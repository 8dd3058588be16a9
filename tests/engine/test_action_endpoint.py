"""Actions inside the process."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from rasa.core.actions.action import RemoteAction
from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.engine.action_endpoint import InProcessActions, check_results_cheaply

CALL = {
    "next_action": "action_say", "sender_id": "a", "domain": {}, "version": "3.6.21",
    "tracker": {"sender_id": "a", "slots": {"city": "herne"}, "latest_message": {}, "events": [], "paused": False},
}  # fmt: skip


class Say(Action):
    """Says the city it finds."""

    def name(self) -> str:
        return "action_say"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        dispatcher.utter_message(text=tracker.get_slot("city"))
        return [SlotSet("city", "voerde")]


class Break(Action):
    """Fails."""

    def name(self) -> str:
        return "action_break"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        raise ZeroDivisionError


async def test_an_action_answers_with_events_and_responses() -> None:
    result = await InProcessActions([Say()]).request(json=CALL)
    assert [response["text"] for response in result["responses"]] == ["herne"]
    assert [(event["name"], event["value"]) for event in result["events"]] == [("city", "voerde")]


async def test_the_failure_of_an_action_reaches_the_caller() -> None:
    with pytest.raises(ZeroDivisionError):
        await InProcessActions([Break()]).request(json={**CALL, "next_action": "action_break"})


async def test_an_unknown_action_is_an_error() -> None:
    with pytest.raises(Exception, match="action_missing"):
        await InProcessActions([Say()]).request(json={**CALL, "next_action": "action_missing"})


@pytest.fixture
def cheap() -> Iterator[RemoteAction]:
    """A remote action with our check of its results."""
    before = RemoteAction._validate_action_result
    check_results_cheaply()
    yield RemoteAction("action_say", InProcessActions([Say()]))
    RemoteAction._validate_action_result = before


@pytest.mark.parametrize(
    "result",
    [None, [], {}, {"events": []}, {"events": [], "responses": None}, {"events": {}, "responses": []}, "text"],
)
def test_a_malformed_result_is_refused(cheap: RemoteAction, result: Any) -> None:
    with pytest.raises(TypeError, match="events"):
        cheap._validate_action_result(result)


def test_a_wellformed_result_is_accepted(cheap: RemoteAction) -> None:
    assert cheap._validate_action_result({"events": [], "responses": []})
