"""Whose reporting path a message is about."""

from __future__ import annotations

import itertools

from actions import names
from actions.confidence import SEEMS, SURELY_SEEMS, WORKS
from actions.context import Context
from actions.rendering import Renderer
from knowledge.repository import KnowledgeRepository
from knowledge.schema import Audience, Procedure

OFFICE_STEPS = "office_steps"
"""What is wanted where the steps that the office itself takes are asked for, and whose path that is."""
OF_THE_OFFICE = "jugendamt-verfahren"


def named_role(renderer: Renderer, facts: KnowledgeRepository, context: Context) -> str | None:
    """The office where its own steps are asked for, else the role the writer says to have, else a profession that
    is mentioned, but not by who has none, else a citizen's, but not of who has one; parents and children are
    mentioned in most questions, without a word about their own way."""
    if OFFICE_STEPS in context.wanted:
        return OF_THE_OFFICE
    mentioned = context.values(names.ROLE)
    paths = [path for id in mentioned if (path := facts.procedure(id, renderer.state, context.city))]
    writer, work = context.audience, Audience.PROFESSIONAL
    wanted = [who for who in (work, Audience.CITIZEN) if writer is None or (who is work) is (writer == work)]
    by_audience = [[p.id for p in paths if p.audience is who] for who in wanted]
    return next(iter([*writers_roles(facts, context), *itertools.chain(*by_audience)]), None)


def writers_roles(facts: KnowledgeRepository, context: Context) -> list[str]:
    """The roles that the writer says to have, else the one that he seems to have who asks for steps or what to do,
    or tells of a worry; none that does not go with what is known of him."""
    told = own_roles(facts, context)
    if any(_is_said(context, role) for role in told):
        return told
    if seems := seeming_role(facts, context, SURELY_SEEMS):
        return [seems, *told]
    seems = seeming_role(facts, context, SEEMS) if "procedure" in context.wanted else None
    return told or ([seems] if seems else [])


def seeming_role(facts: KnowledgeRepository, context: Context, least: float) -> str | None:
    """The role that the writer seems to have with a confidence of ``least``, where it matters: the steps are asked
    for, or in more than a few words what to do, or a worry is told in them."""
    role, confidence = context.writer or ("", 0.0)
    told = context.tells_more and (context.worrying or "action" in context.wanted)
    if confidence < least or not (told or "procedure" in context.wanted):
        return None
    path = facts.procedure(role, None)
    return role if path and _may_be(path.audience, context) else None


def seeming_profession(facts: KnowledgeRepository, context: Context, *, child: bool) -> str | None:
    """The profession that the writer surely seems to have by more than a few words, unless he is known to be
    another than a child, or was known to be a ``child`` before."""
    role = _surely_seeming(context)
    known = child or context.audience not in (None, Audience.CHILD) or context.values(names.AGE)
    path = facts.procedure(role, None) if role and not known else None
    return role if path and path.audience is Audience.PROFESSIONAL else None


def _surely_seeming(context: Context) -> str | None:
    """The role that more than a few words surely show."""
    role, confidence = context.writer or (None, 0.0)
    return role if confidence >= WORKS and context.tells_more else None


def _is_said(context: Context, role: str) -> bool:
    """Whether ``role`` is named in the message, and not only follows from what is done."""
    return any(e.get("value") == role and e.get("group") != names.ACTIVITY for e in context.entities)


def _may_be(audience: Audience, context: Context) -> bool:
    """Whether the writer may belong to ``audience``: who is known to be a child, or to have a profession, stays
    so; who is known to be a grown-up, has asked something before, or writes but a few words is no child."""
    known = context.audience
    if known in (None, Audience.CITIZEN, Audience.PARENT):
        first = context.subject is None and context.tells_more
        young = known is None and not context.grown and first
        return young or audience is not Audience.CHILD
    return audience == known


def own_roles(facts: KnowledgeRepository, context: Context) -> list[str]:
    """Reporting paths of whom the writer says to be in the message, then of what he says to do; a child's of who
    tells the age of one, before all but professions."""
    found = [e for e in context.entities if e["entity"] == names.ROLE and e.get("role") == names.SELF]
    roles = [str(e["value"]) for e in sorted(found, key=lambda role: role.get("group") == names.ACTIVITY)]
    if not context.values(names.AGE):
        return roles
    paths = facts.procedures(None)
    at_work = [path.id for path in paths if path.audience is Audience.PROFESSIONAL]
    child = [path.id for path in paths if path.audience is Audience.CHILD]
    return [*(role for role in roles if role in at_work), *child, *(role for role in roles if role not in at_work)]


def audience_told(facts: KnowledgeRepository, context: Context, role: str) -> Audience | None:
    """The audience that the writer turns out to belong to by the own ``role``: children, professions, and parents
    who say to be some; who works at the office also seems to by what is told. Who was taken for another so far
    must say to be of a profession; what children do, too ("ich trainiere ..."), is no sign of one."""
    path = facts.procedure(role, None)
    if role == OF_THE_OFFICE and context.audience is None and _surely_seeming(context) == role:
        return Audience.PROFESSIONAL
    if path is None or path.audience is Audience.CITIZEN:
        return None
    said = _is_said(context, role)
    if context.audience is None:
        return path.audience if said or path.audience is not Audience.PARENT else None
    return path.audience if said and path.audience is Audience.PROFESSIONAL else None


def own_path(renderer: Renderer, facts: KnowledgeRepository, context: Context) -> Procedure | None:
    """The reporting path of whom the writer says, or seems, to be in the message."""
    path = named_path(renderer, facts, context)
    return path if path and path.id in writers_roles(facts, context) else None


def asks_what_to_do(context: Context) -> bool:
    """Whether the message asks for steps, or what to do."""
    return bool({"procedure", "action"} & set(context.wanted))


def may_report(context: Context) -> bool:
    """Whether a worry is told, or it is asked in so many words how to report."""
    return context.worrying or "report" in context.wanted


def named_path(renderer: Renderer, facts: KnowledgeRepository, context: Context) -> Procedure | None:
    """The reporting path of the role that the message names: the writer's own or a profession's."""
    role = named_role(renderer, facts, context)
    path = facts.procedure(role, renderer.state, context.city) if role else None
    if path is None or path.audience is Audience.PROFESSIONAL or OFFICE_STEPS in context.wanted:
        return path
    return path if path.id in writers_roles(facts, context) else None


def citizens_path(renderer: Renderer, facts: KnowledgeRepository, context: Context) -> Procedure | None:
    """The reporting path that anybody may go; None for children and professions, whose own it is not."""
    if context.audience not in (None, Audience.CITIZEN, Audience.PARENT):
        return None
    paths = facts.procedures(renderer.state, context.city)
    return next((path for path in paths if path.audience is Audience.CITIZEN), None)
