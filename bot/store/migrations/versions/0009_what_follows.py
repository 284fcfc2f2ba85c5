"""Evidence: what follows once a file is kept is done also where its worker dies before that."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("evidence", sa.Column("follow_at", sa.DateTime(timezone=True)))
    op.create_index("evidence_to_follow", "evidence", ["follow_at"])


def downgrade() -> None:
    op.drop_index("evidence_to_follow", "evidence")
    with op.batch_alter_table("evidence") as evidence:
        evidence.drop_column("follow_at")
