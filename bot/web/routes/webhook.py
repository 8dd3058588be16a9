"""The REST channel of Rasa as its clients know it."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from bot import assistant
from bot.plaintext import block_text
from bot.web.blocks import Json
from bot.web.openapi import problems
from bot.web.published import json_response
from bot.web.schemas import WebhookMessage, WebhookMetadata, WebhookReply
from bot.web.services import Given

router = APIRouter(prefix="/webhooks/rest", tags=["rasa"])


@router.post("/webhook", response_model=list[WebhookReply], responses=problems(413, 422, 429, 503))
async def webhook(body: WebhookMessage, request: Request, services: Given) -> Response:
    """Answer a message: one entry a block.

    The client's ``sender`` may be guessable. It is therefore no key to a conversation by itself: together with
    the client's network it leads to a conversation whose real id nobody outside knows.
    """
    page = body.metadata or WebhookMetadata.model_validate({})
    sender = services.visitor(request, body.sender)
    reply = await services.ask(
        assistant.Request(body.message, services.senders.get(sender), page.city, page.audience, page.register_)
    )
    services.senders[sender] = reply.conversation_id
    return json_response(_messages(body.sender, reply))


def _messages(recipient: str, reply: assistant.Reply) -> list[Json]:
    messages: list[Json] = [
        {"recipient_id": recipient, "text": block_text(block), "custom": dict(block)} for block in reply.blocks
    ]
    if messages and reply.quick_replies:
        messages[-1]["buttons"] = [
            {"title": button.title, "payload": button.payload} for button in reply.quick_replies
        ]
    return messages
