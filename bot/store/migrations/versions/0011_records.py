"""Records: what is done to them, the chain that shows a change, and what may not be deleted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SEALED = ("history", "evidence_views")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "deeds",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.String(254), nullable=False),
        sa.Column("deed", sa.String(20), nullable=False),
        sa.Column("ref", sa.String(20), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("deeds_by_ref", "deeds", ["ref", "id"])
    op.create_table(
        "seals",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("record", sa.String(20), nullable=False),
        sa.Column("row", NUMBER, nullable=False),
        sa.Column("ref", sa.String(20), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("seal", sa.String(64), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.UniqueConstraint("record", "row", name="one_seal_per_row"),
    )
    op.create_index("seals_by_ref", "seals", ["ref", "id"])
    op.create_table(
        "holds",
        sa.Column("ref", sa.String(20), primary_key=True),
        sa.Column("by", sa.String(254), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
    )
    for name in SEALED:
        _never_twice(name)


def _never_twice(name: str) -> None:
    """SQLite gives the number of the last row again once that row is deleted, unless the table was made otherwise."""
    if op.get_bind().dialect.name == "sqlite":
        with op.batch_alter_table(name, recreate="always", table_kwargs={"sqlite_autoincrement": True}):
            pass


def downgrade() -> None:
    for name in ("holds", "seals", "deeds"):
        op.drop_table(name)
    # A chain that is made anew begins at 1, and the lists of a month are drawn up.
    op.execute("DELETE FROM counters WHERE kind IN ('seals', 'set') OR kind LIKE 'lists of %'")
