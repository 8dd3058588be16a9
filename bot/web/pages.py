"""HTML pages from the templates of this room; every value is escaped."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader

from bot.plaintext import block_text
from bot.web import addresses
from bot.web.wording import web_wording
from knowledge.opening import describe_date

TEMPLATES = Path(__file__).with_name("templates")
STATIC = Path(__file__).with_name("static")
LEAVE = "https://www.dwd.de/"
"""Where the quick exit leads: the same page for everybody, with nothing personal on it (goal 40)."""

_BETWEEN_SENTENCES = re.compile(r"(?<=[a-z\u00df-\u00ff]{2}[.!?]) +(?=[A-Z\u00c4\u00d6\u00dc\u201e])")


class Pages:
    """Renders ``templates/*.html``. ``public_url`` is the address under which visitors know this service."""

    def __init__(self, public_url: str | None = None) -> None:
        self._public_url = public_url.rstrip("/") if public_url else None
        self._environment = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._environment.filters |= {
            "date": describe_date, "plain": block_text, "neutral": neutral,
            "neutral_file": addresses.neutral_file, "paragraphs": paragraphs,
            "sentences": sentences,
            "host": host,
        }  # fmt: skip
        self._environment.globals |= {"leave": LEAVE, "canonical": self.canonical, "say": web_wording()}

    def canonical(self, path: str) -> str | None:
        """The one address of a page, whole; None while nobody said where this service is found."""
        return f"{self._public_url}{path}" if self._public_url else None

    def render(self, template: str, status: int = 200, **values: object) -> HTMLResponse:
        """The page as a response; raises :class:`jinja2.TemplateError`."""
        return HTMLResponse(self._environment.get_template(template).render(**values), status)


def host(url: str) -> str:
    """Where a link leads: ``https://www.stadt.de/amt`` -> ``stadt.de``."""
    return (urlsplit(url).hostname or url).removeprefix("www.")


def neutral(text: str, instead: str) -> str:
    """``text`` where it may stand in a title, else ``instead``."""
    return instead if addresses.TELLING.search(text) else text


def paragraphs(text: str | None) -> list[str]:
    """The lines of a text, each a paragraph of its own."""
    return [line for line in (text or "").splitlines() if line.strip()]


def sentences(text: str) -> list[str]:
    """The sentences of a text, one a line, as simple language wants it. Dates and titles end no sentence."""
    return [sentence for line in paragraphs(text) for sentence in _BETWEEN_SENTENCES.split(line)]
