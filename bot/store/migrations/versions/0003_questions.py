"""Questions: what was asked, without names, and who was told which answer, without words."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "questions",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("slug", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("others", sa.JSON(), nullable=False),
        sa.Column("helped", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("questions_by_day", "questions", ["day"])
    op.create_table(
        "told",
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("slug", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("email", "slug"),
    )
    op.create_index("told_by_entry", "told", ["slug", "version"])
    op.create_index("outbox_by_recipient", "outbox", ["recipient", "message"])


def downgrade() -> None:
    op.drop_index("outbox_by_recipient", "outbox")
    op.drop_table("told")
    op.drop_table("questions")
