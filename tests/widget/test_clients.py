"""Issue 5, item 7: a front end that is not ours talks to the REST channel of Rasa."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from tests.widget.engine import ScriptedEngine
from tests.widget.servers import Site
from tests.widget.tools import packages
from tests.widget.visitor import MakeVisitor, Visitor

PAGE = """<!doctype html><html lang="de"><meta charset="utf-8"><title>deep-chat</title><link rel="icon" href="data:,">
<script type="module" src="/deep-chat.js"></script><deep-chat connect='%s'></deep-chat><script type="module">
  const chat = document.querySelector('deep-chat');
  chat.requestInterceptor = (details) => {
    details.body = {sender: 'deep-chat-visitor', message: details.body.messages[0].text, metadata: {city: 'herne'}};
    return details;
  };
  chat.responseInterceptor = (messages) => messages.map((message) => ({text: message.text}));
</script></html>"""


@pytest.fixture
def stranger(visit: MakeVisitor, city_site: Site, service: str) -> Visitor:
    """A visitor of a page with deep-chat on it."""
    bundle = (packages() / "deep-chat" / "dist" / "deepChat.bundle.js").read_text(encoding="utf-8")
    city_site.put("/deep-chat.js", bundle, Content_Type="text/javascript; charset=utf-8")
    visitor = visit()
    visitor.expected.append("ERR_NAME_NOT_RESOLVED")  # it asks for a font from elsewhere
    visitor.page.goto(city_site.put("/deep-chat", PAGE % json.dumps({"url": f"{service}/webhooks/rest/webhook"})))
    return visitor


def ask(visitor: Visitor, question: str) -> None:
    visitor.page.locator("deep-chat #text-input").click()
    visitor.page.keyboard.type(question)
    visitor.page.keyboard.press("Enter")


def test_deep_chat_talks_to_the_rest_webhook(stranger: Visitor, engine: ScriptedEngine) -> None:
    replies = stranger.page.locator("deep-chat .ai-message-text")
    for count, question in enumerate(("Wer hilft mir?", "Und nachts?"), 1):
        ask(stranger, question)
        expect(replies.nth(count - 1)).to_contain_text(f"Das Amt hilft weiter: {count}.")
    assert [(asked.text, asked.city) for asked in engine.asked] == [
        ("Wer hilft mir?", "herne"),
        ("Und nachts?", "herne"),
    ]
    assert len({asked.conversation_id for asked in engine.asked}) == 1


def test_deep_chat_shows_danger_first(stranger: Visitor) -> None:
    ask(stranger, "Ich will mich umbringen")
    first = stranger.page.locator("deep-chat .ai-message-text").first
    expect(first).to_contain_text("112")
    expect(first).to_contain_text("Hier liest kein Mensch mit")
