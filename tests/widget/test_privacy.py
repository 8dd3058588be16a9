"""Goals 22 to 32 and P1, P2, P9, P11, P13: nothing stored, nothing told to anybody."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from bot.settings import ROOT
from tests.widget.engine import ScriptedEngine
from tests.widget.test_exit import until
from tests.widget.visitor import MakeVisitor

NOTHING = {"cookie": "", "local": 0, "session": 0, "databases": 0, "caches": 0, "workers": 0}
MODES = ("own", "framed")
FORBIDDEN = re.compile(
    r"localStorage|sessionStorage|indexedDB|document\.cookie|caches\.|serviceWorker|getUserMedia|SpeechRecognition|geolocation"
    r"|Notification|clipboard\.read|innerHTML\s*=|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|window\.open"
)


@pytest.mark.parametrize("mode", [*MODES, "standalone"])
def test_w22_p1_p2_nothing_is_stored_anywhere(
    visit: MakeVisitor, mode: str, request: pytest.FixtureRequest
) -> None:
    visitor = visit()
    visitor.page.goto(request.getfixturevalue(mode))
    assert visitor.storage() == NOTHING
    if mode != "standalone":
        visitor.launcher.click()
    visitor.inside.locator(".door").first.wait_for()
    visitor.say("karten")
    visitor.say("wahl")
    assert visitor.storage() == NOTHING
    assert visitor.context.cookies() == []
    for frame in visitor.page.frames:
        assert frame.evaluate("() => document.cookie + localStorage.length + sessionStorage.length") == "00"
    visitor.page.keyboard.press("Escape")
    assert visitor.storage() == NOTHING


READS = """window.reads = []; const note = (owner, name) => { const found = Object.getOwnPropertyDescriptor(owner, name); if (!found) return;
  Object.defineProperty(owner, name, {...found, ...(found.get ? {get() { window.reads.push(name); return found.get.call(this); }}
    : {value(...all) { window.reads.push(name); return found.value.apply(this, all); }})}); };
for (const name of ['userAgent', 'userAgentData', 'plugins', 'mimeTypes', 'hardwareConcurrency', 'deviceMemory', 'platform', 'languages', 'language',
  'maxTouchPoints', 'connection', 'doNotTrack', 'webdriver']) note(Navigator.prototype, name);
for (const name of ['width', 'height', 'colorDepth', 'availWidth', 'availHeight', 'pixelDepth']) note(Screen.prototype, name);
for (const name of ['toDataURL', 'getContext', 'toBlob']) note(HTMLCanvasElement.prototype, name);
note(Date.prototype, 'getTimezoneOffset'); note(Document.prototype, 'cookie'); note(Document.prototype, 'referrer');"""


def test_p1_before_the_first_click_nothing_is_read_to_recognise_anybody(visit: MakeVisitor, framed: str) -> None:
    visitor = visit()
    visitor.page.add_init_script(READS)
    visitor.open(framed, click=False)
    visitor.launcher.wait_for()
    assert visitor.page.evaluate("() => window.reads") == []
    visitor.page.evaluate("() => navigator.userAgent")
    assert visitor.page.evaluate("() => window.reads") == ["userAgent"]  # it would have been noticed


def test_w22_w31_the_source_knows_no_storage_no_microphone_no_markup() -> None:
    built = [
        path for path in (ROOT / "bot" / "widget" / "dist").glob("*.js") if path.name != "panel.js"
    ]  # that one has Lit in it
    found = [
        f"{path.name}: {match}" for path in [*(ROOT / "bot" / "widget" / "src").rglob("*.ts"), *built]
        for match in FORBIDDEN.findall(path.read_text(encoding="utf-8"))
    ]  # fmt: skip
    assert found == []


@pytest.mark.parametrize("mode", MODES)
def test_w24_questions_tell_the_server_no_more_than_they_must(
    visit: MakeVisitor, mode: str, request: pytest.FixtureRequest, engine: ScriptedEngine, service: str
) -> None:
    visitor = visit()
    # of another service at the same address: no request may carry it along
    visitor.context.add_cookies([{"name": "other", "value": "1", "url": service}])
    visitor.open(request.getfixturevalue(mode))
    visitor.say("Ein Satz")
    visitor.say("Noch ein Satz")
    asked = [sent for sent in visitor.requests if sent.url == f"{service}/api/v1/chat" and sent.method == "POST"]
    bodies = [sent.post_data_json for sent in asked]
    assert [body["conversation_id"] for body in bodies] == [None, engine.asked[0].conversation_id]
    assert len({body["client_message_id"] for body in bodies}) == 2
    for sent in visitor.requests:
        headers = sent.all_headers()
        if "/api/" in sent.url:
            assert "cookie" not in headers
        if sent.url.startswith(f"{service}/api"):
            assert "referer" not in headers
        if sent.method != "DELETE":
            assert engine.asked[0].conversation_id not in sent.url
        assert "Satz" not in sent.url
    response = asked[0].response()
    assert response
    assert response.headers["cache-control"] == "no-store"


def test_w26_the_field_teaches_the_browser_nothing(visit: MakeVisitor, own: str) -> None:
    visitor = visit().open(own)
    assert visitor.field.get_attribute("autocomplete") == "off"
    assert visitor.field.get_attribute("spellcheck") == "false"
    assert visitor.field.get_attribute("name") is None
    visitor.field.fill("Entwurf")
    visitor.page.reload()
    visitor.launcher.click()
    expect(visitor.field).to_have_value("")
    visitor.field.fill("Noch ein Entwurf")
    visitor.page.goto("about:blank")
    visitor.page.go_back()
    visitor.launcher.click()
    expect(visitor.field).to_have_value("")


@pytest.mark.parametrize("mode", MODES)
def test_w27_p13_end_and_delete(
    visit: MakeVisitor, mode: str, request: pytest.FixtureRequest, engine: ScriptedEngine
) -> None:
    visitor = visit().open(request.getfixturevalue(mode))
    visitor.say("Mein Geheimnis")
    known = engine.asked[0].conversation_id
    visitor.host.get_by_role("button", name="Chat beenden und löschen").click()
    expect(visitor.inside.locator(".theirs, .mine")).to_have_count(0)
    expect(visitor.host.locator(".status")).to_contain_text("Gelöscht")
    assert "Gelöscht" in visitor.page.locator(".kc-live").first.inner_text()
    until(lambda: engine.forgotten.count(known) == 1)
    visitor.say("Etwas Neues")
    assert engine.asked[1].conversation_id != known


def test_w27_a_reply_on_its_way_is_deleted_when_it_comes(
    visit: MakeVisitor, own: str, engine: ScriptedEngine
) -> None:
    visitor = visit().open(own)
    engine.delay = 0.7
    visitor.say("Mein Geheimnis", wait=False)
    visitor.host.get_by_role("button", name="Chat beenden und löschen").click()
    until(lambda: engine.asked and engine.forgotten.count(engine.asked[0].conversation_id) == 1)
    expect(visitor.inside.locator(".theirs, .mine")).to_have_count(0)


@pytest.mark.parametrize("mode", MODES)
def test_w28_after_ten_quiet_minutes_it_asks_and_then_deletes(
    visit: MakeVisitor, mode: str, request: pytest.FixtureRequest, engine: ScriptedEngine
) -> None:
    visitor = visit()
    visitor.page.clock.install()
    visitor.open(request.getfixturevalue(mode), ready=False)
    visitor.page.clock.run_for(500)
    visitor.inside.locator(".door").first.wait_for()
    visitor.say("Mein Geheimnis")
    warning = visitor.host.locator(".idle")
    visitor.page.clock.run_for(599_000)
    expect(warning).to_be_hidden()
    visitor.page.clock.run_for(2_000)
    expect(warning).to_be_visible()
    expect(warning).to_contain_text("Sekunden")
    warning.get_by_role("button", name="Weiter").click()
    expect(warning).to_be_hidden()
    visitor.page.clock.run_for(601_000)
    expect(warning).to_be_visible()
    visitor.page.clock.run_for(61_000)
    expect(visitor.panel).to_be_hidden()
    until(lambda: engine.forgotten.count(engine.asked[0].conversation_id) == 1)
    visitor.launcher.click()
    expect(visitor.inside.locator(".theirs, .mine")).to_have_count(0)


def test_w29_legal_pages_are_one_click_away(visit: MakeVisitor, own: str) -> None:
    visitor = visit().open(own)
    for name in ("Impressum", "Datenschutz", "Barrierefreiheit"):
        link = visitor.host.get_by_role("link", name=f"{name} (öffnet neuen Tab)")
        assert link.get_attribute("target") == "_blank"
        assert link.get_attribute("rel") == "noopener noreferrer"
        assert (link.get_attribute("href") or "").endswith("/herne")


def test_w30_p9_p11_before_the_first_message_it_says_what_it_is(visit: MakeVisitor, own: str) -> None:
    visitor = visit().open(own)
    words = visitor.panel.inner_text() + visitor.log.inner_text()
    for said in (
        "Kein Mensch",
        "kein Notruf",
        "keine Meldung",
        "keine Namen",
        "wird nichts gespeichert",
        "Niemand liest mit",
    ):
        assert said in words, said
    expect(visitor.host.locator("#machine")).to_be_visible()
    visitor.say("Hallo")
    expect(visitor.host.locator("#machine")).to_be_visible()


def test_w32_a_text_that_looks_personal_gets_a_hint_and_is_not_held_back(
    visit: MakeVisitor, own: str, engine: ScriptedEngine
) -> None:
    visitor = visit().open(own)
    visitor.field.fill("Ich wohne Lindenstraße 12")
    expect(visitor.inside.locator(".warn")).to_contain_text("Adresse")
    visitor.field.press("Enter")
    until(lambda: len(engine.asked) == 1)


def test_w28_a_closed_chat_is_deleted_in_silence(visit: MakeVisitor, own: str, engine: ScriptedEngine) -> None:
    visitor = visit()
    visitor.page.clock.install()
    visitor.open(own, ready=False)
    visitor.page.clock.run_for(500)
    visitor.inside.locator(".door").first.wait_for()
    visitor.say("Mein Geheimnis")
    visitor.page.keyboard.press("Escape")
    visitor.page.clock.run_for(20_000)
    visitor.listen()
    visitor.page.clock.run_for(645_000)
    until(lambda: engine.forgotten.count(engine.asked[0].conversation_id) == 1)
    assert visitor.heard() == []
