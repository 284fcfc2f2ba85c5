"""Rows of the outbox that are to be said later: cancelled, moved, or said to somebody else while they are unsaid."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, or_, select, update

from bot.store.database import Transaction
from bot.store.outbox import NOW, WAITING, hold_case
from bot.store.tables import outbox


async def cancel(transaction: Transaction, case_id: int, at: datetime, whose: Collection[str] | None = None) -> None:
    """What was to be said later about a case is not said any more: to these people, or (None) to anybody."""
    theirs = _CANCELLING if whose is None else _CANCELLING.where(outbox.c.recipient.in_(whose))
    if whose is None or whose:
        await transaction.execute(theirs, {"the_case": case_id, "at": at})


_UNSAID = and_(outbox.c.status == "due", outbox.c.message == "")
# What counts in several states outlives the step from one of them to another.
_OF_ONE_STATE = outbox.c.only_in.not_like("% %")
_LATER = and_(_UNSAID, outbox.c.due_at > NOW, outbox.c.only_in != "", _OF_ONE_STATE)
_CANCELLING = update(outbox).where(outbox.c.case_id == bindparam("the_case"), _LATER).values(status="cancelled")


async def to_come(
    transaction: Transaction, case_ids: Sequence[int], at: datetime
) -> frozenset[tuple[int | None, str, str]]:
    """What is to be said later about these cases: (case, to whom, in which role)."""
    columns = (outbox.c.case_id, outbox.c.recipient, outbox.c.role)
    query = select(*columns).where(outbox.c.case_id.in_(case_ids), _LATER)
    return frozenset(tuple(row) for row in await transaction.execute(query, {"at": at}))


async def forget(transaction: Transaction, key: str) -> None:
    """What was to be said later under this key is not said any more; what is said already stays."""
    await transaction.execute(update(outbox).where(outbox.c.key == key, _UNSAID).values(status="cancelled"))


async def readdress(transaction: Transaction, key: str, recipient: str, words: Any) -> None:
    """What was to be said later under this key is said to somebody else, in these words; what is said already stays."""
    unsaid = update(outbox).where(outbox.c.key == key, _UNSAID)
    await transaction.execute(unsaid.values(recipient=recipient, words=words))


async def postpone(transaction: Transaction, case_id: int, recipient: str, until: datetime) -> int:
    """Move somebody's reminders of a case that would come sooner to this moment, but for what was promised to the hour:
    an exact one that counts in several states. Gives how many were moved."""
    mine = and_(outbox.c.case_id == case_id, outbox.c.recipient == recipient, outbox.c.only_in != "")
    sooner = and_(mine, _UNSAID, outbox.c.due_at < until, or_(outbox.c.exact == 0, _OF_ONE_STATE))
    await hold_case(transaction, case_id)
    return int((await transaction.execute(update(outbox).where(sooner).values(due_at=until))).rowcount)


async def put_off(transaction: Transaction, at: datetime, opens: datetime) -> None:
    """What reminds somebody comes in working hours, also where it was late or put off: what would be said `at` this
    moment waits until work begins, at `opens` (the moment itself while people work). An `exact` one does not."""
    if opens > at:
        await transaction.execute(_PUTTING_OFF, {"at": at, "opens": opens})


# A reminder is what was written to be said later. What was tried already is not kept back again: it is
# delivery that repeats it, and soon.
_REMINDING = (
    select(outbox.c.id)
    .where(WAITING, outbox.c.due_at <= NOW, outbox.c.due_at > outbox.c.created_at)
    .where(outbox.c.claims == 0, outbox.c.only_in != "", outbox.c.exact == 0)
    .with_for_update(skip_locked=True)
)
_PUTTING_OFF = (
    update(outbox)
    .where(outbox.c.id.in_(_REMINDING.scalar_subquery()))
    .values(due_at=bindparam("opens", type_=outbox.c.due_at.type))
)
