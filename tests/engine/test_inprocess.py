"""The Rasa engine inside the process."""

from __future__ import annotations

import logging
import secrets
import tarfile
from pathlib import Path
from typing import Any

import pytest
from rasa.shared.core.events import ActionReverted, AllSlotsReset, Restarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.engine.action_endpoint import InProcessActions
from bot.engine.inprocess import RasaEngine
from bot.engine.port import Choice, EngineError, Message, Status
from bot.training import model
from bot.wiring import Parts

RARE_WORDS = "Zwiebelfisch Quastenflosser"


def conversation() -> str:
    """An id that no other test uses."""
    return secrets.token_hex(8)


async def tracker_of(engine: RasaEngine, sender: str) -> DialogueStateTracker:
    """What the engine remembers of a conversation."""
    found = await engine._store.retrieve(sender)
    assert found is not None
    return found


async def test_a_question_is_answered_with_blocks_and_topic(engine: RasaEngine) -> None:
    reply = await engine.reply(Message(conversation(), "Kann ich anonym melden?", city="herne"))
    assert reply.status is Status.ANSWERED
    assert (reply.understanding.intent, reply.understanding.topic) == ("ask_topic", "anonym")
    assert reply.understanding.city == "herne"
    assert reply.blocks[0]["type"] == "text"
    assert reply.blocks[0]["sources"]


@pytest.mark.parametrize("text", ["Kannst du einen Witz erzählen?", "Wo finde ich das Standesamt?"])
async def test_who_worries_is_neither_chatted_with_nor_sent_to_the_town_hall(
    engine: RasaEngine, text: str
) -> None:
    aside = await engine.reply(Message(conversation(), text))
    worried = await engine.reply(Message(conversation(), text, worrying=True))
    assert aside.status in (Status.SMALLTALK, Status.OUT_OF_SCOPE)
    assert worried.status in (Status.CLARIFY, Status.FALLBACK)
    assert worried.blocks


async def test_who_is_named_is_asked_for_whatever_is_said_of_her(engine: RasaEngine) -> None:
    text = "Jasmin Stüting und ich haben gestern Eis gegessen"
    reply = await engine.reply(Message(conversation(), text, city="herne"))
    aside = await engine.reply(Message(conversation(), text.replace("Jasmin Stüting", "Opa"), city="herne"))
    assert reply.status is Status.ANSWERED
    assert "Jasmin Stüting" in str(reply.blocks)
    assert aside.status is Status.SMALLTALK


async def test_a_choice_is_what_it_says_and_not_what_is_written(engine: RasaEngine) -> None:
    message = Message(conversation(), "Hallo", choice=Choice("ask_topic", {"topic": "anonym"}))
    reply = await engine.reply(message)
    assert (reply.understanding.topic, reply.understanding.confidence) == ("anonym", 1.0)


@pytest.mark.parametrize(
    "text",
    [
        "/restart", "／restart", "⁄restart", "  /restart", "//restart", "/／/restart", "/session_start", "/back",
        "/inform{}", "/emergency", "/stop", '/inform{"register": "leicht", "audience": "kind", "misses": "7"}',
        '/ask_topic{"topic": "anonym"}', "/SlotSet", "EXTERNAL: x",
    ],
)  # fmt: skip
async def test_a_slash_makes_no_command(engine: RasaEngine, text: str) -> None:
    """What looks like Rasa's own messages is read as words, with the same result as without the slash."""
    sender = conversation()
    await engine.reply(Message(sender, "Hallo", city="herne"))
    before = await tracker_of(engine, sender)
    reply = await engine.reply(Message(sender, text, city="herne"))
    after = await tracker_of(engine, sender)

    assert reply.understanding.alternatives, "words have a ranking of topics, a command has none"
    bare = conversation()
    await engine.reply(Message(bare, "Hallo", city="herne"))
    plain = await engine.reply(Message(bare, text.strip().lstrip("/／⁄ "), city="herne"))
    without = await tracker_of(engine, bare)
    assert reply.understanding.intent == plain.understanding.intent
    assert after.latest_message is not None
    assert {entity.get("extractor") for entity in after.latest_message.entities} <= {"GazetteerEntityExtractor"}
    forbidden = (Restarted, ActionReverted)
    assert not [event for event in after.events if isinstance(event, forbidden)]
    assert next(event.text for event in after.events if isinstance(event, UserUttered)) == "Hallo"
    assert after.get_slot("city") == "herne"
    for name in ("audience", "register", "requested_register"):  # "leicht" is a word that asks for simple language
        assert after.get_slot(name) == without.get_slot(name)
    assert after.get_slot("audience") == before.get_slot("audience")
    assert after.get_slot("misses") in (0, 1)


async def test_a_message_of_slashes_only_is_no_error(engine: RasaEngine) -> None:
    reply = await engine.reply(Message(conversation(), "///"))
    assert reply.blocks


async def test_conversations_do_not_know_each_other(engine: RasaEngine) -> None:
    first, second = conversation(), conversation()
    await engine.reply(Message(first, "Ich wohne in Herne"))
    await engine.reply(Message(second, "Hallo"))
    assert (await tracker_of(engine, first)).get_slot("city") == "herne"
    assert (await tracker_of(engine, second)).get_slot("city") is None


async def test_a_forgotten_conversation_starts_anew(engine: RasaEngine) -> None:
    sender = conversation()
    await engine.reply(Message(sender, "Ich wohne in Herne"))
    await engine.forget(sender)
    assert await engine._store.retrieve(sender) is None
    await engine.reply(Message(sender, "Hallo"))
    assert (await tracker_of(engine, sender)).get_slot("city") is None


async def test_starting_over_keeps_the_city_of_the_page(engine: RasaEngine) -> None:
    sender = conversation()
    await engine.reply(Message(sender, "Ich bin Lehrerin", city="herne"))
    await engine.reply(Message(sender, "", choice=Choice("start_over"), city="herne"))
    tracker = await tracker_of(engine, sender)
    assert any(isinstance(event, AllSlotsReset | SlotSet) for event in tracker.events)
    assert (tracker.get_slot("role"), tracker.get_slot("city")) == (None, "herne")


def unusable(path: Path, kind: str) -> Path:
    """A file that is no model."""
    archive = path / "lotse.tar.gz"
    if kind == "garbage":
        archive.write_bytes(b"not a model" * 100)
    if kind == "empty":
        archive.touch()
    if kind == "strange":
        with tarfile.open(archive, "w:gz") as tar:
            tar.add(Path(__file__), "somewhere/else.txt")
    return archive


@pytest.mark.parametrize("kind", ["garbage", "empty", "strange", "missing"])
def test_what_is_no_model_is_refused(tmp_path: Path, kind: str) -> None:
    with pytest.raises(EngineError, match="lotse"):
        RasaEngine.load(unusable(tmp_path, kind), InProcessActions([]), minutes=1, conversations=1)


def test_half_a_model_is_refused(tmp_path: Path, parts: Parts) -> None:
    whole = model.current(parts.settings).archive.read_bytes()
    archive = tmp_path / "lotse.tar.gz"
    archive.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(EngineError, match="lotse"):
        RasaEngine.load(archive, InProcessActions([]), minutes=1, conversations=1)


async def test_an_error_does_not_say_what_the_visitor_wrote(
    engine: RasaEngine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail(_message: Any) -> Any:
        raise ValueError(f"cannot parse {RARE_WORDS}")

    monkeypatch.setattr(engine._processor, "parse_message", fail)
    with caplog.at_level(logging.DEBUG), pytest.raises(EngineError) as raised:
        await engine.reply(Message(conversation(), RARE_WORDS))
    assert str(raised.value) == "ValueError"
    assert raised.value.__suppress_context__
    assert RARE_WORDS not in caplog.text


class FailingActions(EndpointConfig):
    """An action endpoint that repeats in its error what it was told."""

    async def request(self, *_args: Any, **kwargs: Any) -> Any:
        raise RuntimeError(str(kwargs["json"]["tracker"]["latest_message"]["text"]))


async def test_no_log_says_what_the_visitor_wrote(
    parts: Parts, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    archive = model.current(parts.settings).archive
    broken = RasaEngine.load(archive, FailingActions(), minutes=1, conversations=10)
    with caplog.at_level(logging.DEBUG):
        said = ""
        try:
            said = str(await broken.reply(Message(conversation(), RARE_WORDS)))
        except EngineError as error:
            said = str(error)
    shown = capfd.readouterr()
    for word in RARE_WORDS.split():
        assert word not in said + caplog.text + shown.out + shown.err


async def test_a_whole_conversation_leaves_no_trace_in_the_logs(
    engine: RasaEngine, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    sender = conversation()
    with caplog.at_level(logging.DEBUG):
        for text in (RARE_WORDS, f"Kann ich {RARE_WORDS} anonym melden?", f"/{RARE_WORDS}"):
            await engine.reply(Message(sender, text))
    shown = capfd.readouterr()
    for word in RARE_WORDS.split():
        assert word not in caplog.text + shown.out + shown.err
