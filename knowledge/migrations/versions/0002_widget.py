"""What the chat looks like on the pages of a city."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("city", sa.Column("widget", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("city", "widget")
