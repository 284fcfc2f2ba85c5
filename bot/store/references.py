"""The numbers of cases, as people quote them: the next of each kind, counted in the database."""

from __future__ import annotations

from functools import cache
from typing import Any

from bot.store.database import Transaction
from bot.store.inserts import insert_into
from bot.store.tables import counters

FIRST_NUMBER = 1001


async def next_ref(transaction: Transaction, kind: str, prefix: str) -> str:
    """The next reference of a kind (`R-1001`). Two who ask at once wait for each other, so none comes twice."""
    first = {"kind": kind, "value": FIRST_NUMBER}
    number = (await transaction.execute(_counting(transaction.dialect.name), first)).scalar_one()
    return f"{prefix}-{number:04d}"


@cache
def _counting(dialect: str) -> Any:
    one_more = {"value": counters.c.value + 1}
    counted = insert_into(dialect, counters).on_conflict_do_update(index_elements=["kind"], set_=one_more)
    return counted.returning(counters.c.value)
