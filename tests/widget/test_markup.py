"""Goals 25, 92, X9: whatever is tried, from wherever it comes, is text: nothing runs and no element is made of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from playwright.sync_api import expect

from bot.engine.port import Block
from bot.grounding import ungrounded
from knowledge.repository import KnowledgeRepository
from tests.widget.attacks import ATTACKS, VECTORS, batches
from tests.widget.engine import ScriptedEngine
from tests.widget.other_browsers import Firefox
from tests.widget.servers import Site
from tests.widget.test_browsers import talk, until
from tests.widget.visitor import TAG, MakeVisitor, Visitor, embed

AT_ONCE = 20
LONGEST = 2000
STRANGE = """(root) => { const own = ['P', 'DIV', 'SPAN', 'A', 'UL', 'OL', 'LI', 'ARTICLE', 'H3', 'FOOTER', 'TIME', 'DL', 'DT', 'DD', 'BUTTON', 'STRONG',
    'BDI', 'SECTION', 'DETAILS', 'SUMMARY', 'BR'];
  const all = [...root.querySelector('.log').querySelectorAll('*')];
  return [window.hit ?? null,
    [...new Set(all.filter((e) => !own.includes(e.tagName)).map((e) => e.tagName))],
    [...new Set(all.filter((e) => e.tagName === 'A').map((e) => e.protocol).filter((p) => !['http:', 'https:', 'tel:', 'mailto:'].includes(p)))],
    all.flatMap((e) => [...e.attributes]).filter((a) => /^on|^style$|^src|^formaction$/.test(a.name)).map((a) => a.name)]; }"""
CLEAN = [None, [], [], []]


def blocks(attack: str) -> list[dict[str, Any]]:
    """Every kind of block with ``attack`` wherever a text, an address or a name can be."""
    source = [{"title": attack, "url": attack, "as_of": attack}]
    return [
        {"type": "text", "title": attack, "text": attack, "sources": source, "legal_basis": [attack]},
        {"type": "list", "items": [attack], "sources": source}, {"type": attack, "text": attack},
        {"type": "contact", "name": attack, "role": attack, "phones": [{"number": attack, "tel": attack, "kind": attack}],
         "mails": [attack], "website": attack, "address": attack, "vcf_url": attack, "opening_hours": attack, "towns": [attack],
         "languages": [attack], "accessibility": attack},
        {"type": "event", "title": attack, "date": attack, "ics_url": attack, "place": attack, "status": attack},
        {"type": "steps", "id": attack, "title": attack, "total": 1, "steps": [{"number": attack, "text": attack, "legal_basis": [attack]}]},
        {"type": "emergency", "title": attack, "language": attack, "lines": [attack],
         "numbers": [{"number": attack, "tel": attack, "name": attack}], "written": [{"name": attack, "url": attack}], "sources": source},
        {"type": "source", "title": attack, "url": attack}, {"type": "__proto__", "text": attack}, {"type": "constructor", "text": attack},
    ]  # fmt: skip


def through_the_api(facts: KnowledgeRepository) -> Iterator[tuple[str, tuple[Block, ...]]]:
    """What a visitor writes, and what the engine says to that: all attacks, as far as the check of numbers and links lets them pass.

    A card of danger cannot come from the engine, nor a file: those are the last test's, where the server lies.
    """
    for batch in batches(AT_ONCE):
        said: list[Block] = []
        for attack in batch:
            mine = tuple(
                block for block in blocks(attack) if block["type"] not in ("emergency", "contact", "event")
            )
            said += [] if ungrounded(mine, facts) else mine
        yield "x\n" + "\n".join(batch)[: LONGEST - 2], tuple(said)


def test_x9_there_are_more_than_500_attacks() -> None:
    assert len(set(ATTACKS)) >= 500
    assert len(VECTORS) >= 50


def test_x9_most_attacks_reach_the_page_through_the_api(facts: KnowledgeRepository) -> None:
    passed = sum(len(said) for _, said in through_the_api(facts))
    assert passed >= 500


def clean(visitor: Visitor, mode: str) -> None:
    frame = visitor.page.frames[-1 if mode == "framed" else 0]
    root = "document.querySelector('kinderschutz-chat')?.shadowRoot.querySelector('kc-conversation') ?? document.querySelector('kc-conversation')"
    assert frame.evaluate(f"() => ({STRANGE})(({root}).shadowRoot)") == CLEAN
    assert visitor.page.evaluate("() => window.hit ?? null") is None


@pytest.mark.parametrize("mode", ["own", "framed"])
def test_w92_x9_what_visitors_and_engine_say_is_text(
    visit: MakeVisitor,
    mode: str,
    request: pytest.FixtureRequest,
    engine: ScriptedEngine,
    facts: KnowledgeRepository,
) -> None:
    visitor = visit().open(request.getfixturevalue(mode))
    for count, (message, said) in enumerate(through_the_api(facts), 1):
        engine.blocks = said
        visitor.say(message)
        assert len(engine.asked) == count
        shown = visitor.inside.locator(".theirs").last.inner_text()
        assert not said or said[0]["text"].strip("\u0000\u202e")[:12] in shown
        clean(visitor, mode)
        visitor.end()


def test_x9_firefox_shows_the_same_text(
    firefox_once: Firefox, city_site: Site, service: str, engine: ScriptedEngine, facts: KnowledgeRepository
) -> None:
    inside = talk("frame")
    firefox_once.open(city_site.put("/attacked", embed(service)))
    until(firefox_once, f"() => !!document.querySelector('{TAG}')?.shadowRoot?.querySelector('.launcher')", None)
    firefox_once.run(f"() => document.querySelector('{TAG}').shadowRoot.querySelector('.launcher').click()")
    until(firefox_once, f"() => {inside}?.querySelectorAll('.door').length === 4", "/w/frame")
    for count, (message, said) in enumerate(through_the_api(facts), 1):
        engine.blocks = said
        write = f"() => {{ const field = {inside}.querySelector('textarea'); field.value = {json.dumps(message)}; field.dispatchEvent(new InputEvent('input', {{bubbles: true}})); field.form.requestSubmit(); }}"
        firefox_once.run(write, within="/w/frame")
        until(firefox_once, f"() => {inside}.querySelectorAll('.theirs').length === {count}", "/w/frame")
        assert firefox_once.run(f"() => ({STRANGE})({inside})", within="/w/frame") == CLEAN
    assert firefox_once.run("() => window.hit ?? null") is None
    assert len(engine.asked) == len(batches(AT_ONCE))


def lie(batch: Sequence[str]) -> str:
    """A reply as a server would send it that somebody has taken over."""
    buttons = [{"title": attack, "payload": attack} for attack in batch]
    said = [block for attack in batch for block in blocks(attack)]
    return json.dumps(
        {
            "conversation_id": batch[0],
            "message_id": batch[0],
            "status": batch[0],
            "blocks": said,
            "quick_replies": buttons,
        }
    )


@pytest.mark.parametrize("mode", ["own", "framed"])
def test_w25_w92_x9_a_server_that_lies_gets_nothing_run(
    visit: MakeVisitor, mode: str, request: pytest.FixtureRequest
) -> None:
    visitor = visit().open(request.getfixturevalue(mode))
    visitor.expected += ["Failed to load resource"]
    waiting = batches(AT_ONCE)
    visitor.context.route("**/api/v1/chat", lambda route: route.fulfill(
        status=200, content_type="application/json", headers={"Access-Control-Allow-Origin": "*"}, body=lie(waiting[0])))  # fmt: skip
    while waiting:
        visitor.say("Hallo")
        if waiting[0][0].startswith("<script>"):
            expect(visitor.log).to_contain_text("<script>window.hit=1</script>")
        clean(visitor, mode)
        visitor.end()
        del waiting[0]


@pytest.mark.parametrize("where", ["tenant", "launcher", "local-name", "local-number", "exit-url", "lang", "mode"])
def test_x9_settings_of_the_page_are_text(visit: MakeVisitor, own: str, where: str) -> None:
    visitor = visit()
    visitor.page.goto(own)
    made = visitor.page.evaluate(
        f"""([where, attacks]) => attacks.flatMap((attack) => {{ document.querySelector('{TAG}').remove();
        const chat = document.createElement('{TAG}'); chat.setAttribute('tenant', 'herne'); chat.setAttribute(where, attack); document.body.append(chat);
        chat.open(); const found = [...chat.shadowRoot.querySelectorAll('script, img, style, link, [onerror], [onload]')].map((e) => e.outerHTML);
        const href = chat.shadowRoot.querySelector('.leave').href; return href.startsWith('https://www.dwd.de') ? found : [...found, href]; }})""",
        [where, [attack.replace("\u0000", "") for attack in ATTACKS]],
    )
    assert made == []
    assert visitor.page.evaluate("() => window.hit ?? null") is None


def test_x9_settings_from_a_server_that_lies_are_text(visit: MakeVisitor, inline: str) -> None:
    visitor = visit()
    visitor.expected += ["Failed to load resource", "net::ERR"]
    now: list[Sequence[str]] = []

    def settings() -> str:
        lines = [
            {
                "id": f"local-{attack}",
                "number": attack,
                "tel": attack,
                "name": attack,
                "when": attack,
                "for": attack,
            }
            for attack in now[0]
        ]
        colours = {"accent": now[0][0], "on-accent": now[0][1]}
        links = {"imprint": now[0][0], "privacy": now[0][1], "accessibility": now[0][2]}
        return json.dumps(
            {
                "enabled": True,
                "name": now[0][0],
                "local": lines,
                "links": links,
                "theme": colours,
                "exit_url": now[0][0],
                "holidays": [],
            }
        )

    visitor.context.route("**/api/v1/widget/herne", lambda route: route.fulfill(
        status=200, content_type="application/json", headers={"Access-Control-Allow-Origin": "*"}, body=settings()))  # fmt: skip
    for batch in batches(AT_ONCE * 3):
        now[:] = [batch]
        visitor.open(inline)
        addresses = visitor.host.evaluate(
            "(host) => [...host.shadowRoot.querySelectorAll('a[href]')].map((link) => link.protocol)"
        )
        assert set(addresses) <= {"http:", "https:", "tel:"}
        assert visitor.host.locator("script, img, style").count() == 0
        assert visitor.page.evaluate("() => window.hit ?? null") is None


@pytest.mark.parametrize("page", ["framed", "inline"])
def test_x9_messages_and_query_strings_are_nothing(
    visit: MakeVisitor, page: str, request: pytest.FixtureRequest, service: str
) -> None:
    visitor = visit().open(request.getfixturevalue(page))
    shapes = (
        "(attack) => [attack, {type: attack}, {type: 'say', text: attack, urgent: true, lang: 'de'}, {type: 'hello', origin: attack},"
        " {type: 'theme', tokens: {accent: attack}}, {type: 'start', tenant: attack, register: attack, touch: true, framed: true, months: 1}]"
    )
    for frame in visitor.page.frames:
        frame.evaluate(
            f"(attacks) => attacks.flatMap({shapes}).forEach((message) => window.postMessage(message, '*'))",
            list(ATTACKS),
        )
    visitor.page.wait_for_function("() => new Promise((done) => setTimeout(() => done(true)))")
    for frame in visitor.page.frames:
        assert frame.evaluate("() => window.hit ?? null") is None
    expect(visitor.panel).to_be_visible()
    expect(visitor.inside.locator(".door")).to_have_count(4)
    for path in ("/", "/fragen", "/w/frame"):
        hits = visitor.page.context.new_page()
        hits.goto(f"{service}/hilfe")
        found = hits.evaluate(
            """async ([path, attacks]) => { const found = []; for (const attack of attacks) {
            const text = await (await fetch(`${path}?stadt=${encodeURIComponent(attack)}&t=${encodeURIComponent(attack)}`)).text();
            if (attack.length > 8 && text.includes(attack)) found.push(attack); } return found; }""",
            [path, list(VECTORS)],
        )
        assert found == []
        hits.close()
