"""Files that stay shut once the case is gone in which they were shut away."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "shut_files",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("ref", sa.String(20), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("shut_files")
