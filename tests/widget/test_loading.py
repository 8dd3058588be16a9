"""Goals 2 to 21: loading, embedding, isolation, tenants."""

from __future__ import annotations

import json
import re
import time

import pytest
from playwright.sync_api import CDPSession, expect

from bot.settings import ROOT
from bot.web.widget_files import widget_files
from tests.widget.conftest import DESKTOP
from tests.widget.servers import Site
from tests.widget.visitor import ATTEMPTS, TAG, MakeVisitor, Visitor, embed, hosts

HOSTILE = (
    "*{all:unset!important} button,a,input,select,textarea{background:lime!important;color:red!important;"
    "font-size:40px!important;display:block!important;padding:9px!important} html{font-size:62.5%} "
    "kinderschutz-chat{display:none!important;opacity:.1!important;filter:blur(3px)!important;transform:scale(.5)!important}"
    ":host,::slotted(*){display:none!important}"
)
VIOLATIONS = (
    "window.violations = []; document.addEventListener('securitypolicyviolation', "
    "(event) => window.violations.push(event.violatedDirective + ' ' + event.blockedURI));"
)


def strict(service: str, scripts: str = "") -> dict[str, str]:
    """The policy of the documentation, as strict as it can be."""
    return {
        "Content_Security_Policy": f"default-src 'none'; script-src {service}; connect-src {service}; style-src 'self'; "
        f"frame-src {service}; img-src data:{scripts}"
    }


@pytest.mark.parametrize("mode", ["framed", "inline"])
def test_w02_before_the_first_click_there_is_one_request(
    visit: MakeVisitor, mode: str, request: pytest.FixtureRequest, service: str
) -> None:
    visitor = visit()
    visitor.open(request.getfixturevalue(mode), click=False)
    visitor.launcher.wait_for()
    visitor.page.wait_for_timeout(300)
    ours = [asked.url for asked in visitor.requests if asked.url.startswith(service)]
    assert ours == [f"{service}/embed.js"]
    assert len(visitor.requests) == 2
    assert visitor.sockets == []


LONG_TASKS = (
    "window.long = []; new PerformanceObserver((list) => list.getEntries().forEach((e) => window.long.push(e.duration)))"
    ".observe({type: 'longtask', buffered: true});"
)


def processor_time(devtools: CDPSession, name: str) -> float:
    """Milliseconds of processor time, at a quarter of the speed: what else runs on the machine does not count."""
    metrics = devtools.send("Performance.getMetrics")["metrics"]
    return 1000 * next(metric["value"] for metric in metrics if metric["name"] == name)


def slow_processor(visitor: Visitor) -> CDPSession:
    devtools = visitor.context.new_cdp_session(visitor.page)
    devtools.send("Performance.enable", {"timeDomain": "threadTicks"})
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    return devtools


def script_time(visitor: Visitor, url: str) -> float:
    """Milliseconds of processor time that scripts take until a page has loaded."""
    visitor.page.add_init_script(LONG_TASKS)
    devtools = slow_processor(visitor)
    visitor.page.goto(url)
    visitor.page.wait_for_timeout(200)
    return processor_time(devtools, "ScriptDuration")


def test_w03_script_takes_30_ms_at_most_on_a_slow_machine(
    visit: MakeVisitor, city_site: Site, inline: str
) -> None:
    bare = city_site.put("/bare", embed("").replace("<script", "<template").replace("</script", "</template"))
    measured, tasks = [], []
    for _ in range(ATTEMPTS):
        visitor, other = visit(), visit()
        measured.append(script_time(visitor, inline) - script_time(other, bare))
        # what the page alone takes long for is not ours
        tasks.append(
            sum(visitor.page.evaluate("() => window.long")) - sum(other.page.evaluate("() => window.long"))
        )
        if measured[-1] <= 30 and tasks[-1] <= 50:
            break
    print(
        "script time at a quarter of the speed:",
        ", ".join(f"{taken:.1f} ms" for taken in measured),
        "long tasks:",
        tasks,
    )
    assert 0 < min(measured) <= 30
    assert min(tasks) <= 50


def test_w04_nothing_moves_and_a_dead_service_holds_nothing_up(
    visit: MakeVisitor, inline: str, service: str
) -> None:
    visitor = visit()
    visitor.page.add_init_script(
        "window.moved = 0; new PerformanceObserver((list) => list.getEntries().forEach((e) => { window.moved += e.value; }))"
        ".observe({type: 'layout-shift', buffered: true});"
    )
    visitor.open(inline, click=False)
    visitor.launcher.wait_for()
    visitor.page.wait_for_timeout(300)
    assert visitor.page.evaluate("() => window.moved") == 0
    places = "() => [...document.querySelectorAll('main *')].map((e) => JSON.stringify(e.getBoundingClientRect()))"
    before = visitor.page.evaluate(places)
    visitor.launcher.click()
    visitor.inside.locator(".door").first.wait_for()
    assert visitor.page.evaluate(places) == before
    waiting = visit()
    waiting.context.route(f"{service}/**", lambda route: None)
    started = time.monotonic()
    waiting.page.goto(inline, wait_until="domcontentloaded", timeout=5000)
    assert waiting.page.locator("h1").inner_text() == "Stadt"
    assert time.monotonic() - started < 5


def test_w04_a_line_that_is_added_after_load_holds_up_not_even_that(
    visit: MakeVisitor, city_site: Site, service: str
) -> None:
    """What the documentation advises to sites that wait for ``load``."""
    late = (
        "<script>addEventListener('load', () => { window.loaded = true; const line = document.createElement('script');"
        f" line.src = '{service}/embed.js'; line.crossOrigin = 'anonymous'; line.dataset.tenant = 'herne'; line.dataset.mode = 'inline'; document.body.append(line); }});</script>"
    )
    page = city_site.put(
        "/late", f'<!doctype html><title>Stadt</title><link rel="icon" href="data:,"><p>Text</p>{late}'
    )
    waiting = visit()
    waiting.context.route(f"{service}/**", lambda route: None)
    waiting.page.goto(page, wait_until="load", timeout=5000)
    assert waiting.page.evaluate("() => window.loaded && document.readyState === 'complete'")
    visit().open(page).say("Hallo")


SLOW = {"offline": False, "latency": 562.5, "downloadThroughput": 180_000, "uploadThroughput": 84_375}
"""Slow 4G as Chromium's developer tools have it: 1.44 Mbit/s at 562.5 ms a request (150 ms, times 3.75)."""
TIMES = f"""window.times = {{}}; addEventListener('DOMContentLoaded', () => {{ window.times.dom = performance.now(); }});
  new MutationObserver((_, watch) => {{ const chat = document.querySelector('{TAG}'); if (!chat?.shadowRoot?.querySelector('.launcher')) return;
    watch.disconnect(); requestAnimationFrame(() => setTimeout(() => {{ window.times.launcher = performance.now(); }})); }}).observe(document, {{subtree: true, childList: true}});"""
PAINTED = f"""() => new Promise((done) => {{ const host = document.querySelector('{TAG}'); const begin = performance.now();
  host.shadowRoot.querySelector('.launcher').click();
  requestAnimationFrame(() => setTimeout(() => done([performance.now() - begin, host.shadowRoot.activeElement?.id]))); }})"""


@pytest.mark.parametrize(("mode", "limit"), [("inline", 200), ("framed", 1000)])
def test_w05_on_slow_4g_with_a_quarter_of_the_processor(
    visit: MakeVisitor, mode: str, limit: int, request: pytest.FixtureRequest
) -> None:
    """Of the page; a frame of another origin keeps its speed. Painting is measured in processor time, not by the clock."""
    url = request.getfixturevalue(mode)
    launched, painted, clock = [], [], []
    for _ in range(ATTEMPTS):
        visitor = visit()
        devtools = slow_processor(visitor)
        devtools.send("Network.enable")
        devtools.send("Network.emulateNetworkConditions", SLOW)
        visitor.page.add_init_script(TIMES)
        visitor.page.goto(url)
        visitor.page.wait_for_function("() => window.times.launcher")
        times = visitor.page.evaluate("() => window.times")
        if mode == "framed":  # warm: what it needs has been loaded once, at full speed
            devtools.send("Emulation.setCPUThrottlingRate", {"rate": 1})
            visitor.launcher.click()
            visitor.inside.locator(".door").first.wait_for()
            visitor.page.keyboard.press("Escape")
            devtools.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        before = processor_time(devtools, "TaskDuration")
        took, focus = visitor.page.evaluate(PAINTED)
        assert focus == "title"
        launched.append(times["launcher"] - times["dom"])
        painted.append(processor_time(devtools, "TaskDuration") - before)
        clock.append(took)
        if launched[-1] <= 1500 and painted[-1] <= limit:
            break
    print(f"{mode}, ms: launcher after DOMContentLoaded {[round(one) for one in launched]}, panel after the click "
          f"{[round(one) for one in painted]} of processor, {[round(one) for one in clock]} by the clock")  # fmt: skip
    assert any(one <= 1500 and 0 < other <= limit for one, other in zip(launched, painted, strict=True))


@pytest.mark.parametrize(("mode", "limit"), [("inline", 200), ("framed", 1000)])
def test_w05_the_panel_is_painted_and_focused_at_once(
    visit: MakeVisitor, mode: str, limit: int, request: pytest.FixtureRequest
) -> None:
    found = []
    while not found or (found[-1] > limit and len(found) < ATTEMPTS):
        took, focus = visit().open(request.getfixturevalue(mode), click=False).page.evaluate(PAINTED)
        assert focus == "title"
        found.append(took)
    assert min(found) <= limit, found


def test_w08_one_line_is_enough(visit: MakeVisitor, city_site: Site, service: str) -> None:
    files = widget_files()
    line = (
        f'<script src="{service}{files.address("embed.js")}" integrity="{files.integrity["embed.js"]}" '
        'crossorigin="anonymous" defer data-tenant="herne"></script>'
    )
    visitor = visit().open(city_site.put("/line", f"<!doctype html><title>Stadt</title>{line}<p>Text"))
    visitor.say("Hallo")
    expect(visitor.log).to_contain_text("Das Amt hilft weiter")


@pytest.mark.parametrize("trouble", ["no script", "blocked", "wrong hash", "old browser"])
def test_w09_the_link_inside_is_there_when_the_widget_is_not(
    visit: MakeVisitor, city_site: Site, service: str, trouble: str
) -> None:
    visitor = visit(java_script_enabled=trouble != "no script")
    visitor.expected += ["net::ERR_FAILED", "integrity"]
    if trouble == "blocked":
        visitor.context.route(f"{service}/embed.js", lambda route: route.abort())
    if trouble == "old browser":
        visitor.page.add_init_script(
            "delete Document.prototype.adoptedStyleSheets; delete Document.prototype.adoptedStyleSheets;"
        )
    script = f'<script src="{service}/embed.js" defer crossorigin="anonymous"' + (
        ' integrity="sha384-AAAA"' if trouble == "wrong hash" else ""
    )
    visitor.page.goto(city_site.put("/fallback", f'<!doctype html><title>Stadt</title><link rel="icon" href="data:,">{script}></script>'
                                    f'<{TAG} tenant="herne"><a href="{service}/hilfe">Hilfe und Notrufnummern</a></{TAG}>'))  # fmt: skip
    link = visitor.page.get_by_role("link", name="Hilfe und Notrufnummern")
    expect(link).to_be_visible()
    assert link.get_attribute("href") == f"{service}/hilfe"


def test_w09_the_link_inside_gives_way_to_the_widget(visit: MakeVisitor, city_site: Site, service: str) -> None:
    visitor = visit()
    visitor.page.goto(city_site.put("/element", f'<!doctype html><title>Stadt</title><link rel="icon" href="data:,"><script src="{service}/embed.js" defer></script>'
                                    f'<{TAG} tenant="herne" mode="inline"><a href="{service}/hilfe">Hilfe</a></{TAG}>'))  # fmt: skip
    visitor.launcher.wait_for()
    expect(visitor.page.get_by_role("link", name="Hilfe", exact=True)).to_be_hidden()


@pytest.mark.parametrize("mode", ["frame", "inline"])
@pytest.mark.parametrize(
    "trusted", ["", "; require-trusted-types-for 'script'; trusted-types kinderschutz-lotse lit-html"]
)
def test_w10_w11_x8_a_strict_policy_is_kept(
    visit: MakeVisitor, city_site: Site, service: str, mode: str, trusted: str
) -> None:
    visitor = visit()
    visitor.page.add_init_script(VIOLATIONS)
    visitor.open(city_site.put("/strict", embed(service, mode=mode), **strict(service, trusted)))
    visitor.say("karten")
    visitor.say("wahl")
    assert visitor.page.evaluate("() => window.violations") == []
    assert visitor.panel.evaluate("(panel) => getComputedStyle(panel).position") == "fixed"
    styled = "(root) => [root, ...root.querySelectorAll('*')].flatMap((e) => e.shadowRoot ? [...e.shadowRoot.querySelectorAll('[style]')] : []).length"
    assert visitor.host.evaluate(styled) == 0
    assert visitor.page.locator("[style]").count() == 0


def test_w11_the_documents_name_the_policies() -> None:
    guide = (ROOT / "docs" / "einbetten.md").read_text(encoding="utf-8")
    assert "trusted-types kinderschutz-lotse lit-html" in guide


def test_w12_twice_on_a_page_is_once(visit: MakeVisitor, city_site: Site, service: str) -> None:
    again = f'<script src="{service}/embed.js?2" async data-tenant="herne" data-mode="inline"></script>'
    visitor = visit().open(city_site.put("/twice", embed(service, mode="inline", body=f"<p>Text</p>{again}")))
    assert visitor.page.locator(TAG).count() == 1
    visitor.say("Hallo")
    visitor.page.evaluate(
        f"""() => {{ const chat = document.querySelector('{TAG}'); chat.remove(); document.body.append(chat);
        history.pushState({{}}, '', '/another'); const other = document.createElement('{TAG}'); document.body.append(other); }}"""
    )
    expect(visitor.page.locator(f"{TAG} .launcher")).to_have_count(1)
    visitor.page.locator(f"{TAG} .launcher").click()
    visitor.page.locator(f"{TAG} .door").first.wait_for()
    assert visitor.page.locator(f"{TAG} .theirs").count() == 0
    visitor.page.locator(f"{TAG} textarea").fill("Hallo")
    visitor.page.locator(f"{TAG} textarea").press("Enter")
    expect(visitor.page.locator(f"{TAG} .theirs")).to_have_count(1)


def test_w13_hostile_css_changes_nothing(visit: MakeVisitor, city_site: Site, service: str) -> None:
    pictures = []
    for css in ("", HOSTILE):
        visitor = visit()
        page = embed(service, mode="inline", head=f"<style>{css}</style>")
        visitor.open(city_site.put("/styled", page))
        visitor.say("wahl")
        visitor.page.evaluate("() => document.activeElement?.shadowRoot?.activeElement?.blur?.()")
        visitor.panel.evaluate(
            "(panel) => panel.querySelectorAll('time').forEach((time) => { time.textContent = '10:00'; })"
        )
        visitor.inside.locator("time").evaluate_all(
            "(all) => all.forEach((time) => { time.textContent = '10:00'; })"
        )
        visitor.inside.locator("textarea").evaluate("(field) => field.blur()")
        pictures.append((visitor.panel.screenshot(), visitor))
        assert visitor.page.evaluate("() => document.adoptedStyleSheets.length") == 0
    different = pictures[1][1].page.evaluate(COMPARE, [_data(picture) for picture, _ in pictures])
    print(f"different pixels: {different:.4%}")
    assert different <= 0.001


def _data(picture: bytes) -> str:
    import base64

    return "data:image/png;base64," + base64.b64encode(picture).decode()


COMPARE = """async (pictures) => {
  const [one, other] = await Promise.all(pictures.map(async (source) => {
    const picture = new Image(); picture.src = source; await picture.decode();
    const canvas = new OffscreenCanvas(picture.width, picture.height); const context = canvas.getContext('2d');
    context.drawImage(picture, 0, 0); return context.getImageData(0, 0, picture.width, picture.height); }));
  if (one.width !== other.width || one.height !== other.height) return 1;
  let different = 0;
  for (let at = 0; at < one.data.length; at += 4) {
    if ([0, 1, 2].some((channel) => Math.abs(one.data[at + channel] - other.data[at + channel]) > 8)) different += 1;
  }
  return different / (one.width * one.height);
}"""


def test_w13_nothing_global_is_added(visit: MakeVisitor, city_site: Site, service: str) -> None:
    names = "() => Object.getOwnPropertyNames(window).sort()"
    bare = visit()
    bare.page.goto(city_site.put("/bare", '<!doctype html><title>Stadt</title><link rel="icon" href="data:,">'))
    before = bare.page.evaluate(names)
    visitor = visit().open(city_site.put("/globals", embed(service, mode="inline")))
    visitor.say("Hallo")
    new = {name for name in set(visitor.page.evaluate(names)) - set(before) if not name.isdigit()}
    assert new == set()
    assert visitor.page.evaluate("() => document.styleSheets.length") == 0


LOGGER = (
    "<script>window.typed = ''; for (const name of ['keydown', 'keyup', 'input', 'beforeinput', 'keypress'])"
    " addEventListener(name, (e) => { window.typed += e.data || e.key || ''; }, true);</script>"
)


def test_w14_in_a_frame_the_page_reads_nothing(visit: MakeVisitor, city_site: Site, service: str) -> None:
    visitor = visit().open(city_site.put("/logging", embed(service, head=LOGGER)))
    visitor.field.click()
    visitor.page.keyboard.type("Geheim")
    visitor.page.keyboard.press("Enter")
    visitor.inside.locator(".theirs").wait_for()
    assert visitor.page.evaluate("() => window.typed") == ""
    reach = "() => { try { return document.querySelector('kinderschutz-chat').shadowRoot.querySelector('iframe').contentDocument; } catch { return null; } }"
    assert visitor.page.evaluate(reach) is None


def test_w15_messages_of_others_have_no_effect(
    visit: MakeVisitor, framed: str, city_site: Site, service: str
) -> None:
    visitor = visit().open(framed)
    visitor.say("Hallo")
    attack = [
        "exit",
        "close",
        {"type": "exit"},
        {"type": "wipe"},
        {"type": "hello"},
        {"type": "say", "text": "x", "urgent": True},
    ]
    frame = visitor.page.frames[-1]
    for message in attack:
        visitor.page.evaluate("(message) => window.postMessage(message, '*')", message)
        frame.evaluate(
            "(message) => { window.postMessage(message, '*'); window.parent.postMessage(message, '*'); }", message
        )
        visitor.host.evaluate(
            "(host, message) => host.shadowRoot.querySelector('iframe').contentWindow.postMessage(message, '*', [new MessageChannel().port2])",
            message,
        )
    visitor.page.wait_for_timeout(300)
    assert visitor.page.url == framed
    expect(visitor.inside.locator(".theirs")).to_have_count(1)
    expect(visitor.panel).to_be_visible()


def test_w15_no_message_goes_to_just_anybody() -> None:
    for path in (ROOT / "bot" / "widget" / "src").rglob("*.ts"):
        for call in re.findall(r"postMessage\([^;]*;", path.read_text(encoding="utf-8")):
            assert "'*'" not in call, path.name


def test_w15_a_frame_speaks_only_with_sites_of_the_city(visit: MakeVisitor, service: str, city_site: Site) -> None:
    visitor = visit()
    visitor.expected += ["frame-ancestors", "Refused to display", "chromewebdata", "Framing"]
    other = city_site.origin.replace("localhost", "foreign.localhost")
    page = f'<!doctype html><title>x</title><link rel="icon" href="data:,"><iframe src="{service}/w/frame?t=herne"></iframe>'
    visitor.page.goto(city_site.put("/foreign", page).replace(city_site.origin, other))
    visitor.page.wait_for_timeout(500)
    assert visitor.page.frame_locator("iframe").locator("kc-conversation").count() == 0


def test_w16_the_frame_may_do_nothing_else(visit: MakeVisitor, framed: str) -> None:
    visitor = visit().open(framed)
    frame = visitor.host.locator("iframe")
    assert frame.get_attribute("title") == "Gespräch"
    assert frame.get_attribute("allow") == ""
    assert frame.get_attribute("referrerpolicy") == "no-referrer"
    allowed = visitor.page.frames[-1].evaluate("() => document.featurePolicy.allowedFeatures()")
    assert not {"camera", "microphone", "geolocation", "display-capture"} & set(allowed)
    asked = next(request for request in visitor.requests if "/w/frame" in request.url)
    assert "referer" not in asked.headers


@pytest.mark.parametrize("tenant", ["atlantis", "", "../../x"])
def test_w17_an_unknown_city_has_numbers_and_no_chat(
    visit: MakeVisitor, city_site: Site, service: str, tenant: str
) -> None:
    visitor = visit()
    page = f'<!doctype html><title>x</title><link rel="icon" href="data:,"><script src="{service}/embed.js" defer></script><{TAG} tenant="{tenant}"></{TAG}>'
    visitor.open(city_site.put("/unknown", page), ready=False)
    card = visitor.host.locator(".notice.down")
    card.wait_for()
    assert card.locator("a[href='tel:110']").count() == 1
    assert visitor.host.locator("textarea, iframe, kc-conversation").count() == 0


def test_w18_settings_of_the_page_hold_and_nonsense_does_not(
    visit: MakeVisitor, city_site: Site, service: str
) -> None:
    good = visit().open(city_site.put("/good", embed(
        service, mode="inline", extra='data-position="start" data-launcher="Hilfe hier" data-offset-bottom="80" data-contrast="more"')))  # fmt: skip
    assert good.host.get_attribute("position") == "start"
    assert good.host.get_attribute("contrast") == "more"
    text, line = good.panel.evaluate(
        "(panel) => [getComputedStyle(panel).color, getComputedStyle(panel).borderTopColor]"
    )
    assert text == line
    assert (
        good.launcher.inner_text().strip() == "Hilfe hier"
        or good.host.locator(".launcher span").text_content() == "Hilfe hier"
    )
    good.page.keyboard.press("Escape")
    box = good.launcher.bounding_box()
    assert box
    assert box["x"] < 100
    assert box["y"] + box["height"] < DESKTOP[1] - 80
    bad = visit().open(city_site.put("/bad", embed(
        service, mode="hologram", extra='data-position="middle" data-offset-bottom="1e9" data-exit-url="javascript:alert(1)"')))  # fmt: skip
    assert (bad.host.get_attribute("mode"), bad.host.get_attribute("position")) == ("frame", "end")
    assert bad.leave.get_attribute("href") == "https://www.dwd.de/"


def test_w40_the_exit_leads_only_to_listed_pages(visit: MakeVisitor, city_site: Site, service: str) -> None:
    for wanted, found in (("https://www.bahn.de/", "https://www.bahn.de/"), ("https://www.google.de/", "https://www.dwd.de/"),
                          ("http://www.dwd.de/", "https://www.dwd.de/")):  # fmt: skip
        visitor = visit().open(
            city_site.put("/exit", embed(service, mode="inline", extra=f'data-exit-url="{wanted}"'))
        )
        assert visitor.leave.get_attribute("href") == found


def test_w19_two_cities_do_not_meet(visit: MakeVisitor, city_site: Site, service: str, engine: object) -> None:
    seen = []
    for tenant in ("herne", "potsdam"):
        visitor = visit().open(city_site.put(f"/{tenant}", embed(service, mode="inline", tenant=tenant)))
        visitor.say("Hallo")
        colour = visitor.inside.locator("form .button").evaluate(
            "(button) => getComputedStyle(button).backgroundColor"
        )
        privacy = visitor.host.get_by_role("link", name="Datenschutz").get_attribute("href")
        seen.append((colour, privacy, visitor.host.locator(".numbers").inner_text()))
    assert all(one != other for one, other in zip(*seen, strict=True))
    asked = engine.asked  # type: ignore[attr-defined]
    assert [message.city for message in asked] == ["herne", "potsdam"]
    assert asked[0].conversation_id != asked[1].conversation_id


def test_w21_events_carry_nothing(visit: MakeVisitor, city_site: Site, service: str) -> None:
    visitor = visit()
    visitor.page.add_init_script(
        "window.told = []; for (const name of ['kc-open', 'kc-close', 'kc-exit']) addEventListener(name, (e) => window.told.push([name, e.detail]));"
    )
    visitor.open(city_site.put("/events", embed(service, mode="inline")))
    visitor.say("Hallo")
    visitor.page.evaluate(
        f"() => {{ const chat = document.querySelector('{TAG}'); chat.close(); chat.open(); chat.close(); }}"
    )
    assert visitor.page.evaluate("() => window.told") == [
        ["kc-open", None],
        ["kc-close", None],
        ["kc-open", None],
        ["kc-close", None],
    ]
    visitor.page.evaluate(f"() => document.querySelector('{TAG}').open()")
    told = visitor.page.evaluate(
        f"() => {{ document.querySelector('{TAG}').shadowRoot.querySelector('.leave').click(); return window.told.slice(4); }}"
    )
    assert told == [["kc-open", None], ["kc-exit", None]]


def test_w21_there_are_two_methods_and_nothing_else(visit: MakeVisitor, inline: str) -> None:
    visitor = visit().open(inline)
    own = f"() => Object.getOwnPropertyNames(document.querySelector('{TAG}')).concat(Object.getOwnPropertyNames(customElements.get('{TAG}').prototype)).sort()"
    assert visitor.page.evaluate(own) == [
        "close",
        "connectedCallback",
        "constructor",
        "disconnectedCallback",
        "open",
    ]


@pytest.mark.parametrize("mode", ["frame", "inline"])
def test_w102_a_page_colours_the_chat_by_its_own_properties(
    visit: MakeVisitor, city_site: Site, service: str, mode: str
) -> None:
    parts = (
        "kinderschutz-chat::part(launcher){letter-spacing:3px}kinderschutz-chat::part(panel){border-top-width:7px}"
    )
    evil = "--kc-card:url(https://evil.example/x);" if mode == "frame" else ""
    style = f"<style>kinderschutz-chat{{--kc-accent:rgb(90, 10, 120);{evil}--kc-radius:2px}}{parts}</style>"
    visitor = visit().open(city_site.put("/theme", embed(service, mode=mode, head=style)))
    button = visitor.inside.locator("form .button")
    expect(button).to_have_css("background-color", "rgb(90, 10, 120)")
    expect(visitor.panel).to_have_css("border-top-width", "7px")
    expect(visitor.launcher).to_have_css("letter-spacing", "3px")
    if mode == "frame":  # in the page itself its own style sheets may load what they like
        assert hosts(visitor.requests) == {service, city_site.origin}


def test_w23_and_x7_nobody_else_is_asked(visit: MakeVisitor, framed: str, service: str, city_site: Site) -> None:
    visitor = visit().open(framed)
    visitor.say("karten")
    visitor.inside.get_by_role("button", name="Hilfreich", exact=True).click()
    visitor.host.get_by_role("button", name="Mit einem Menschen sprechen").click()
    visitor.inside.locator(".theirs").nth(1).wait_for()
    visitor.host.locator("select").select_option("tr")
    visitor.host.locator("section.notice").wait_for()
    assert hosts(visitor.requests) == {service, city_site.origin}
    assert visitor.sockets == []
    assert json.dumps([r.url for r in visitor.requests]).count("Hallo") == 0
