"""What a topic's question means in the middle of a conversation."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("topic", sa.Column("instead", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("topic", "instead")
