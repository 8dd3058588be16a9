"""Goals 6, 45 and 105: it stays quick, says nothing telling from outside, and is quiet when it is closed."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Error

from bot.settings import ROOT
from knowledge.repository import KnowledgeRepository
from tests.widget.engine import ScriptedEngine
from tests.widget.visitor import MakeVisitor

TELLING = re.compile(r"missbrauch|gewalt|kinderschutz|jugendamt|gefahr|not", re.IGNORECASE)


def test_w06_two_hundred_messages_do_not_slow_it_down(
    visit: MakeVisitor, own: str, engine: ScriptedEngine
) -> None:
    visitor = visit().open(own)
    reply = json.dumps({
        "conversation_id": "c", "message_id": "m", "status": "answered", "quick_replies": [],
        "blocks": [{"type": "text", "text": "Ein Satz mit einigen Wörtern. " * 5}],
    })  # fmt: skip
    visitor.context.route(
        "**/api/v1/chat", lambda route: route.fulfill(status=200, content_type="application/json", body=reply)
    )
    for count in range(1, 101):
        visitor.field.fill(f"Frage {count}")
        visitor.field.press("Enter")
        visitor.inside.locator(".theirs").nth(count - 1).wait_for(state="attached")
    assert visitor.inside.locator(".turns > li").count() == 200
    took = visitor.inside.locator("textarea").evaluate(
        """(field) => { const times = []; field.focus(); for (const letter of 'Eine ganz normale Frage') { const begin = performance.now();
        field.value += letter; field.dispatchEvent(new InputEvent('input', {bubbles: true, composed: true})); field.getBoundingClientRect();
        times.push(performance.now() - begin); } return times.sort((a, b) => a - b)[Math.floor(times.length / 2)]; }"""
    )
    print(f"a key with 200 messages: {took:.1f} ms")
    assert took < 50


def test_w06_opening_fifty_times_leaves_no_listeners_behind(visit: MakeVisitor, own: str) -> None:
    visitor = visit().open(own)
    devtools = visitor.context.new_cdp_session(visitor.page)

    def listeners() -> int:
        devtools.send("HeapProfiler.collectGarbage")
        found: int = devtools.send("Memory.getDOMCounters")["jsEventListeners"]
        return found

    toggle = "(host) => { host.close(); host.open(); }"
    visitor.host.evaluate(toggle)
    before = listeners()
    for _ in range(50):
        visitor.host.evaluate(toggle)
    assert listeners() <= before + 2


def test_w45_nothing_telling_is_seen_from_outside(facts: KnowledgeRepository) -> None:
    strings = json.loads((ROOT / "bot" / "widget" / "src" / "strings" / "shell.json").read_text(encoding="utf-8"))
    wordings = [strings["launcher"], *(city.widget.launcher for city in facts.cities() if city.widget.launcher)]
    assert [text for text in wordings if TELLING.search(text)] == []


def test_w105_a_closed_chat_asks_for_nothing(visit: MakeVisitor, own: str, engine: ScriptedEngine) -> None:
    visitor = visit()
    visitor.page.clock.install()
    visitor.open(own)
    visitor.say("Hallo")
    visitor.page.keyboard.press("Escape")
    visitor.requests.clear()
    visitor.page.clock.run_for(300_000)
    assert visitor.requests == []
    assert visitor.sockets == []
    visitor.page.clock.resume()
    visitor.launcher.click()
    visitor.requests.clear()
    visitor.leave.click(no_wait_after=True)
    visitor.page.wait_for_url("https://www.dwd.de/**")
    assert [request.method for request in visitor.requests] == ["DELETE", "GET"] or [
        request.url for request in visitor.requests if request.method != "DELETE"
    ] == ["https://www.dwd.de/"]


def test_w104_the_browser_reaches_nothing_but_this_machine(visit: MakeVisitor) -> None:
    visitor = visit()
    visitor.expected.append("ERR_NAME_NOT_RESOLVED")
    with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        visitor.page.goto("https://www.herne.de/")
