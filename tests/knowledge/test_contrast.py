"""Colours of a city that nobody could read are refused where they are written (goal 55)."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.contrast import contrast, unreadable
from knowledge.loader import ContentError, load

CITY = "musterstadt/city.yaml"


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#0b5c66", "#0b5c66") == 1


@pytest.mark.parametrize(
    ("colours", "pair"),
    [
        (("#0b5c66", None, None, None), None), (("#ffe000", None, None, None), "on_accent"),
        (("#ffe000", "#000000", None, None), "accent"), ((None, None, "#86d3da", "#06272c"), None),
        ((None, None, "#86d3da", "#ffffff"), "on_accent_dark"),
        ((None, None, "#333333", "#ffffff"), "accent_dark"),
    ],
)  # fmt: skip
def test_w55_the_pair_that_cannot_be_read_is_named(
    colours: tuple[str | None, str | None, str | None, str | None], pair: str | None
) -> None:
    assert unreadable(*colours) == pair


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("accent: '#ffe000'", "ist auf „accent“ nicht lesbar"), ("accent: gelb", "keine Farbe in der Form"),
        ("origins: ['http://www.stadt.de']", "keine Herkunft in der Form"),
        ("origins: ['https://www.stadt.de/chat']", "keine Herkunft in der Form"),
        ("exit_url: nirgends", "keine Internetadresse"), ("shadow: 3px", "gibt es nicht"),
    ],
)  # fmt: skip
def test_an_editor_is_told_what_is_wrong(content_dir: Path, line: str, said: str) -> None:
    path = content_dir / CITY
    path.write_text(path.read_text(encoding="utf-8") + f"\nwidget:\n  {line}\n", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load(content_dir)
    assert said in str(caught.value)


def test_what_a_city_chooses_comes_back_from_the_database(content_dir: Path, database_url: str) -> None:
    from knowledge.build import build
    from knowledge.repository import KnowledgeRepository

    path = content_dir / CITY
    chosen = "\nwidget:\n  origins: ['https://www.musterstadt.de']\n  launcher: Fragen\n  accent: '#0b5c66'\n"
    path.write_text(path.read_text(encoding="utf-8") + chosen, encoding="utf-8")
    build(content_dir, database_url)
    city = KnowledgeRepository(database_url).city("musterstadt")
    assert city
    assert city.widget.origins == ("https://www.musterstadt.de",)
    assert (city.widget.launcher, city.widget.accent, city.widget.exit_url) == ("Fragen", "#0b5c66", None)
