"""Evidence: the cases that hold the same file without a look at all the others."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("evidence_by_digest", "evidence", ["sha256", "case_id"])


def downgrade() -> None:
    op.drop_index("evidence_by_digest", "evidence")
