"""What every door gets from the assistant, with an engine that says what a test tells it to."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.assistant import Assistant, Reply, Request
from bot.emergency import EmergencyCard
from bot.engine.buttons import ButtonSigner
from bot.engine.port import Block, Choice, EngineError, Status, Suggestion, Understanding
from bot.metrics import Counters
from bot.safety import gate
from bot.safety.verdict import Level, Speaker, Verdict
from bot.switch import OffSwitch
from knowledge import cards
from knowledge.repository import KnowledgeRepository
from tests.conftest import SettableClock
from tests.engines import ANSWER, FakeEngine

UNKNOWN_NUMBER: Block = {"type": "text", "text": "Rufen Sie 0190 123456 an."}
SIGNER = ButtonSigner("x" * 32)
TIMEOUT = 0.05

ACUTE = "Mein Baby atmet nicht"
DISCLOSURE = "Papa schlägt mich"
SELF_HARM = "Ich will mich umbringen"
DANGERS = [(ACUTE, "acute"), (DISCLOSURE, "disclosure"), (SELF_HARM, "self_harm")]


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def counters() -> Counters:
    return Counters()


@pytest.fixture
def switch(tmp_path: Path) -> OffSwitch:
    return OffSwitch(tmp_path / "aus")


Make = Callable[..., Assistant]


@pytest.fixture
def make(
    engine: FakeEngine,
    facts: KnowledgeRepository,
    danger: gate.Gate,
    clock: SettableClock,
    counters: Counters,
    switch: OffSwitch,
) -> Make:
    """Makes an assistant; the time the engine has and the room for conversations can be given."""

    def made(timeout: float = TIMEOUT, conversations: int = 100) -> Assistant:
        return Assistant(
            engine, facts, danger, EmergencyCard(facts), SIGNER, counters, switch,
            unreleased=lambda _blocks, _titles: [], clock=clock, timeout=timeout, minutes=30,
            conversations=conversations,
        )  # fmt: skip

    return made


@pytest.fixture
def visited(make: Make) -> Assistant:
    return make()


@pytest.fixture
def patient(make: Make) -> Assistant:
    """One that waits long enough for a slow engine."""
    return make(timeout=5)


def types(reply: Reply) -> list[str]:
    return [block["type"] for block in reply.blocks]


def numbers(block: Block) -> list[str]:
    return [number["number"] for number in block["numbers"]]


def hotline(facts: KnowledgeRepository, clock: SettableClock, id: str) -> Block:
    line = facts.hotline(id)
    assert line is not None
    return cards.hotline(line, "NW", clock())


def break_down(engine: FakeEngine, how: str) -> None:
    if how == "raises":
        engine.error = EngineError("down")
    elif how == "hangs":
        engine.delay = 30
    elif how == "says nothing":
        engine.blocks = ()
    else:
        engine.blocks = ({"type": "text", "text": ""}, {"type": "text"})


BREAKDOWNS = ["raises", "hangs", "says nothing", "says empty texts"]


@pytest.mark.parametrize(
    ("text", "worrying"),
    [("Ich bin Lehrerin und ein Kind hat blaue Flecken", True), (DISCLOSURE, True), ("Guten Tag", False)],
)
async def test_the_engine_is_told_that_a_message_worries(
    patient: Assistant, engine: FakeEngine, text: str, worrying: bool
) -> None:
    await patient.reply(Request(text))
    assert [message.worrying for message in engine.asked] == [worrying]


@pytest.mark.parametrize(("text", "grown"), [("Mein Sohn geht nicht in die Schule", True), ("Guten Tag", False)])
async def test_the_engine_is_told_that_somebody_has_children(
    patient: Assistant, engine: FakeEngine, text: str, grown: bool
) -> None:
    await patient.reply(Request(text))
    assert [message.grown for message in engine.asked] == [grown]


@pytest.mark.parametrize(("before", "voice"), [("Mein Enkel hat blaue Flecken", "adult"), ("Guten Tag", "child")])
async def test_who_wrote_about_a_child_is_not_spoken_to_as_one(
    patient: Assistant, danger: gate.Gate, before: str, voice: str
) -> None:
    text = "er hat angst vor dem papa"
    assert danger.assess(text).speaker is Speaker.CHILD
    first = await patient.reply(Request(before))
    reply = await patient.reply(Request(text, conversation_id=first.conversation_id))
    assert reply.quick_replies[0].title == {"adult": "Es besteht keine Gefahr", "child": "Mir geht es gut"}[voice]
    await patient.forget(first.conversation_id)
    assert (await patient.reply(Request(text))).quick_replies[0].title == "Mir geht es gut"


@pytest.mark.parametrize(("asked_by", "title"), [("kind", "Mir geht es gut"), (None, "Es besteht keine Gefahr")])
@pytest.mark.parametrize("page", [None, "buerger"])
async def test_an_answer_for_children_stands_below_a_card_for_children(
    patient: Assistant, engine: FakeEngine, asked_by: str | None, title: str, page: str | None
) -> None:
    engine.asked_by = asked_by
    reply = await patient.reply(Request("die mutter schlägt es", audience=page))
    assert reply.status is Status.DANGER
    assert reply.quick_replies[0].title == ("Es besteht keine Gefahr" if page else title)


async def test_who_asked_as_a_child_stays_one_though_it_was_guessed_before(
    patient: Assistant, engine: FakeEngine, danger: gate.Gate
) -> None:
    text = "er hat angst vor dem papa"
    assert danger.assess(text).speaker is Speaker.CHILD
    engine.asked_by = "kind"
    first = await patient.reply(Request(text))
    engine.asked_by = None
    await patient.reply(Request("Guten Tag", first.conversation_id))
    assert [message.audience for message in engine.asked] == ["kind", "kind"]


async def test_who_was_answered_as_a_professional_is_not_spoken_to_as_a_child(
    patient: Assistant, engine: FakeEngine, danger: gate.Gate
) -> None:
    engine.asked_by = "fachkraft"
    first = await patient.reply(Request("Hebamme"))
    reply = await patient.reply(Request("er hat angst vor dem papa", first.conversation_id))
    assert reply.quick_replies[0].title == "Es besteht keine Gefahr"
    assert [message.audience for message in engine.asked] == [None, None]


async def test_the_engine_is_told_whether_the_page_says_who_writes(patient: Assistant, engine: FakeEngine) -> None:
    await patient.reply(Request("ich bin 12"))
    await patient.reply(Request("ich bin 12", audience="kind"))
    assert [message.audience for message in engine.asked] == ["kind", "kind"]
    assert [message.said_by for message in engine.asked] == ["words", "page"]


async def test_a_wiped_conversation_is_not_written_of_anew(make: Make, engine: FakeEngine) -> None:
    patient = make(timeout=5)
    engine.asked_by, engine.delay = "kind", 0.1
    first = await patient.reply(Request("Guten Tag"))
    slow = asyncio.ensure_future(patient.reply(Request("Guten Tag", first.conversation_id)))
    await asyncio.sleep(0.02)
    await patient.forget(first.conversation_id)
    await slow
    assert not patient._writers.is_child(first.conversation_id)


async def test_a_known_child_reads_du_where_a_button_is_stale(patient: Assistant) -> None:
    first = await patient.reply(Request("ich bin 12"))
    texts = [
        (await patient.reply(Request("~gefälscht", conversation_id))).blocks[0]["text"]
        for conversation_id in (first.conversation_id, None)
    ]
    assert ["schreib deine" in text for text in texts] == [True, False]


async def test_an_answer_passes_with_its_buttons_signed(visited: Assistant, engine: FakeEngine) -> None:
    engine.suggestions = (Suggestion("Herne", Choice("inform", {"city": "herne"})),)
    reply = await visited.reply(Request("Wer ist zuständig?", city="herne"))
    assert (reply.status, reply.blocks) == (Status.ANSWERED, (ANSWER,))
    assert (reply.understanding.intent, reply.understanding.danger) == ("ask_topic", "none")
    assert [SIGNER.choice(button.payload) for button in reply.quick_replies] == [
        Choice("inform", {"city": "herne"})
    ]


@pytest.mark.parametrize(("text", "level"), DANGERS[:2])
async def test_the_emergency_block_comes_first_and_the_answer_follows(
    visited: Assistant, text: str, level: str
) -> None:
    reply = await visited.reply(Request(text))
    assert types(reply) == ["emergency", "text"]
    assert reply.blocks[1] == ANSWER
    assert (reply.status, reply.understanding.danger) == (Status.DANGER, level)
    assert [SIGNER.choice(button.payload) for button in reply.quick_replies] == [Choice("all_clear")]


@pytest.mark.parametrize("how", BREAKDOWNS)
@pytest.mark.parametrize(("text", "level"), DANGERS)
async def test_the_emergency_block_does_not_need_the_engine(
    visited: Assistant, engine: FakeEngine, text: str, level: str, how: str
) -> None:
    break_down(engine, how)
    reply = await visited.reply(Request(text))
    assert types(reply) == ["emergency"]
    assert {"110", "112"} <= set(numbers(reply.blocks[0]))
    assert (reply.status, reply.understanding.danger) == (Status.DANGER, level)


@pytest.mark.parametrize("how", BREAKDOWNS)
async def test_without_the_engine_a_reply_says_so_and_names_numbers(
    visited: Assistant, engine: FakeEngine, counters: Counters, how: str
) -> None:
    break_down(engine, how)
    reply = await visited.reply(Request("Wer ist zuständig?", city="herne"))
    assert reply.status is Status.ERROR
    assert types(reply) == ["text", "emergency"]
    assert all(block["text"] for block in reply.blocks)
    assert reply.understanding == Understanding(city="herne")
    assert b"lotse_engine_failures_total 1.0" in counters.exposition()


@pytest.mark.parametrize(
    "text",
    ["", " ", "?", "/restart", "~", "~~~", "\x00", "Hallo", DISCLOSURE, "~ichwillmichumbringen", "a" * 20_000],
)
@pytest.mark.parametrize("how", [None, *BREAKDOWNS])
async def test_no_reply_is_ever_empty(visited: Assistant, engine: FakeEngine, text: str, how: str | None) -> None:
    if how:
        break_down(engine, how)
    reply = await visited.reply(Request(text))
    assert any(block.get("text") for block in reply.blocks)


async def test_a_block_without_a_text_of_its_own_is_an_answer(
    visited: Assistant, engine: FakeEngine, facts: KnowledgeRepository, clock: SettableClock
) -> None:
    engine.blocks = ({"type": "steps", "steps": []},)
    assert (await visited.reply(Request("Meldeweg"))).status is Status.ANSWERED


@pytest.mark.parametrize("status", [Status.FALLBACK, Status.CLARIFY, Status.SMALLTALK, Status.OUT_OF_SCOPE])
async def test_in_danger_nothing_follows_that_is_no_answer(
    visited: Assistant, engine: FakeEngine, status: Status
) -> None:
    engine.status = status
    engine.suggestions = (Suggestion("Herne", Choice("inform")),)
    reply = await visited.reply(Request(DISCLOSURE))
    assert types(reply) == ["emergency"]
    assert len(reply.quick_replies) == 1


async def test_in_danger_an_office_and_a_path_follow_even_where_the_question_is_not_clear(
    visited: Assistant, engine: FakeEngine
) -> None:
    engine.status = Status.CLARIFY
    engine.blocks = (ANSWER, {"type": "steps", "steps": []}, {"type": "contact", "kind": "jugendamt"})
    assert types(await visited.reply(Request(DISCLOSURE))) == ["emergency", "steps", "contact"]


async def test_in_danger_what_is_written_in_another_language_is_not_taken_for_a_question(
    visited: Assistant, engine: FakeEngine
) -> None:
    engine.blocks = (ANSWER, {"type": "contact", "kind": "jugendamt"})
    reply = await visited.reply(Request("babam beni dövüyor"))
    assert (reply.blocks[0]["language"], types(reply)) == ("tr", ["emergency", "contact"])
    assert "text" in types(await visited.reply(Request(DISCLOSURE)))


async def test_a_help_line_is_not_shown_twice(
    visited: Assistant, engine: FakeEngine, facts: KnowledgeRepository, clock: SettableClock
) -> None:
    engine.blocks = (ANSWER, hotline(facts, clock, "kinder-jugendtelefon"), hotline(facts, clock, "weisser-ring"))
    clock.put("2026-11-23 15:00")
    reply = await visited.reply(Request(DISCLOSURE))
    assert "116 111" in numbers(reply.blocks[0])
    assert [block.get("id") for block in reply.blocks[1:]] == [None, "weisser-ring"]


async def test_without_danger_no_help_line_is_taken_out(
    visited: Assistant, engine: FakeEngine, facts: KnowledgeRepository, clock: SettableClock
) -> None:
    engine.blocks = (hotline(facts, clock, "kinder-jugendtelefon"),)
    assert (await visited.reply(Request("Gibt es ein Sorgentelefon?"))).blocks == engine.blocks


async def test_a_help_line_that_only_writes_is_kept(
    visited: Assistant, engine: FakeEngine, facts: KnowledgeRepository, clock: SettableClock
) -> None:
    engine.blocks = (ANSWER, hotline(facts, clock, "juuuport"))
    reply = await visited.reply(Request(DISCLOSURE))
    assert [block.get("id") for block in reply.blocks[1:]] == [None, "juuuport"]


async def test_the_engine_may_ask_for_the_emergency_block(visited: Assistant, engine: FakeEngine) -> None:
    engine.blocks, engine.status, engine.wants_emergency = (), Status.DANGER, True
    reply = await visited.reply(Request("Notfall"))
    assert types(reply) == ["emergency"]
    assert (reply.status, reply.understanding.danger) == (Status.DANGER, "acute")


async def test_the_button_that_ends_the_alarm_ends_it(visited: Assistant, engine: FakeEngine) -> None:
    alarm = await visited.reply(Request(DISCLOSURE))
    button = alarm.quick_replies[0]
    reply = await visited.reply(Request(button.payload, alarm.conversation_id))
    assert engine.asked[1].choice == Choice("all_clear")
    assert (reply.status, reply.understanding.danger) == (Status.ANSWERED, "none")


@pytest.mark.parametrize("intent", ["affirm", "deny", "chitchat", "stop", "nlu_fallback"])
async def test_what_says_nothing_right_after_an_alarm_is_said_to_the_card(
    visited: Assistant, engine: FakeEngine, intent: str
) -> None:
    alarm = await visited.reply(Request(DISCLOSURE))
    engine.status, engine.intent = Status.SMALLTALK, intent
    last = Status.ANSWERED if intent == "stop" else Status.CLARIFY
    for engine.status in (Status.SMALLTALK, Status.FALLBACK, last):
        reply = await visited.reply(Request("ja", alarm.conversation_id))
        assert types(reply) == ["emergency"]
        assert (reply.status, reply.understanding.danger) == (Status.DANGER, "disclosure")
        assert reply.blocks[0]["text"] == alarm.blocks[0]["text"]
    assert types(await visited.reply(Request("ja"))) == ["text"], "another conversation"


@pytest.mark.parametrize("intent", ["human_handoff", "help"])
async def test_who_asks_what_to_do_right_after_an_alarm_gets_the_card_again_and_the_answer(
    visited: Assistant, engine: FakeEngine, intent: str
) -> None:
    alarm = await visited.reply(Request(ACUTE))
    engine.intent = intent
    for _ in range(2):
        reply = await visited.reply(Request("was soll ich tun?", alarm.conversation_id))
        assert types(reply) == ["emergency", "text"]
        assert (reply.status, reply.understanding.danger) == (Status.DANGER, "acute")
    assert types(await visited.reply(Request("was soll ich tun?"))) == ["text"], "another conversation"


@pytest.mark.parametrize(("confidence", "over"), [(0.42, False), (0.6, True)])
async def test_what_only_sounds_a_little_like_an_all_clear_is_none(
    visited: Assistant, engine: FakeEngine, confidence: float, over: bool
) -> None:
    alarm = await visited.reply(Request(SELF_HARM))
    engine.intent, engine.confidence = "all_clear", confidence
    reply = await visited.reply(Request("nein mir hilft keiner", alarm.conversation_id))
    assert types(reply) == (["text"] if over else ["emergency"])


async def test_thanks_and_answers_after_an_alarm_are_no_alarm(visited: Assistant, engine: FakeEngine) -> None:
    alarm = await visited.reply(Request(DISCLOSURE))
    engine.status, engine.intent = Status.SMALLTALK, "thank"
    assert types(await visited.reply(Request("danke", alarm.conversation_id))) == ["text"]
    engine.status, engine.intent = Status.ANSWERED, "ask_topic"
    assert types(await visited.reply(Request("Was ist ein ASD?", alarm.conversation_id))) == ["notice", "text"]
    engine.status, engine.intent = Status.SMALLTALK, "affirm"
    assert types(await visited.reply(Request("ja", alarm.conversation_id))) == ["text"], "something was answered"


@pytest.mark.parametrize(
    ("alarm", "text", "again"),
    [
        (SELF_HARM, "vielleicht haben die recht", True),
        (SELF_HARM, "Wer hilft mir da", False),
        (SELF_HARM, "geht das auch nachts?", False),
        (DISCLOSURE, "vielleicht haben die recht", False),
        ("Meine Schülerin will sich umbringen.", "vielleicht haben die recht", False),
    ],
)
async def test_what_is_told_after_a_death_wish_brings_the_card_again(
    visited: Assistant, alarm: str, text: str, again: bool
) -> None:
    first = await visited.reply(Request(alarm))
    reply = await visited.reply(Request(text, first.conversation_id))
    assert (reply.status is Status.DANGER) is again


async def test_a_child_stays_one_when_it_taps_a_button(visited: Assistant, engine: FakeEngine) -> None:
    engine.suggestions = (Suggestion("Herne", Choice("inform", {"city": "herne"})),)
    first = await visited.reply(Request("ich bin 12"))
    await visited.reply(Request(first.quick_replies[0].payload, first.conversation_id))
    assert [message.audience for message in engine.asked] == ["kind", "kind"]


async def test_an_alarm_that_was_called_off_or_forgotten_is_over(visited: Assistant, engine: FakeEngine) -> None:
    for end in ("button", "forget"):
        engine.status, engine.intent = Status.ANSWERED, "all_clear"
        alarm = await visited.reply(Request(DISCLOSURE))
        assert types(alarm) == ["emergency"], "no 'good that you say so' below a card"
        if end == "forget":
            await visited.forget(alarm.conversation_id)
        else:
            await visited.reply(Request(alarm.quick_replies[0].payload, alarm.conversation_id))
        engine.status, engine.intent = Status.SMALLTALK, "affirm"
        assert types(await visited.reply(Request("ja", alarm.conversation_id))) == ["text"]


async def test_an_alarm_the_engine_raised_is_remembered_too(visited: Assistant, engine: FakeEngine) -> None:
    engine.blocks, engine.status, engine.wants_emergency = (), Status.DANGER, True
    alarm = await visited.reply(Request("Notfall"))
    engine.blocks, engine.wants_emergency = (ANSWER,), False
    engine.status, engine.intent = Status.SMALLTALK, "affirm"
    reply = await visited.reply(Request("ja", alarm.conversation_id))
    assert (types(reply), reply.understanding.danger) == (["emergency"], "acute")


async def test_who_tells_of_himself_gets_no_text_for_helpers(visited: Assistant) -> None:
    assert types(await visited.reply(Request(SELF_HARM))) == ["emergency"]
    assert types(await visited.reply(Request(f"{SELF_HARM}. Wer hilft mir?"))) == ["emergency", "text"]
    assert types(await visited.reply(Request("Meine Schülerin will sich umbringen."))) == ["emergency", "text"]


async def test_a_worry_is_noted_without_an_alarm(visited: Assistant) -> None:
    reply = await visited.reply(Request("Ich wurde als Kind geschlagen, ist es zu spät?"))
    assert (reply.status, reply.understanding.danger) == (Status.ANSWERED, "concern")
    assert types(reply) == ["text"]


async def test_the_gate_reads_what_only_looks_like_a_button(visited: Assistant, engine: FakeEngine) -> None:
    reply = await visited.reply(Request("~ichwillmichumbringen"))
    assert types(reply)[0] == "emergency"
    assert numbers(reply.blocks[0])[0] == "112"
    assert (reply.status, reply.understanding.danger) == (Status.DANGER, "self_harm")
    assert engine.asked[0].choice is None


@pytest.mark.parametrize(
    "payload", ["~", "~gefälscht", '~["emergency",{}].abc', '~["all_clear",{}]', "~a.b.c", "~" + "x" * 5000]
)
async def test_a_forged_button_is_stale(visited: Assistant, engine: FakeEngine, payload: str) -> None:
    reply = await visited.reply(Request(payload, city="herne"))
    assert reply.status is Status.STALE
    assert [bool(block["text"]) for block in reply.blocks] == [True]
    assert reply.understanding.city == "herne"
    assert (reply.quick_replies, engine.asked) == ((), [])


async def test_a_button_of_another_key_or_with_a_change_is_stale(visited: Assistant, engine: FakeEngine) -> None:
    ours = SIGNER.sign(Suggestion("Herne", Choice("inform", {"city": "herne"}))).payload
    theirs = ButtonSigner("y" * 32).sign(Suggestion("Herne", Choice("inform", {"city": "herne"}))).payload
    for payload in (theirs, ours[:-1], ours + "a", ours.replace("~", "~A", 1), ours.swapcase()):
        assert (await visited.reply(Request(payload))).status is Status.STALE, payload
    assert engine.asked == []
    await visited.reply(Request(ours))
    assert engine.asked[0].choice == Choice("inform", {"city": "herne"})


async def test_a_child_that_the_gate_recognises_is_a_child_to_the_engine(
    visited: Assistant, engine: FakeEngine
) -> None:
    reply = await visited.reply(Request(DISCLOSURE, audience="eltern"))
    assert engine.asked[0].audience == "kind"
    assert "Du bist nicht schuld" in reply.blocks[0]["text"]
    assert reply.quick_replies[0].title == "Mir geht es gut"


async def test_an_adult_stays_what_the_page_says(visited: Assistant, engine: FakeEngine) -> None:
    await visited.reply(Request("Wer ist zuständig?", audience="eltern"))
    reply = await visited.reply(Request(ACUTE))
    assert [message.audience for message in engine.asked] == ["eltern", None]
    assert reply.quick_replies[0].title == "Es besteht keine Gefahr"


async def test_what_the_page_says_reaches_the_engine(visited: Assistant, engine: FakeEngine) -> None:
    await visited.reply(Request("Hallo", city="herne", audience="kind", register="leicht"))
    message = engine.asked[0]
    assert (message.text, message.city, message.audience, message.register) == ("Hallo", "herne", "kind", "leicht")


async def test_the_failure_speaks_to_a_child_as_to_a_child(visited: Assistant, engine: FakeEngine) -> None:
    engine.error = EngineError("down")
    reply = await visited.reply(Request("Wer hilft mir?", audience="kind"))
    assert "für dich da" in reply.blocks[0]["text"]
    assert "Ruf 110 an" in reply.blocks[1]["text"]


async def test_a_stale_button_speaks_to_a_child_as_to_a_child(visited: Assistant) -> None:
    reply = await visited.reply(Request("~gefälscht", audience="kind"))
    assert "Sie" not in reply.blocks[0]["text"].split()


@pytest.mark.parametrize("given", [None, "", "made-up", "x" * 43])
async def test_a_conversation_that_was_never_given_gets_a_new_id(
    visited: Assistant, engine: FakeEngine, given: str | None
) -> None:
    first, second = [await visited.reply(Request("Hallo", given)) for _ in range(2)]
    assert len({given, first.conversation_id, second.conversation_id}) == 3
    assert len(first.conversation_id) >= 43
    assert [message.conversation_id for message in engine.asked] == [
        first.conversation_id, second.conversation_id
    ]  # fmt: skip
    assert visited.is_known(first.conversation_id)
    assert not visited.is_known("made-up")


async def test_a_conversation_goes_on_under_its_id(visited: Assistant) -> None:
    first = await visited.reply(Request("Hallo"))
    second = await visited.reply(Request("Danke", first.conversation_id))
    assert second.conversation_id == first.conversation_id
    assert second.message_id != first.message_id


async def test_the_same_message_twice_is_one_turn(
    visited: Assistant, engine: FakeEngine, counters: Counters
) -> None:
    first = await visited.reply(Request("Hallo", client_message_id="a1"))
    assert await visited.reply(Request("Hallo", client_message_id="a1")) is first
    assert await visited.reply(Request("Hallo", first.conversation_id, client_message_id="a1")) is first
    assert len(engine.asked) == 1
    assert b'lotse_messages_total{status="answered"} 1.0' in counters.exposition()
    other = await visited.reply(Request("Hallo", first.conversation_id, client_message_id="a2"))
    assert other.message_id != first.message_id


async def test_the_same_message_twice_at_once_is_one_turn(patient: Assistant, engine: FakeEngine) -> None:
    engine.delay = 0.02
    request = Request("Hallo", client_message_id="a1")
    replies = await asyncio.gather(*(patient.reply(request) for _ in range(5)))
    assert len({id(reply) for reply in replies}) == 1
    assert len(engine.asked) == 1


async def test_the_same_number_in_two_conversations_is_two_turns(patient: Assistant, engine: FakeEngine) -> None:
    known = [(await patient.reply(Request("Hallo"))).conversation_id for _ in range(2)]
    engine.delay = 0.02
    replies = await asyncio.gather(*(patient.reply(Request("Ja", id, client_message_id="1")) for id in known))
    assert [reply.conversation_id for reply in replies] == known
    assert len(engine.asked) == 4


async def test_without_a_number_the_same_text_is_a_turn_each_time(visited: Assistant, engine: FakeEngine) -> None:
    await asyncio.gather(*(visited.reply(Request("Hallo")) for _ in range(3)))
    assert len(engine.asked) == 3


async def test_a_retry_after_a_broken_connection_gets_the_reply(patient: Assistant, engine: FakeEngine) -> None:
    engine.delay = 0.02
    request = Request("Hallo", client_message_id="a1")
    broken = asyncio.ensure_future(patient.reply(request))
    await asyncio.sleep(0.005)
    broken.cancel()
    await asyncio.wait([broken])
    retry = asyncio.ensure_future(patient.reply(request))
    await asyncio.wait([retry])
    assert not retry.cancelled()
    assert retry.result().blocks == (ANSWER,)


async def test_a_full_house_still_answers(make: Make, engine: FakeEngine) -> None:
    crowded = make(timeout=5, conversations=1)
    engine.delay = 0.02
    replies = await asyncio.gather(*(crowded.reply(Request("Hallo", client_message_id=id)) for id in "abc"))
    assert [reply.blocks for reply in replies] == [(ANSWER,)] * 3


async def test_forgetting_while_an_answer_is_made_does_not_break_it(
    patient: Assistant, engine: FakeEngine
) -> None:
    known = (await patient.reply(Request("Hallo"))).conversation_id
    engine.delay = 0.02
    pending = asyncio.ensure_future(patient.reply(Request("Ja", known, client_message_id="1")))
    await asyncio.sleep(0.005)
    await patient.forget(known)
    reply = await pending
    assert reply.blocks == (ANSWER,)
    again = await patient.reply(Request("Ja", known, client_message_id="1"))
    assert again.conversation_id != known
    assert again.message_id != reply.message_id


async def test_forgetting_after_the_first_reply_leaves_nothing_to_retry(
    patient: Assistant, engine: FakeEngine
) -> None:
    first = await patient.reply(Request("Hallo", client_message_id="1"))
    engine.delay = 0.02
    pending = asyncio.ensure_future(patient.reply(Request("Ja", first.conversation_id, client_message_id="2")))
    await asyncio.sleep(0.005)
    await patient.forget(first.conversation_id)
    await pending
    assert (await patient.reply(Request("Hallo", client_message_id="1"))).message_id != first.message_id


async def test_a_turn_that_broke_is_not_remembered(
    patient: Assistant, counters: Counters, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_status: Status, _danger: str) -> None:
        raise RuntimeError

    request = Request("Hallo", client_message_id="1")
    with monkeypatch.context() as patch:
        patch.setattr(counters, "message", broken)
        with pytest.raises(RuntimeError):
            await patient.reply(request)
    assert (await patient.reply(request)).blocks == (ANSWER,)


@pytest.mark.parametrize(("level", "first"), [(Level.CONCERN, "notice"), (Level.ACUTE, "emergency")])
async def test_an_offence_in_acute_danger_has_the_card_before_the_refusal(
    patient: Assistant, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch, level: Level, first: str
) -> None:
    verdict = Verdict(level, "offence", None, "classifier", Speaker.SELF)
    monkeypatch.setattr(patient._gate, "assess", lambda _text: verdict)
    reply = await patient.reply(Request("Ich treffe sie heute"))
    assert reply.blocks[0]["type"] == first
    assert "notice" in {block["type"] for block in reply.blocks}
    assert reply.understanding.danger == str(level)
    assert engine.asked == []


async def test_a_reply_says_whether_the_engine_failed(patient: Assistant, engine: FakeEngine) -> None:
    assert (await patient.reply(Request("Hallo"))).engine_failed is False
    engine.error = EngineError("down")
    for text in ("Hallo", DISCLOSURE):
        assert (await patient.reply(Request(text))).engine_failed is True
    assert (await patient.reply(Request("~0.alt.x"))).engine_failed is None


async def test_a_forgotten_conversation_is_unknown_everywhere(visited: Assistant, engine: FakeEngine) -> None:
    known = (await visited.reply(Request("Hallo"))).conversation_id
    first = await visited.reply(Request("Ja", known, client_message_id="1"))
    await visited.forget(known)
    assert engine.forgotten == [known]
    assert not visited.is_known(known)
    again = await visited.reply(Request("Ja", known, client_message_id="1"))
    assert again.conversation_id != known
    assert again.message_id != first.message_id


async def test_forgetting_what_never_was_does_nothing(visited: Assistant, engine: FakeEngine) -> None:
    other = (await visited.reply(Request("Hallo"))).conversation_id
    await visited.forget("made-up")
    assert visited.is_known(other)


async def test_the_first_reply_of_a_forgotten_conversation_is_forgotten_too(visited: Assistant) -> None:
    first = await visited.reply(Request("Hallo", client_message_id="1"))
    await visited.forget(first.conversation_id)
    again = await visited.reply(Request("Hallo", client_message_id="1"))
    assert again.conversation_id != first.conversation_id


@pytest.mark.parametrize(
    "block",
    [
        UNKNOWN_NUMBER,
        {"type": "text", "text": "Schreiben Sie an max@boese.example."},
        {"type": "text", "text": "Mehr auf https://boese.example/x"},
        {"type": "steps", "steps": [{"title": "Anrufen", "text": "0190 123456"}]},
    ],
)
async def test_what_nobody_confirmed_is_withheld_and_counted(
    visited: Assistant, engine: FakeEngine, counters: Counters, block: dict[str, Any]
) -> None:
    engine.blocks = (ANSWER, block)
    reply = await visited.reply(Request("Wer ist zuständig?"))
    assert types(reply) == ["emergency"]
    assert {"110", "112"} <= set(numbers(reply.blocks[0]))
    assert b"lotse_ungrounded_replies_total 1.0" in counters.exposition()


async def test_an_answer_that_may_be_quoted_is_not_counted(visited: Assistant, counters: Counters) -> None:
    await visited.reply(Request(DISCLOSURE))
    assert b"lotse_ungrounded_replies_total 0.0" in counters.exposition()


async def test_a_withheld_reply_keeps_the_ambulance_first(visited: Assistant, engine: FakeEngine) -> None:
    engine.blocks = (UNKNOWN_NUMBER,)
    reply = await visited.reply(Request(SELF_HARM))
    assert types(reply) == ["emergency"]
    assert numbers(reply.blocks[0])[0] == "112"


async def test_the_block_shows_what_is_open_at_the_moment(visited: Assistant, clock: SettableClock) -> None:
    shown: dict[str, dt.datetime] = {}
    for moment in ("2026-11-23 15:00", "2026-11-22 03:00"):
        clock.put(moment)
        reply = await visited.reply(Request(DISCLOSURE))
        shown[numbers(reply.blocks[0])[2]] = clock()
    assert list(shown) == ["116 111", "0800 111 0 111"]
