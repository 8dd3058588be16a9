"""The knowledge base over HTTP: every address of the contract, caching, calendar and contact files."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject
from pydantic import TypeAdapter
from starlette.testclient import TestClient

from bot.web import blocks, calendar, schemas, vcard
from knowledge.repository import KnowledgeRepository
from knowledge.schema import City, Contact, Event, Mail, OpeningHours, OpeningInterval, Phone, Source, Weekday
from tests.web.conftest import Clock

KILOBYTE = 1024
SLUGS = ("troisdorf", "bergisch-gladbach", "rheinisch-bergischer-kreis", "herne", "dinslaken", "voerde", "potsdam",
         "land-brandenburg")  # fmt: skip
FACT: dict[str, Any] = {"sources": (Source(title="Amtsblatt", url="https://example.org/"),), "as_of": "2024-02",
                        "checked_on": dt.date(2026, 11, 23), "verified": True}  # fmt: skip


def entries_of(file: bytes) -> list[Any]:
    """The entries of a calendar file."""
    return icalendar.Calendar.from_ical(file).walk("VEVENT")


def test_all_cities_are_listed_and_each_leads_to_the_rest(client: TestClient) -> None:
    rows = client.get("/api/v1/cities").json()
    assert {row["id"] for row in rows} == set(SLUGS)
    for row in rows:
        schemas.CityRow.model_validate(row)
        detail = client.get(row["url"]).json()
        schemas.CityDetail.model_validate(detail)
        for key in ("contacts_url", "events_url", "calendar_url", "topics_url"):
            assert client.get(detail[key]).status_code == 200
        for path in detail["procedures"]:
            steps = client.get(path["url"]).json()
            blocks.StepsBlock.model_validate(steps)
            assert len(steps["steps"]) == steps["total"]
            assert steps["sources"]


@pytest.mark.parametrize("slug", SLUGS)
def test_every_contact_and_event_has_the_described_shape(client: TestClient, slug: str) -> None:
    contacts, events = (client.get(f"/api/v1/cities/{slug}/{kind}").json() for kind in ("contacts", "events"))
    assert contacts
    for card in contacts + events:
        found = TypeAdapter(blocks.AnyBlock).validate_python(card)
        assert found.model_extra == {}, "the description has fallen behind"
        assert card["sources"]
        assert card["as_of"]


def test_contacts_can_be_chosen_by_kind_and_town(client: TestClient) -> None:
    kinds = client.get("/api/v1/cities/troisdorf/contacts", params={"kind": ["koordination", "meldung"]}).json()
    assert {card["kind"] for card in kinds} == {"koordination", "meldung"}
    county = "/api/v1/cities/rheinisch-bergischer-kreis/contacts"
    town = client.get(county, params={"town": "Kürten"}).json()
    assert town
    assert all("Kürten" in card.get("towns", ["Kürten"]) for card in town)
    assert client.get(county, params={"kind": "unsinn"}).status_code == 422


def test_whether_an_office_is_open_follows_the_clock(client: TestClient, clock: Clock) -> None:
    cards = client.get("/api/v1/hotlines").json()
    line = next(card for card in cards if card["id"] == "kinder-jugendtelefon")
    assert line["open_now"] is False
    clock.now = dt.datetime(2026, 11, 23, 15, 0, tzinfo=ZoneInfo("Europe/Berlin"))
    line = next(card for card in client.get("/api/v1/hotlines").json() if card["id"] == "kinder-jugendtelefon")
    assert line["open_now"] is True


def test_hotlines_can_be_chosen_by_audience_and_city(client: TestClient) -> None:
    everybody = {card["id"] for card in client.get("/api/v1/hotlines").json()}
    children = {card["id"] for card in client.get("/api/v1/hotlines", params={"audience": "kind"}).json()}
    potsdam = {card["id"] for card in client.get("/api/v1/hotlines", params={"city": "potsdam"}).json()}
    assert children < everybody
    assert "medizinische-kinderschutzhotline" not in children
    assert "lka-nrw-hinweistelefon" in everybody - potsdam


def test_topics_are_answered_as_the_city_does(client: TestClient) -> None:
    rows = client.get("/api/v1/topics").json()
    assert len(rows) > 100
    for row in rows[:20]:
        schemas.TopicRow.model_validate(row)
    national = client.get("/api/v1/topics/wo-melden").json()
    schemas.TopicDetail.model_validate(national)
    assert national["city"] is None
    assert national["sources"]
    assert client.get("/api/v1/topics/wo-melden", params={"city": "herne"}).json()["city"] == "herne"


def test_a_topic_of_one_city_is_found_with_that_city_only(client: TestClient, facts: KnowledgeRepository) -> None:
    national = {topic.id for topic in facts.topics()}
    own = next(topic.id for topic in facts.topics("herne") if topic.id not in national)
    assert client.get(f"/api/v1/topics/{own}", params={"city": "herne"}).status_code == 200
    assert client.get(f"/api/v1/topics/{own}").status_code == 404


@pytest.mark.parametrize("path", [
    "/api/v1/cities/atlantis", "/api/v1/cities/atlantis/contacts", "/api/v1/cities/atlantis/events",
    "/api/v1/cities/atlantis/events.ics", "/api/v1/cities/atlantis/procedures/schule",
    "/api/v1/cities/herne/procedures/astronaut", "/api/v1/cities/herne/events/nie.ics",
    "/api/v1/cities/herne/contacts/niemand.vcf", "/api/v1/topics/unsinn",
])  # fmt: skip
def test_what_is_not_there_is_404(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/api/v1/topics", "/api/v1/topics/wo-melden", "/api/v1/hotlines"])
def test_a_city_that_is_asked_for_has_to_exist(client: TestClient, path: str) -> None:
    assert client.get(path, params={"city": "atlantis"}).status_code == 422


@pytest.mark.parametrize("path", ["/api/v1/cities", "/api/v1/topics", "/api/v1/cities/herne/events.ics"])
def test_facts_may_be_kept_and_are_not_sent_twice(
    client: TestClient, facts: KnowledgeRepository, path: str
) -> None:
    first = client.get(path)
    assert first.headers["cache-control"] == "public, max-age=300"
    etag = first.headers["etag"]
    assert facts.fingerprint[:16] in etag
    again = client.get(path, headers={"If-None-Match": f'"other", W/{etag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_the_etag_changes_when_an_office_opens(client: TestClient, clock: Clock) -> None:
    etag = client.get("/api/v1/hotlines").headers["etag"]
    clock.now = dt.datetime(2026, 11, 23, 15, 0, tzinfo=ZoneInfo("Europe/Berlin"))
    assert client.get("/api/v1/hotlines", headers={"If-None-Match": etag}).status_code == 200


def test_w97_the_calendar_of_a_city_holds_its_dated_events(client: TestClient, facts: KnowledgeRepository) -> None:
    response = client.get("/api/v1/cities/herne/events.ics")
    assert response.headers["content-type"] == "text/calendar; charset=utf-8"
    assert response.headers["content-disposition"] == 'attachment; filename="termine.ics"'
    assert b"\n" not in response.content.replace(b"\r\n", b"")
    entries = entries_of(response.content)
    dated = [event for event in facts.events("herne") if calendar.is_dated(event)]
    assert len(entries) == len(dated) > 0
    assert len({str(entry["UID"]) for entry in entries}) == len(entries)
    assert all(entry["DTSTAMP"].dt.tzinfo for entry in entries)


def test_w97_every_calendar_link_of_a_card_leads_to_one_whole_day_event(client: TestClient) -> None:
    links = 0
    for slug in SLUGS:
        for card in client.get(f"/api/v1/cities/{slug}/events").json():
            if not card["ics_url"]:
                continue
            links += 1
            response = client.get(card["ics_url"])
            assert response.headers["content-disposition"] == 'attachment; filename="termin.ics"'
            assert len(response.content) <= 2 * KILOBYTE  # what the link says (goal 93)
            (entry,) = entries_of(response.content)
            assert entry["SUMMARY"] == card["title"]
            assert entry["DTSTART"].params["VALUE"] == "DATE"
            assert entry["DTSTART"].dt.isoformat() == card["start"]
    assert links > 5


def test_an_event_of_several_days_ends_on_the_day_after_the_last() -> None:
    event = Event(id="tagung", title="Tagung; Teil 1, mit Ümläuten", start="2024-02-28", end="2024-02-29", **FACT)
    (entry,) = entries_of(calendar.calendar([event]))
    assert (entry["DTSTART"].dt, entry["DTEND"].dt) == (dt.date(2024, 2, 28), dt.date(2024, 3, 1))
    assert entry["SUMMARY"] == "Tagung; Teil 1, mit Ümläuten"
    assert "Stand: Februar 2024" in entry["DESCRIPTION"]


@pytest.mark.parametrize("start", [None, "2024", "2024-02"])
def test_an_event_without_a_day_is_in_no_calendar(start: str | None) -> None:
    event = Event(id="tagung", title="Tagung", start=start, **FACT)
    assert entries_of(calendar.calendar([event])) == []


def test_w98_every_contact_can_be_saved(client: TestClient) -> None:
    saved = 0
    for slug in SLUGS:
        for card in client.get(f"/api/v1/cities/{slug}/contacts").json():
            response = client.get(card["vcf_url"])
            assert response.headers["content-type"] == "text/vcard; charset=utf-8"
            assert response.headers["content-disposition"] == 'attachment; filename="kontakt.vcf"'
            assert len(response.content) <= KILOBYTE  # what the link says (goal 93)
            read = vobject.readOne(response.content.decode())
            assert read.fn.value == card["name"]
            assert [line.value for line in read.contents.get("tel", ())] == [p["number"] for p in card["phones"]]
            assert [line.value for line in read.contents.get("email", ())] == card.get("mails", [])
            saved += 1
    assert saved > 10


def test_a_saved_contact_has_all_that_the_card_has() -> None:
    city = City(
        id="muster", name="Stadt Muster", short_name="Muster", kind="stadt", state="NW", own_youth_office=True
    )
    contact = Contact(
        id="asd", kind="meldung", name="ASD; Team, Süd", person="Erika Beispiel", role="Leitung",
        phones=(Phone(number="02202 14-2809", verified=True), Phone(number="0151 1", kind="mobil", verified=True)),
        mails=(Mail(address="asd@muster.de", verified=True),), address="Hauptstraße 1, Haus 2, 01234 Muster",
        room="7", hours=OpeningHours(weekly=(OpeningInterval(days=(Weekday.MO,), opens="09:00", closes="17:00"),)),
        **FACT,
    )  # fmt: skip
    content = vcard.vcard(contact, city)
    assert b"\n" not in content.replace(b"\r\n", b"")
    read = vobject.readOne(content.decode())
    assert read.fn.value == "Erika Beispiel"
    assert read.org.value == ["ASD; Team, Süd"]
    assert [line.type_paramlist for line in read.contents["tel"]] == [["WORK", "VOICE"], ["CELL"]]
    assert (read.adr.value.street, read.adr.value.code, read.adr.value.city) == (
        "Hauptstraße 1, Haus 2", "01234", "Muster")  # fmt: skip
    assert read.note.value.splitlines() == [
        "Raum 7", "Zeiten: Mo 9–17 Uhr", "Quelle: Amtsblatt", "Stand: Februar 2024"]  # fmt: skip
