"""HTML pages from the templates of this room; every value is escaped."""

from __future__ import annotations

from pathlib import Path

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader

from bot.plaintext import block_text
from knowledge.opening import describe_date

TEMPLATES = Path(__file__).with_name("templates")
STATIC = Path(__file__).with_name("static")


class Pages:
    """Renders ``templates/*.html``."""

    def __init__(self) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True
        )
        self._environment.filters["date"] = describe_date
        self._environment.filters["plain"] = block_text

    def render(self, template: str, status: int = 200, **values: object) -> HTMLResponse:
        """The page as a response; raises :class:`jinja2.TemplateError`."""
        return HTMLResponse(self._environment.get_template(template).render(**values), status)
