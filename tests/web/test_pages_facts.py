"""Pages say what the knowledge base says: paths, contacts, events, topics, and their data for search engines."""

from __future__ import annotations

import datetime as dt
import re
from zoneinfo import ZoneInfo

import pytest
from starlette.testclient import TestClient

from bot.web import addresses, linked_data
from bot.web.pages import sentences
from knowledge.repository import KnowledgeRepository
from knowledge.schema import Audience, City
from tests.web.conftest import Clock
from tests.web.html import Page


def page(client: TestClient, address: str) -> Page:
    """The page; fails when there is none."""
    response = client.get(address)
    assert response.status_code == 200, address
    return Page(response.text)


def city(facts: KnowledgeRepository, slug: str) -> City:
    """A city that exists."""
    found = facts.city(slug)
    assert found
    return found


@pytest.mark.parametrize("slug", ["herne", "potsdam"])
def test_a_path_has_all_steps_in_order_with_their_law(
    client: TestClient, facts: KnowledgeRepository, slug: str
) -> None:
    place = city(facts, slug)
    for path in facts.procedures(place.state, slug):
        for address in (addresses.procedure(path, place), f"{addresses.procedure(path, place)}/druck"):
            shown = page(client, address)
            at = [shown.text.index(" ".join(step.text.split())) for step in path.steps]
            assert at == sorted(at)
            assert [law for step in path.steps for law in step.legal_basis if law not in shown.text] == []
            assert [item[1:] for item in path.do_not if item[1:] not in shown.text] == []
            assert path.if_acute_danger in shown.text
            assert shown.text.index(path.if_acute_danger) < at[0]
            assert path.sources[0].title in shown.text


def test_law_of_one_land_is_not_told_in_another(client: TestClient) -> None:
    assert "SchulG NRW" in page(client, "/meldewege/herne/schule").text
    assert "NRW" not in page(client, "/meldewege/potsdam/schule").text.split("Ort wählen")[-1]
    assert "SchulG NRW" not in page(client, "/meldewege/ueberall/schule").text


def test_the_data_of_a_path_are_its_steps(client: TestClient, facts: KnowledgeRepository) -> None:
    path = facts.procedure("schule", "NW", "herne")
    assert path
    data = page(client, "/meldewege/herne/schule").data[0]
    assert [step["text"] for step in data["step"]] == [step.text for step in path.steps]
    assert [step["position"] for step in data["step"]] == list(range(1, len(path.steps) + 1))


def test_a_child_is_addressed_as_one_and_finds_a_line_for_children(client: TestClient) -> None:
    text = page(client, "/meldewege/herne/kind").text
    assert "Wen du anrufen kannst" in text
    assert "116 111" in text


def test_w49_the_line_for_professionals_is_named_to_professionals_only(
    client: TestClient, facts: KnowledgeRepository
) -> None:
    line = facts.hotline("medizinische-kinderschutzhotline")
    assert line
    for path in facts.procedures("NW", "herne"):
        shown = page(client, addresses.procedure(path, city(facts, "herne")))
        linked = f"tel:{line.numbers[0].replace(' ', '')}" in shown.links
        assert not linked or path.audience is Audience.PROFESSIONAL
    assert "0800 19 210 00" in page(client, "/meldewege/herne/arzt").text


def test_w96_the_print_view_is_black_on_white_and_holds_no_form(client: TestClient) -> None:
    shown = page(client, "/meldewege/herne/schule/druck")
    assert [link["href"] for link in shown.all("link", rel="stylesheet")] == ["/static/print.css"]
    assert shown.all("meta", name="color-scheme")[0]["content"] == "light"
    assert shown.all("form") + shown.all("script") + shown.all("input") == []
    css = client.get("/static/print.css").text
    assert "size: A4" in css
    assert "prefers-color-scheme" not in css
    assert "/meldewege/herne/schule/druck" in page(client, "/meldewege/herne/schule").links


def test_every_contact_that_may_be_shown_is_shown(client: TestClient, facts: KnowledgeRepository) -> None:
    for place in facts.cities():
        shown = page(client, f"/kontakte/{place.id}")
        for contact in facts.contacts(place.id):
            if not (contact.verified or contact.phones or contact.mails):
                continue
            assert (contact.person or contact.name) in shown.text
            kept = bool(contact.phones or contact.mails or contact.address)
            assert (addresses.contact_file(contact, place) in shown.links) is kept
            assert {f"tel:{phone.number.replace(' ', '').replace('-', '').replace('/', '')}"
                    for phone in contact.phones if phone.kind != "fax"} <= set(shown.links)  # fmt: skip
            assert {f"mailto:{mail.address}" for mail in contact.mails} <= set(shown.links)
            assert contact.address is None or contact.address in shown.text


def test_the_data_of_contacts_are_those_that_can_be_reached(
    client: TestClient, facts: KnowledgeRepository
) -> None:
    for place in facts.cities():
        data = page(client, f"/kontakte/{place.id}").data[0]
        points = data.get("contactPoint", [])
        reachable = [
            one for one in facts.contacts(place.id) if one.mails or any(p.kind != "fax" for p in one.phones)
        ]
        assert [point["name"] for point in points] == [one.person or one.name for one in reachable]
        known = {linked_data.international(phone.number) for one in reachable for phone in one.phones}
        told = {number for point in points for number in _listed(point.get("telephone"))}
        assert told <= known
        assert all(number.startswith("+49") or len(number) <= 6 for number in told)


def _listed(value: object) -> list[str]:
    return value if isinstance(value, list) else [str(value)] if value else []


def test_an_office_says_when_it_opens_again(client: TestClient, clock: Clock) -> None:
    clock.now = dt.datetime(2026, 11, 21, 20, 0, tzinfo=ZoneInfo("Europe/Berlin"))
    assert "jetzt geschlossen wieder Mo ab 9 Uhr" in page(client, "/kontakte/bergisch-gladbach").text
    clock.now = dt.datetime(2026, 11, 23, 7, 0, tzinfo=ZoneInfo("Europe/Berlin"))
    assert "jetzt geschlossen heute ab 9 Uhr" in page(client, "/kontakte/bergisch-gladbach").text
    clock.now = dt.datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/Berlin"))
    assert "jetzt geöffnet" in page(client, "/kontakte/bergisch-gladbach").text


def test_w88_an_old_fact_asks_to_be_checked(client: TestClient, clock: Clock) -> None:
    hint = "ältere Angabe, bitte vorher prüfen"
    assert hint in page(client, "/kontakte/troisdorf").text
    clock.now = dt.datetime(2021, 9, 1, 10, 0, tzinfo=ZoneInfo("Europe/Berlin"))
    assert page(client, "/kontakte/troisdorf").text.count(hint) == 0


def test_files_are_called_neutrally_and_hold_what_the_page_says(
    client: TestClient, facts: KnowledgeRepository
) -> None:
    place = city(facts, "potsdam")
    contact = next(one for one in facts.contacts("potsdam") if one.id == "jugendamt")
    card = client.get(addresses.contact_file(contact, place))
    assert card.headers["content-disposition"] == 'attachment; filename="kontakt.vcf"'
    assert card.headers["content-type"] == "text/vcard; charset=utf-8"
    assert contact.phones[0].number in card.text
    event = next(one for one in facts.events("herne") if one.start and len(one.start) == 10)
    entry = client.get(addresses.event_file(event, city(facts, "herne")))
    assert entry.headers["content-disposition"] == 'attachment; filename="termin.ics"'
    assert f"DTSTART;VALUE=DATE:{str(event.start).replace('-', '')}" in entry.text
    everything = client.get("/termine/herne/termine.ics").text
    dated = [one for one in facts.events("herne") if one.start and len(one.start) == 10]
    assert everything.count("BEGIN:VEVENT") == len(dated)


def test_w97_w98_a_neutral_file_does_not_say_what_it_is_about(
    client: TestClient, facts: KnowledgeRepository
) -> None:
    for place in facts.cities():
        for contact in facts.contacts(place.id):
            card = client.get(f"{addresses.contact_file(contact, place)}?neutral=1").text
            assert f"FN:Auskunft {place.short_name}" in card
            assert not re.search(r"^(ORG|TITLE|NOTE|URL)", card, re.MULTILINE)
            assert all(phone.number in card for phone in contact.phones)
        for event in facts.events(place.id):
            if event.start and len(event.start) == len("2024-01-31"):
                entry = client.get(f"{addresses.event_file(event, place)}?neutral=1").text
                assert "SUMMARY:Termin\r\n" in entry
                assert not addresses.TELLING.search(entry.split("LOCATION")[0])
                assert not re.search(r"^(DESCRIPTION|URL)", entry, re.MULTILINE)
    contact = next(one for one in facts.contacts("potsdam") if one.phones)
    named = f"{addresses.contact_file(contact, city(facts, 'potsdam'))}?neutral=1"
    assert named in page(client, "/kontakte/potsdam").links
    api = client.get("/api/v1/cities/potsdam/contacts/jugendamt.vcf", params={"neutral": True}).text
    assert "FN:Auskunft Potsdam" in api


@pytest.mark.parametrize(
    "address", ["/kontakte/herne/aaaaaa.vcf", "/termine/herne/aaaaaa.ics", "/kontakte/a/b.vcf"]
)
def test_files_that_do_not_exist_are_not_found(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_past_events_are_past_and_none_is_announced(client: TestClient, clock: Clock) -> None:
    text = page(client, "/termine/troisdorf").text
    assert "Für Troisdorf ist kein kommender Termin bekannt." in text
    assert "Was ansteht" not in text
    clock.now = dt.datetime(2024, 8, 1, 10, 0, tzinfo=ZoneInfo("Europe/Berlin"))
    text = page(client, "/termine/troisdorf").text
    assert "Was ansteht" in text
    assert text.index("Erster Austausch") < text.index("Was war")
    assert "Was ansteht: Troisdorf" in page(client, "/termine").text


def test_the_data_of_events_have_their_days(client: TestClient, facts: KnowledgeRepository) -> None:
    told = {event["name"]: event["startDate"] for event in page(client, "/termine/herne").data[0]["@graph"]}
    assert told == {one.title: one.start for one in facts.events("herne") if one.start and len(one.start) == 10}


@pytest.mark.parametrize("slug", [None, "dinslaken", "potsdam"])
def test_a_topic_page_answers_twice_and_leads_on(
    client: TestClient, facts: KnowledgeRepository, slug: str | None
) -> None:
    place = city(facts, slug) if slug else None
    for topic in facts.topics(slug):
        if place and topic.state not in (None, place.state):
            continue
        shown = page(client, addresses.topic(topic, place))
        assert shown.headings[0] == (1, topic.question)
        assert " ".join(topic.answer.split()) in shown.text
        assert [line for line in sentences(topic.easy_answer) if " ".join(line.split()) not in shown.text] == []
        assert [item for item in topic.items if " ".join(item.split()) not in shown.text] == []
        assert {source.title for source in topic.sources if source.title not in shown.text} == set()
        answer = shown.data[0]["mainEntity"][0]["acceptedAnswer"]["text"]
        assert answer == "\n".join([topic.answer, *topic.items])
        if topic.procedure and facts.procedure(topic.procedure, place.state if place else None, slug):
            assert f"/meldewege/{slug or 'ueberall'}/{addresses.role_name(topic.procedure)}" in shown.links


def test_law_of_another_land_is_not_answered(client: TestClient, facts: KnowledgeRepository) -> None:
    topic = next(one for one in facts.topics("herne") if one.state == "BB")
    shown = page(client, addresses.topic(topic, city(facts, "herne")))
    assert "gilt nur in Brandenburg" in shown.text
    assert topic.answer not in shown.text
    assert addresses.topic(topic, city(facts, "herne")) not in page(client, "/themen/herne").links
    assert addresses.topic(topic, None) in shown.links
    assert topic.answer in page(client, addresses.topic(topic, None)).text


def test_the_name_of_a_topic_leads_to_its_neutral_address(client: TestClient, facts: KnowledgeRepository) -> None:
    topic = facts.topic("wo-melden", "herne")
    assert topic
    code = addresses.code("wo-melden")
    for asked, leads in (
        ("/themen/wo-melden", f"/themen/{code}"),
        ("/themen/herne/wo-melden", f"/themen/herne/{code}"),
        ("/themen/wo-melden?stadt=herne", f"/themen/herne/{code}"),
    ):
        response = client.get(asked)
        assert (response.status_code, response.headers["location"]) == (307, leads)


def test_codes_and_ids_can_be_told_apart(facts: KnowledgeRepository) -> None:
    topics = {topic.id for place in (None, *facts.cities()) for topic in facts.topics(place.id if place else None)}
    codes = {addresses.code(id) for id in topics}
    assert len(codes) == len(topics)
    assert codes & (topics | {place.id for place in facts.cities()}) == set()
    assert topics & {place.id for place in facts.cities()} == set()
    assert facts.city(addresses.EVERYWHERE) is None
    for place in facts.cities():
        ids = [contact.id for contact in facts.contacts(place.id)] + [event.id for event in facts.events(place.id)]
        assert len({addresses.code(id) for id in ids}) == len(ids)


def test_sentences_end_where_sentences_end() -> None:
    said = "Am 28. August kam Dr. Wüst. Alle waren da! Rufen Sie 110 an. „Ja“, sagte er."
    assert sentences(said) == [
        "Am 28. August kam Dr. Wüst.",
        "Alle waren da!",
        "Rufen Sie 110 an.",
        "„Ja“, sagte er.",
    ]
