"""Goals 54 to 72: what axe finds, keyboard, focus, what a screen reader hears."""

from __future__ import annotations

import itertools
import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Route, expect

from knowledge.contrast import contrast
from tests.widget.conftest import DESKTOP, NOW, PHONE, SMALL, ZOOMED
from tests.widget.engine import ScriptedEngine
from tests.widget.servers import Site
from tests.widget.test_exit import until
from tests.widget.tools import packages
from tests.widget.visitor import TAG, MakeVisitor, Visitor, embed

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SNAPSHOTS = Path(__file__).with_name("aria")
SCHEMES: dict[str, dict[str, object]] = {
    "light": {"color_scheme": "light"}, "dark": {"color_scheme": "dark"}, "forced": {"forced_colors": "active"},
    "contrast": {"contrast": "more"},
}  # fmt: skip


def violations(visitor: Visitor) -> list[str]:
    """What axe finds in every frame: rule and element."""
    source = (packages() / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    found = []
    for frame in visitor.page.frames:
        if not frame.evaluate("() => !!window.axe"):
            frame.evaluate(source)
        result = frame.evaluate(
            "(rules) => axe.run(document, {runOnly: rules, resultTypes: ['violations'], iframes: false})", RULES
        )
        found += [
            f"{one['id']}: {node['target']} {node['failureSummary'].splitlines()[1].strip()}"
            for one in result["violations"] for node in one["nodes"]
        ]  # fmt: skip
    return found


@pytest.mark.parametrize(
    ("mode", "scheme"),
    [(mode, scheme) for mode in ("own", "framed", "standalone") for scheme in ("light", "dark", "forced")]
    + [("own", "contrast")],
)
def test_w54_w55_axe_finds_nothing(
    visit: MakeVisitor, mode: str, scheme: str, request: pytest.FixtureRequest
) -> None:
    visitor = visit(**SCHEMES[scheme])
    visitor.open(request.getfixturevalue(mode), click=mode != "standalone", ready=False)
    visitor.inside.locator(".door").first.wait_for()
    visitor.say("karten")
    visitor.say("wahl")
    for size in (DESKTOP, PHONE, SMALL, ZOOMED):
        visitor.page.set_viewport_size({"width": size[0], "height": size[1]})
        assert violations(visitor) == [], size
        visitor.screenshot(f"{mode}-{scheme}-{size[0]}x{size[1]}")


def test_w54_axe_finds_nothing_in_any_state(visit: MakeVisitor, own: str, service: str) -> None:
    visitor = visit()
    visitor.expected += ["Failed to load resource"]
    visitor.open(own, click=False)
    visitor.launcher.wait_for()
    assert violations(visitor) == [], "closed"
    visitor.open(own)
    assert violations(visitor) == [], "start"
    visitor.host.get_by_role("button", name="Mit einem Menschen sprechen").click()
    visitor.inside.locator(".theirs").wait_for()
    assert violations(visitor) == [], "people"
    visitor.say("Ich will mich umbringen")
    assert violations(visitor) == [], "danger"
    visitor.screenshot("danger-light")
    visitor.context.route("**/api/v1/chat", lambda route: route.fulfill(status=500, body="{}"))
    visitor.say("Hallo", wait=False)
    visitor.host.locator(".notice.down").wait_for()
    assert violations(visitor) == [], "failed"
    visitor.screenshot("failed-light")
    visitor.context.unroute("**/api/v1/chat")
    visitor.host.locator("select").select_option("ar")
    visitor.host.locator("section.notice").wait_for()
    assert violations(visitor) == [], "arabic"
    visitor.screenshot("arabic-light")
    visitor.host.get_by_role("button", name="Einfache Sprache").click()
    assert violations(visitor) == [], "easy"
    visitor.host.get_by_role("button", name="Chat beenden und löschen").click()
    visitor.host.locator(".status").wait_for()
    assert violations(visitor) == [], "deleted"


TARGETS = """(root) => { const found = []; const walk = (node) => node.querySelectorAll('*').forEach((e) => {
  if (e.shadowRoot) walk(e.shadowRoot);
  if (!e.matches('a[href], button, select, textarea, summary, input') || !e.checkVisibility()) return;
  const box = e.getBoundingClientRect(); const style = getComputedStyle(e);
  found.push({what: e.className + ' ' + (e.getAttribute('aria-label') || e.textContent).trim().slice(0, 40), w: box.width, h: box.height,
    inline: style.display === 'inline', primary: e.matches('.launcher, .leave, .tool, .button, .chip, .door, .call, textarea, .main')}); });
  walk(root.shadowRoot); return found; }"""


@pytest.mark.parametrize("size", [DESKTOP, PHONE, SMALL], ids=str)
def test_w56_targets_are_large_enough(visit: MakeVisitor, own: str, size: tuple[int, int]) -> None:
    visitor = visit(size).open(own)
    visitor.say("karten")
    visitor.say("wahl")
    visitor.say("Ich will mich umbringen")
    targets = visitor.host.evaluate(TARGETS)
    assert len(targets) > 25
    assert [t for t in targets if not t["inline"] and (t["w"] < 24 or t["h"] < 24)] == []
    assert [t for t in targets if t["primary"] and (t["w"] < 43.9 or t["h"] < 43.9)] == []


def aria(visitor: Visitor) -> str:
    """The panel as a screen reader has it; clocks are taken out."""
    return re.sub(r"\b\d\d:\d\d\b", "HH:MM", visitor.panel.aria_snapshot().replace(visitor.service, ""))


def test_w57_the_accessibility_tree_is_under_version_control(visit: MakeVisitor, own: str) -> None:
    """``ARIA_UPDATE=1`` writes the files anew; look at the difference before committing it."""
    visitor = visit()
    visitor.page.clock.set_fixed_time(NOW)  # the age of a fact is part of what is read
    visitor.open(own)
    states = {"start": aria(visitor)}
    visitor.say("karten")
    states["cards"] = aria(visitor)
    visitor.end()
    visitor.say("wahl")
    states["choices"] = aria(visitor)
    visitor.inside.get_by_role("button", name="Erstens").click()
    visitor.inside.locator(".theirs").nth(1).wait_for()
    states["chosen"] = aria(visitor)
    visitor.end()
    visitor.say("Ich will mich umbringen")
    states["danger"] = aria(visitor)
    visitor.end()
    visitor.host.get_by_role("button", name="Einfache Sprache").click()
    expect(visitor.log).to_contain_text("Was ist die Frage?")
    states["easy"] = aria(visitor)
    visitor.host.locator("select").select_option("tr")
    visitor.host.locator("section.notice").wait_for()
    states["turkish"] = aria(visitor)
    visitor.host.get_by_role("button", name="Mit einem Menschen sprechen").click()
    visitor.inside.locator(".theirs").wait_for()
    states["people"] = aria(visitor)
    for name, found in states.items():
        path = SNAPSHOTS / f"{name}.yml"
        if os.environ.get("ARIA_UPDATE"):
            SNAPSHOTS.mkdir(exist_ok=True)
            path.write_text(found + "\n", encoding="utf-8")
        assert found + "\n" == path.read_text(encoding="utf-8"), name


def focused(visitor: Visitor) -> str:
    """What has the focus, by its class and name."""
    found: str = visitor.page.evaluate(
        """() => { let at = document.activeElement; while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
        return (at?.className || at?.tagName || '') + '|' + (at?.getAttribute?.('aria-label') || at?.textContent || '').trim().slice(0, 40); }"""
    )
    return found


def tab_to(visitor: Visitor, piece: str, limit: int = 60) -> None:
    """Press Tab until the focus is on something with ``piece`` in its class or name."""
    for _ in range(limit):
        visitor.page.keyboard.press("Tab")
        if piece in focused(visitor):
            return
    raise AssertionError(f"Tab never reaches {piece}")


def test_w58_everything_by_keyboard_alone(visit: MakeVisitor, inline: str, engine: ScriptedEngine) -> None:
    visitor = visit()
    visitor.page.goto(inline)
    visitor.launcher.wait_for()
    tab_to(visitor, "launcher")
    visitor.page.keyboard.press("Enter")
    visitor.inside.locator(".door").first.wait_for()
    tab_to(visitor, "Fachkraft")
    visitor.page.keyboard.press("Enter")
    visitor.inside.locator(".theirs").first.wait_for()
    expect(visitor.field).to_be_focused()
    visitor.page.keyboard.type("karten")
    visitor.page.keyboard.press("Enter")
    visitor.inside.locator(".theirs").nth(1).wait_for()
    expect(visitor.field).to_be_focused()
    visitor.page.keyboard.type("wahl")
    visitor.page.keyboard.press("Enter")
    visitor.inside.locator(".theirs").nth(2).wait_for()
    tab_to(visitor, "Chat beenden", 40)
    visitor.launcher.evaluate("(launcher) => launcher.getRootNode().querySelector('h2').focus()")
    tab_to(visitor, "110 Polizei")
    tab_to(visitor, "Website www.herne.de")
    visitor.context.route(
        "https://www.herne.de/**",
        lambda route: route.fulfill(body="<!doctype html><title>x</title>", content_type="text/html"),
    )
    with visitor.context.expect_page() as opened:
        visitor.page.keyboard.press("Enter")
    assert opened.value.evaluate("() => [window.opener, document.referrer]") == [None, ""]
    opened.value.close()
    tab_to(visitor, "Hilfreich")
    visitor.page.keyboard.press("Enter")
    expect(visitor.inside.locator(".rating button[aria-pressed='true']")).to_have_text("Hilfreich")
    visitor.launcher.evaluate("(launcher) => launcher.getRootNode().querySelector('h2').focus()")
    tab_to(visitor, "Kopieren: 112")
    visitor.page.keyboard.press("Enter")
    until(lambda: re.search("Kopiert: 112|Markiert", visitor.page.locator(".kc-live").inner_text()))
    tab_to(visitor, "Erstens")
    visitor.page.keyboard.press("Space")
    visitor.inside.locator(".theirs").nth(3).wait_for()
    tab_to(visitor, "Chat beenden")
    visitor.page.keyboard.press("Enter")
    expect(visitor.inside.locator(".theirs")).to_have_count(0)
    visitor.page.keyboard.press("Escape")
    assert "launcher" in focused(visitor)
    visitor.page.keyboard.press("Shift+Tab")
    assert "Ein Link" in focused(visitor)


def test_w59_focus_order_is_the_order_on_the_screen(visit: MakeVisitor, own: str) -> None:
    visitor = visit().open(own)
    visitor.say("wahl")
    visitor.host.locator("h2").focus()
    visitor.page.keyboard.press("Shift+Tab")
    order = []
    visitor.leave.focus()
    for _ in range(40):
        order.append(focused(visitor))
        visitor.page.keyboard.press("Tab")
        if "Barrierefreiheit" in order[-1]:
            break
    text = "\n".join(order)
    stops = [
        "Seite schnell verlassen",
        "Sprache",
        "Schließen",
        "110 Polizei",
        "log",
        "Erstens",
        "Nachricht",
        "Senden",
        "Mit einem Menschen",
        "Impressum",
    ]
    text = re.sub(r"^\|$", "Nachricht", text, flags=re.MULTILINE).replace("TEXTAREA", "Nachricht")
    places = [text.index(stop) for stop in stops]
    assert places == sorted(places)
    # and on the screen: what comes later stands lower, or in the same row further on
    parts = [
        visitor.leave,
        visitor.host.locator("select"),
        visitor.host.locator(".numbers"),
        visitor.log,
        visitor.field,
        visitor.host.locator(".foot"),
    ]
    boxes = [box for part in parts if (box := part.bounding_box())]
    assert len(boxes) == len(parts)
    assert all(
        b["y"] >= a["y"] + a["height"] - 1 or (abs(b["y"] - a["y"]) < 12 and b["x"] > a["x"])
        for a, b in itertools.pairwise(boxes)
    )
    indexes = "(host) => { const all = []; const walk = (n) => n.querySelectorAll('*').forEach((e) => { if (e.shadowRoot) walk(e.shadowRoot); if (e.hasAttribute('tabindex')) all.push(e.tabIndex); }); walk(host.shadowRoot); return all; }"
    assert set(visitor.host.evaluate(indexes)) <= {0, -1}


def test_w60_focus_goes_where_it_is_expected(
    visit: MakeVisitor, inline: str, city_site: Site, service: str
) -> None:
    visitor = visit()
    tall = city_site.put("/tall", embed(service, mode="inline", body="<p>Zeile</p>" * 200))
    visitor.open(tall)
    assert visitor.page.evaluate("() => scrollY") == 0
    assert "Fragen und Hilfe" in focused(visitor)
    visitor.say("wahl")
    expect(visitor.field).to_be_focused()
    visitor.inside.get_by_role("button", name="Zweitens").click()
    expect(visitor.field).to_be_focused()
    chosen = visitor.inside.locator(".chip.chosen")
    expect(chosen).to_have_text("Zweitens")
    assert {chip.get_attribute("aria-disabled") for chip in visitor.inside.locator(".chip").all()} == {"true"}
    visitor.page.keyboard.press("Escape")
    expect(visitor.launcher).to_be_focused()


def test_w60_on_a_touch_screen_no_keyboard_comes_up(visit: MakeVisitor, own: str) -> None:
    visitor = visit(PHONE, has_touch=True, is_mobile=True)
    visitor.page.goto(own)
    visitor.launcher.tap()
    visitor.inside.locator(".door").nth(1).tap()
    visitor.inside.locator(".theirs").wait_for()
    expect(visitor.log).to_be_focused()


def test_w61_a_new_message_never_tears_anybody_away(visit: MakeVisitor, own: str, engine: ScriptedEngine) -> None:
    visitor = visit().open(own)
    visitor.say("lang")
    visitor.say("lang")
    engine.delay = 0.6
    visitor.say("drei", wait=False)
    link = visitor.host.get_by_role("link", name="Impressum (öffnet neuen Tab)")
    link.focus()
    visitor.log.hover()
    visitor.page.mouse.wheel(0, -2000)
    visitor.page.wait_for_timeout(100)
    before = visitor.log.evaluate("(log) => log.scrollTop")
    visitor.inside.locator(".theirs").nth(2).wait_for(state="attached")
    newer = visitor.inside.get_by_role("button", name="Neue Nachricht")
    newer.wait_for()
    assert visitor.log.evaluate("(log) => log.scrollTop") == before
    expect(link).to_be_focused()
    newer.click()
    expect(visitor.inside.locator(".theirs").nth(2)).to_be_in_viewport()
    expect(newer).to_have_count(0)


def test_w62_beside_the_page_on_large_screens_and_before_it_on_small_ones(visit: MakeVisitor, inline: str) -> None:
    visitor = visit().open(inline)
    assert visitor.panel.get_attribute("role") == "region"
    assert visitor.panel.get_attribute("aria-modal") is None
    visitor.page.get_by_role("link", name="Ein Link").click()
    assert visitor.page.locator("main").get_attribute("inert") is None
    for width, height in (PHONE, (640, 400)):
        visitor.page.set_viewport_size({"width": width, "height": height})
        expect(visitor.panel).to_have_attribute("role", "dialog")
        assert visitor.panel.get_attribute("aria-modal") == "true"
        assert visitor.page.locator("main").get_attribute("inert") == ""
        assert visitor.page.evaluate("() => getComputedStyle(document.documentElement).overflow") == "hidden"
    visitor.page.keyboard.press("Escape")
    assert visitor.page.locator("main").get_attribute("inert") is None
    assert visitor.page.evaluate("() => document.documentElement.style.overflow") == ""


def test_w63_enter_sends_unless_letters_are_being_composed(
    visit: MakeVisitor, own: str, engine: ScriptedEngine
) -> None:
    visitor = visit().open(own)
    expect(visitor.inside.locator("#hint")).to_have_text("Enter sendet, Umschalt und Enter macht eine neue Zeile.")
    expect(visitor.inside.get_by_role("button", name="Senden")).to_be_visible()
    visitor.field.focus()
    visitor.page.keyboard.type("eins")
    visitor.page.keyboard.press("Shift+Enter")
    visitor.page.keyboard.type("zwei")
    visitor.field.evaluate(
        "(field) => field.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true, cancelable: true}))"
    )
    expect(visitor.field).to_have_value("eins\nzwei")
    assert engine.asked == []
    visitor.page.keyboard.press("Enter")
    visitor.inside.locator(".theirs").wait_for()
    assert engine.asked[0].text == "eins\nzwei"


def hexadecimal(colour: str) -> str:
    """``rgb(1, 2, 3)`` as ``#010203``."""
    return "#" + "".join(f"{int(part):02x}" for part in re.findall(r"\d+", colour)[:3])


@pytest.mark.parametrize("scheme", ["light", "dark", "forced"])
def test_w64_focus_is_seen(visit: MakeVisitor, own: str, scheme: str) -> None:
    visitor = visit(**SCHEMES[scheme]).open(own)
    visitor.leave.focus()
    seen = 0
    for _ in range(22):
        visitor.page.keyboard.press("Tab")
        ring = visitor.page.evaluate(
            """() => { let at = document.activeElement; while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
            const style = getComputedStyle(at); const box = at.getBoundingClientRect();
            const root = at.getRootNode(); const inside = (x, y) => { const top = root.elementFromPoint(x, y); return top && (at === top || at.contains(top) || top.contains(at)); };
            return [at.className, style.outlineStyle, parseFloat(style.outlineWidth),
              [.1, .5, .9].some((part) => inside(box.x + box.width * part, Math.min(box.y + box.height / 2, innerHeight - 1)) || inside(box.x + box.width * part, box.y + 2)),
              style.outlineColor, (() => { let around = at; while (around) { const back = getComputedStyle(around).backgroundColor;
                if (around !== at && !/, 0\\)$|transparent/.test(back)) return back; around = around.parentElement ?? around.getRootNode().host; } return 'rgb(255, 255, 255)'; })()]; }"""
        )
        if ring[0] in ("", "skip"):
            break
        assert ring[1] == "solid", ring
        assert ring[2] >= 2, ring
        assert ring[3], ring
        if scheme != "forced":  # there the system chooses both
            assert contrast(*map(hexadecimal, ring[4:])) >= 3, ring
        seen += 1
    assert seen >= 10  # some lines are shown at their hours only


def test_w64_the_closed_launcher_hides_no_focus(visit: MakeVisitor, city_site: Site, service: str) -> None:
    links = "".join(f"<p><a href='#{n}'>Ein längerer Link mit der Nummer {n}</a></p>" for n in range(40))
    visitor = visit(PHONE)
    visitor.page.goto(city_site.put("/links", embed(service, body=links)))
    visitor.launcher.wait_for()
    for _ in range(40):
        visitor.page.keyboard.press("Tab")
        seen = visitor.page.evaluate(
            f"""() => {{ const box = document.activeElement.getBoundingClientRect();
            return [0.05, 0.5, 0.95].some((at) => document.elementFromPoint(box.x + box.width * at, box.y + box.height / 2) !== document.querySelector('{TAG}')); }}"""
        )
        assert seen


def test_w65_a_skip_link_leads_to_the_launcher(visit: MakeVisitor, city_site: Site, service: str) -> None:
    page = f'<a href="#hilfe-chat">Zum Hilfe-Chat</a><p>Text</p><{TAG} id="hilfe-chat" tenant="herne"></{TAG}>'
    visitor = visit()
    visitor.page.goto(city_site.put("/skip", embed(service, body=page)))
    visitor.launcher.wait_for()
    visitor.page.keyboard.press("Tab")
    visitor.page.keyboard.press("Enter")
    visitor.page.keyboard.press("Tab")
    assert "launcher" in focused(visitor)


def test_w66_names_begin_with_what_is_written(visit: MakeVisitor, own: str) -> None:
    visitor = visit().open(own)
    visitor.say("karten")
    wrong = visitor.host.evaluate(
        """(host) => { const wrong = []; const walk = (n) => n.querySelectorAll('*').forEach((e) => { if (e.shadowRoot) walk(e.shadowRoot);
        const name = e.getAttribute('aria-label'); const seen = e.innerText?.trim().split('\\n')[0];
        if (!name || !seen || !e.matches('a, button')) return;
        const fold = (t) => t.replace(/\\s+/g, '').toLowerCase(); if (!fold(name).startsWith(fold(seen))) wrong.push([name, seen]); });
        walk(host.shadowRoot); return wrong; }"""
    )
    assert wrong == []


@pytest.mark.parametrize("mode", ["own", "framed"])
def test_w67_w68_every_message_is_said_once_and_in_order(
    visit: MakeVisitor, mode: str, request: pytest.FixtureRequest
) -> None:
    visitor = visit().open(request.getfixturevalue(mode))
    visitor.listen()
    visitor.say("drei")
    visitor.page.wait_for_timeout(150)
    assert visitor.heard() == ["Assistent: Erster Satz.", "Zweiter Satz.", "Dritter Satz."]
    visitor.page.set_viewport_size({"width": 700, "height": 700})
    visitor.page.keyboard.press("Escape")
    visitor.launcher.click()
    visitor.host.get_by_role("button", name="Einfache Sprache").click()
    visitor.page.wait_for_timeout(150)
    said = [text for text in visitor.heard() if "Satz" in text]
    assert len(said) == 3
    live = visitor.page.frames[-1 if mode == "framed" else 0].locator(".kc-live [aria-live='polite']")
    assert live.evaluate("(place) => getComputedStyle(place).display") != "none"
    assert visitor.log.get_attribute("aria-live") is None


def test_w69_what_was_said_stays_long_enough(visit: MakeVisitor, own: str) -> None:
    visitor = visit()
    visitor.page.clock.install()
    visitor.open(own)
    visitor.listen()
    visitor.say("drei")
    visitor.page.clock.run_for(14_900)
    live = visitor.page.locator(".kc-live [aria-live='polite']")
    assert "Dritter Satz" in live.inner_text()
    visitor.page.clock.run_for(1_000)
    assert "Satz" not in live.inner_text()


def test_w70_waiting_is_said_once_and_late(visit: MakeVisitor, own: str, engine: ScriptedEngine) -> None:
    visitor = visit().open(own)
    visitor.listen()
    engine.delay = 2.5
    visitor.say("drei")
    visitor.page.wait_for_timeout(100)
    assert visitor.heard()[:2] == ["Die Antwort wird gesucht …", "Assistent: Erster Satz."]
    engine.delay = 0
    visitor.say("drei")
    assert visitor.heard().count("Die Antwort wird gesucht …") == 1


def test_w71_the_log_is_a_list_that_names_who_and_when(visit: MakeVisitor, own: str) -> None:
    visitor = visit().open(own)
    visitor.say("wahl")
    items = visitor.inside.locator("ol.turns > li")
    assert items.count() == 2
    expect(items.nth(0).locator(".meta")).to_contain_text("Sie")
    expect(items.nth(1).locator(".meta")).to_contain_text("Assistent")
    assert items.nth(1).locator("time").first.get_attribute("datetime")
    expect(visitor.inside.get_by_role("group", name="3 Antwort-Möglichkeiten")).to_be_visible()
    assert visitor.panel.get_attribute("lang") == "de"
    assert visitor.host.locator("h2").inner_text() == "Fragen und Hilfe"
    visitor.say("karten")
    assert visitor.inside.locator(".theirs h3").count() >= 3
    visitor.host.locator("select").select_option("fr")
    expect(visitor.host.locator("section.notice")).to_have_attribute("lang", "fr")


@pytest.mark.parametrize(("message", "lang", "direction"), [
    ("Babam beni dövüyor, yardım edin", "tr", "ltr"), ("أبي يضربني ساعدوني", "ar", "rtl"),
])  # fmt: skip
def test_w71_an_answer_in_another_language_says_so(
    visit: MakeVisitor, own: str, message: str, lang: str, direction: str
) -> None:
    visitor = visit().open(own)
    visitor.say(message)
    words = visitor.inside.locator(".emergency > div")
    expect(words).to_have_attribute("lang", lang)
    expect(words).to_have_css("direction", direction)
    assert visitor.page.locator(f".kc-live p[lang='{lang}']").count() == 1
    expect(visitor.inside.locator(".emergency .callers")).to_have_css("direction", "ltr")


def test_w72_places_for_errors_and_confirmations_are_there_before(visit: MakeVisitor, own: str) -> None:
    visitor = visit().open(own)
    assert visitor.page.locator(".kc-live [role='alert']").count() == 1
    assert visitor.page.locator(".kc-live [aria-live='polite']").count() == 1


def test_w60_settings_that_come_late_take_no_focus_away(visit: MakeVisitor, own: str) -> None:
    visitor = visit()
    held: list[Route] = []
    visitor.context.route("**/api/v1/widget/herne", lambda route: held.append(route))
    visitor.open(own, ready=False)
    visitor.host.locator(".numbers a[href='tel:112']").focus()
    visitor.page.wait_for_timeout(200)
    held[0].continue_()
    visitor.inside.locator(".door").first.wait_for()
    assert "112 Rettung" in focused(visitor)
