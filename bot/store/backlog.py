"""How far behind delivery and the sealing of the log are, and what delivery gave up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select

from bot.store import log_lines
from bot.store.database import Transaction
from bot.store.tables import cases, outbox


@dataclass(frozen=True, slots=True)
class Backlog:
    """due: rows that should have left by now · oldest: since when the first of them is due, None where there is none
    · refused: rows that were given up for good · unsealed: since when the log waits for its next seal, None where it
    does not"""

    due: int
    oldest: datetime | None
    refused: int
    unsealed: datetime | None


@dataclass(frozen=True, slots=True)
class Lost:
    """A message that reached nobody: since when, for whom, about which case ("" for none), and why."""

    at: datetime
    recipient: str
    case: str
    why: str


async def lost(transaction: Transaction) -> tuple[Lost, ...]:
    """All messages that were given up, newest first."""
    query = (
        select(outbox.c.created_at, outbox.c.recipient, cases.c.ref, outbox.c.problem)
        .outerjoin(cases, cases.c.id == outbox.c.case_id)
        .where(outbox.c.status == "refused")
        .order_by(outbox.c.id.desc())
    )
    rows = (await transaction.execute(query)).all()
    return tuple(Lost(row.created_at, row.recipient, row.ref or "", row.problem) for row in rows)


async def lost_between(transaction: Transaction, since: datetime, until: datetime) -> int:
    """How many messages were given up between two moments. The time of a row that was given up is its last try's."""
    then = and_(outbox.c.due_at >= since, outbox.c.due_at < until)
    query = select(func.count()).where(outbox.c.status == "refused", then)
    return int((await transaction.execute(query)).scalar_one())


async def backlog(transaction: Transaction, at: datetime) -> Backlog:
    """How the outbox stands at a moment. A row that a worker holds right now is none that waits."""
    waiting = select(func.count(), func.min(outbox.c.due_at)).where(outbox.c.status == "due", outbox.c.due_at <= at)
    refused = select(func.count()).where(outbox.c.status == "refused")
    due, oldest = (await transaction.execute(waiting)).one()
    unsealed = await log_lines.waiting_since(transaction)
    return Backlog(due, oldest, (await transaction.execute(refused)).scalar_one(), unsealed)
