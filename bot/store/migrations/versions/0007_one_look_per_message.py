"""Evidence: a copy that took several tries to arrive in a chat was looked at once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("evidence_views", sa.Column("message", sa.String(length=300), nullable=True))
    op.create_index("evidence_views_by_message", "evidence_views", ["message", "evidence_id"], unique=True)


def downgrade() -> None:
    op.drop_index("evidence_views_by_message", "evidence_views")
    with op.batch_alter_table("evidence_views") as views:
        views.drop_column("message")
