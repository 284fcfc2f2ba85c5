"""Holds: cases of which nothing may be deleted, while a lawsuit or a request for records is open or to be expected.

Placing one and deleting a case both hold the case's row first (`cases.held`), so that they cannot pass each other.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete, select

from bot.case import Hold as Hold
from bot.store.database import Transaction
from bot.store.inserts import insert_or_ignore
from bot.store.tables import holds

_HOLDS = select(*(holds.c[name] for name in Hold.__dataclass_fields__))
_OLDEST_FIRST = _HOLDS.order_by(holds.c.at, holds.c.ref)


async def of_case(transaction: Transaction, ref: str) -> Hold | None:
    """The hold of a case; None while there is none."""
    return next(iter(await of_cases(transaction, (ref,))), None)


async def of_cases(transaction: Transaction, refs: Collection[str]) -> tuple[Hold, ...]:
    """The holds of these cases, the oldest first."""
    return tuple(Hold(*row) for row in await transaction.execute(_OLDEST_FIRST.where(holds.c.ref.in_(refs))))


async def is_held(transaction: Transaction, refs: Collection[str]) -> bool:
    """Whether one of these cases is on hold. Whoever is going to delete them holds them all first (`cases.held`, in the
    order of their references) and asks then."""
    return bool(await of_cases(transaction, refs))


async def everything(transaction: Transaction) -> tuple[Hold, ...]:
    """All holds, the oldest first."""
    return tuple(Hold(*row) for row in await transaction.execute(_OLDEST_FIRST))


async def place(transaction: Transaction, hold: Hold) -> bool:
    """Place a hold. False when there is one already, which stays as it is."""
    row = {"ref": hold.ref, "by": hold.by, "at": hold.at, "reason": hold.reason}
    return await insert_or_ignore(transaction, holds, [row]) == 1


async def lift(transaction: Transaction, ref: str) -> bool:
    """Take a hold away. False when there is none."""
    return (await transaction.execute(delete(holds).where(holds.c.ref == ref))).rowcount == 1
