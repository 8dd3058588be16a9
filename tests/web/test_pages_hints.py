"""The page about traces on a device: every language whole, neutral, honest, marked up as what it is."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from bot.web.hints import LANGUAGES, all_hints
from tests.web.html import Page

FOREIGN = [name for name in LANGUAGES if name not in ("de", "einfach")]
SCRIPTS = {"ar": r"[\u0600-\u06ff]", "uk": r"[іїєґ]", "ru": r"[ыэъ]", "tr": r"[ığş]"}


def page(client: TestClient, name: str) -> Page:
    """The page in a language."""
    response = client.get("/hinweise" if name == "de" else f"/hinweise/{name}")
    assert response.status_code == 200
    return Page(response.text)


@pytest.mark.parametrize("name", LANGUAGES)
def test_w42_every_language_is_whole_and_leads_to_all_others(client: TestClient, name: str) -> None:
    shown, texts = page(client, name), all_hints()[name]
    root = shown.all("html")[0]
    assert (root["lang"], root["dir"]) == (texts.lang, texts.dir)
    assert shown.title == f"{texts.title} – Fragen und Hilfe"
    for block in texts.blocks:
        assert block.heading in shown.text
        assert [line for line in (*block.text, *block.points) if line not in shown.text] == []
    links = {"/hinweise" if other == "de" else f"/hinweise/{other}" for other in LANGUAGES}
    assert links <= set(shown.links)
    for other in all_hints().values():
        assert shown.all("a", lang=other.lang)
    assert len(shown.all("a", **{"aria-current": "page", "class": "chip"})) == 1


@pytest.mark.parametrize("name", LANGUAGES)
def test_w42_every_language_warns_of_an_empty_history_and_names_the_police(name: str) -> None:
    texts = all_hints()[name]
    assert "110" in " ".join(texts.lead)
    assert len(texts.blocks) >= 6
    assert all(block.text or block.points for block in texts.blocks)


@pytest.mark.parametrize("name", ["de", "einfach", "en"])
def test_nothing_is_promised(client: TestClient, name: str) -> None:
    promised = re.findall(
        r"\b(spurlos|sicher|anonym bleiben|untraceable|completely safe|100 ?%)\b", page(client, name).text
    )
    assert promised == []


@pytest.mark.parametrize("name", FOREIGN)
def test_what_no_native_speaker_has_read_says_so(client: TestClient, name: str) -> None:
    review = all_hints()[name].review
    assert review
    assert review in page(client, name).text


@pytest.mark.parametrize(("name", "letters"), SCRIPTS.items())
def test_a_language_is_written_in_its_own_letters(name: str, letters: str) -> None:
    texts = all_hints()[name]
    for block in texts.blocks:
        assert re.search(letters, " ".join((block.heading, *block.text, *block.points)), re.IGNORECASE), (
            block.heading
        )


def test_german_around_another_language_is_marked_as_german(client: TestClient) -> None:
    shown = page(client, "ar")
    assert [part.get("lang") for part in (*shown.all("header"), *shown.all("footer"))] == ["de", "de"]
    assert shown.all("footer")[0]["dir"] == "ltr"
    assert page(client, "de").all("header")[0].get("lang") is None


def test_simple_language_has_short_sentences() -> None:
    texts = all_hints()["einfach"]
    lines = [*texts.lead, *(line for block in texts.blocks for line in (*block.text, *block.points))]
    said = [sentence for line in lines for sentence in re.split(r"(?<=[.!?:]) ", line)]
    assert [sentence for sentence in said if len(sentence.split()) > 12] == []


@pytest.mark.parametrize("name", ["fr", "de", "EN", "../de"])
def test_a_language_without_a_text_is_not_found(client: TestClient, name: str) -> None:
    expected = 200 if name == "de" else 404
    assert client.get(f"/hinweise/{name}").status_code == expected


def test_these_pages_are_explained_in_short_sentences(client: TestClient) -> None:
    html = client.get("/einfach").text.split("<main")[1].split("</main>")[0]
    lines = re.findall(r"<(?:p|li|h\d)[^>]*>(.*?)</(?:p|li|h\d)>", html, re.DOTALL)
    said = [re.sub(r"<[^>]+>", "", line).strip() for line in lines]
    sentences = [sentence for line in said for sentence in re.split(r"(?<=[.!?:]) ", line)]
    assert len(sentences) > 40
    assert [sentence for sentence in sentences if len(sentence.split()) > 12] == []
    shown = Page(client.get("/einfach").text)
    assert {"/hilfe", "/meldewege", "/kontakte", "/termine", "/themen", "/barrierefreiheit"} <= set(shown.links)
    assert "Leichte Sprache" not in shown.text
