"""How cases are read from their rows: one, or as many as a query finds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, select

from bot.store.database import Transaction
from bot.store.tables import cases
from bot.workflow import Case

COLUMNS = tuple(column for name in Case.__dataclass_fields__ if (column := cases.c.get(name)) is not None)
"""What is read of a case, in the order in which it is put together."""

CASES = select(*COLUMNS)


async def one_case(transaction: Transaction, statement: Any, values: Mapping[str, Any] | None = None) -> Case | None:
    """The case that a statement finds or gives back; None where there is none."""
    row = (await transaction.execute(statement, values)).first()
    return Case(*row) if row else None


async def every_case(
    transaction: Transaction, query: Select[Any], values: Mapping[str, Any] | None = None
) -> tuple[Case, ...]:
    """All cases that a query finds, in its order."""
    return tuple(Case(*row) for row in await transaction.execute(query, values))
