"""Goals 104, 106: the same chat in Firefox and in WebKit, where they are found; else skipped with the reason."""

from __future__ import annotations

import time

import pytest

from tests.widget.engine import ScriptedEngine
from tests.widget.other_browsers import ENTER, SHIFT, OtherBrowser
from tests.widget.servers import Site
from tests.widget.visitor import TAG, embed

SHELL = f"document.querySelector('{TAG}')?.shadowRoot"
COMPLAINTS = (
    "<script>window.complaints = []; for (const kind of ['error', 'warn']) { const plain = console[kind];"
    " console[kind] = (...all) => { window.complaints.push(all.join(' ')); plain(...all); }; }"
    " for (const kind of ['error', 'unhandledrejection', 'securitypolicyviolation'])"
    " addEventListener(kind, (event) => window.complaints.push(kind + ' ' + (event.message ?? event.reason ?? event.violatedDirective)), true);</script>"
)
STORED = """async () => [document.cookie, localStorage.length, sessionStorage.length,
  window.indexedDB?.databases ? (await indexedDB.databases()).length : 0,
  window.caches ? (await caches.keys().catch(() => [])).length : 0]"""
NOTHING = ["", 0, 0, 0, 0]


def talk(mode: str) -> str:
    """Where the conversation is, as JavaScript: in a frame it is an element of the frame's document."""
    inside = "document" if mode == "frame" else SHELL
    return f"{inside}?.querySelector('kc-conversation')?.shadowRoot"


def until(browser: OtherBrowser, function: str, within: str | None, seconds: float = 20) -> None:
    """Waits until ``function`` is true in the page, or in a frame of it."""
    deadline = time.monotonic() + seconds
    while not browser.run(function, within=within):
        assert time.monotonic() < deadline, function
        time.sleep(0.05)


@pytest.mark.parametrize("mode", ["frame", "inline"])
@pytest.mark.parametrize("browser_name", ["firefox", "webkit"])
def test_w104_w106_other_browsers_open_answer_and_leave(
    browser_name: str,
    mode: str,
    city_site: Site,
    service: str,
    engine: ScriptedEngine,
    request: pytest.FixtureRequest,
) -> None:
    page = city_site.put("/other", embed(service, mode=mode, head=COMPLAINTS))
    frame = "/w/frame" if mode == "frame" else None
    inside = talk(mode)
    browser: OtherBrowser = request.getfixturevalue(f"{browser_name}_once")
    print(browser.version)
    browser.open(page)
    until(browser, f"() => !!{SHELL}?.querySelector('.launcher')", None)
    assert browser.run(STORED) == NOTHING
    browser.run(f"() => {SHELL}.querySelector('.launcher').click()")
    assert browser.run(
        f"() => [...{SHELL}.querySelectorAll('.numbers a')].map((link) => link.getAttribute('href'))"
    )[:2] == ["tel:110", "tel:112"]
    until(browser, f"() => {inside}?.querySelectorAll('.door').length === 4", frame)
    browser.write("drei Fragen" + ENTER, f"{inside}.querySelector('textarea')", within=frame)
    until(browser, f"() => {inside}.querySelectorAll('.theirs').length === 1", frame)
    assert engine.asked[0].text == "drei Fragen"
    shown = browser.run(f"() => {inside}.querySelector('.theirs').innerText", within=frame)
    assert "Dritter Satz." in shown
    assert "Stand: 23.11.2026" in shown
    heard = browser.run("() => document.querySelector('.kc-live').textContent", within=frame)
    assert heard.count("Dritter Satz") == 1
    assert browser.run(STORED) == NOTHING
    assert browser.run(STORED, within=frame) == NOTHING
    browser.run(f"() => {SHELL}.querySelector('h2').focus()")
    browser.keys(SHIFT * 2)
    until(browser, "() => document.querySelector('.kc-live').textContent.includes('Noch einmal Umschalt')", None)
    # blank in the very moment of the click; where it leads there is nothing here
    blank = browser.run(
        f"""() => {{ {SHELL}.querySelector('.leave').click();
        return [document.body.innerText, document.title, getComputedStyle(document.documentElement).display]; }}"""
    )
    assert blank == ["", "www.dwd.de", "none"]
    deadline = time.monotonic() + 20
    while engine.asked[0].conversation_id not in engine.forgotten:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert [text for text in browser.complaints() if "dwd.de" not in text] == []
