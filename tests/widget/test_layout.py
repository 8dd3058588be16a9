"""Goals 74 to 80: small windows, zoom, spacing, motion, colours, keyboards on the screen, right to left."""

from __future__ import annotations

import itertools
import re

import pytest
from playwright.sync_api import expect

from bot.settings import ROOT
from tests.widget.conftest import PHONE, SMALL, ZOOMED
from tests.widget.servers import Site
from tests.widget.visitor import MakeVisitor, Visitor, embed

WIDE = """(host) => { const wide = []; const walk = (n) => n.querySelectorAll('*').forEach((e) => { if (e.shadowRoot) walk(e.shadowRoot);
  const box = e.getBoundingClientRect();
  if (e.checkVisibility() && box.width > 1 && (box.right > innerWidth + 1 || box.left < -1) && !e.closest('.unseen')) wide.push(e.className + box.right); });
  walk(host.shadowRoot); return wide; }"""
CUT = """(host) => { const cut = []; const walk = (n) => n.querySelectorAll('*').forEach((e) => { if (e.shadowRoot) walk(e.shadowRoot);
  const style = getComputedStyle(e);
  if (e.checkVisibility() && !e.matches('.unseen, .log, .body, .panel, textarea, select, svg, svg *') && e.textContent.trim()
    && (style.overflowX === 'hidden' || style.overflowY === 'hidden') && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1))
    cut.push(e.className); });
  walk(host.shadowRoot); return cut; }"""


@pytest.mark.parametrize("mode", ["own", "framed", "standalone"])
def test_w74_nothing_is_wider_than_320_pixels(
    visit: MakeVisitor, mode: str, request: pytest.FixtureRequest
) -> None:
    visitor = visit(SMALL).open(request.getfixturevalue(mode), click=mode != "standalone", ready=False)
    visitor.inside.locator(".door").first.wait_for()
    visitor.say("karten")
    visitor.say("Ich will mich umbringen")
    assert visitor.host.evaluate(WIDE) == []
    for frame in visitor.page.frames:
        assert frame.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("mode", ["own", "framed", "standalone"])
def test_w75_at_400_percent_everything_can_be_reached(
    visit: MakeVisitor, mode: str, request: pytest.FixtureRequest
) -> None:
    visitor = visit(ZOOMED).open(request.getfixturevalue(mode), click=mode != "standalone", ready=False)
    visitor.inside.locator(".door").first.wait_for()
    visitor.say("lang")
    scrolls = visitor.panel.evaluate(
        "(panel) => panel.scrollHeight > panel.clientHeight && getComputedStyle(panel).overflowY === 'auto'"
    )
    log = visitor.log.bounding_box()
    assert log
    assert scrolls or log["height"] >= 96
    assert log["height"] >= 96
    # a visitor's wheel: what a script scrolls inside a frame of another origin does not move the page around it
    visitor.page.mouse.move(ZOOMED[0] / 2, ZOOMED[1] / 8)
    visitor.page.mouse.wheel(0, 300)
    expect(visitor.field).to_be_in_viewport()
    visitor.say("Hallo")
    parts = ["numbers", "body", "foot"]
    boxes = [visitor.host.locator(f".{part}").bounding_box() for part in parts]
    for above, below in itertools.pairwise(boxes):
        assert above
        assert below
        assert above["y"] + above["height"] <= below["y"] + 1


@pytest.mark.parametrize("mode", ["framed", "inline"])
def test_w75_at_400_percent_the_tab_key_brings_into_sight_what_it_reaches(
    visit: MakeVisitor, mode: str, request: pytest.FixtureRequest
) -> None:
    visitor = visit(ZOOMED).open(request.getfixturevalue(mode))
    visitor.say("lang")
    visitor.panel.evaluate("(panel) => panel.scrollTo(0, 0)")
    visitor.leave.focus()
    for _ in range(40):
        visitor.page.keyboard.press("Tab")
        if visitor.field.evaluate("(field) => field.matches(':focus')"):
            break
    expect(visitor.field).to_be_in_viewport(ratio=1)
    assert visitor.panel.evaluate("(panel) => panel.scrollTop") > 0
    for _ in range(40):
        visitor.page.keyboard.press("Shift+Tab")
        if visitor.log.evaluate("(log) => log.matches(':focus')"):
            break
    expect(visitor.log).to_be_in_viewport(ratio=0.2)


SPACING = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; } p { margin-bottom: 2em !important; }"


@pytest.mark.parametrize("size", [(1280, 800), PHONE, SMALL], ids=str)
@pytest.mark.parametrize("how", ["spacing", "large text", "small root"])
def test_w76_spacing_and_large_text_cut_nothing_off(
    visit: MakeVisitor, city_site: Site, service: str, size: tuple[int, int], how: str
) -> None:
    css = {"spacing": "", "large text": "html{font-size:200%}", "small root": "html{font-size:62.5%}"}[how]
    visitor = visit(size).open(city_site.put("/text", embed(service, mode="inline", head=f"<style>{css}</style>")))
    if how == "spacing":
        add = "(host, css) => { const walk = (root) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css); root.adoptedStyleSheets.push(sheet); root.querySelectorAll('*').forEach((e) => e.shadowRoot && walk(e.shadowRoot)); }; walk(host.shadowRoot); }"
        visitor.host.evaluate(add, SPACING)
    visitor.say("karten")
    visitor.say("wahl")
    assert visitor.host.evaluate(CUT) == []
    assert visitor.host.evaluate(WIDE) == []
    base = visitor.panel.evaluate("(panel) => parseFloat(getComputedStyle(panel).fontSize)")
    assert base == (32 if how == "large text" else 16)
    visitor.screenshot(f"text-{how.replace(' ', '-')}-{size[0]}")


MOTION = """(host) => { const moving = []; const walk = (n) => n.querySelectorAll('*').forEach((e) => { if (e.shadowRoot) walk(e.shadowRoot);
  const style = getComputedStyle(e);
  const longest = Math.max(...[style.animationDuration, style.transitionDuration].flatMap((t) => t.split(',').map(parseFloat)));
  if (longest > 0) moving.push([e.className, longest]); }); walk(host.shadowRoot); return moving; }"""


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_w77_nothing_moves_for_long(visit: MakeVisitor, own: str, motion: str) -> None:
    visitor = visit(reduced_motion=motion).open(own)
    visitor.say("karten")
    moving = visitor.host.evaluate(MOTION)
    assert moving == [] if motion == "reduce" else all(seconds <= 0.2 for _, seconds in moving)
    assert visitor.page.evaluate("() => document.getAnimations().length") == 0


def test_w78_colours_of_the_system_hold(visit: MakeVisitor, own: str) -> None:
    visitor = visit(forced_colors="active").open(own)
    visitor.say("wahl")
    easy = visitor.host.get_by_role("button", name="Einfache Sprache")
    easy.click()
    assert easy.evaluate("(button) => getComputedStyle(button, '::before').content") == '"✓" / ""'
    for selector in (".leave", ".tool", ".numbers .call"):
        width = visitor.host.locator(selector).first.evaluate(
            "(e) => parseFloat(getComputedStyle(e).borderTopWidth)"
        )
        assert width >= 1, selector
    icon = visitor.host.locator(".leave svg").evaluate(
        "(svg) => [getComputedStyle(svg).stroke, getComputedStyle(svg.parentElement).color]"
    )
    assert icon[0] == icon[1]


def backgrounds(visitor: Visitor) -> str:
    found: str = visitor.panel.evaluate("(panel) => getComputedStyle(panel).backgroundColor")
    return found


def test_w78_dark_light_and_more_contrast_differ(visit: MakeVisitor, own: str) -> None:
    light = visit(color_scheme="light").open(own)
    dark = visit(color_scheme="dark").open(own)
    assert backgrounds(light) != backgrounds(dark)
    more = visit(contrast="more").open(own)
    border = "(panel) => getComputedStyle(panel).borderTopColor"
    assert more.panel.evaluate(border) != light.panel.evaluate(border)


@pytest.mark.parametrize("size", [PHONE, (667, 375), (375, 667)], ids=str)
def test_w79_with_a_keyboard_on_the_screen(visit: MakeVisitor, own: str, size: tuple[int, int]) -> None:
    visitor = visit(size, has_touch=True, is_mobile=True)
    keyboard = min(300, size[1] - 120)
    visitor.page.add_init_script(
        f"""Object.defineProperty(window, 'visualViewport', {{value: Object.assign(new EventTarget(), {{height: innerHeight, width: innerWidth}})}});
        window.keyboard = () => {{ visualViewport.height = innerHeight - {keyboard}; visualViewport.dispatchEvent(new Event('resize')); }};"""
    )
    visitor.page.goto(own)
    visitor.launcher.tap()
    visitor.inside.locator(".door").first.wait_for()
    visitor.field.focus()
    visitor.page.evaluate("() => window.keyboard()")
    visitor.field.scroll_into_view_if_needed()
    visible = size[1] - keyboard
    for part in (visitor.leave, visitor.field):
        box = part.bounding_box()
        assert box
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= visible + 1
    visitor.screenshot(f"keyboard-{size[0]}x{size[1]}")


@pytest.mark.parametrize("lang", ["ar", "fa"])
def test_w80_right_to_left_is_mirrored_and_numbers_are_not(visit: MakeVisitor, own: str, lang: str) -> None:
    visitor = visit().open(own)
    visitor.host.locator("select").select_option(lang)
    visitor.host.locator("section.notice").wait_for()
    panel, leave, close = (
        part.bounding_box() for part in (visitor.panel, visitor.leave, visitor.host.locator(".tools button"))
    )
    assert panel
    assert leave
    assert close
    assert leave["x"] > close["x"]
    for digits in visitor.host.locator(".digits").all():
        assert digits.get_attribute("dir") == "ltr"
    visitor.screenshot(f"rtl-{lang}")


def test_w80_styles_know_no_left_and_right() -> None:
    for path in (ROOT / "bot" / "widget" / "src").rglob("*.css"):
        found = re.findall(
            r"[\s;{](?:margin|padding|border|inset)?-?(?:left|right)\s*:|text-align:\s*(?:left|right)",
            path.read_text(encoding="utf-8"),
        )
        assert found == [], path.name
