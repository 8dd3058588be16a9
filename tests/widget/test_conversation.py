"""Goals 81 to 100, X9: language, what is said about the machine, cards, links, markup as text."""

from __future__ import annotations

import datetime as dt
import json
import re

import pytest
from playwright.sync_api import expect

from bot.engine.port import Choice
from bot.settings import ROOT
from bot.web.hints import all_hints
from knowledge.repository import KnowledgeRepository
from tests.widget.conftest import SMALL
from tests.widget.engine import CONTACT, SOURCE, ScriptedEngine, text
from tests.widget.servers import Site
from tests.widget.test_exit import until
from tests.widget.visitor import MakeVisitor, embed

WIDGET = ROOT / "bot" / "widget"
LANGUAGES = {"en", "tr", "ar", "uk", "ru", "pl", "ro", "bg", "fa", "ku", "sq", "fr", "es", "vi"}


def test_w81_w82_easy_language_changes_everything(visit: MakeVisitor, own: str, engine: ScriptedEngine) -> None:
    visitor = visit().open(own)
    button = visitor.host.get_by_role("button", name="Einfache Sprache")
    assert button.get_attribute("aria-pressed") == "false"
    before = visitor.log.inner_text()
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    expect(visitor.log).to_contain_text("Das ist keine Meldung beim Jugendamt.")
    assert visitor.log.inner_text() != before
    visitor.say("Hallo")
    assert engine.asked[0].register == "leicht"
    look = visitor.log.evaluate(
        "(log) => { const s = getComputedStyle(log.querySelector('.card p')); return [parseFloat(s.fontSize), parseFloat(s.lineHeight) / parseFloat(s.fontSize), s.textAlign, s.hyphens]; }"
    )
    assert look[0] >= 18
    assert look[1] >= 1.5
    assert look[2] == "start"
    assert look[3] in ("manual", "none")
    engine.blocks = ({"type": "text", "text": "Das Amt hilft. Rufen Sie an. Frau Dr. Meier kennt sich aus."},)
    visitor.say("Noch einmal")
    told = visitor.inside.locator(".theirs").last.locator(".card p").all_inner_texts()
    assert told == ["Das Amt hilft.", "Rufen Sie an.", "Frau Dr. Meier kennt sich aus."]
    visitor.context.route("**/api/v1/chat", lambda route: route.fulfill(status=500, body="{}"))
    visitor.expected += ["Failed to load resource"]
    visitor.say("Hallo", wait=False)
    expect(visitor.host.locator(".notice.down p").first).to_have_text(
        "Der Chat geht gerade nicht.\nDiese Nummern gehen:"
    )
    expect(visitor.host.locator(".notice.down p").first).to_have_css("white-space-collapse", "preserve-breaks")
    visitor.context.unroute("**/api/v1/chat")
    # nobody has reviewed the texts, so they are not called "Leichte Sprache"
    assert "Leichte Sprache" not in visitor.panel.inner_text()


def tables() -> dict[str, dict[str, str | dict[str, str]]]:
    return {
        name: json.loads((WIDGET / "src" / "strings" / f"{name}.json").read_text(encoding="utf-8"))
        for name in ("shell", "talk", "chat")
    }


def test_w82_easy_sentences_are_short() -> None:
    for name, table in tables().items():
        for key, entry in table.items():
            text = entry.get("leicht", "") if isinstance(entry, dict) else ""
            for sentence in re.split(r"[.!?:]\s*", text):
                assert len(sentence.split()) <= 12, f"{name}.{key}: {sentence}"
            assert not re.search(r"[.!?] [A-ZÄÖÜ]", text), f"{name}.{key}: one sentence a line"


HARD = re.compile(
    r"\b(?:des|eines|deren|dessen|wegen|trotz|w[üu]rden?|k[öo]nnten?|wären?|hätten?|müssten?|sollten?|dürften?|möchten?"
    r"|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|zwanzig|hundert)\b",
    re.IGNORECASE,
)
"""Genitive, conjunctive, and numbers that are not written as digits."""


def test_w82_easy_sentences_have_no_hard_words() -> None:
    easy = [
        entry.get("leicht", "")
        for table in tables().values()
        for entry in table.values()
        if isinstance(entry, dict)
    ]
    hints = all_hints()["einfach"]
    easy += [*hints.lead, *(line for block in hints.blocks for line in (*block.text, *block.points))]
    assert len(easy) > 40
    assert [(found.group(), text) for text in easy if (found := HARD.search(text))] == []


def test_w83_a_child_is_spoken_to_like_a_child(visit: MakeVisitor, own: str, engine: ScriptedEngine) -> None:
    visitor = visit().open(own)
    visitor.door(0)
    assert (engine.asked[0].audience, engine.asked[0].choice) == (
        "kind",
        Choice("ask_procedure", {"role": "kind"}),
    )
    expect(visitor.inside.locator(".mine .meta")).to_contain_text("Du")
    visitor.field.fill("0170 1234567")
    expect(visitor.inside.locator(".warn")).to_contain_text("Lass sie lieber weg")
    visitor.end()
    visitor.door(1)
    assert engine.asked[1].audience == "buerger"
    expect(visitor.inside.locator(".mine .meta")).to_contain_text("Sie")


def test_w83_no_text_for_children_says_sie_and_no_text_for_adults_says_du() -> None:
    adult, child = (
        re.compile(r"\b(?:Sie|Ihnen|Ihre?[nmrs]?)\b"),
        re.compile(r"\b(?:[Dd]u|[Dd]ich|[Dd]ir|[Dd]eine?[nmrs]?)\b"),
    )
    for name, table in tables().items():
        for key, entry in table.items():
            for voice, words in entry.items() if isinstance(entry, dict) else {"": entry}.items():
                if voice == "du":
                    assert not adult.search(words.replace("Lass sie", "")), f"{name}.{key}"
                elif key != "you":
                    assert not child.search(words), f"{name}.{key}"


@pytest.mark.parametrize("lang", sorted(LANGUAGES))
def test_w84_every_language_has_the_card(lang: str, facts: KnowledgeRepository) -> None:
    pack = json.loads((WIDGET / "lang" / f"{lang}.json").read_text(encoding="utf-8"))
    names = json.loads((WIDGET / "src" / "strings" / "languages.json").read_text(encoding="utf-8"))
    assert pack["name"] == names[lang]
    assert (pack["dir"] == "rtl") == (lang in ("ar", "fa"))
    assert "reviewed_by" in pack
    for line in pack["lines"]:
        fact = facts.hotline(line["id"])
        assert fact
        assert line["number"] == fact.numbers[0]
        assert (fact.cost or "").startswith("kostenlos")
        assert pack["names"][line["id"]]
    abuse = facts.hotline("hilfe-telefon-missbrauch")
    assert abuse
    assert "19 weitere Sprachen" in abuse.languages
    assert any("19" in text or "۱۹" in text or "تسع عشرة" in text for text in pack["text"])
    assert any("0800 22 55 530" in text for text in pack["text"])


def test_w84_the_first_card_is_in_the_visitors_language(visit: MakeVisitor, own: str) -> None:
    visitor = visit(locale="tr-TR").open(own, ready=False)
    card = visitor.host.locator("section.notice")
    card.wait_for()
    expect(card).to_have_attribute("lang", "tr")
    expect(visitor.leave).to_have_text("Sayfadan hızla çık")
    expect(visitor.host.locator(".numbers")).to_contain_text("Polis")
    names = visitor.host.locator("select option").all_inner_texts()
    assert len(names) == len(LANGUAGES) + 1
    visitor.host.locator("select").select_option("de")
    expect(card).to_have_count(0)
    expect(visitor.leave).to_have_text("Seite schnell verlassen")


def test_w84_the_second_choice_is_the_language_of_the_page(
    visit: MakeVisitor, city_site: Site, service: str
) -> None:
    page = embed(service, mode="inline").replace('lang="de"', 'lang="pl"')
    visitor = visit(locale="sv-SE").open(city_site.put("/polish", page), ready=False)
    expect(visitor.host.locator("section.notice")).to_have_attribute("lang", "pl")
    said = visit(locale="sv-SE").open(
        city_site.put("/said", embed(service, mode="inline", extra='data-lang="uk"')), ready=False
    )
    expect(said.host.locator("section.notice")).to_have_attribute("lang", "uk")


def test_w87_w90_it_says_that_it_is_a_machine_and_no_report(visit: MakeVisitor, own: str) -> None:
    visitor = visit()
    visitor.page.add_init_script("document.addEventListener('kc-open', () => { window.opened = true; });")
    visitor.open(own)
    expect(visitor.host.locator("#machine")).to_have_text(
        "Hier antwortet ein Computer-Programm (KI). Kein Mensch. Es kann Fehler machen."
    )
    assert visitor.page.locator(".kc-live").inner_text().count("Kein Mensch") == 1
    expect(visitor.log).to_contain_text("keine Meldung beim Jugendamt")
    assert visitor.panel.locator("img").count() == 0


def test_w88_every_fact_has_its_source_and_date(visit: MakeVisitor, own: str) -> None:
    visitor = visit().open(own)
    visitor.say("karten")
    cards = visitor.inside.locator(".card:not(.notice)")
    assert cards.count() == 4
    for card in cards.all():
        link = card.locator(".sources a").first
        assert link.get_attribute("href") == SOURCE[0]["url"]
        assert link.get_attribute("rel") == "noopener noreferrer"
        stamp = card.locator(".sources time").first
        assert stamp.get_attribute("datetime") == "2026-11-23"
        assert stamp.inner_text() == "Stand: 23.11.2026"


@pytest.mark.parametrize("mode", ["own", "framed"])
def test_w88_what_is_older_than_the_city_allows_is_marked(
    visit: MakeVisitor, mode: str, request: pytest.FixtureRequest, engine: ScriptedEngine
) -> None:
    visitor = visit()
    months = [24, 3]
    visitor.context.route("**/api/v1/widget/herne", lambda route: route.fulfill(
        response=(real := route.fetch()), json=real.json() | {"old_after_months": months.pop(0)}))  # fmt: skip
    source = SOURCE[0] | {"as_of": (dt.date.today() - dt.timedelta(days=200)).isoformat()}
    for marked in (0, 1):
        visitor.open(request.getfixturevalue(mode))
        engine.blocks = (text("Ein Satz.", sources=[source]),)
        visitor.say("Hallo")
        expect(visitor.inside.get_by_text("Diese Auskunft ist älter. Bitte vor Ort nachfragen.")).to_have_count(
            marked
        )


def test_w88_an_answer_without_source_says_so(visit: MakeVisitor, own: str, engine: ScriptedEngine) -> None:
    visitor = visit().open(own)
    engine.blocks = ({"type": "list", "items": ["Eine Aussage"]},)
    visitor.say("Hallo")
    expect(visitor.inside.locator(".theirs .card")).to_contain_text("ohne Quelle")


@pytest.mark.parametrize("mode", ["own", "framed"])
def test_w89_a_human_is_one_click_away(visit: MakeVisitor, mode: str, request: pytest.FixtureRequest) -> None:
    visitor = visit().open(request.getfixturevalue(mode))
    for word in (None, "wahl", "Ich will mich umbringen"):
        if word:
            visitor.say(word)
        count = visitor.inside.locator(".theirs").count()
        visitor.host.get_by_role("button", name="Mit einem Menschen sprechen").click()
        last = visitor.inside.locator(".theirs").nth(count)
        last.wait_for()
        assert last.locator("a[href^='tel:']").count() >= 2
        expect(last).to_contain_text("Zeiten")


def test_w91_four_doors_and_free_text(visit: MakeVisitor, own: str) -> None:
    visitor = visit().open(own)
    doors = visitor.inside.locator(".door").all_inner_texts()
    assert doors == [
        "Ich bin ein Kind oder jugendlich",
        "Ich mache mir Sorgen um ein Kind",
        "Ich bin Fachkraft",
        "Notfall",
    ]
    visitor.say("Etwas anderes")


def test_w92_a_block_from_the_future_is_shown_by_its_text(visit: MakeVisitor, own: str) -> None:
    visitor = visit().open(own)
    visitor.say("neu")
    expect(visitor.inside.locator(".theirs")).to_contain_text("Text eines neuen Blocks")


def test_w93_links_say_where_they_lead(visit: MakeVisitor, own: str) -> None:
    visitor = visit().open(own)
    visitor.say("karten")
    links = visitor.inside.locator(".theirs a[target='_blank']")
    assert links.count() >= 6
    for link in links.all():
        assert "öffnet neuen Tab" in (link.text_content() or "")
    expect(visitor.inside.get_by_role("link", name="Website www.herne.de öffnen")).to_be_visible()
    expect(visitor.inside.get_by_role("link", name="(VCF, 1 KB)")).to_be_visible()
    expect(visitor.inside.get_by_role("link", name="(ICS, 2 KB)")).to_be_visible()
    expect(visitor.log).to_contain_text("Eine Datei bleibt auf dem Gerät.")


def test_w94_the_field_counts_and_keeps_a_draft(visit: MakeVisitor, own: str) -> None:
    visitor = visit().open(own)
    visitor.field.fill("a" * 1799)
    expect(visitor.inside.locator("#hint")).not_to_contain_text("Zeichen")
    visitor.field.fill("a" * 1900)
    expect(visitor.inside.locator("#hint")).to_have_text("Noch 100 Zeichen")
    visitor.field.fill("a" * 2100)
    assert len(visitor.field.input_value()) <= 2100
    assert visitor.field.get_attribute("maxlength") == "2000"
    visitor.field.fill("Entwurf")
    visitor.page.keyboard.press("Escape")
    visitor.launcher.click()
    expect(visitor.field).to_have_value("Entwurf")
    assert visitor.field.is_enabled()


def test_w95_feedback_can_be_changed_and_says_nothing_else(visit: MakeVisitor, own: str) -> None:
    visitor = visit().open(own)
    visitor.say("Hallo")
    yes, no = (
        visitor.inside.get_by_role("button", name=name, exact=True) for name in ("Hilfreich", "Nicht hilfreich")
    )
    yes.click()
    expect(yes).to_have_attribute("aria-pressed", "true")
    no.click()
    expect(no).to_have_attribute("aria-pressed", "true")
    expect(yes).to_have_attribute("aria-pressed", "false")
    sent = [request.post_data_json for request in visitor.requests if request.url.endswith("/feedback")]
    assert [body["helpful"] for body in sent] == [True, False]
    assert set(sent[0]) == {"conversation_id", "message_id", "helpful"}
    until(lambda: "Danke" in visitor.page.locator(".kc-live").inner_text())


def test_w99_a_contact_is_a_card_with_everything_to_reach_it(visit: MakeVisitor, own: str) -> None:
    visitor = visit(SMALL).open(own)
    visitor.say("karten")
    card = visitor.inside.locator(".card.contact").first
    assert card.locator("a[href='tel:112']").count() == 1
    expect(card).to_contain_text("Mo–Do 9–17 Uhr")
    expect(card).to_contain_text("jetzt geöffnet")
    assert card.locator("iframe, img").count() == 0
    for nothing in ("Barrierefreiheit", "Sprachen", "Anschrift", "Karte"):
        expect(card).not_to_contain_text(nothing)


def test_w99_a_contact_says_how_to_get_in_and_what_is_spoken_where_that_is_known(
    visit: MakeVisitor, own: str, engine: ScriptedEngine
) -> None:
    visitor = visit(SMALL).open(own)
    engine.blocks = ({
        **CONTACT, "mails": [], "address": "Rathaus, Herne", "accessibility": "Eingang ohne Stufen", "languages": ["Deutsch", "Türkisch"],
    },)  # fmt: skip
    visitor.say("Hallo")
    rows = [" ".join(row.split()) for row in visitor.inside.locator(".card.contact dl > div").all_inner_texts()]
    assert "Barrierefreiheit Eingang ohne Stufen" in rows
    assert "Sprachen Deutsch, Türkisch" in rows
    place = visitor.inside.locator(".card.contact a[href^='https://www.openstreetmap.org/']")
    assert place.get_attribute("rel") == "noopener noreferrer"


def test_w42_w43_w96_every_link_of_ours_leads_somewhere_and_tells_nothing(
    visit: MakeVisitor, own: str, service: str
) -> None:
    visitor = visit().open(own)
    visitor.say("karten")
    hrefs = visitor.host.evaluate(
        """(host) => { const all = []; const walk = (n) => n.querySelectorAll('*').forEach((e) => { if (e.shadowRoot) walk(e.shadowRoot);
        if (e.matches('a[href]')) all.push(e.href); }); walk(host.shadowRoot); return all; }"""
    )
    ours = {href for href in hrefs if href.startswith(service)}
    kinds = {href.removeprefix(service).split("/")[1].split("?")[0] for href in ours}
    assert {
        "hinweise",
        "impressum",
        "datenschutz",
        "barrierefreiheit",
        "meldewege",
        "kontakte",
        "termine",
    } <= kinds
    for href in ours:
        assert not re.search(r"missbrauch|gewalt|kinderschutz|jugendamt", href, re.IGNORECASE), href
        if "/termine/" not in href:  # the event of the test is made up
            assert visitor.page.request.get(href).status == 200, href


VOICES = """window.spoken = []; window.cancelled = 0;
Object.defineProperty(window, 'speechSynthesis', {value: {addEventListener() {}, getVoices: () => %s,
  speak: (said) => window.spoken.push(said.text), cancel: () => { window.cancelled += 1; }}});
window.SpeechSynthesisUtterance = function (text) { this.text = text; };"""
LOCAL, REMOTE = (f"[{{lang: 'de-DE', localService: {local}}}]" for local in ("true", "false"))


def test_w85_read_aloud_by_a_voice_of_the_device_and_stops_when_closed(visit: MakeVisitor, own: str) -> None:
    visitor = visit()
    visitor.page.add_init_script(VOICES % LOCAL)
    visitor.open(own)
    visitor.say("drei")
    assert visitor.page.evaluate("() => window.spoken") == []
    visitor.inside.get_by_role("button", name="Vorlesen").click()
    assert visitor.page.evaluate("() => window.spoken")[0].startswith("Erster Satz.")
    visitor.inside.get_by_role("button", name="Vorlesen anhalten").click()
    assert visitor.page.evaluate("() => window.cancelled") == 1
    visitor.inside.get_by_role("button", name="Vorlesen").click()
    visitor.page.keyboard.press("Escape")
    until(lambda: visitor.page.evaluate("() => window.cancelled") == 2)


def test_w85_no_voice_of_somebody_else(visit: MakeVisitor, own: str) -> None:
    visitor = visit()
    visitor.page.add_init_script(VOICES % REMOTE)
    visitor.open(own)
    visitor.say("drei")
    assert visitor.inside.get_by_role("button", name="Vorlesen").count() == 0
