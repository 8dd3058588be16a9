"""The conversation in a terminal: questions typed, blocks shown as cards, quick replies chosen by number."""

from __future__ import annotations

import contextlib
import io
import re
import signal
import sys
import threading
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from bot.assistant import Assistant, Reply, Request
from bot.engine.port import QuickReply
from bot.panels import WIDTH, panel
from bot.plaintext import EMERGENCY, block_text
from knowledge.schema import Audience, City
from knowledge.text import fold
from knowledge.wording import Wording

LONGEST = 2000
"""Characters of a message, as in the HTTP API."""
STANDARD, EASY = "standard", "leicht"
_COMMAND = re.compile(r":(\w+)(?:\s+(\S.*))?")


@lru_cache(maxsize=1)
def _wording() -> Wording:
    return Wording(Path(__file__).with_name("terminal.toml"))


def read_line(prompt: str) -> str:
    """One line of the standard input; raises EOFError at its end and KeyboardInterrupt at Ctrl-C."""
    if isinstance(sys.stdin, io.TextIOWrapper) and sys.stdin.errors != "replace":
        sys.stdin.reconfigure(errors="replace")
    if sys.stdin.isatty():
        with contextlib.suppress(ImportError):
            import readline  # noqa: F401 -- editing with the arrow keys; keeps nothing on disk
    return input(prompt)


async def chat(
    assistant: Assistant, console: Console, *, city: str | None, audience: str | None, register: str,
    read: Callable[[str], str] = read_line, cities: Sequence[City] = (),
) -> None:  # fmt: skip
    """Talk until the visitor ends it, then wipe the conversation.

    ``read`` gives the next line for a prompt and raises EOFError or KeyboardInterrupt at the end. On a console
    that is no terminal answers are plain text and there is no prompt. ``cities`` are those that can be named
    with ``:stadt``. Ctrl-C while an answer is being made cancels this coroutine, as usual.
    """
    await _Conversation(assistant, console, cities, city, audience, register).run(read)


class _Conversation:
    def __init__(
        self, assistant: Assistant, console: Console, cities: Sequence[City], city: str | None,
        audience: str | None, register: str,
    ) -> None:  # fmt: skip
        self._assistant = assistant
        self._console = console
        self._cities = cities
        self._city = city
        self._audience = audience
        self._register = register
        self._id: str | None = None
        self._choices: tuple[QuickReply, ...] = ()

    async def run(self, read: Callable[[str], str]) -> None:
        say = _wording()
        self._greet()
        prompt = say("prompt") if self._console.is_terminal else ""
        try:
            with contextlib.suppress(EOFError, KeyboardInterrupt):
                while await self._turn(_clean(_interruptible(read, prompt))):
                    pass
        finally:
            if self._id:
                await self._assistant.forget(self._id)
            if self._console.is_terminal:
                self._console.print()
            self._say(self._worded("farewell"))

    async def _turn(self, line: str) -> bool:
        """Deal with one line; whether the conversation goes on."""
        if not line:
            return True
        if len(line) > LONGEST:
            self._say(self._worded("too_long", limit=LONGEST))
            return True
        command, argument = self._command(line)
        if command == "end":
            return False
        if command == "help":
            self._help()
        elif command == "easy":
            self._register = STANDARD if self._register == EASY else EASY
            self._say(_wording()("easy.on" if self._register == EASY else "easy.off"))
        elif command == "city":
            self._choose_city(argument)
        else:
            await self._ask(self._chosen(line))
        return True

    @staticmethod
    def _command(line: str) -> tuple[str | None, str]:
        """A command and its argument. What only looks like one is a message: the gate has to see it."""
        say = _wording()
        if match := _COMMAND.fullmatch(line):
            word, argument = match[1].lower(), match[2] or ""
            for name in ("city", "easy", "help", "end"):
                if word == say(f"command.{name}") and bool(argument) <= (name == "city"):
                    return name, argument
        return None, ""

    def _chosen(self, line: str) -> str:
        """What to send: the payload of the quick reply with this number, else the line itself."""
        if not (line.isdecimal() and len(line) <= 2 and 1 <= int(line) <= len(self._choices)):
            return line
        choice = self._choices[int(line) - 1]
        self._say(_wording()("chosen", title=choice.title))
        return choice.payload

    async def _ask(self, text: str) -> None:
        reply = await self._assistant.reply(Request(text, self._id, self._city, self._audience, self._register))
        self._id, self._choices = reply.conversation_id, reply.quick_replies
        self._show(reply)

    def _show(self, reply: Reply) -> None:
        for block in sorted(reply.blocks, key=lambda block: block["type"] != EMERGENCY):
            if self._console.is_terminal:
                self._console.print(panel(block), width=min(self._console.width, WIDTH))
            else:
                self._say(block_text(block))
                self._say()
        if self._choices:
            if self._console.is_terminal:
                self._say()
            self._say(_wording()("choice.ask"))
            for number, choice in enumerate(self._choices, 1):
                self._say(_wording()("choice.entry", number=number, title=choice.title))

    def _choose_city(self, name: str) -> None:
        wanted = fold(name)
        found = next((city for city in self._cities if wanted and wanted in map(fold, _names(city))), None)
        if found:
            self._city = found.id
            self._say(_wording()("city.chosen", name=found.name))
        else:
            names = ", ".join(city.short_name for city in self._cities)
            self._say(_wording()("city.unknown", names=names))

    def _greet(self) -> None:
        say = _wording()
        text = self._worded("greeting.text").strip()
        if self._console.is_terminal:
            box = Panel(Text(text), title=Text(say("greeting.title")), title_align="left", border_style="blue")
            self._console.print(box, width=min(self._console.width, WIDTH))
            self._help()
        else:
            self._say(text)
            self._say()

    def _help(self) -> None:
        for name in ("choose", "city", "easy", "help", "end"):
            self._say(_wording()(f"help.{name}", example=_wording()("help.example")), "dim")

    def _worded(self, key: str, **values: object) -> str:
        """The sentence under ``key``, in the words for a child where a child is asking."""
        return _wording()(f"{key}_child" if self._audience == Audience.CHILD else key, **values)

    def _say(self, text: str = "", style: str = "") -> None:
        self._console.print(Text(text, style), soft_wrap=not self._console.is_terminal)


def _names(city: City) -> Iterator[str]:
    yield from (city.id, city.name, city.short_name, *city.names, *city.districts, *city.postcodes)
    for town in city.towns:
        yield from (town.name, *town.postcodes, *town.districts)


def _clean(line: str) -> str:
    """``line`` as the engine may see it: composed, without control characters and broken bytes."""
    whole = unicodedata.normalize("NFC", line.encode("utf-8", "replace").decode("utf-8"))
    return "".join(" " if unicodedata.category(character) == "Cc" else character for character in whole).strip()


def _interruptible(read: Callable[[str], str], prompt: str) -> str:
    """Read a line so that Ctrl-C raises KeyboardInterrupt at once; an event loop would wait for the line."""
    if threading.current_thread() is not threading.main_thread():
        return read(prompt)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return read(prompt)
    finally:
        signal.signal(signal.SIGINT, before or signal.default_int_handler)
