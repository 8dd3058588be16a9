"""What people call an office by."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("contact", sa.Column("names", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("contact", "names")
