"""Every page there is: found by following links, then held to the rules that all of them share."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.web.frame import SECTIONS
from bot.web.hints import LANGUAGES
from bot.web.pages import STATIC
from bot.web.routes.legal import TEMPLATES as LEGAL
from knowledge.repository import KnowledgeRepository
from tests.web.conftest import Site
from tests.web.html import Page

TELLING = re.compile(r"missbrauch|gewalt|kinderschutz|jugendamt", re.IGNORECASE)


@pytest.mark.parametrize("html", [
    "<p><b>offen</p>", "<div><p>offen</div>", "<ul><li>eins</ul>", "<p><div>nicht hier</div></p>",
    '<a id="a" id="b"></a>',
])  # fmt: skip
def test_broken_markup_is_seen(html: str) -> None:
    assert Page(html).faults


def complaints(site: Site, rule: object) -> dict[str, object]:
    """What ``rule`` finds wrong, by page."""
    return {address: found for address, page in site.pages.items() if (found := rule(address, page))}  # type: ignore[operator]


def test_every_city_has_every_page(site: Site, facts: KnowledgeRepository) -> None:
    for city in facts.cities():
        for section in SECTIONS:
            assert f"/{section}/{city.id}" in site.pages
        for name in LEGAL:
            assert f"/{name}/{city.id}" in site.pages
        paths = facts.procedures(city.state, city.id)
        assert sum(address.startswith(f"/meldewege/{city.id}/") for address in site.pages) == 2 * len(paths)
        foreign = [topic for topic in facts.topics(city.id) if topic.state not in (None, city.state)]
        answered = len([address for address in site.pages if address.startswith(f"/themen/{city.id}/")])
        assert answered == len(facts.topics(city.id)) - len(foreign)
    assert {"/hinweise", *(f"/hinweise/{name}" for name in LANGUAGES[1:])} <= set(site.pages)
    assert len(site.pages) > 1200


def test_no_link_leads_nowhere(site: Site) -> None:
    assert {address: answer for address, answer in site.answers.items() if answer[0] != 200} == {}


def test_every_place_that_is_linked_to_exists(site: Site) -> None:
    def missing(address: str, page: Page) -> list[str]:
        own = [link[1:] for link in page.links if link.startswith("#") and link[1:] not in page.ids]
        others = [f"{to}#{place}" for to, place in page.internal
                  if place and to in site.pages and place not in site.pages[to].ids]  # fmt: skip
        return own + others

    assert complaints(site, missing) == {}


def test_the_markup_is_whole(site: Site) -> None:
    assert complaints(site, lambda _, page: page.faults) == {}


def test_no_id_stands_twice(site: Site) -> None:
    assert complaints(site, lambda _, page: len(page.ids) - len(set(page.ids))) == {}


def test_headings_build_an_outline_under_one_first(site: Site) -> None:
    def wrong(_address: str, page: Page) -> list[int] | None:
        levels = [level for level, text in page.headings if text.strip()]
        good = levels.count(1) == 1 and all(b - a <= 1 for a, b in pairwise(levels))
        return None if good and len(levels) == len(page.headings) else levels

    assert complaints(site, wrong) == {}


def test_landmarks_are_named_and_language_is_said(site: Site) -> None:
    def wrong(_address: str, page: Page) -> list[object]:
        known = set(page.ids)
        unnamed = [tag for tag, attributes in page.tags if tag in ("nav", "aside", "section")
                   and not attributes.get("aria-label") and not attributes.get("aria-labelledby")
                   and "card" not in str(attributes.get("class"))]  # fmt: skip
        lost = [attributes["aria-labelledby"] for _, attributes in page.tags
                if attributes.get("aria-labelledby") and attributes["aria-labelledby"] not in known]  # fmt: skip
        language = page.all("html")[0].get("lang")
        return (
            unnamed
            + lost
            + ([] if (language and page.all("main", id="inhalt")) or "druck" in _address else [language])
        )

    assert complaints(site, wrong) == {}


def test_numbers_and_the_way_out_come_first_on_every_page(site: Site) -> None:
    def wrong(_address: str, page: Page) -> list[str]:
        first = [link for link in page.links if link != "#inhalt"][:6]
        leave = page.all("a", id="leave")[0]
        problems = [] if first[:2] == ["tel:110", "tel:112"] else first
        if str(leave["href"]) not in first or leave["rel"] != "nofollow noreferrer":
            problems.append("leave")
        return problems

    assert complaints(site, wrong) == {}


def test_w42_w43_titles_addresses_and_file_names_tell_nothing(site: Site) -> None:
    assert complaints(site, lambda address, page: TELLING.findall(address + page.title)) == {}
    assert [address for address in site.answers if TELLING.search(address)] == []
    assert all(page.title.endswith("Fragen und Hilfe") for page in site.pages.values())


def test_titles_of_different_kinds_of_pages_differ(site: Site) -> None:
    titles = {site.pages[f"/{name}/herne"].title for name in (*SECTIONS, "impressum")}
    assert len(titles) == len(SECTIONS) + 1


def test_nothing_is_loaded_from_elsewhere_and_nothing_runs(site: Site) -> None:
    def wrong(_address: str, page: Page) -> list[object]:
        found: list[object] = []
        for tag, attributes in page.tags:
            found += [name for name in attributes if name.startswith("on") or name == "style"]
            if tag in ("script", "style", "iframe", "img", "object", "embed", "base"):
                found += [] if attributes == {"type": "application/ld+json"} else [tag]
            if tag == "link" and attributes.get("rel") in ("stylesheet", "icon", "preload"):
                found += [] if str(attributes["href"]).startswith(("/static/", "data:,")) else [attributes["href"]]
        return found

    assert complaints(site, wrong) == {}


def test_links_to_elsewhere_say_nothing_of_where_somebody_came_from(site: Site) -> None:
    def wrong(_address: str, page: Page) -> list[object]:
        outside = [link for link in page.all("a") if str(link.get("href")).startswith("http")]
        return [link["href"] for link in outside if "noreferrer" not in str(link.get("rel")) or "target" in link]

    assert complaints(site, wrong) == {}
    schemes = {
        link.split(":")[0]
        for page in site.pages.values()
        for link in page.links
        if not link.startswith(("/", "#"))
    }
    assert schemes == {"https", "http", "tel", "mailto"}


def test_every_number_is_one_that_may_be_shown(site: Site, facts: KnowledgeRepository) -> None:
    known = facts.known_strings()

    def wrong(_address: str, page: Page) -> list[str]:
        numbers = [link.removeprefix("tel:") for link in page.links if link.startswith("tel:")]
        mails = [link.removeprefix("mailto:") for link in page.links if link.startswith("mailto:")]
        return [one for one in (*numbers, *mails) if one.casefold() not in known]

    assert complaints(site, wrong) == {}


def test_pages_of_a_city_call_no_other_city(site: Site, facts: KnowledgeRepository) -> None:
    numbers = {city.id: {phone.number for contact in facts.contacts(city.id) for phone in contact.phones}
               for city in facts.cities()}  # fmt: skip
    for address, page in site.pages.items():
        for slug, own in numbers.items():
            if f"/{slug}" not in address:
                continue
            others = set().union(*(known for other, known in numbers.items() if other != slug)) - own
            assert [number for number in others if number in page.text] == [], address


def test_every_fact_has_its_source_and_date(site: Site) -> None:
    def wrong(address: str, page: Page) -> list[str]:
        cards = [attributes for tag, attributes in page.tags if tag == "article"]
        sources = [
            attributes for tag, attributes in page.tags if attributes.get("class") == "sources" and tag == "div"
        ]
        days = page.all("time")
        problems = [] if len(sources) >= len(cards) else [f"{len(cards)} cards, {len(sources)} sources"]
        problems += (
            [] if all(re.fullmatch(r"\d{4}(-\d\d){0,2}", str(day.get("datetime"))) for day in days) else ["time"]
        )
        one_fact = re.fullmatch(r"/(themen|meldewege)/[\w-]+/[\w-]+(/druck)?", address)
        return problems + (["no date"] if one_fact and not days and "gilt nur in" not in page.text else [])

    assert complaints(site, wrong) == {}


def test_the_canonical_address_is_the_one_that_links_use(site: Site) -> None:
    def wrong(address: str, page: Page) -> object:
        canonical = [link["href"] for link in page.all("link", rel="canonical")]
        return None if canonical == [f"https://hilfe.stadt.example{address}"] else canonical or "none"

    paper = {address for address in site.pages if address.endswith("/druck")}
    assert set(complaints(site, wrong)) == paper | ({"/hinweise/de"} & set(site.pages))


@pytest.mark.parametrize("attack", [
    "<script>alert(1)</script>", "%22%3E%3Csvg%20onload=alert(1)%3E", "'-alert(1)-'", "javascript:alert(1)",
    "..%2f..%2fetc%2fpasswd", "%00", "{{7*7}}", "${7*7}", "a%0d%0aSet-Cookie:%20a=b", "\u202e", "%ff", "x" * 3000,
])  # fmt: skip
def test_nothing_of_an_address_comes_back(visitor: TestClient, attack: str) -> None:
    places = [f"/{name}/{attack}" for name in (*SECTIONS, *LEGAL, "hinweise")]
    places += [f"/meldewege/herne/{attack}", f"/meldewege/{attack}/schule/druck", f"/themen/herne/{attack}",
               f"/kontakte/herne/{attack}.vcf", f"/termine/{attack}/termine.ics"]  # fmt: skip
    places += [f"/{name}?stadt={attack}&x={attack}" for name in (*SECTIONS, *LEGAL)]
    for place in places:
        response = visitor.get(place, headers={"Accept": "text/html"})
        assert response.status_code == (200 if "?" in place else 404)
        assert [trace for trace in (attack, "alert(", "passwd", "x" * 99) if trace in response.text] == []
        assert "set-cookie" not in response.headers
        assert Page(response.text).faults == []


def test_data_for_search_engines_says_what_it_is(site: Site) -> None:
    kinds = {address: data["@type"] if "@type" in data else data["@graph"][0]["@type"]
             for address, page in site.pages.items()
             for data in page.data if data.get("@graph") != []}  # fmt: skip
    assert all(data["@context"] == "https://schema.org" for page in site.pages.values() for data in page.data)
    assert kinds["/kontakte/potsdam"] == "GovernmentOrganization"
    assert kinds["/meldewege/herne/schule"] == "HowTo"
    assert kinds["/termine/herne"] == "Event"
    assert {kind for address, kind in kinds.items() if address.startswith("/themen/")} == {"FAQPage"}


def test_styles_name_no_other_host_and_no_file() -> None:
    for path in (STATIC / "tokens.css", STATIC / "pages.css", STATIC / "print.css"):
        assert re.findall(r"url\(|@import|https?:", path.read_text(encoding="utf-8")) == []


def test_styles_mirror_themselves_for_languages_that_run_to_the_left() -> None:
    text = Path(STATIC / "pages.css").read_text(encoding="utf-8")
    physical = re.findall(
        r"(?:margin|padding|border|inset)-(?:left|right)|[{;]\s*(?:left|right)\s*:|text-align:\s*(?:left|right)",
        text,
    )
    assert physical == []
