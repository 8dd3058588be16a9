"""What remains on a device and how to leave less of it, in seven languages, under a name that tells nothing."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException
from fastapi.responses import HTMLResponse

from bot.web.frame import frame
from bot.web.hints import FIRST, all_hints
from bot.web.services import NOT_FOUND, Given, Services

router = APIRouter(include_in_schema=False)

SECTION = "hinweise"


@router.api_route("/hinweise", methods=["GET", "HEAD"])
async def hints(services: Given) -> HTMLResponse:
    """In German."""
    return _hints(services, FIRST)


@router.api_route("/hinweise/{language}", methods=["GET", "HEAD"])
async def hints_in(services: Given, language: str) -> HTMLResponse:
    """In one of the other languages."""
    if language not in all_hints():
        raise HTTPException(NOT_FOUND)
    return _hints(services, language)


def _hints(services: Services, language: str) -> HTMLResponse:
    texts = all_hints()
    languages = [
        (name, f"/{SECTION}" if name == FIRST else f"/{SECTION}/{name}", text) for name, text in texts.items()
    ]
    chosen = texts[language]
    return services.pages.render(
        "hints.html", **frame(services, SECTION) | {"networks": []}, hints=chosen, chosen=language,
        languages=languages, lang=chosen.lang, dir=chosen.dir,
    )  # fmt: skip
