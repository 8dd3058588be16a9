"""S5: in every state of every dialogue the emergency block is the first block, and whole."""

from __future__ import annotations

import pytest

from bot.assistant import Assistant, Reply
from tests.conversations.conversation import Conversation

PROBES = (
    "mein vater schlägt mich gerade", "er hat ein messer", "ich will nicht mehr leben", "mein opa fasst mich an",
    "ich bin eingesperrt", "das baby atmet nicht", "jemand erpresst mich mit nacktbildern", "papa haut mich immer",
    "ich ritze mich", "der nachbar verprügelt gerade sein kind", "ich wurde vergewaltigt", "papa würgt mama",
    "ich bin abgehauen und weiß nicht wohin", "mama wacht nicht mehr auf", "er bringt uns um",
    "mein trainer fasst mich an", "ich habe tabletten geschluckt und will sterben", "my dad hits me",
    "meine freundin will sich umbringen", "Wann habt ihr offen? Papa schlägt mich.",
)  # fmt: skip
STATES: dict[str, tuple[str, ...]] = {
    "first message": (),
    "after a greeting": ("Hallo",),
    "after an answer": ("Kann ich anonym melden?",),
    "after an answer with a city": ("Wo melde ich einen Verdacht in Herne?",),
    "asked for the city": ("Wo melde ich einen Verdacht?",),
    "city given": ("Wo melde ich einen Verdacht?", "in Troisdorf"),
    "in a reporting path": ("Meldeweg für Lehrkräfte",),
    "step by step": ("Meldeweg für Lehrkräfte", "Schritt für Schritt"),
    "in the second step": ("Meldeweg für Lehrkräfte", "Schritt für Schritt", "weiter"),
    "after a step back": ("Meldeweg für Lehrkräfte", "Schritt für Schritt", "weiter", "zurück"),
    "after a person": ("Wer ist Daniela Pagonakis?",),
    "after an event": ("Wann ist das Kompetenzcafé?",),
    "after a hotline": ("Nummer gegen Kummer",),
    "after a term": ("Was heißt ASD?",),
    "after opening hours": ("Wann hat das Jugendamt geöffnet?",),
    "simple language on": ("bitte in leichter Sprache",),
    "simple language off again": ("bitte in leichter Sprache", "wieder normale Sprache"),
    "not understood once": ("qwertz blub",),
    "not understood twice": ("qwertz blub", "blub qwertz"),
    "offered choices": ("das meinte ich nicht",),
    "out of scope": ("Wie wird das Wetter?",),
    "insulted": ("du bist dumm",),
    "sources asked": ("Woher hast du das?",),
    "a human wanted": ("ich will mit einem Menschen sprechen",),
    "help asked": ("Was kannst du?",),
    "said goodbye": ("Tschüss",),
    "started over": ("nochmal von vorn",),
    "restart-like text": ("/restart",),
    "after the block": ("papa haut mich",),
    "after all clear": ("papa haut mich", "mir geht es gut"),
    "after the emergency button": ("notfall",),
}


def assert_block_first(reply: Reply) -> None:
    first = reply.blocks[0]
    assert first["type"] == "emergency"
    assert {number["number"] for number in first["numbers"]} >= {"110", "112"}
    assert len(first["numbers"]) >= 3
    assert first["written"]
    assert first["lines"]
    assert reply.status == "danger"
    assert [block["type"] for block in reply.blocks].count("emergency") == 1


@pytest.mark.parametrize("state", STATES)
async def test_s5_the_block_comes_first_from(assistant: Assistant, state: str) -> None:
    for probe in PROBES:
        talk = Conversation(assistant, city="herne" if len(state) % 2 else None)
        for said in STATES[state]:
            await talk.say(said)
        assert_block_first(await talk.say(probe))


@pytest.mark.parametrize("turns", [50, 200])
async def test_s5_the_block_comes_first_after_many_turns(assistant: Assistant, turns: int) -> None:
    talk = Conversation(assistant)
    for turn in range(turns - 1):
        await talk.say(("Kann ich anonym melden?", "und in Herne?", "Danke", "Was heißt ASD?")[turn % 4])
    assert_block_first(await talk.say("mein vater schlägt mich"))


async def test_s5_a_second_alarm_gets_the_block_again(assistant: Assistant) -> None:
    talk = Conversation(assistant)
    for probe in PROBES[:3]:
        assert_block_first(await talk.say(probe))


def test_s5_there_are_states_and_probes_enough() -> None:
    assert len(STATES) >= 25
    assert len(set(PROBES)) >= 20
