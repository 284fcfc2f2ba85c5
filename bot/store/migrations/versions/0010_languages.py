"""Seats: in which language somebody has a chat, as far as it says."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("seats", sa.Column("language", sa.Text()))


def downgrade() -> None:
    with op.batch_alter_table("seats") as seats:
        seats.drop_column("language")
