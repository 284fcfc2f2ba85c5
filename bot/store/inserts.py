"""The one statement that the two databases spell alike and SQLAlchemy does not: insert, unless it is there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.database import Transaction


def upsert(transaction: Transaction, table: Table) -> Any:
    """An INSERT that understands ON CONFLICT, in the database's own dialect."""
    return sqlite.insert(table) if transaction.dialect.name == "sqlite" else postgresql.insert(table)


async def insert_or_ignore(transaction: Transaction, table: Table, rows: Sequence[dict[str, Any]]) -> int:
    """Insert rows, passing over those whose key is taken. Gives how many were new."""
    done = await transaction.execute(upsert(transaction, table).values(rows).on_conflict_do_nothing())
    return int(done.rowcount)
