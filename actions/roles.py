"""Whose reporting path a message is about."""

from __future__ import annotations

import itertools

from actions import names
from actions.context import Context
from actions.rendering import Renderer
from knowledge.repository import KnowledgeRepository
from knowledge.schema import Audience, Procedure


def named_role(renderer: Renderer, facts: KnowledgeRepository, context: Context) -> str | None:
    """The role the writer says to have, else a profession that is mentioned, else a citizen's; parents and
    children are mentioned in most questions, without a word about their own way."""
    mentioned = context.values(names.ROLE)
    paths = [path for id in mentioned if (path := facts.procedure(id, renderer.state, context.city))]
    by_audience = [[p.id for p in paths if p.audience is who] for who in (Audience.PROFESSIONAL, Audience.CITIZEN)]
    return next(iter([*_own(context), *itertools.chain(*by_audience)]), None)


def _own(context: Context) -> list[str]:
    roles = (entity for entity in context.entities if entity["entity"] == names.ROLE)
    return [str(entity["value"]) for entity in roles if entity.get("role") == names.SELF]


def own_profession(renderer: Renderer, facts: KnowledgeRepository, context: Context) -> Procedure | None:
    """The reporting path of the profession or office that the writer says to have in the message."""
    path = named_path(renderer, facts, context)
    return path if path and path.id in _own(context) and path.audience is Audience.PROFESSIONAL else None


def named_path(renderer: Renderer, facts: KnowledgeRepository, context: Context) -> Procedure | None:
    """The reporting path of the role that the message names: the writer's own or a profession's."""
    role = named_role(renderer, facts, context)
    path = facts.procedure(role, renderer.state, context.city) if role else None
    return path if path and (path.audience is Audience.PROFESSIONAL or path.id in _own(context)) else None
