"""What a few words after an answer mean: the subject and who asks decide as well as the words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from actions import names
from actions.confidence import FEW_WORDS, LIKELY, STILL_MEANT, SURE, UNSURE
from actions.context import Context
from knowledge.repository import KnowledgeRepository
from knowledge.schema import Audience, Category, Topic

BARE = 3
"""Words up to which a message that tells no topic is about the subject."""
_SENTENCE_END = re.compile(r"[.!?\n]+")
SITUATIONS = (Category.CHILDREN, Category.PARENTS, Category.BASICS)
"""Categories of topics about what happens to somebody, as against those about what is done then. What may mean
another topic (``instead``) is asked of any."""


def after_subject(facts: KnowledgeRepository, context: Context) -> Context:
    """``context`` with the topics that its words mean in the conversation, in a few words after a topic or a
    reporting path also by that.

    A question means another one where the knowledge base says so (:class:`knowledge.schema.Meaning`). Where no
    word tells a topic, none is meant that is not for the child, or the grown-up, who reads the subject, and where
    none is sure often the subject (:func:`_goes_on`). That may be meant, too, where no topic is likely. Who says
    that something else was meant does not mean the subject, unless it is named again, another place is, or it was
    an emergency block that was wrong.
    """
    subject = _subject(facts, context)
    if subject is None:
        return replace(context, topics=_ranked(_in_context(dict(context.topics), context)))
    elsewhere = context.values(names.CITY) or context.values(names.PLACE)
    corrected = context.corrects and not context.alarmed and not elsewhere
    if corrected and (chances := _other_than(facts, context, subject)):
        return replace(context, topics=_ranked(chances), asks_subject=0.0)
    if max(len(part.split()) for part in _SENTENCE_END.split(context.text)) > FEW_WORDS:
        alone = dict(context.topics)
        own = alone.get(subject.id, 0) if context.in_context else context.asks_subject
        return replace(context, topics=_ranked(_in_context(alone, context)), asks_subject=own)
    chances, said = _chances(facts, context, subject)
    own = chances.get(subject.id, 0)
    if not said:
        chances = _in_context(chances, context)
    if _goes_on(facts, context, chances):
        chances = {subject.id: SURE}
    elif max(chances.values(), default=0) < LIKELY and context.asks:
        chances[subject.id] = max(chances.get(subject.id, 0), STILL_MEANT)
    sure = dict(context.topics).get(subject.id, 0) >= SURE
    return replace(context, topics=_ranked(chances), asks_subject=own if sure else min(own, UNSURE))


def _other_than(facts: KnowledgeRepository, context: Context, subject: Topic) -> dict[str, float]:
    """How likely other topics than ``subject`` are by the words alone and together with what the conversation is
    about, only together where the words say next to nothing, which is a guess; none where they themselves ask
    ``subject``."""
    alone, _ = _chances(facts, context, subject)
    if alone.pop(subject.id, 0) >= LIKELY:
        return {}
    others = [(id, chance) for id, chance in context.in_context if id != subject.id]
    whole = sum(chance for _, chance in others)
    together = tuple((id, chance / whole) for id, chance in others) if whole else ()
    if max(alone.values(), default=0) < LIKELY and together:
        return {id: min(chance, UNSURE) for id, chance in together}
    return _in_context(alone, replace(context, in_context=together))


def _chances(facts: KnowledgeRepository, context: Context, subject: Topic) -> tuple[dict[str, float], bool]:
    """How likely each topic is meant after ``subject``; whether the knowledge base says so of the likeliest."""
    found: defaultdict[str, float] = defaultdict(float)
    said: set[str] = set()
    for id, confidence in context.topics:
        meant = _meant(facts, id, subject, context)
        means = meant or id
        topic = facts.topic(means, context.city)
        if topic is None or context.telling or _for_same_readers(topic, subject, context):
            found[means] += confidence
        if meant:
            said.add(meant)
    return dict(found), max(found, key=lambda id: found[id], default=None) in said


def _in_context(alone: Mapping[str, float], context: Context) -> dict[str, float]:
    """How likely topics are by the words ``alone`` and together with what the conversation is about: where both
    are for the same one, the higher chance counts; where the words hardly tell anything, the mean of both
    (docs/entscheidungen/0013-nachfragen-im-zusammenhang.md)."""
    if not context.in_context:
        return dict(alone)
    likeliest = max(alone, key=lambda id: alone[id], default=None)
    together = dict(context.in_context)
    first = context.in_context[0][0]
    if likeliest == first:
        return {**alone, first: max(alone[first], together[first])}
    mean = {id: (alone.get(id, 0) + together.get(id, 0)) / 2 for id in {**alone, **together}}
    telling = max(alone.values(), default=0) >= UNSURE
    return dict(alone) if telling or max(mean.values()) < LIKELY else mean


def _ranked(chances: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    return tuple(sorted(chances.items(), key=lambda chance: -chance[1]))


def _goes_on(facts: KnowledgeRepository, context: Context, chances: Mapping[str, float]) -> bool:
    """Whether the subject is meant: it is asked whether that holds, too, or what to do, or for the steps after
    steps, or nothing tells what else: a few bare words, or a guess at another situation."""
    if "same" in context.wanted:
        return True
    best, chance = max(chances.items(), key=lambda item: item[1], default=("", 0.0))
    if chance >= SURE or not context.asks:
        return False
    after_steps = context.subject is not None and context.subject.kind == "procedure"
    if after_steps and "procedure" in context.wanted:
        return True
    if context.telling:
        return False
    if len(context.text.split()) <= BARE and chance < UNSURE:
        return True
    topic = facts.topic(best) if chance >= LIKELY else None
    if topic is not None and topic.instead and not ("action" in context.wanted and chance < UNSURE):
        return False
    return "action" in context.wanted or (topic is not None and topic.category in SITUATIONS)


def _subject(facts: KnowledgeRepository, context: Context) -> Topic | None:
    """The topic that the conversation is about, or that of its reporting path."""
    about = context.subject
    if about is None:
        return None
    if about.kind == "procedure":
        path = facts.procedure(about.id, None, context.city)
        return facts.topic(path.topic, context.city) if path else None
    return facts.topic(about.id, context.city) if about.kind == "topic" else None


def _meant(facts: KnowledgeRepository, id: str, subject: Topic, context: Context) -> str | None:
    """The id of what the knowledge base says that asking the topic ``id`` means after ``subject``, which may be
    that topic itself; what a city says of it changes nothing."""
    topic = facts.topic(id)
    found = (
        meaning.means
        for meaning in (topic.instead if topic else ())
        if subject.id in meaning.after or context.audience in meaning.audience
    )
    return next(found, None)


def _for_same_readers(topic: Topic, subject: Topic, context: Context) -> bool:
    """Whether who asks, or who reads ``subject``, is a child where ``topic`` is for children alone, and grown up
    where it is not for them."""
    if context.audience is None and {Audience.CHILD} < set(subject.audience):
        return True
    child_asks = Audience.CHILD in ([context.audience] if context.audience else subject.audience)
    return for_children(topic) if child_asks else topic.audience != (Audience.CHILD,)


def for_children(topic: Topic) -> bool:
    """Whether a child may read the answer of ``topic``."""
    return Audience.CHILD in topic.audience or topic.child_answer is not None
