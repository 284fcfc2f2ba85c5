"""The register: the newest cases of a kind without a look at all the others."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("cases_by_kind", "cases", ["kind", "id"])


def downgrade() -> None:
    op.drop_index("cases_by_kind", "cases")
