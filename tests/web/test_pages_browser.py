"""The pages in a real browser, without JavaScript. Numbers are those of the list of goals."""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from starlette.testclient import TestClient

from tests.web.conftest import Site
from tests.widget.tools import FLAGS, chromium, packages

PAGES = (
    "/hilfe", "/hilfe/potsdam", "/meldewege/herne", "/meldewege/bergisch-gladbach/arzt",
    "/meldewege/ueberall/kind", "/kontakte", "/kontakte/potsdam", "/termine/troisdorf", "/themen/herne",
    "/themen/43zt3a", "/hinweise", "/hinweise/ar", "/datenschutz", "/barrierefreiheit", "/einfach",
    "/meldewege/herne/schule/druck", "/nirgends",
)  # fmt: skip
PRINTED = 12
"""How many of the longest paths are printed; the others are shorter."""
SIZES = ((1280, 800), (390, 844), (320, 640), (320, 256))
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-bottom: 2em !important; }"""
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL = """([least, chosen]) => [...document.querySelectorAll(chosen)].filter(e => {
  const box = e.getBoundingClientRect(), inline = getComputedStyle(e).display === 'inline' && e.tagName === 'A';
  return !inline && !e.matches('.skip') && box.width && (box.width < least || box.height < least);
}).map(e => e.outerHTML.slice(0, 100))"""
CUT = """() => [...document.querySelectorAll('a, button, summary, p, li, dd, h1, h2, h3, strong')].filter(e =>
  !e.matches('.skip') && !e.closest('.unseen') && e.clientWidth > 2
  && e.scrollWidth > e.clientWidth + 1).map(e => e.outerHTML.slice(0, 100))"""
MOVING = """() => document.getAnimations().length + [...document.querySelectorAll('*')].filter(e =>
  parseFloat(getComputedStyle(e).transitionDuration) > 0).length"""

Opener = Callable[..., Page]


@pytest.fixture(scope="module")
def origin(visitor: TestClient) -> Iterator[str]:
    """Address of the running service."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(visitor.app, port=port, log_level="error", access_log=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium without a window."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture
def opened(browser: Browser, origin: str) -> Iterator[Opener]:
    """Opens pages; afterwards the browser may have complained about nothing and asked nobody else (23, 105)."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open(address: str, size: tuple[int, int] = (1280, 800), **options: object) -> Page:
        values = {"java_script_enabled": False, "locale": "de-DE"} | options
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **values)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: complaints.append(request.url) if not request.url.startswith(
            (origin, "data:")) else None)  # fmt: skip
        page.goto(f"{origin}{address}")
        return page

    yield open
    for context in contexts:
        assert context.cookies() == []
        context.close()
    assert [text for text in complaints if "404 (Not Found)" not in text] == []


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_goals_33_56_74_75_nothing_scrolls_sideways_and_the_way_out_stays(
    opened: Opener, origin: str, size: tuple[int, int]
) -> None:
    page = opened("/hilfe", size)
    for address in PAGES:
        page.goto(origin + address)
        assert page.evaluate(SIDEWAYS) <= 0, address
        assert page.evaluate(SMALL, [24, "a, button, summary, input, select, textarea"]) == [], address
        if address.endswith("druck"):
            continue
        assert page.evaluate(SMALL, [44, ".leave, .numbers a, .call, .chip, .sections a, .place > summary"]) == []
        page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
        box = page.locator("#leave").bounding_box()
        assert box
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= size[1]
        assert box["x"] + box["width"] <= size[0]


@pytest.mark.parametrize(("scheme", "forced", "size"), [
    ("light", "none", (1280, 800)), ("dark", "none", (390, 844)), ("light", "active", (320, 256)),
], ids=str)  # fmt: skip
def test_goal_54_axe_finds_nothing(
    opened: Opener, origin: str, scheme: str, forced: str, size: tuple[int, int]
) -> None:
    axe = (packages() / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    page = opened(
        "/hilfe", size, color_scheme=scheme, forced_colors=forced, java_script_enabled=True, bypass_csp=True
    )
    found = {}
    for address in PAGES if size == SIZES[0] else PAGES[::2]:
        page.goto(origin + address)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        page.evaluate(axe)
        result = page.evaluate(
            "runOnly => axe.run(document, { runOnly, resultTypes: ['violations'] })", list(RULES)
        )
        if result["violations"]:
            found[address] = [(one["id"], one["nodes"][0]["html"]) for one in result["violations"]]
    assert found == {}


@pytest.mark.parametrize(
    ("css", "size"), [(SPACING, (320, 640)), ("html { font-size: 200% }", (1280, 800))], ids=["spacing", "size"]
)
def test_goal_76_wide_spacing_and_large_type_cut_nothing_off(
    opened: Opener, origin: str, css: str, size: tuple[int, int]
) -> None:
    page = opened("/hilfe", size, bypass_csp=True, java_script_enabled=True)
    for address in PAGES:
        page.goto(origin + address)
        page.add_style_tag(content=css)
        assert page.evaluate(SIDEWAYS) <= 0, address
        assert page.evaluate(CUT) == [], address


def test_goal_77_who_wants_rest_gets_it(opened: Opener) -> None:
    for address in ("/hilfe", "/kontakte/potsdam", "/themen/herne"):
        assert opened(address, reduced_motion="reduce").evaluate(MOVING) == 0


def test_goals_58_64_the_keyboard_reaches_everything_in_order_and_shows_where_it_is(
    opened: Opener,
) -> None:
    page = opened("/meldewege/herne/schule", (390, 844))
    order = []
    for _ in range(12):
        page.keyboard.press("Tab")
        order.append(page.evaluate(
            """() => { const e = document.activeElement, box = e.getBoundingClientRect();
            const style = getComputedStyle(e);
            const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
            return { text: e.textContent.trim(), ring: parseFloat(style.outlineWidth), style: style.outlineStyle,
                     seen: e === top || e.contains(top) }; }"""
        ))  # fmt: skip
    assert order[0]["text"] == "Zum Inhalt springen"
    assert order[1]["text"].startswith("110")
    assert any("Schnell verlassen" in one["text"] for one in order[:6])
    assert all(one["ring"] >= 2 and one["style"] != "none" and one["seen"] for one in order)


def test_goal_37_the_switch_of_cities_opens_without_javascript(opened: Opener) -> None:
    page = opened("/meldewege/herne/schule", (390, 844))
    page.locator(".place > summary").click()
    page.get_by_role("link", name="Landeshauptstadt Potsdam").click()
    assert page.url.endswith("/meldewege/potsdam/schule")
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]


def test_goal_101_a_question_is_asked_and_answered_without_javascript(opened: Opener) -> None:
    page = opened("/hilfe")
    page.get_by_label("Frage", exact=True).fill("Wer ist zuständig?")
    page.get_by_label("Ort", exact=True).select_option("herne")
    page.get_by_role("button", name="Senden").click()
    assert page.locator("h1").inner_text() == "Antwort"
    assert "Wer ist zuständig?" in page.locator(".asked").inner_text()
    assert "?" not in page.url


def test_goal_96_a_path_prints_on_two_sheets_with_structure(opened: Opener, origin: str, site: Site) -> None:
    papers = {address: shown for address, shown in site.pages.items() if address.endswith("/druck")}
    assert len(papers) > 80
    longest = sorted(papers, key=lambda address: len(papers[address].text), reverse=True)[:PRINTED]
    page = opened("/hilfe")
    for address in longest:
        page.goto(origin + address)
        paper = page.pdf(format="A4", prefer_css_page_size=True, tagged=True)
        assert len(re.findall(rb"/Type\s*/Page\b", paper)) <= 2, address
        assert b"/StructTreeRoot" in paper
    page.emulate_media(media="print", color_scheme="dark")
    colours = page.evaluate(
        "[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]"
    )
    assert colours == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]


def test_goal_80_arabic_runs_from_the_right_and_numbers_do_not(opened: Opener) -> None:
    page = opened("/hinweise/ar", (390, 844))
    leave, first = page.locator("#leave").bounding_box(), page.locator(".numbers a").first.bounding_box()
    assert leave
    assert first
    assert leave["x"] < first["x"]
    assert page.locator("h1").evaluate("e => getComputedStyle(e).direction") == "rtl"
    assert page.locator("footer").evaluate("e => getComputedStyle(e).direction") == "ltr"
