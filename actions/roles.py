"""Whose reporting path a message is about."""

from __future__ import annotations

from actions import names
from actions.context import Context
from actions.rendering import Renderer
from knowledge.repository import KnowledgeRepository
from knowledge.schema import Audience, Procedure


def named_role(renderer: Renderer, facts: KnowledgeRepository, context: Context) -> str | None:
    """The role the writer says to have, else a profession that is mentioned, else whatever role is."""
    roles = [entity for entity in context.entities if entity["entity"] == names.ROLE]
    own = [str(entity["value"]) for entity in roles if entity.get("role") == names.SELF]
    mentioned = context.values(names.ROLE)
    paths = [path for id in mentioned if (path := facts.procedure(id, renderer.state, context.city))]
    professions = [path.id for path in paths if path.audience is Audience.PROFESSIONAL]
    return next(iter([*own, *professions, *mentioned]), None)


def named_path(renderer: Renderer, facts: KnowledgeRepository, context: Context) -> Procedure | None:
    """The reporting path of the role that the message names."""
    role = named_role(renderer, facts, context)
    return facts.procedure(role, renderer.state, context.city) if role else None
