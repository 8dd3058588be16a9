"""What these pages are and how to use them, in simple language (BITV 2.0, § 4)."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from bot.web.frame import frame
from bot.web.services import Given

router = APIRouter(include_in_schema=False)

SECTION = "einfach"


@router.api_route("/einfach", methods=["GET", "HEAD"])
async def easy(services: Given) -> HTMLResponse:
    """One page for all cities."""
    return services.pages.render("easy.html", **frame(services, SECTION) | {"networks": []})
