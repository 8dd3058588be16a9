"""What the API takes and gives, see ``/api/docs``."""

from __future__ import annotations

import unicodedata
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, StringConstraints

from bot.assistant import Reply
from bot.engine.port import Status
from bot.safety.verdict import Level
from bot.web.blocks import AnyBlock, Json, Source, StepsBlock

LONGEST_MESSAGE = 2000
"""Characters, after trimming."""
LONGEST_ID = 100


def _trimmed(value: Any) -> Any:
    """Text in the composed form (NFC) that every dictionary of ours is in, without blanks around it."""
    return unicodedata.normalize("NFC", value).strip() if isinstance(value, str) else value


def _not_blank(value: str) -> str:
    if not value.strip():
        raise ValueError("blank")
    return value


Audience = Literal["kind", "eltern", "buerger", "fachkraft"]
Register = Literal["standard", "leicht"]
MessageText = Annotated[
    str, StringConstraints(min_length=1, max_length=LONGEST_MESSAGE), BeforeValidator(_trimmed),
]  # fmt: skip
Id = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_ID)]
Slug = Annotated[str, StringConstraints(max_length=LONGEST_ID)]


class ChatRequest(BaseModel):
    """A message, or the payload of a quick reply. Further keys are ignored."""

    message: MessageText
    city: Slug | None = Field(None, description="Slug of a city, see /api/v1/cities.")
    conversation_id: Id | None = Field(None, description="What an earlier reply gave; null starts a conversation.")
    audience: Audience | None = None
    register_: Register = Field("standard", alias="register")
    client_message_id: Id | None = Field(None, description="The same id twice gives the same reply.")


class RankedTopic(BaseModel):
    """A topic that might have been meant."""

    topic: str
    confidence: float


class Understanding(BaseModel):
    """How the message was understood."""

    intent: str | None
    topic: str | None
    confidence: float
    danger: Level
    city: str | None
    alternatives: list[RankedTopic]


class QuickReply(BaseModel):
    """A button; its payload goes back as ``message``."""

    title: str
    payload: str


class ChatReply(BaseModel):
    """A reply: blocks in the order in which to show them."""

    conversation_id: str
    message_id: str = Field(description="For /api/v1/feedback.")
    status: Status
    blocks: list[AnyBlock]
    understanding: Understanding
    quick_replies: list[QuickReply]


def chat_reply(reply: Reply) -> Json:
    """``reply`` in the shape of :class:`ChatReply`."""
    understood = reply.understanding
    return {
        "conversation_id": reply.conversation_id,
        "message_id": reply.message_id,
        "status": reply.status.value,
        "blocks": [dict(block) for block in reply.blocks],
        "understanding": {
            "intent": understood.intent,
            "topic": understood.topic,
            "confidence": understood.confidence,
            "danger": understood.danger,
            "city": understood.city,
            "alternatives": [{"topic": t.topic, "confidence": t.confidence} for t in understood.alternatives],
        },
        "quick_replies": [{"title": button.title, "payload": button.payload} for button in reply.quick_replies],
    }


class Feedback(BaseModel):
    """Whether a reply helped. There is no room for a text, on purpose."""

    model_config = ConfigDict(extra="forbid")

    conversation_id: Id
    message_id: Id
    helpful: StrictBool


class WebhookMetadata(BaseModel):
    """What a page knows about its visitor."""

    city: Slug | None = None
    audience: Audience | None = None
    register_: Register = Field("standard", alias="register")


class WebhookMessage(BaseModel):
    """A message as clients of Rasa's REST channel send it."""

    sender: Annotated[Id, AfterValidator(_not_blank)]
    message: MessageText
    metadata: WebhookMetadata | None = None


class WebhookReply(BaseModel):
    """One block as Rasa's REST channel gives it; buttons come with the last."""

    recipient_id: str
    text: str
    custom: AnyBlock
    buttons: list[QuickReply] = []


class EmergencyNumber(BaseModel):
    """A number to call."""

    number: str
    tel: str
    name: str


class Problem(BaseModel):
    """An error (RFC 9457), in German and English, with the emergency numbers."""

    type: str
    title: str
    status: int
    detail: str
    detail_en: str
    emergency: list[EmergencyNumber]


class Health(BaseModel):
    """``degraded``: replies are given without the engine."""

    status: Literal["ready", "degraded"]


class Alive(BaseModel):
    """The process answers."""

    status: Literal["live"] = "live"


class CityRow(BaseModel):
    """A city, county or Land."""

    id: str
    name: str
    short_name: str
    kind: Literal["stadt", "kreis", "land"]
    state: str
    state_name: str
    county: str | None
    own_youth_office: bool
    website: str | None
    towns: list[str]
    partners: list[str]
    url: str


class ProcedureRow(BaseModel):
    """A reporting path of a role."""

    id: str
    title: str
    url: str


class CityDetail(CityRow):
    """A city and what there is about it."""

    contacts_url: str
    events_url: str
    calendar_url: str
    topics_url: str
    procedures: list[ProcedureRow]


class TopicRow(BaseModel):
    """A question of the knowledge base."""

    id: str
    category: str
    question: str
    audience: list[Audience]
    state: str | None = Field(description="Set where the answer is the law of this Land only.")
    url: str


class TopicDetail(TopicRow):
    """A question with its answer."""

    city: str | None
    answer: str
    easy_answer: str
    items: list[str]
    legal_basis: list[str]
    see_also: list[str]
    contacts: list[str]
    procedure: str | None
    hotlines: list[str]
    sources: list[Source]
    as_of: str
    verified: bool


Procedure = StepsBlock


class Door(QuickReply):
    """A button of the start screen, with the audience that it is for."""

    audience: Audience | None


class WidgetLine(BaseModel):
    """A number of the city that the widget shows beside 110 and 112."""

    id: str
    number: str
    tel: str
    name: str
    hours: dict[str, Any] | None
    when: str | None
    for_: str | None = Field(alias="for")


class WidgetSettings(BaseModel):
    """What the widget has to know about a city; nothing but ``enabled`` where it may not be shown."""

    enabled: bool
    name: str | None = None
    launcher: str | None = None
    exit_url: str | None = None
    local: list[WidgetLine] = []
    holidays: list[str] = []
    links: dict[str, str] = {}
    theme: dict[str, str] = {}
    old_after_months: int | None = None
