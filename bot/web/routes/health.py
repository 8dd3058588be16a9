"""For operators: is it alive, can it answer, how much does it do."""

from __future__ import annotations

from fastapi import APIRouter, Response

from bot.web.openapi import file, problems
from bot.web.schemas import Alive, Health
from bot.web.services import Given

router = APIRouter(tags=["health"])

EXPOSITION = "text/plain; version=0.0.4; charset=utf-8"


@router.get("/health/live")
async def live() -> Alive:
    """The process answers."""
    return Alive()


@router.get("/health/ready", responses=problems(503))
async def ready(services: Given) -> Health:
    """The knowledge base can be read; ``degraded`` without the engine or while switched off."""
    _ = services.facts.fingerprint  # raises while there is no knowledge base, which is a 503
    return Health(status="degraded" if services.health.failed or services.assistant.switched_off else "ready")


@router.get("/metrics", response_class=Response, responses={**file(EXPOSITION), **problems(503)})
async def metrics(services: Given) -> Response:
    """Counters in Prometheus' text format: no text, no ids."""
    return Response(services.counters.exposition(), media_type=EXPOSITION)
