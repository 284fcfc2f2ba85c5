"""Holds: cases of which nothing may be deleted, while a lawsuit or a request for records is open or to be expected.

Placing one and deleting a case both hold the case's row first (`cases.held`), so that they cannot pass each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from bot.store.database import Transaction
from bot.store.inserts import insert_or_ignore
from bot.store.tables import holds


@dataclass(frozen=True, slots=True)
class Hold:
    """The case `ref` is on hold since then, for a reason in the words of whoever placed it."""

    ref: str
    by: str
    at: datetime
    reason: str


_HOLDS = select(*(holds.c[name] for name in Hold.__dataclass_fields__))


async def of_case(transaction: Transaction, ref: str) -> Hold | None:
    """The hold of a case; None while there is none."""
    row = (await transaction.execute(_HOLDS.where(holds.c.ref == ref))).first()
    return Hold(*row) if row else None


async def everything(transaction: Transaction) -> tuple[Hold, ...]:
    """All holds, the oldest first."""
    return tuple(Hold(*row) for row in await transaction.execute(_HOLDS.order_by(holds.c.at, holds.c.ref)))


async def place(transaction: Transaction, hold: Hold) -> bool:
    """Place a hold. False when there is one already, which stays as it is."""
    row = {"ref": hold.ref, "by": hold.by, "at": hold.at, "reason": hold.reason}
    return await insert_or_ignore(transaction, holds, [row]) == 1


async def lift(transaction: Transaction, ref: str) -> bool:
    """Take a hold away. False when there is none."""
    return (await transaction.execute(delete(holds).where(holds.c.ref == ref))).rowcount == 1
