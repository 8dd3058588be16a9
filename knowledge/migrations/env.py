"""Run by Alembic. The caller hands over an open connection (:func:`knowledge.migration.upgrade`)."""

from __future__ import annotations

from alembic import context

from knowledge.models import Base

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata)
with context.begin_transaction():
    context.run_migrations()
