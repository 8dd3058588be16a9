"""Goals 47 to 53, S6 to S8, S18, S22: the numbers are there when nothing else is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect

from tests.widget.conftest import DESKTOP, PHONE, ZOOMED
from tests.widget.engine import ScriptedEngine
from tests.widget.servers import Site
from tests.widget.test_exit import until
from tests.widget.visitor import MakeVisitor, Visitor, embed

NOISE = ["Failed to load resource", "net::ERR", "blocked by CORS", "Access to fetch", "integrity"]


def answer(**given: object) -> Callable[[Route], None]:
    return lambda route: route.fulfill(**given)  # type: ignore[arg-type]


def never(_route: Route) -> None:
    """A server that does not answer."""


CHAT_TROUBLE: dict[str, Callable[[Route], None]] = {
    "500": answer(status=500, body="{}"),
    "413": answer(status=413, body="{}"),
    "429": answer(status=429, body="{}"),
    "404": answer(status=404, body="{}"),
    "no json": answer(status=200, body="<h1>502</h1>"),
    "other json": answer(status=200, content_type="application/json", body='{"blocks": 7}'),
    "reset": lambda route: route.abort("connectionreset"),
    "offline": lambda route: route.abort("internetdisconnected"),
}


def numbers(visitor: Visitor) -> list[str]:
    return visitor.host.locator(".numbers .digits").all_inner_texts()


@pytest.mark.parametrize("size", [DESKTOP, PHONE, ZOOMED], ids=str)
@pytest.mark.parametrize("mode", ["own", "framed"])
def test_w47_numbers_are_in_sight_when_the_panel_opens(
    visit: MakeVisitor, mode: str, size: tuple[int, int], request: pytest.FixtureRequest, service: str
) -> None:
    visitor = visit(size)
    visitor.expected += NOISE
    visitor.context.route(f"{service}/w/**", never)
    visitor.context.route(f"{service}/api/**", never)
    url = request.getfixturevalue(mode)
    if mode == "own":  # its loader comes from the release
        visitor.context.unroute(f"{service}/w/**")
        visitor.context.route("**/talk.js", never)
    visitor.open(url, ready=False)
    for number in ("110", "112", "116 111"):
        link = visitor.host.locator(f".numbers a[href='tel:{number.replace(' ', '')}']")
        box = link.bounding_box()
        assert box
        assert box["height"] >= 44
        assert link.locator(".digits").inner_text() == number
        name = link.get_attribute("aria-label") or ""
        assert name.startswith(f"{number} ")
        assert name.endswith(" ".join(number.replace(" ", "")))
        if size != ZOOMED or number in ("110", "112"):
            assert box["y"] + box["height"] <= size[1]


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=str)
def test_w47_numbers_are_in_sight_in_every_language(visit: MakeVisitor, own: str, size: tuple[int, int]) -> None:
    visitor = visit(size).open(own)
    picker = visitor.host.locator("select")
    codes = picker.locator("option").evaluate_all("(all) => all.map((option) => option.value)")
    assert len(codes) == 15
    for code in codes:
        picker.select_option(code)
        expect(visitor.host.locator(".numbers")).to_have_attribute("lang", code)
        for tel in ("110", "112", "116111"):
            expect(visitor.host.locator(f".numbers a[href='tel:{tel}']")).to_be_in_viewport(ratio=1)
        expect(visitor.leave).to_be_in_viewport(ratio=1)


def test_w47_the_number_of_the_city_is_there_too(visit: MakeVisitor, city_site: Site, service: str) -> None:
    line = 'data-local-number="0331 289-3030" data-local-name="Jugendamt Potsdam"'
    visitor = visit()
    visitor.expected += NOISE
    visitor.context.route(f"{service}/api/**", never)
    visitor.open(city_site.put("/local", embed(service, tenant="potsdam", extra=line)), ready=False)
    assert "0331 289-3030" in numbers(visitor)
    known = visit().open(city_site.put("/local", embed(service, tenant="potsdam")))
    assert "0331 289-3030" in numbers(known)


@pytest.mark.parametrize("trouble", CHAT_TROUBLE)
def test_w48_s18_a_chat_that_fails_shows_the_card_and_loses_nothing(
    visit: MakeVisitor, own: str, engine: ScriptedEngine, trouble: str
) -> None:
    visitor = visit().open(own)
    visitor.expected += NOISE
    visitor.context.route("**/api/v1/chat", CHAT_TROUBLE[trouble])
    visitor.listen()
    visitor.field.fill("Meine Frage")
    visitor.field.press("Enter")
    resend = visitor.inside.get_by_role("button", name="Noch einmal senden")
    resend.wait_for()
    expect(visitor.inside.locator(".mine")).to_contain_text("Meine Frage")
    expect(visitor.inside.locator(".mine")).to_contain_text("Nicht gesendet")
    card = visitor.host.locator(".notice.down")
    expect(card).to_contain_text("Der Chat geht gerade nicht")
    assert card.locator("a[href='tel:110']").is_visible()
    assert visitor.heard().count("Nicht gesendet.") == 1
    assert visitor.page.locator(".kc-live [role='alert'] p").count() == 1
    visitor.page.keyboard.press("Escape")
    expect(visitor.launcher).to_be_visible()
    visitor.launcher.click()
    visitor.context.unroute("**/api/v1/chat")
    resend.click()
    visitor.inside.locator(".theirs").wait_for()
    expect(visitor.host.locator(".notice.down")).to_have_count(0)
    assert [message.text for message in engine.asked] == ["Meine Frage"]


def test_w48_a_server_that_may_not_be_read(visit: MakeVisitor, inline: str) -> None:
    visitor = visit().open(inline)
    visitor.expected += NOISE
    visitor.context.route(
        "**/api/v1/chat",
        lambda route: route.fulfill(status=200, content_type="application/json", body='{"blocks": []}'),
    )
    visitor.say("Hallo", wait=False)
    expect(visitor.host.locator(".notice.down")).to_contain_text("Der Chat geht gerade nicht")
    expect(visitor.inside.locator(".mine")).to_contain_text("Hallo")


@pytest.mark.parametrize("mode", ["own", "framed"])
def test_w48_s18_a_server_that_never_answers(
    visit: MakeVisitor, mode: str, request: pytest.FixtureRequest
) -> None:
    visitor = visit()
    visitor.page.clock.install()
    visitor.open(request.getfixturevalue(mode))
    visitor.expected += NOISE
    visitor.context.route("**/api/v1/chat", never)
    visitor.say("Hallo", wait=False)
    visitor.page.clock.run_for(2100)
    visitor.inside.locator(".busy").filter(has_text="wird gesucht").wait_for()
    visitor.page.clock.run_for(1000)
    visitor.inside.locator(".busy").filter(has_text="dauert gerade länger").wait_for()
    for number in ("110", "112", "116111"):
        expect(visitor.host.locator(f".numbers a[href='tel:{number}']")).to_be_in_viewport()
    visitor.page.clock.run_for(8000)
    visitor.host.locator(".notice.down").wait_for()


@pytest.mark.parametrize("missing", ["talk.js", "panel.js", "frame", "widget/herne"])
def test_w48_whatever_is_missing_the_card_is_there(
    visit: MakeVisitor, city_site: Site, service: str, missing: str
) -> None:
    visitor = visit()
    # the browser's own page in place of a frame that did not load hears no greeting
    visitor.expected += [*NOISE, "recipient window's origin ('null')"]
    pattern = f"{service}/w/frame**" if missing == "frame" else f"{service}/**/{missing}"
    visitor.context.route(pattern, lambda route: route.abort())
    mode = "frame" if missing == "frame" else "inline"
    visitor.page.clock.install()
    visitor.open(city_site.put("/missing", embed(service, mode=mode)), ready=False)
    if mode == "frame":
        visitor.host.locator("iframe").wait_for()
        visitor.page.clock.run_for(4_100)
    visitor.page.clock.resume()
    card = visitor.host.locator(".notice.down")
    card.wait_for()
    expect(card).to_contain_text("Der Chat geht gerade nicht")
    assert card.locator("a[href^='tel:']").count() >= 4
    for line in card.locator("a[href^='tel:']").all()[2:]:  # 110 and 112 are for everybody at any time (goal 49)
        about = line.locator("small").inner_text()
        assert "," in about, about
        assert "Uhr" in about, about
    assert card.locator(f"a[href='{service}/hilfe']").count() == 1
    retry = card.get_by_role("button", name="Noch einmal versuchen")
    visitor.context.unroute(pattern)
    retry.click()
    visitor.inside.locator(".door").first.wait_for()


def test_w48_x7_a_site_that_is_not_listed_gets_the_card_only(
    visit: MakeVisitor, city_site: Site, service: str
) -> None:
    visitor = visit()
    visitor.expected += NOISE
    page = city_site.put("/unlisted", embed(service, mode="inline"))
    visitor.open(page.replace("localhost", "unlisted.localhost"), ready=False)
    visitor.host.locator(".notice.down a[href='tel:110']").wait_for()
    assert visitor.host.locator("textarea").count() == 0


@pytest.mark.parametrize(("moment", "open_line", "closed"), [
    ("2026-11-24T15:00", "116 111", []), ("2026-11-24T03:00", "0800 111 0 111", ["116 111"]),
    ("2026-12-25T15:00", "0800 111 0 111", ["116 111"]), ("2026-11-29T15:00", "0800 111 0 111", ["116 111"]),
])  # fmt: skip
def test_w49_closed_lines_are_marked_and_an_open_one_comes_first(
    visit: MakeVisitor, own: str, moment: str, open_line: str, closed: list[str]
) -> None:
    visitor = visit(timezone_id="America/New_York")
    at = dt.datetime.fromisoformat(f"{moment}:00+01:00")
    visitor.page.clock.set_fixed_time(at)
    visitor.open(own)
    lines = visitor.host.locator(".numbers a")
    shown = [(line.locator(".digits").inner_text(), "jetzt zu" in line.inner_text()) for line in lines.all()]
    assert [number for number, shut in shown if shut] == closed
    assert shown[2][0] == open_line
    assert [number for number, _ in shown[:2]] == ["110", "112"]


def test_w49_no_line_for_professionals_is_shown_to_others(visit: MakeVisitor, own: str) -> None:
    visitor = visit().open(own)
    visitor.host.get_by_role("button", name="Mit einem Menschen sprechen").click()
    visitor.inside.locator(".theirs").wait_for()
    assert "0800 19 210 00" not in visitor.panel.inner_text()


@pytest.mark.parametrize("mode", ["own", "framed"])
def test_w50_s6_s7_danger_stays_in_sight_above_the_field(
    visit: MakeVisitor, mode: str, request: pytest.FixtureRequest
) -> None:
    visitor = visit().open(request.getfixturevalue(mode))
    visitor.say("Ich will mich umbringen")
    card = visitor.inside.locator(".theirs .card").first
    assert "emergency" in (card.get_attribute("class") or "")
    expect(card).to_contain_text("Hier liest kein Mensch mit")
    for tel in ("tel:110", "tel:112"):
        assert card.locator(f"a[href='{tel}']").count() == 1
    assert visitor.inside.locator(".rating button").count() == 0
    pinned = visitor.inside.locator(".pinned")
    box, field = pinned.bounding_box(), visitor.field.bounding_box()
    assert box
    assert field
    assert box["y"] + box["height"] <= field["y"]
    assert visitor.inside.locator(".choices button").all_inner_texts() == ["Es besteht keine Gefahr"]
    visitor.say("Und was noch?")
    expect(pinned).to_be_visible()
    visitor.say("Ich will mich umbringen")
    visitor.inside.get_by_role("button", name="Es besteht keine Gefahr").last.click()
    expect(pinned).to_have_count(0)


def test_s7_help_now_is_one_tap_from_the_start(visit: MakeVisitor, own: str) -> None:
    visitor = visit().open(own)
    visitor.door(3)
    expect(visitor.inside.locator(".theirs .emergency")).to_be_visible()


@pytest.mark.parametrize("mode", ["own", "framed"])
def test_s7_help_now_is_one_tap_away_in_every_state(
    visit: MakeVisitor, mode: str, request: pytest.FixtureRequest, engine: ScriptedEngine
) -> None:
    visitor = visit().open(request.getfixturevalue(mode))
    button = visitor.host.get_by_role("button", name="Hilfe jetzt")
    expect(button).to_be_in_viewport(ratio=1)
    cards = visitor.inside.locator(".theirs .emergency")
    button.click()
    expect(cards).to_have_count(1)
    visitor.say("wahl")
    button.click()
    expect(cards).to_have_count(2)
    engine.delay = 1
    visitor.say("drei", wait=False)
    button.click()
    engine.delay = 0
    expect(cards).to_have_count(3)
    visitor.end()
    button.click()
    expect(cards).to_have_count(1)


def test_w51_w52_a_retry_is_no_second_message(visit: MakeVisitor, own: str, engine: ScriptedEngine) -> None:
    visitor = visit().open(own)
    visitor.expected += NOISE
    once: list[str] = []

    def fail_after_delivery(route: Route) -> None:
        once.append(route.request.post_data_json["client_message_id"])
        if len(once) == 1:
            route.fetch()
            route.abort("connectionreset")
        else:
            route.continue_()

    visitor.context.route("**/api/v1/chat", fail_after_delivery)
    visitor.say("Einmal")
    assert len(once) == 2
    assert len(set(once)) == 1
    until(lambda: len(engine.asked) == 1)
    expect(visitor.inside.locator(".theirs")).to_have_count(1)


def test_w53_numbers_can_be_copied_without_a_permission(visit: MakeVisitor, own: str) -> None:
    visitor = visit().open(own)
    visitor.say("karten")
    visitor.listen()
    visitor.inside.get_by_role("button", name="Kopieren: 112").click()
    until(visitor.heard)
    said = visitor.heard()
    assert said in (["Kopiert: 112"], ["Markiert. Zum Kopieren Strg und C drücken."])
    if said == ["Kopiert: 112"]:
        visitor.field.focus()
        visitor.page.keyboard.press("Control+V")
        expect(visitor.field).to_have_value("112")
