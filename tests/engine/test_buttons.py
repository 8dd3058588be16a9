"""Quick replies that only we can make."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine.buttons import PREFIX, ButtonSigner, StalePayloadError
from bot.engine.port import Choice, Suggestion

SIGNER = ButtonSigner("a secret of the tests")
TOPIC = Suggestion("Geht das anonym?", Choice("ask_topic", {"topic": "anonym"}))


@pytest.mark.parametrize(
    "choice",
    [
        Choice("emergency"),
        Choice("ask_topic", {"topic": "anonym"}),
        Choice("inform", {"city": "herne", "town": "Kürten mit Leerzeichen"}),
    ],
)
def test_a_button_gives_back_its_choice(choice: Choice) -> None:
    reply = SIGNER.sign(Suggestion("Titel", choice))
    assert reply.title == "Titel"
    assert SIGNER.choice(reply.payload) == choice


@given(text=st.text().filter(lambda text: not text.startswith(PREFIX)))
def test_what_visitors_write_is_no_choice(text: str) -> None:
    assert SIGNER.choice(text) is None


@pytest.mark.parametrize(
    "text", ["/emergency", '/inform{"city": "herne"}', "~ ungefähr zehn Jahre", "~\tetwa so viel hier oben"]
)
def test_rasas_own_form_and_ordinary_text_are_no_choice(text: str) -> None:
    if "\t" in text:
        text = text.replace("\t", " ")
    assert SIGNER.choice(text) is None


def test_another_key_makes_a_payload_stale() -> None:
    payload = ButtonSigner("the key of another process").sign(TOPIC).payload
    with pytest.raises(StalePayloadError):
        SIGNER.choice(payload)


def test_no_single_changed_character_is_accepted() -> None:
    payload = SIGNER.sign(TOPIC).payload
    for index in range(1, len(payload)):
        forged = payload[:index] + ("A" if payload[index] != "A" else "B") + payload[index + 1 :]
        try:
            accepted = SIGNER.choice(forged)
        except StalePayloadError:
            continue
        # the last base64 character of a signature has bits that do not count
        assert accepted == TOPIC.choice
        assert index == len(payload) - 1


@given(text=st.text(alphabet=st.characters(exclude_characters=" ")))
def test_nothing_that_looks_like_a_payload_is_believed(text: str) -> None:
    with pytest.raises(StalePayloadError):
        SIGNER.choice(PREFIX + text)


def test_payloads_do_not_show_in_which_conversation_they_were_made() -> None:
    assert SIGNER.sign(TOPIC).payload == SIGNER.sign(TOPIC).payload


@pytest.mark.parametrize(
    ("text", "formed"),
    [
        (ButtonSigner("other").sign(Suggestion("Herne", Choice("inform", {"city": "herne"}))).payload, True),
        ("~papa.haut-mich", False),
        ("~papa schlägt", None),
        ("~mein-vater-schlägt-mich-so.fest-dass-ich-nicht-mehr-kann", False),
    ],
)
def test_what_somebody_writes_does_not_look_like_a_button(text: str, formed: bool | None) -> None:
    if formed is None:
        assert ButtonSigner("key").choice(text) is None
        return
    with pytest.raises(StalePayloadError) as stale:
        ButtonSigner("key").choice(text)
    assert stale.value.formed is formed
