"""How to get into an office, and the languages that are spoken there."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("contact", sa.Column("accessibility", sa.Text(), nullable=True))
    op.add_column("contact", sa.Column("languages", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("contact", "languages")
    op.drop_column("contact", "accessibility")
