"""One message in, one reply out, whichever door it came through: gate, engine, emergency block, grounding."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import secrets
from collections.abc import Callable, MutableMapping, Sequence
from dataclasses import dataclass, replace

from cachetools import TTLCache

from bot.alarms import ALL_CLEAR, Alarms, below, needs_reminder, withholds
from bot.emergency import EmergencyCard
from bot.engine.buttons import ButtonSigner, StalePayloadError
from bot.engine.port import (
    Block,
    Choice,
    Engine,
    EngineError,
    EngineReply,
    Message,
    QuickReply,
    SaidBy,
    Status,
    Suggestion,
    Understanding,
)
from bot.grounding import ungrounded
from bot.metrics import Counters
from bot.retries import Retries
from bot.safety.gate import Gate
from bot.safety.verdict import INCLINATION, Level, Speaker, Verdict
from bot.switch import OffSwitch
from bot.wording import say
from bot.writers import Writers
from knowledge.repository import KnowledgeRepository
from knowledge.schema import Audience

logger = logging.getLogger(__name__)

TOKEN_BYTES = 32
PATIENCE_IN_DANGER = 0.7
"""Seconds that an emergency block waits for the answer to what was asked besides (goal R4: a second in all)."""
SAFE_WORD = "safe word"
Unreleased = Callable[[Sequence[Block], Sequence[str]], list[str]]
"""Gives the texts of blocks and button titles that nobody released (:mod:`bot.texts.released`)."""


@dataclass(frozen=True)
class Request:
    """What a door hands in. ``conversation_id`` is what an earlier reply gave, or None."""

    text: str
    conversation_id: str | None = None
    city: str | None = None
    audience: str | None = None
    register: str = "standard"
    client_message_id: str | None = None


@dataclass(frozen=True)
class Reply:
    """What a door hands out."""

    conversation_id: str
    message_id: str
    status: Status
    blocks: tuple[Block, ...]
    understanding: Understanding
    quick_replies: tuple[QuickReply, ...] = ()
    engine_failed: bool | None = None
    """Whether the engine could not answer; None where it was not asked."""


class Assistant:
    """Answers every request with at least one block that has a text.

    Conversations are known by tokens of 256 random bits that only this class makes; what a visitor sends as a
    token and was never given starts a conversation of its own (goal X4).
    """

    def __init__(
        self, engine: Engine, facts: KnowledgeRepository, gate: Gate, card: EmergencyCard, signer: ButtonSigner,
        counters: Counters, switch: OffSwitch, *, unreleased: Unreleased, clock: Callable[[], dt.datetime],
        timeout: float, minutes: int, conversations: int,
    ) -> None:  # fmt: skip
        self._engine = engine
        self._facts = facts
        self._gate = gate
        self._card = card
        self._signer = signer
        self._counters = counters
        self._switch = switch
        self._unreleased = unreleased
        self._clock = clock
        self._timeout = timeout
        self._known: MutableMapping[str, bool] = TTLCache(conversations, ttl=minutes * 60)
        self._alarms = Alarms(minutes, conversations)
        self._writers = Writers(minutes, conversations)
        self._retries: Retries[Reply] = Retries(minutes, conversations)

    async def reply(self, request: Request) -> Reply:
        """Answer ``request``; the same ``client_message_id`` twice gives the same reply, not a second turn."""
        if not request.client_message_id:
            return await self._counted(request)
        key = (request.conversation_id, request.client_message_id)
        return await self._retries.once(key, lambda: self._counted(request), self.is_known)

    async def _counted(self, request: Request) -> Reply:
        reply = await self._answer(request)
        self._counters.message(reply.status, reply.understanding.danger)
        return reply

    async def forget(self, conversation_id: str) -> None:
        """Wipe a conversation everywhere; does nothing when there is none."""
        self._known.pop(conversation_id, None)
        self._alarms.forget(conversation_id)
        self._writers.forget(conversation_id)
        self._retries.forget(conversation_id)
        await self._engine.forget(conversation_id)

    @property
    def switched_off(self) -> bool:
        """Whether only the emergency card is shown."""
        return self._switch.off

    def is_known(self, conversation_id: str) -> bool:
        """Whether this conversation was started here and is not forgotten."""
        return conversation_id in self._known

    async def _answer(self, request: Request) -> Reply:
        conversation_id = self._conversation(request.conversation_id)
        page = request.audience
        request = self._as_child(conversation_id, request)
        if self._switch.off:
            return self._off(conversation_id, request)
        try:
            choice, unsigned = self._signer.choice(request.text), None
        except StalePayloadError as stale:
            choice, unsigned = None, stale
        verdict = None if choice or (unsigned and unsigned.formed) else self._assess(request.text)
        if unsigned and not (verdict and verdict.level.dangerous):
            return self._stale(conversation_id, request)
        if verdict:
            meant = self._writers.meant(conversation_id, verdict, page)
            under_way = conversation_id == request.conversation_id
            at_work = self._writers.is_at_work(conversation_id)
            verdict = self._alarms.named(
                conversation_id, meant, request.text, under_way=under_way, at_work=at_work
            )
            request = self._as_child(conversation_id, replace(request, audience=page))
        if self._card.for_child(verdict, page):
            request = replace(request, audience=Audience.CHILD.value)
        first, enough = self._card.own_words(verdict, request.city, self._clock())
        if enough:
            refused = EngineReply(Status.OUT_OF_SCOPE, (), Understanding(city=request.city))
            return self._compose(conversation_id, request, refused, verdict, first)
        said_by: SaidBy = "page" if page else "words"
        answer = await self._ask_engine(conversation_id, request, choice, verdict, said_by)
        if self.is_known(conversation_id) and page is None:
            verdict = self._writers.answered(conversation_id, answer.asked_by, verdict)
            request = self._as_child(conversation_id, replace(request, audience=None))
        heard = answer if choice is None and not answer.wants_emergency else None
        before, verdict = verdict, self._alarms.still(conversation_id, verdict, heard, request.text)
        if verdict is not before:
            verdict = self._writers.answered(conversation_id, None, verdict)
        if verdict is not before and verdict and not verdict.level.dangerous:
            first, _ = self._card.own_words(verdict, request.city, self._clock())
        reply = self._compose(conversation_id, request, answer, verdict, first)
        if self.is_known(conversation_id):
            withheld = reply.status is Status.DANGER and withholds(answer, reply.blocks)
            intent = reply.understanding.intent
            self._alarms.remember(conversation_id, verdict, reply.status, intent, withheld=withheld)
        return replace(reply, engine_failed=answer.status is Status.ERROR)

    def _as_child(self, conversation_id: str, request: Request) -> Request:
        """``request``, from a child where one is known to write and the page says nothing else."""
        child = request.audience is None and self._writers.is_child(conversation_id)
        return replace(request, audience=Audience.CHILD.value) if child else request

    def _off(self, conversation_id: str, request: Request) -> Reply:
        """The emergency card alone; the gate still chooses its words."""
        verdict = self._assess(request.text)
        level = verdict.level if verdict.level.dangerous else Level.NONE
        child = self._card.for_child(verdict, request.audience)
        blocks = (self._emergency(request, verdict), self._card.off(child))
        understanding = Understanding(danger=str(level), city=request.city)
        status = Status.DANGER if level.dangerous else Status.FALLBACK
        return self._made(conversation_id, request, verdict, status, blocks, understanding)

    def _assess(self, text: str) -> Verdict:
        """The gate's verdict; a safe word is danger, and a gate that breaks counts as danger."""
        if self._card.is_safe_word(text):
            return Verdict(Level.ACUTE, None, None, SAFE_WORD, Speaker.UNKNOWN)
        try:
            return self._gate.assess(text)
        except Exception as error:
            logger.error("gate failed: %s", type(error).__name__)
            self._counters.failure()
            return Verdict(Level.ACUTE, None, None, None, Speaker.CHILD)

    def _conversation(self, given: str | None) -> str:
        conversation_id = given if given and given in self._known else secrets.token_urlsafe(TOKEN_BYTES)
        self._known[conversation_id] = True
        return conversation_id

    async def _ask_engine(
        self, conversation_id: str, request: Request, choice: Choice | None, verdict: Verdict | None,
        said_by: SaidBy,
    ) -> EngineReply:  # fmt: skip
        in_danger = verdict is not None and verdict.level.dangerous
        patience = min(self._timeout, PATIENCE_IN_DANGER) if in_danger else self._timeout
        message = Message(
            conversation_id, request.text, choice, request.city, request.audience, request.register,
            worrying=verdict is not None and verdict.level is not Level.NONE,
            alarmed=self._alarms.reminds(conversation_id), withheld=self._alarms.withheld(conversation_id),
            grown=verdict is not None and verdict.grown, said_by=said_by,
        )  # fmt: skip
        try:
            answer = await asyncio.wait_for(self._engine.reply(message), patience)
            # every block is looked at: one that is none must not break what comes after this line
            said = [bool(block.get("text")) or block["type"] != "text" for block in answer.blocks]
            if any(said) or answer.wants_emergency:
                return answer
            failure = "empty"
        except EngineError as error:
            failure = str(error)
        except Exception as error:  # whatever breaks behind this line, the visitor gets an answer
            failure = type(error).__name__
        logger.error("engine failed: %s", failure)
        self._counters.failure()
        blocks = (self._card.failure(request.audience == Audience.CHILD), self._emergency(request, None))
        return EngineReply(Status.ERROR, blocks, Understanding(city=request.city))

    def _compose(
        self, conversation_id: str, request: Request, answer: EngineReply, verdict: Verdict | None,
        first: tuple[Block, ...],
    ) -> Reply:  # fmt: skip
        level = verdict.level if verdict else Level.NONE
        if answer.wants_emergency and not level.dangerous:
            level = Level.ACUTE
        blocks, suggestions, status = (*first, *answer.blocks), answer.suggestions, answer.status
        inclined = verdict is not None and verdict.category == INCLINATION
        if first and inclined and status in (Status.CLARIFY, Status.FALLBACK):
            blocks, suggestions = first, ()  # whom it helps needs no guess at something else
        child = self._card.for_child(verdict, request.audience)
        if level.dangerous:
            emergency = self._emergency(request, verdict)
            blocks = (emergency, *below(emergency, first, answer, request.text, verdict))
            suggestions = (Suggestion(self._card.fine_title(child), Choice(ALL_CLEAR)),)
            status = Status.DANGER
        elif self._alarms.reminds(conversation_id) and needs_reminder(answer):
            blocks = (self._card.reminder(child), *blocks)
        understanding = replace(answer.understanding, danger=str(level))
        return self._made(conversation_id, request, verdict, status, blocks, understanding, suggestions)

    def _emergency(self, request: Request, verdict: Verdict | None) -> Block:
        return self._card.block(self._clock(), verdict=verdict, audience=request.audience, city=request.city)

    def _sayable(
        self, request: Request, verdict: Verdict | None, blocks: tuple[Block, ...],
        suggestions: Sequence[Suggestion],
    ) -> tuple[tuple[Block, ...], Sequence[Suggestion]]:  # fmt: skip
        """What was given, or the emergency block alone.

        Alone when something is quoted that the knowledge base does not hold, or said that nobody released.
        """
        unknown = ungrounded(blocks, self._facts)
        unreleased = self._unreleased(blocks, [suggestion.title for suggestion in suggestions])
        if not unknown and not unreleased:
            return blocks, suggestions
        logger.error("reply withheld, %d unknown numbers or links, %d unreleased", len(unknown), len(unreleased))
        if unknown:
            self._counters.ungrounded()
        if unreleased:
            self._counters.unreleased()
        return (self._emergency(request, verdict),), ()

    def _stale(self, conversation_id: str, request: Request) -> Reply:
        child = self._card.for_child(None, request.audience)
        block: Block = {"type": "text", "text": say("reply.stale_child" if child else "reply.stale")}
        return self._made(conversation_id, request, None, Status.STALE, (block,), Understanding(city=request.city))

    def _made(
        self, conversation_id: str, request: Request, verdict: Verdict | None, status: Status,
        blocks: tuple[Block, ...], understanding: Understanding, suggestions: Sequence[Suggestion] = (),
    ) -> Reply:  # fmt: skip
        blocks, suggestions = self._sayable(request, verdict, blocks, suggestions)
        quick_replies = tuple(self._signer.sign(suggestion) for suggestion in suggestions)
        return Reply(conversation_id, secrets.token_urlsafe(12), status, blocks, understanding, quick_replies)
