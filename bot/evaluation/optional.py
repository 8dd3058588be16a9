"""Chapters that are made only when asked for: ``--<name>`` on the command line.

A chapter is a coroutine function ``(parts, progress) -> Section`` in a module of its own. It gets the wired
assistant and a function that shows a sentence while it works.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from bot.evaluation import safety
from bot.evaluation.results import Section
from bot.wiring import Parts

Chapter = Callable[[Parts, Callable[[str], None]], Awaitable[Section]]

OPTIONAL: Mapping[str, Chapter] = {"safety": safety.section}
"""Name of the option -> its chapter; ``usage.<name>`` in ``wording.toml`` explains it."""
