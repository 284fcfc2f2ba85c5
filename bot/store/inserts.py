"""The one statement that the two databases spell alike and SQLAlchemy does not: insert, unless it is there.

Statements that take their values when they are executed are made once: to make one costs more than to execute it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.database import Transaction


def insert_into(dialect: str, table: Table) -> Any:
    """An INSERT that understands ON CONFLICT, in the database's own dialect."""
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)


async def insert_or_ignore(transaction: Transaction, table: Table, rows: Sequence[dict[str, Any]]) -> int:
    """Insert rows, passing over those whose key is taken. Gives how many were new."""
    statement = _or_ignore(transaction.dialect.name, table)
    return sum([(await transaction.execute(statement, row)).rowcount for row in rows])


@cache
def _or_ignore(dialect: str, table: Table) -> Any:
    return insert_into(dialect, table).on_conflict_do_nothing()


async def insert_or_update(
    transaction: Transaction, table: Table, row: Mapping[str, Any], key: tuple[str, ...], fresh: tuple[str, ...]
) -> None:
    """Insert a row; where its key is taken, the row that is there takes over the columns that are `fresh`."""
    await transaction.execute(_or_update(transaction.dialect.name, table, key, fresh), row)


@cache
def _or_update(dialect: str, table: Table, key: tuple[str, ...], fresh: tuple[str, ...]) -> Any:
    statement = insert_into(dialect, table)
    return statement.on_conflict_do_update(index_elements=key, set_={name: statement.excluded[name] for name in fresh})
