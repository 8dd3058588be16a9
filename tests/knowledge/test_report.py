"""The list of what is to be done."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from knowledge.loader import load
from knowledge.report import Finding, Gap, report
from knowledge.schema import NATIONAL
from tests.knowledge.conftest import FILES, write

TODAY = dt.date(2026, 11, 23)


@pytest.fixture
def findings(content_dir: Path) -> tuple[Finding, ...]:
    return report(load(content_dir), TODAY)


def gaps(findings: tuple[Finding, ...], city: str, id: str | None) -> set[Gap]:
    return {finding.gap for finding in findings if finding.city == city and finding.id == id}


def test_each_city_is_told_what_it_lacks(findings: tuple[Finding, ...]) -> None:
    assert gaps(findings, "musterstadt", None) == {Gap.NO_OUT_OF_HOURS_NUMBER}
    assert gaps(findings, "havelstadt", None) == {Gap.NO_REPORTING_NUMBER, Gap.NO_ADDRESS, Gap.NO_WEBSITE}
    assert Gap.NO_REPORTING_NUMBER in gaps(findings, "musterkreis", None)


def test_an_unconfirmed_reporting_number_does_not_count(content_dir: Path) -> None:
    name = "musterstadt/contacts.yaml"
    text = FILES[name].replace("14-2809, verified: true", "14-2809, verified: false")
    text = text.replace("nimmt die 02202 14-2809 entgegen", "nimmt das Amt entgegen")
    topics = FILES["musterstadt/topics.yaml"].replace("02202 14-2809", "110")
    write(content_dir, {name: text, "musterstadt/topics.yaml": topics})
    assert Gap.NO_REPORTING_NUMBER in gaps(report(load(content_dir), TODAY), "musterstadt", None)


def test_unconfirmed_details_are_listed_with_their_value(findings: tuple[Finding, ...]) -> None:
    details = {finding.detail for finding in findings if finding.id == "jugendamt"}
    assert {"02202 14-9999", "geraten@musterstadt.de"} <= details
    assert gaps(findings, "musterstadt", "koordination") >= {Gap.UNVERIFIED_NUMBER, Gap.UNVERIFIED_HOURS}
    assert gaps(findings, NATIONAL, "ombudsstelle") >= {Gap.UNVERIFIED_NUMBER}


def test_facts_without_source_date_and_expired_ones_are_listed(findings: tuple[Finding, ...]) -> None:
    assert gaps(findings, NATIONAL, "kkg") == {Gap.NO_SOURCE_DATE}
    assert gaps(findings, "havelstadt", "nachtdienst") == {Gap.NO_SOURCE_DATE, Gap.EXPIRED}


@pytest.mark.parametrize(
    ("as_of", "stale"),
    [("2024", True), ("2025", False), ("2025-10", True), ("2025-11", False), ("2025-11-22", True),
     ("2025-11-23", False), ("2026-11-01", False)],
)  # fmt: skip
def test_a_fact_is_stale_after_twelve_months(content_dir: Path, as_of: str, stale: bool) -> None:
    name = "musterstadt/people.yaml"
    write(content_dir, {name: FILES[name].replace("as_of: 2021", f"as_of: {as_of}")})
    found = gaps(report(load(content_dir), TODAY), "musterstadt", "erika-beispiel")
    assert (Gap.STALE in found) is stale


@pytest.mark.parametrize(
    ("url", "vague"),
    [("https://example.org", True), ("https://example.org/", True), ("https://example.org/a", False),
     ("https://example.org/?id=3", False)],
)  # fmt: skip
def test_a_source_without_a_page_is_vague(content_dir: Path, url: str, vague: bool) -> None:
    name = "_national/laws.yaml"
    write(content_dir, {name: FILES[name].replace("url: https://example.org/blatt", f"url: {url}")})
    assert (Gap.VAGUE_SOURCE in gaps(report(load(content_dir), TODAY), NATIONAL, "kkg")) is vague


def test_past_and_undated_events_depend_on_the_day(content_dir: Path) -> None:
    knowledge = load(content_dir)
    now, before = report(knowledge, TODAY), report(knowledge, dt.date(2024, 2, 29))
    assert Gap.PAST_EVENT in gaps(now, "musterstadt", "auftakt")
    assert Gap.PAST_EVENT not in gaps(before, "musterstadt", "auftakt")
    assert Gap.UNDATED_EVENT in gaps(now, "musterstadt", "fallwerkstatt")
    assert not {Gap.UNDATED_EVENT, Gap.PAST_EVENT} & gaps(now, NATIONAL, "kinderschutztag")


def test_the_nation_comes_first_then_the_cities(findings: tuple[Finding, ...]) -> None:
    cities = list(dict.fromkeys(finding.city for finding in findings))
    assert cities == [NATIONAL, "havelstadt", "musterkreis", "musterstadt"]
