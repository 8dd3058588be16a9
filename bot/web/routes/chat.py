"""Messages and replies."""

from __future__ import annotations

from dataclasses import replace

from fastapi import APIRouter, Request, Response

from bot import assistant
from bot.web.openapi import problems
from bot.web.published import json_response
from bot.web.schemas import ChatReply, ChatRequest, Feedback, chat_reply
from bot.web.services import Given
from bot.web.tenants import for_visitors

router = APIRouter(prefix="/api/v1", tags=["chat"])


@router.post("/chat", response_model=ChatReply, responses=problems(413, 422, 429, 503))
async def chat(body: ChatRequest, request: Request, services: Given) -> Response:
    """Answer a message."""
    # the client's id is bound to its network: two visitors who both count "1" must not meet in one conversation
    once = services.visitor(request, body.client_message_id) if body.client_message_id else None
    reply = await services.ask(
        assistant.Request(
            body.message, body.conversation_id, body.city, body.audience, body.register_, client_message_id=once
        )
    )
    return json_response(chat_reply(replace(reply, blocks=tuple(for_visitors(block) for block in reply.blocks))))


@router.delete("/conversations/{conversation_id}", status_code=204, responses=problems(503))
async def forget(conversation_id: str, services: Given) -> None:
    """Wipe a conversation, whether or not there is one."""
    await services.forget(conversation_id)


@router.post("/feedback", status_code=204, responses=problems(413, 422, 429, 503))
async def feedback(body: Feedback, services: Given) -> None:
    """Count whether a reply helped; counted for conversations that exist, and not kept."""
    if services.assistant.is_known(body.conversation_id):
        services.counters.feedback(body.helpful)
