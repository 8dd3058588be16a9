"""The questions the house asks, and the rule that nothing unconfirmed leaves."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import schema
from knowledge.build import build
from knowledge.repository import KnowledgeRepository, KnowledgeUnavailable
from knowledge.schema import Audience, ContactKind
from knowledge.snapshot import Snapshot, shown_contact, shown_hotline
from knowledge.text import digits
from tests.knowledge.conftest import FILES, write

UNCONFIRMED = ("02202149999", "02202141111", "0202555000", "geraten@musterstadt.de", "ungeprueft")


def everything(repository: KnowledgeRepository) -> list[object]:
    """What every question gives, for every city and Land."""
    cities = [city.id for city in repository.cities()]
    answers: list[object] = [repository.cities(), repository.glossary(), repository.places()]
    answers += [repository.people(), repository.events(), repository.topics(), repository.known_strings()]
    answers += [
        repository.hotlines(audience, state) for audience in (None, *Audience) for state in (None, "NW", "BB")
    ]
    answers += [repository.hotline(hotline.id) for hotline in repository.editorial_copy().hotlines]
    for city in cities:
        answers += [
            repository.city(city),
            repository.people(city),
            repository.events(city),
            repository.topics(city),
        ]
        answers += [repository.contacts(city), repository.contacts(city, *ContactKind)]
        answers += [repository.contact(city, contact.id) for contact in repository.contacts(city)]
        answers += [repository.contacts(city, town=town.name) for town in repository.city(city).towns]
        answers += [repository.procedures(state, city) for state in (None, "NW", "BB")]
    return answers


def test_nothing_unconfirmed_leaves_through_any_question(repository: KnowledgeRepository) -> None:
    said = repr(everything(repository))
    assert "02202 14-2809" in said
    assert "0228 19240" in said
    squeezed = said.replace(" ", "").replace("-", "")
    assert [secret for secret in UNCONFIRMED if secret in squeezed] == []


def test_confirmed_numbers_of_the_same_contact_stay(repository: KnowledgeRepository) -> None:
    contact = repository.contact("musterstadt", "jugendamt")
    assert contact is not None
    assert [phone.number for phone in contact.phones] == ["02202 14-2809"]
    assert [mail.address for mail in contact.mails] == ["Kinderschutz@musterstadt.de"]
    assert contact.hours is not None


def test_unconfirmed_hours_and_links_are_left_out(repository: KnowledgeRepository) -> None:
    coordination = repository.contact("musterstadt", "koordination")
    poison = repository.hotline("giftnotruf-bonn")
    assert coordination is not None
    assert poison is not None
    assert (coordination.hours, poison.hours, poison.url) == (None, None, None)
    assert poison.numbers == ("0228 19240",)


def test_no_note_of_an_editor_is_handed_out(repository: KnowledgeRepository) -> None:
    assert "note='" not in repr(everything(repository))
    assert "noch bestätigen" in repr(repository.editorial_copy())


def test_known_strings_hold_confirmed_numbers_mails_and_links_only(repository: KnowledgeRepository) -> None:
    known = repository.known_strings()
    assert {"110", "116111", "08001110333", "02202142809", "022819240", "030610066"} <= known
    assert {"kinderschutz@musterstadt.de", "https://example.org/kkg", "https://example.org/blatt"} <= known
    assert "https://www.musterstadt.example" in known
    assert [secret for secret in UNCONFIRMED if any(secret in text for text in known)] == []


NUMBERS = st.from_regex(r"0[1-9]\d{2,4} \d{3,6}", fullmatch=True)


@given(st.lists(st.tuples(NUMBERS, st.booleans()), max_size=6), st.booleans())
@settings(max_examples=200)
def test_whatever_the_flags_only_confirmed_numbers_are_shown(
    phones: list[tuple[str, bool]], hours_verified: bool
) -> None:
    fact = {"sources": [{"title": "S"}], "checked_on": "2026-11-23", "verified": True}
    contact = schema.Contact.model_validate(
        {
            "id": "c",
            "kind": "meldung",
            "name": "N",
            "phones": [{"number": number, "verified": verified} for number, verified in phones],
            "mails": [{"address": f"a{i}@b.de", "verified": verified} for i, (_, verified) in enumerate(phones)],
            "hours": {"always": True},
            "hours_verified": hours_verified,
            **fact,
        }
    )
    shown = shown_contact(contact)
    assert [phone.number for phone in shown.phones] == [number for number, verified in phones if verified]
    assert len(shown.mails) == len(shown.phones)
    assert (shown.hours is None) is not hours_verified
    for number_verified in (True, False):
        hotline = schema.Hotline.model_validate(
            {
                "id": "h",
                "name": "N",
                "numbers": [number for number, _ in phones],
                "number_verified": number_verified,
                "hours_text": "immer",
                "hours": {"always": True},
                "hours_verified": hours_verified,
                "target_group": "alle",
                "audience": ["kind"],
                **fact,
            }
        )
        assert shown_hotline(hotline).numbers == (hotline.numbers if number_verified else ())
        assert (shown_hotline(hotline).hours is None) is not hours_verified
        known = Snapshot("x", schema.KnowledgeBase(hotlines=(hotline,))).known_strings
        assert {digits(number) for number, _ in phones} & known == (
            {digits(number) for number, _ in phones} if number_verified else set()
        )


def test_a_number_confirmed_elsewhere_stays_known(content_dir: Path, database_url: str) -> None:
    name = "musterstadt/contacts.yaml"
    write(content_dir, {name: FILES[name].replace("14-9999", "14 2809")})
    build(content_dir, database_url)
    assert "02202142809" in KnowledgeRepository(database_url).known_strings()


def test_contacts_come_in_the_order_of_the_kinds_asked_for(repository: KnowledgeRepository) -> None:
    asked = repository.contacts("musterstadt", ContactKind.COORDINATION, "meldung")
    assert [contact.id for contact in asked] == ["koordination", "jugendamt"]
    assert repository.contacts("musterstadt", ContactKind.INSOFA) == ()
    assert repository.contacts("nirgendwo") == ()
    assert repository.contact("musterstadt", "nachtdienst") is None


def test_a_town_gets_its_own_office_first_and_no_other_towns(repository: KnowledgeRepository) -> None:
    def ids(town: str | None) -> list[str]:
        return [contact.id for contact in repository.contacts("musterkreis", "jugendamt", town=town)]

    assert ids(None) == ["buero-kuerten", "buero-odenthal", "zentrale"]
    assert ids("Kürten") == ["buero-kuerten", "zentrale"]
    assert ids("ODENTHAL") == ["buero-odenthal", "zentrale"]
    assert ids("Burscheid") == ["zentrale"]


def test_a_city_topic_lies_over_the_national_one(repository: KnowledgeRepository) -> None:
    national, own = repository.topic("wo-melden"), repository.topic("wo-melden", "musterstadt")
    assert national is not None
    assert own is not None
    assert (national.question, own.question) == ("Wo melde ich eine Gefährdung?", "Wo melde ich in Musterstadt?")
    assert repository.topic("wo-melden", "havelstadt") == national
    assert repository.topic("wo-melden", "nirgendwo") == national
    assert repository.topic_cities("wo-melden") == ("musterstadt",)


def test_a_city_only_topic_is_there_for_this_city_only(repository: KnowledgeRepository) -> None:
    assert repository.topic("netzwerk-motto") is None
    assert repository.topic("netzwerk-motto", "havelstadt") is None
    assert repository.topic("netzwerk-motto", "musterstadt") is not None
    assert [topic.id for topic in repository.topics("musterstadt")] == ["wo-melden", "schule-42", "netzwerk-motto"]
    assert [topic.id for topic in repository.topics()] == ["wo-melden", "schule-42"]
    assert repository.topic_cities("schule-42") == ()


@pytest.mark.parametrize(
    ("state", "steps"),
    [
        ("NW", [("Beobachtungen", ()), ("Die Schule", ("§ 42 Abs. 6 SchulG NRW",)),
                ("Fachkraft", ("§ 4 KKG", "§ 42 SchulG NRW"))]),
        ("BB", [("Beobachtungen", ()), ("Fachkraft", ("§ 4 KKG",)), ("In Brandenburg", ("§ 20 BbgKJG",))]),
        (None, [("Beobachtungen", ()), ("Fachkraft", ("§ 4 KKG",))]),
    ],
)  # fmt: skip
def test_a_reporting_path_holds_the_law_of_its_land_only(
    repository: KnowledgeRepository, state: schema.State | None, steps: list[tuple[str, tuple[str, ...]]]
) -> None:
    path = repository.procedure("schule", state)
    assert path is not None
    assert [step.legal_basis for step in path.steps] == [basis for _, basis in steps]
    for step, (begin, _) in zip(path.steps, steps, strict=True):
        assert step.text.startswith(begin)


def test_a_path_without_steps_for_a_land_is_not_offered_there(repository: KnowledgeRepository) -> None:
    assert [path.id for path in repository.procedures("NW")] == ["schule", "nur-nrw"]
    assert [path.id for path in repository.procedures("BB")] == ["schule"]
    assert repository.procedure("nur-nrw", "BB") is None


def test_a_city_path_lies_over_the_national_one(repository: KnowledgeRepository) -> None:
    path = repository.procedure("schule", "BB", "havelstadt")
    assert path is not None
    assert path.summary == "Eigener Weg."


def test_hotlines_are_filtered_by_audience_and_land(repository: KnowledgeRepository) -> None:
    def ids(audience: Audience | None = None, state: schema.State | None = None) -> list[str]:
        return [hotline.id for hotline in repository.hotlines(audience, state)]

    assert ids() == ["polizei-110", "kinder-jugendtelefon", "giftnotruf-bonn", "ombudsstelle"]
    assert ids(Audience.CHILD) == ["polizei-110", "kinder-jugendtelefon"]
    assert ids(Audience.PROFESSIONAL, "BB") == ["polizei-110"]
    assert ids(Audience.PROFESSIONAL, "NW") == ["polizei-110", "giftnotruf-bonn"]


def test_an_unlisted_hotline_is_given_only_by_its_id(repository: KnowledgeRepository) -> None:
    assert "berlin-hotline" not in [hotline.id for hotline in repository.hotlines()]
    hotline = repository.hotline("berlin-hotline")
    assert hotline is not None
    assert hotline.numbers == ("030 61 00 66",)
    assert repository.hotline("nichts") is None


@pytest.mark.parametrize("name", ["erika-beispiel", "Erika Beispiel", "erika beispiel", "Beispiel"])
def test_a_person_is_found_by_id_or_name(repository: KnowledgeRepository, name: str) -> None:
    person = repository.person(name)
    assert person is not None
    assert person.contact == "koordination"
    city = repository.person_city(person.id)
    assert city is not None
    assert city.id == "musterstadt"


def test_a_name_that_fits_nobody_or_several_finds_nobody(content_dir: Path, database_url: str) -> None:
    name = "musterstadt/people.yaml"
    other = FILES[name].replace("erika-beispiel", "otto-beispiel").replace("Erika", "Otto")
    write(content_dir, {name: FILES[name] + other})
    build(content_dir, database_url)
    repository = KnowledgeRepository(database_url)
    assert [repository.person(text) for text in ("Beispiel", "Müller", "", "!")] == [None] * 4
    assert len(repository.people("musterstadt")) == 2
    assert repository.people("havelstadt") == ()


def test_events_are_own_shared_and_national_by_date_undated_last(repository: KnowledgeRepository) -> None:
    def ids(city: str | None) -> list[str]:
        return [event.id for event in repository.events(city)]

    assert ids("musterstadt") == ["auftakt", "fachtag-nrw", "kinderschutztag", "fallwerkstatt"]
    assert ids("musterkreis") == ["auftakt", "kinderschutztag"]
    assert ids("havelstadt") == ["kinderschutztag"]
    assert ids(None) == ["auftakt", "fachtag-nrw", "kinderschutztag", "fallwerkstatt"]
    assert repository.event("auftakt") is not None
    assert repository.event("nichts") is None


def test_answers_need_no_database_after_the_first(repository: KnowledgeRepository, database_url: str) -> None:
    repository.cities()
    path = Path(database_url.removeprefix("sqlite:///"))
    lock = sqlite3.connect(path, isolation_level=None)
    lock.execute("BEGIN EXCLUSIVE")
    try:
        repository.topics("musterstadt")
        begin = time.perf_counter()
        for _ in range(100):
            assert repository.contacts("musterstadt", "meldung")
            assert repository.topic("wo-melden", "musterstadt")
        assert (time.perf_counter() - begin) / 200 < 0.001
        with pytest.raises(KnowledgeUnavailable):
            repository.refresh()
        assert repository.contacts("musterstadt", "meldung")
    finally:
        lock.close()
    path.unlink()
    assert len(repository.cities()) == 3


def test_refresh_reads_anew_only_when_the_content_changed(
    repository: KnowledgeRepository, content_dir: Path, database_url: str
) -> None:
    assert repository.refresh()
    assert not repository.refresh()
    before = repository.fingerprint
    write(content_dir, {"_national/places.yaml": "- name: Bonn\n"})
    build(content_dir, database_url)
    assert [place.name for place in repository.places()] == ["Köln"]
    assert repository.refresh()
    assert [place.name for place in repository.places()] == ["Bonn"]
    assert repository.fingerprint != before


def test_without_a_database_the_sentence_says_what_to_do_and_no_file_appears(tmp_path: Path) -> None:
    repository = KnowledgeRepository(f"sqlite:///{tmp_path / 'missing.db'}")
    with pytest.raises(KnowledgeUnavailable, match="python -m knowledge build"):
        repository.cities()
    assert list(tmp_path.iterdir()) == []


def test_a_database_without_content_is_unavailable(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "empty.db").close()
    with pytest.raises(KnowledgeUnavailable):
        KnowledgeRepository(f"sqlite:///{tmp_path / 'empty.db'}").cities()


def test_the_database_comes_after_the_repository(content_dir: Path, database_url: str) -> None:
    repository = KnowledgeRepository(database_url)
    with pytest.raises(KnowledgeUnavailable):
        repository.cities()
    build(content_dir, database_url)
    assert len(repository.cities()) == 3
