"""A topic's answer for a child who asks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("topic", sa.Column("child_answer", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("topic", "child_answer")
