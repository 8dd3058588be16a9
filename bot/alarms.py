"""What goes on after an emergency block: what of the answer follows, what only answers the card."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping, Sequence
from dataclasses import replace

from cachetools import TTLCache

from bot.engine.port import Block, EngineReply, Status
from bot.questions import (
    IF,
    WORDS,
    after_little_words,
    asks,
    begins_question,
    begins_with_verb,
    corrects,
    denies,
    denies_blows,
    denies_now,
    means_other,
)
from bot.safety.verdict import (
    ABOUT_ANOTHER,
    BYSTANDER,
    CLASSIFIER,
    GERMAN,
    HINTED,
    INCLINATION,
    OWN,
    SUICIDALITY,
    Level,
    Speaker,
    Verdict,
)

ALL_CLEAR, STOP = "all_clear", "stop"
"""Intents whose answer says nothing below an emergency block."""
WRONG = "insist_wrong"
"""Intent of who meant something else."""
NO_ANSWER = frozenset(
    {"affirm", "deny", "chitchat", "insult", STOP, "inform", "out_of_scope", "nlu_fallback", WRONG}
)
"""Intents of messages that right after an alarm are heard as said to the card: "ja", "weiß nicht", "egal"."""
PLEAS = frozenset({"human_handoff", "help"})
"""Intents of who asks for help, whatever help it is ("was soll ich tun", "wer hilft mir jetzt")."""
OF_BLOWS = frozenset({"violence", HINTED})
"""Categories of a guess that may be taken back where somebody says that nobody hits."""
SURE = 0.6
"""Confidence from which an all-clear after an alarm is one: what sounds a little like it may be despair."""
LIKELY = 0.6
"""Confidence from which what a question may mean is answered below an emergency block."""
RATHER_SURE = 0.8
"""The same where nothing is asked and somebody tells of another; what is done to one is no question to guess."""
ASK = "ask_topic"
NOT_UNDERSTOOD = frozenset({"nlu_fallback", "out_of_scope"})
FEW_WORDS = 3
"""Words up to which a message does not tell its language."""
SUITED = frozenset({"ohne-telefon"})
"""Topics whose answer is for who may do something to himself, too."""
OF_OTHERS = frozenset({None, "suizidgedanken", "selbstverletzung-freund", "kind-freund"})
"""Topics whose answer is for who worries about somebody; whatever else is asked is answered to everybody."""
OF_FRIENDS, OF_FRIEND = frozenset({"selbstverletzung-freund", "kind-freund"}), 0.9
"""Those of them that are read below a card where it is so sure that a friend is meant."""
SAYS_LITTLE = 7
"""Words up to which a message that names nobody is a remark on what was told before."""
REMINDED = 3
"""Answers after an alarm that still begin with whom to call."""
NUMBERS = ("110", "112")
"""What the reminder names, and an answer without it must name in one text."""
ASKED_FOR = Verdict(Level.ACUTE, None, None, None, Speaker.UNKNOWN)
"""Why there is an emergency block that somebody wished for."""


class Alarms:
    """The verdict of each conversation whose latest reply that answered anything was an emergency block, or the
    text for who fears what he may do.

    No text is kept; a verdict is forgotten after ``minutes``, the oldest where there are more ``conversations``.
    """

    def __init__(self, minutes: int, conversations: int) -> None:
        self._verdicts: MutableMapping[str, Verdict] = TTLCache(conversations, ttl=minutes * 60)
        self._reminders: MutableMapping[str, int] = TTLCache(conversations, ttl=minutes * 60)
        self._withheld: MutableMapping[str, bool] = TTLCache(conversations, ttl=minutes * 60)

    def named(
        self, conversation_id: str, verdict: Verdict, text: str, *, under_way: bool, at_work: bool = False
    ) -> Verdict:
        """What ``verdict`` on ``text`` means after what was said before.

        A guess at a short question in a conversation ``under_way``, at any of who is known to be ``at_work``, or
        at a denial, is a worry, and its answer says whom to call.
        After a danger that had a name, what hints at something belongs to it, and what is guessed in three words,
        or in a few about another, if it is no more acute. Too few words to tell a language are in that of before.
        """
        before = self._verdicts.get(conversation_id)
        answering = before is not None or self.reminds(conversation_id)
        denied = _denies(text, verdict, answering=answering)
        only_asks = _only_asks(text, verdict) or (at_work and _asks_about_case(text, verdict))
        if under_way and (denied or only_asks):
            self._reminders[conversation_id] = max(1, self._reminders.get(conversation_id, 0))
            speaker = verdict.speaker if verdict.told else Speaker.UNKNOWN
            return replace(verdict, level=Level.CONCERN, category=None, speaker=speaker)
        if before is None or not verdict.level.dangerous:
            return verdict
        words = len(text.split())
        if words <= FEW_WORDS:
            verdict = replace(verdict, language=before.language)
        acute = verdict.level is Level.ACUTE and before.level is not Level.ACUTE
        if before.category in (None, HINTED):
            return verdict
        if _fears_himself(before):
            inclined = before.category == INCLINATION and verdict.category == HINTED and not acute
            return before if inclined else verdict
        if verdict.category == HINTED:
            return replace(before, level=max(before.level, verdict.level, key=lambda level: level.rank))
        guessed = verdict.found_by == CLASSIFIER and not acute
        said_too_little = words <= FEW_WORDS and verdict.level.rank <= before.level.rank
        names_nobody = not verdict.of_self and not verdict.told
        remark = names_nobody and words <= SAYS_LITTLE and before.speaker in ABOUT_ANOTHER
        return before if guessed and (said_too_little or remark) else verdict

    def still(
        self, conversation_id: str, verdict: Verdict | None, answer: EngineReply | None, text: str
    ) -> Verdict | None:
        """The verdict on the message before, where this one, ``text`` with its ``answer``, only answers the card,
        asks for help or tells more of what somebody may do to himself; else its own.

        What is asked about another and not understood is no answer to the card: who asks is offered choices; nor
        is it that something else was meant, where the danger was but guessed, or that another is in none.
        """
        before = self._verdicts.get(conversation_id)
        if before is None or answer is None or (verdict is not None and verdict.level.dangerous):
            return verdict
        heard, question = answer.understanding, asks(text)
        if _fears_himself(before):
            return before if heard.intent in NOT_UNDERSTOOD | PLEAS else verdict
        if question and before.speaker in ABOUT_ANOTHER and heard.intent in NOT_UNDERSTOOD:
            return verdict
        if before.found_by == CLASSIFIER and (heard.intent == WRONG or corrects(text)):
            return verdict
        if before.speaker in ABOUT_ANOTHER and question and denies(text, answering=True):
            return verdict
        tells_more = heard.intent == ASK and _tells_of_himself(text, before) and not question
        no_all_clear = (heard.confidence or 0) < SURE or answer.status is Status.FALLBACK
        unsure = heard.intent == ALL_CLEAR and no_all_clear
        goes_on = heard.intent in NO_ANSWER | PLEAS or unsure or tells_more
        return before if goes_on else verdict

    def reminds(self, conversation_id: str) -> bool:
        """Whether there was an alarm a few answers ago and nobody has said that all is well."""
        return self._reminders.get(conversation_id, 0) > 0

    def withheld(self, conversation_id: str) -> bool:
        """Whether the latest answer is not known: an emergency block stood there instead."""
        return conversation_id in self._withheld

    def remember(
        self, conversation_id: str, verdict: Verdict | None, status: Status, intent: str | None = None, *,
        withheld: bool = False,
    ) -> None:  # fmt: skip
        """Keep why there was an alarm, and whether an answer was ``withheld``, until something else is answered;
        small talk is no answer."""
        if withheld:
            self._withheld[conversation_id] = True
        elif status is not Status.SMALLTALK:
            self._withheld.pop(conversation_id, None)
        if _all_is_well(status, intent):
            self._reminders.pop(conversation_id, None)
        elif status is not Status.SMALLTALK and self.reminds(conversation_id):
            self._reminders[conversation_id] -= 1
        if status is Status.DANGER:
            self._reminders[conversation_id] = REMINDED
            dangerous = verdict is not None and verdict.level.dangerous
            kept = replace(verdict, evidence=None) if verdict and dangerous else ASKED_FOR
            self._verdicts[conversation_id] = kept
        elif verdict is not None and _fears_himself(verdict):
            self._verdicts[conversation_id] = replace(verdict, evidence=None)
        elif status is not Status.SMALLTALK:
            self._verdicts.pop(conversation_id, None)

    def forget(self, conversation_id: str) -> None:
        """There was no alarm."""
        for kept in (self._verdicts, self._reminders, self._withheld):
            kept.pop(conversation_id, None)


def _fears_himself(verdict: Verdict) -> bool:
    return verdict.level is Level.CONCERN and verdict.category in OWN


def _only_asks(text: str, verdict: Verdict) -> bool:
    """Whether a danger that is no acute one is but guessed in a short question. Ways to die are asked for with the
    same words (:mod:`bot.questions`); so a death wish must be guessed in one that begins with a verb."""
    if verdict.found_by != CLASSIFIER or verdict.level not in (Level.DISCLOSURE, Level.SELF_HARM):
        return False
    bare = text.replace("?", " ")
    asked = after_little_words(bare)
    if not asked or len(asked) > SAYS_LITTLE or not WORDS["denying"].isdisjoint(asked):
        return False
    if begins_with_verb(asked):
        return True
    supposed = asked[0] == IF and len(asked) < len(bare.split())
    return verdict.category != SUICIDALITY and (supposed or begins_question(asked) or "?" in text)


def _asks_about_case(text: str, verdict: Verdict) -> bool:
    """Whether a danger that is neither an acute one nor a death wish is but guessed in a question."""
    guessed = verdict.found_by == CLASSIFIER and verdict.level is Level.DISCLOSURE
    return guessed and verdict.category != SUICIDALITY and asks(text)


def _denies(text: str, verdict: Verdict, *, answering: bool) -> bool:
    """Whether what was but guessed is denied; a death wish only is by a professional, and what somebody may do
    also by saying that something else was meant."""
    guessed = verdict.found_by == CLASSIFIER and verdict.level.dangerous
    if not guessed or (verdict.category == SUICIDALITY and verdict.speaker is not Speaker.PROFESSIONAL):
        return False
    if verdict.category in OWN and means_other(text):
        return True
    of_blows = verdict.category in OF_BLOWS and denies_blows(text, answering=answering)
    return of_blows or denies(text, answering=answering) or (answering and denies_now(text))


def below(
    emergency: Block, first: Sequence[Block], answer: EngineReply, text: str, verdict: Verdict | None
) -> Iterator[Block]:
    """What follows: ``first`` and the answer where something was asked, what is known where that is likely the
    answer to a question, or its offices and paths."""
    heard = answer.understanding
    answered = answer.status is Status.ANSWERED and heard.intent not in (ALL_CLEAR, STOP)
    of_another = verdict is not None and verdict.speaker in ABOUT_ANOTHER
    least = LIKELY if asks(text) else RATHER_SURE if of_another else 1.0
    likely = answer.status is Status.CLARIFY and heard.topic and (heard.confidence or 0) >= least
    of_friend = heard.topic in OF_FRIENDS and (heard.confidence or 0) >= OF_FRIEND
    suited = of_friend or heard.topic in SUITED or (heard.topic not in OF_OTHERS and asks(text))
    asked = (answered or likely) and (suited or not _tells_of_himself(text, verdict))
    if not asked or emergency["language"] != GERMAN:
        useful = (*first, *_offices(answer.blocks))
    else:
        useful = (*first, *(answer.blocks if answered else _facts(answer.blocks)))
    return (block for block in useful if not _is_shown(block, emergency))


def withholds(answer: EngineReply, shown: Sequence[Block]) -> bool:
    """Whether nothing of what likely is the answer is among the blocks ``shown``; one that is written for who
    worries about somebody else is not missed."""
    heard = answer.understanding
    likely = heard.topic not in OF_OTHERS and (heard.confidence or 0) >= LIKELY
    return likely and not any(block.get("type") == "text" and block.get("sources") for block in shown)


def needs_reminder(answer: EngineReply) -> bool:
    """Whether ``answer``, which follows an alarm, says something and not that all is well or whom to call."""
    if _all_is_well(answer.status, answer.understanding.intent):
        return False
    heard = answer.status in (Status.ANSWERED, Status.CLARIFY, Status.FALLBACK)
    texts = [str(block.get("text")) for block in answer.blocks]
    return heard and not any(all(number in text for number in NUMBERS) for text in texts)


def _all_is_well(status: Status, intent: str | None) -> bool:
    return status is Status.ANSWERED and intent == ALL_CLEAR


def _tells_of_himself(text: str, verdict: Verdict | None) -> bool:
    """Whether somebody only says what he may do to himself: answers on it are written for who helps another."""
    if verdict is None or "?" in text or verdict.category == BYSTANDER:
        return False
    if verdict.level is not Level.SELF_HARM and (verdict.level, verdict.category) != (Level.ACUTE, SUICIDALITY):
        return False
    return verdict.speaker not in ABOUT_ANOTHER


def _facts(blocks: Sequence[Block]) -> list[Block]:
    """Those of ``blocks`` that tell something: all but sentences of the dialogue, which have no source."""
    return [block for block in blocks if block.get("type") != "text" or block.get("sources")]


def _offices(blocks: Sequence[Block]) -> list[Block]:
    """Those of ``blocks`` that help even where it is not sure what was asked: offices and a reporting path."""
    kinds = [(block, block.get("type")) for block in blocks]
    return [b for b, kind in kinds if kind == "steps" or (kind == "contact" and b.get("kind") != "hotline")]


def _is_shown(block: Block, emergency: Block) -> bool:
    """Whether ``block`` is the card of a help line whose numbers the emergency block shows already."""
    shown = {number["tel"] for number in emergency["numbers"]}
    return block.get("kind") == "hotline" and any(phone["tel"] in shown for phone in block.get("phones") or ())
