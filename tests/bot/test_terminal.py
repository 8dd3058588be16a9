"""The conversation in the terminal, with an assistant that only remembers what it was asked."""

from __future__ import annotations

import asyncio
import io
import signal
from collections.abc import Iterator
from typing import cast

import pytest
from rich.console import Console

from bot import terminal
from bot.assistant import Assistant, Reply, Request
from bot.engine.port import Block, QuickReply, Status, Understanding
from knowledge.schema import City, Town

CITIES = (
    City(id="herne", name="Herne", short_name="Herne", kind="stadt", state="NW", own_youth_office=True,
         names=("Wanne-Eickel",)),
    City(id="rheinisch-bergischer-kreis", name="Rheinisch-Bergischer Kreis", short_name="Rhein-Berg", kind="kreis",
         state="NW", own_youth_office=True, towns=(Town(name="Kürten", postcodes=("51515",)),)),
)  # fmt: skip
ANSWER: Block = {"type": "text", "text": "Beim Jugendamt.", "sources": [
    {"title": "Stadtblatt", "url": "https://example.org/a", "as_of": "2024-08-28"}]}  # fmt: skip
DANGER: Block = {"type": "emergency", "title": "Sofort Hilfe", "lines": ["Rufen Sie 110."],
                 "numbers": [{"number": "110", "name": "Polizei", "open_now": True}]}  # fmt: skip


class FakeAssistant:
    """Answers everything with the same blocks."""

    def __init__(self, *blocks: Block, quick_replies: tuple[QuickReply, ...] = ()) -> None:
        self.blocks = blocks or (ANSWER,)
        self.quick_replies = quick_replies
        self.asked: list[Request] = []
        self.forgotten: list[str] = []

    async def reply(self, request: Request) -> Reply:
        self.asked.append(request)
        return Reply("conversation", "message", Status.ANSWERED, self.blocks, Understanding(), self.quick_replies)

    async def forget(self, conversation_id: str) -> None:
        self.forgotten.append(conversation_id)


async def talk(
    assistant: FakeAssistant, *lines: str, tty: bool = False, audience: str | None = None,
    end: type[BaseException] = EOFError,
) -> str:  # fmt: skip
    """What the console shows when somebody types ``lines`` and then ``end`` happens."""
    shown = io.StringIO()
    console = Console(file=shown, force_terminal=tty, width=80, color_system=None)
    typed: Iterator[str] = iter(lines)

    def read(_prompt: str) -> str:
        for line in typed:
            return line
        raise end

    await terminal.chat(
        cast(Assistant, assistant), console, city=None, audience=audience, register="standard", read=read,
        cities=CITIES,
    )  # fmt: skip
    return shown.getvalue()


async def test_it_first_says_what_it_is_and_what_it_is_not() -> None:
    for tty in (True, False):
        shown = await talk(FakeAssistant(), tty=tty)
        assert "Computer-Programm" in shown
        assert "kein Notruf" in shown
        assert "liest kein Mensch mit" in shown


async def test_a_child_is_addressed_as_a_child_should_be() -> None:
    shown = await talk(FakeAssistant(), audience="kind")
    assert "Schreib deine Frage" in shown
    assert "Sie" not in shown.split()


async def test_one_line_is_one_question_in_one_conversation_that_is_wiped_at_the_end() -> None:
    assistant = FakeAssistant()
    shown = await talk(assistant, "Wo melde ich das?", "", "   ", "Und nachts?")
    assert [(request.text, request.conversation_id) for request in assistant.asked] == [
        ("Wo melde ich das?", None),
        ("Und nachts?", "conversation"),
    ]
    assert assistant.forgotten == ["conversation"]
    assert shown.count("Quelle: Stadtblatt, https://example.org/a (Stand: 28. August 2024)") == 2


@pytest.mark.parametrize("end", [EOFError, KeyboardInterrupt])
async def test_ctrl_c_and_ctrl_d_end_it_kindly(end: type[BaseException]) -> None:
    assistant = FakeAssistant()
    assert (await talk(assistant, "Hallo", end=end)).endswith("Auf Wiedersehen. Dieses Gespräch ist gelöscht.\n")
    assert assistant.forgotten == ["conversation"]


async def test_the_end_command_ends_it_and_nothing_after_it_is_sent() -> None:
    assistant = FakeAssistant()
    await talk(assistant, "Hallo", ":ende", "Noch etwas")
    assert [request.text for request in assistant.asked] == ["Hallo"]


async def test_a_cancelled_conversation_is_wiped_too() -> None:
    class Cancelled(FakeAssistant):
        async def reply(self, request: Request) -> Reply:
            if self.asked:
                raise asyncio.CancelledError
            return await super().reply(request)

    assistant = Cancelled()
    with pytest.raises(asyncio.CancelledError):
        await talk(assistant, "Hallo", "Noch etwas")
    assert assistant.forgotten == ["conversation"]


@pytest.mark.parametrize("name", ["herne", "HERNE", "Wanne Eickel"])
async def test_the_city_command_takes_any_name_of_a_city(name: str) -> None:
    assistant = FakeAssistant()
    assert "Stadt: Herne" in await talk(assistant, f":stadt {name}", "Wer hilft?")
    assert assistant.asked[0].city == "herne"


@pytest.mark.parametrize("name", ["Kürten", "kuerten", "51515"])
async def test_a_town_without_a_youth_office_leads_to_its_county(name: str) -> None:
    assistant = FakeAssistant()
    await talk(assistant, f":stadt {name}", "Wer hilft?")
    assert assistant.asked[0].city == "rheinisch-bergischer-kreis"


@pytest.mark.parametrize("line", [":stadt Atlantis", ":stadt", ":stadt ?!"])
async def test_an_unknown_city_changes_nothing_and_names_the_known_ones(line: str) -> None:
    assistant = FakeAssistant()
    shown = await talk(assistant, ":stadt herne", line, "Wer hilft?")
    assert "Bekannt sind: Herne, Rhein-Berg." in shown
    assert assistant.asked[0].city == "herne"


async def test_easy_language_is_switched_on_and_off() -> None:
    assistant = FakeAssistant()
    await talk(assistant, ":leicht", "eins", ":leicht", "zwei")
    assert [request.register for request in assistant.asked] == ["leicht", "standard"]


async def test_help_names_every_command() -> None:
    shown = await talk(FakeAssistant(), ":hilfe")
    for command in (":stadt", ":leicht", ":hilfe", ":ende"):
        assert command in shown


@pytest.mark.parametrize(
    "line", [":(", ":hilfe er schlägt mich", ":ende mit mir", ":vergewaltigt", "/ende", ": ende"]
)
async def test_what_only_looks_like_a_command_is_a_message_that_the_gate_sees(line: str) -> None:
    assistant = FakeAssistant()
    await talk(assistant, line)
    assert [request.text for request in assistant.asked] == [line]


async def test_a_number_chooses_the_quick_reply_and_other_numbers_are_messages() -> None:
    assistant = FakeAssistant(quick_replies=(QuickReply("Herne", "opaque-1"), QuickReply("Potsdam", "opaque-2")))
    shown = await talk(assistant, "1", "2", "3", "0", "110", "²")
    assert [request.text for request in assistant.asked] == ["1", "opaque-2", "3", "0", "110", "²"]
    assert "[2] Potsdam" in shown
    assert "Gewählt: Potsdam" in shown
    assert "opaque" not in shown


@pytest.mark.parametrize("tty", [True, False])
async def test_square_brackets_are_shown_as_they_are_and_sent_as_they_are(tty: bool) -> None:
    line = "Mein [bold]Freund[/bold] [/red] schlägt"
    assistant = FakeAssistant({"type": "text", "text": line}, {"type": "notice", "text": line})
    assert (await talk(assistant, line, tty=tty)).count(line) == 2
    assert assistant.asked[0].text == line


@pytest.mark.parametrize("tty", [True, False])
async def test_the_emergency_block_comes_first(tty: bool) -> None:
    shown = await talk(FakeAssistant(ANSWER, DANGER), "Hilfe", tty=tty)
    answer = shown[shown.index("Sofort Hilfe") :]
    assert answer.index("110") < answer.index("Beim Jugendamt.")


async def test_the_emergency_block_is_red() -> None:
    shown = io.StringIO()
    console = Console(file=shown, force_terminal=True, width=80, color_system="standard")
    lines = iter(["Hilfe", ":ende"])
    await terminal.chat(
        cast(Assistant, FakeAssistant(DANGER)), console, city=None, audience=None, register="standard",
        read=lambda _prompt: next(lines),
    )  # fmt: skip
    assert "\x1b[31m┏" in shown.getvalue()


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ({"type": "contact", "kind": "asd", "name": "Jugendamt",
          "phones": [{"number": "02323 1", "kind": "telefon"}],
          "opening_hours": "Mo–Fr 9–12 Uhr", "open_now": False, "address": "Markt 1"},
         ["Jugendamt", "02323 1", "Mo–Fr 9–12 Uhr (jetzt geschlossen)", "Markt 1"]),
        ({"type": "steps", "title": "Schule", "summary": "Ruhig bleiben.", "do_not": ["bohren"],
          "steps": [{"number": 1, "text": "Zuhören.", "legal_basis": ["§ 4 KKG"]}]},
         ["Schule", "Ruhig bleiben.", "1.", "Zuhören.", "§ 4 KKG", "bohren"]),
        ({"type": "event", "title": "Fachtag", "status": "coming", "start": "2027-08", "place": "Rathaus"},
         ["Fachtag", "August 2027", "Rathaus"]),
        ({"type": "list", "items": ["eins", "zwei"]}, ["– eins", "– zwei"]),
        ({"type": "source", "title": "Heft", "as_of": "2024"}, ["Quelle: Heft (Stand: 2024)"]),
    ],
)  # fmt: skip
async def test_cards_show_what_plain_text_shows(block: Block, expected: list[str]) -> None:
    for tty in (True, False):
        shown = await talk(FakeAssistant(block), "Frage", tty=tty)
        assert [part for part in expected if part not in shown] == []


async def test_too_long_a_message_is_not_sent() -> None:
    assistant = FakeAssistant()
    assert "höchstens 2000 Zeichen" in await talk(assistant, "a" * 2001, "b" * 2000)
    assert [len(request.text) for request in assistant.asked] == [2000]


async def test_control_characters_and_broken_bytes_do_not_reach_the_assistant() -> None:
    assistant = FakeAssistant()
    await talk(assistant, "\x1b[31mrot\x00\tein\udcff", "a\u0308")
    assert [request.text for request in assistant.asked] == ["[31mrot  ein?", "ä"]


async def test_nothing_but_plain_text_goes_to_what_is_no_terminal() -> None:
    shown = await talk(FakeAssistant(DANGER, ANSWER), "Hilfe", tty=False)
    assert not set(shown) & set("\x1b┏╭│›")


async def test_ctrl_c_works_while_waiting_for_a_line() -> None:
    def read(_prompt: str) -> str:
        signal.raise_signal(signal.SIGINT)
        return "nie gesendet"

    before = signal.getsignal(signal.SIGINT)
    assistant, shown = FakeAssistant(), io.StringIO()
    await terminal.chat(
        cast(Assistant, assistant), Console(file=shown), city=None, audience=None, register="standard", read=read
    )
    assert assistant.asked == []
    assert "Auf Wiedersehen" in shown.getvalue()
    assert signal.getsignal(signal.SIGINT) is before


def test_lines_are_read_from_standard_input_even_when_bytes_are_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.TextIOWrapper(io.BytesIO("Frage\nkaputt \xff\n".encode("latin-1")), encoding="utf-8")
    monkeypatch.setattr("sys.stdin", stream)
    assert [terminal.read_line(""), terminal.read_line("")] == ["Frage", "kaputt \N{REPLACEMENT CHARACTER}"]
    with pytest.raises(EOFError):
        terminal.read_line("")
