"""Proposals for the knowledge base: which have been written out as a file."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "written_proposals",
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"]),
        sa.PrimaryKeyConstraint("case_id", "version"),
    )
    # Each was written out within a minute of being made: what an editor has moved since must not come back.
    op.execute(
        "INSERT INTO written_proposals (case_id, version) SELECT history.case_id, history.version FROM history "
        "JOIN cases ON cases.id = history.case_id WHERE cases.kind = 'inquiry' AND history.move = 'propose'"
    )


def downgrade() -> None:
    op.drop_table("written_proposals")
