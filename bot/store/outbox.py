"""What is to be told: living cards and lines, claimed by a worker, sent, and recorded.

A row is `due` until it is claimed, `sending` while a worker tries (its claim runs out at `due_at`, so that a
worker that died leaves nothing behind), and then `shown` (a card), `sent` (a line), `refused` (for good) or
`cancelled`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Row, and_, bindparam, case, literal, or_, select, update

from bot.store.bell import ringing
from bot.store.database import Transaction
from bot.store.inserts import upsert
from bot.store.tables import cases, outbox

CLAIM = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Notice:
    """One row of the outbox, as it is written. `words` is a packed card; see the table for the rest."""

    key: str
    shows: Literal["card", "line"]
    recipient: str
    words: Any
    due_at: datetime
    case_id: int | None = None
    role: str = ""
    only_in: str = ""
    wanted: int = 0


@dataclass(frozen=True, slots=True)
class Claimed:
    """A row that this worker may send. `claims` is the claim's own number, which recording must name."""

    id: int
    key: str
    shows: str
    case_id: int | None
    recipient: str
    role: str
    platform: str
    words: Any
    only_in: str
    wanted: int
    folded: int
    redraws: int
    claims: int
    failures: int
    conversation: str
    message: str


_CLAIMED = tuple(Claimed.__dataclass_fields__)


async def put(transaction: Transaction, notices: Sequence[Notice], at: datetime) -> None:
    """Add rows; one whose key is there already is the same telling, and stays as it is."""
    if notices:
        blank = {
            "platform": "",
            "status": "due",
            "seen": 0,
            "folded": 0,
            "claims": 0,
            "failures": 0,
            "conversation": "",
            "message": "",
        }
        rows = [_columns(notice) | blank | {"problem": "", "created_at": at} for notice in notices]
        added = upsert(transaction, outbox).values(rows).on_conflict_do_nothing()
        await transaction.execute(ringing(transaction, added))


def _columns(notice: Notice) -> dict[str, Any]:
    return {name: getattr(notice, name) for name in Notice.__dataclass_fields__}


async def _hold_case(transaction: Transaction, case_id: int | None) -> None:
    """Whoever changes several rows of a case holds the case first: two who do so wait, and never for each other.

    SQLite lets one write at a time anyhow.
    """
    if transaction.dialect.name != "sqlite":
        await transaction.execute(select(cases.c.id).where(cases.c.id == case_id).with_for_update(key_share=True))


async def want(transaction: Transaction, case_id: int, version: int, at: datetime) -> None:
    """Every card of a case that somebody can see is to show this version now; folded ones say nothing of it.

    A card that a worker is drawing at this moment is drawn once more: what is new about the case need not be a version.
    """
    shown = outbox.c.status == "shown"
    wanting = (
        update(outbox)
        .where(outbox.c.case_id == case_id, outbox.c.shows == "card", outbox.c.status.in_(["shown", "sending", "due"]))
        .values(
            wanted=version,
            redraws=outbox.c.redraws + case((outbox.c.wanted == version, 1), else_=0),
            status=case((shown, "due"), else_=outbox.c.status),
            due_at=case((shown, literal(at, outbox.c.due_at.type)), else_=outbox.c.due_at),
        )
    )
    await _hold_case(transaction, case_id)
    await transaction.execute(ringing(transaction, wanting))


async def cancel_reminders(transaction: Transaction, case_id: int, at: datetime) -> None:
    """What was to be said later about a case is not said any more."""
    later = and_(outbox.c.status == "due", outbox.c.due_at > at, outbox.c.message == "", outbox.c.only_in != "")
    await transaction.execute(update(outbox).where(outbox.c.case_id == case_id, later).values(status="cancelled"))


async def cancel(transaction: Transaction, key: str) -> None:
    """What was to be said later under this key is not said any more; what is said already stays."""
    waiting = and_(outbox.c.key == key, outbox.c.status == "due", outbox.c.message == "")
    await transaction.execute(update(outbox).where(waiting).values(status="cancelled"))


async def postpone_reminders(transaction: Transaction, case_id: int, recipient: str, until: datetime) -> int:
    """Move somebody's reminders of a case that would come sooner to this moment. Gives how many were moved."""
    mine = and_(outbox.c.recipient == recipient, outbox.c.status == "due", outbox.c.only_in != "")
    sooner = and_(outbox.c.case_id == case_id, mine, outbox.c.message == "", outbox.c.due_at < until)
    await _hold_case(transaction, case_id)
    return int((await transaction.execute(update(outbox).where(sooner).values(due_at=until))).rowcount)


# Written out as it is in the index `outbox_waiting`: SQLite does not look into an index of some of the rows for a
# condition whose values it learns only later.
_waiting = outbox.c.status.in_(bindparam("waiting", ["due", "sending"], expanding=True, literal_execute=True))


async def claim(transaction: Transaction, at: datetime, most: int) -> tuple[Claimed, ...]:
    """Take rows that are due, oldest first; other workers pass over them until the claim runs out."""
    waiting = (
        select(outbox.c.id)
        .where(_waiting, outbox.c.due_at <= at)
        .order_by(outbox.c.due_at, outbox.c.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    taken = (
        update(outbox)
        .where(outbox.c.id.in_(waiting.scalar_subquery()))
        .values(status="sending", due_at=at + CLAIM, claims=outbox.c.claims + 1)
        .returning(*(outbox.c[name] for name in _CLAIMED))
    )
    rows = (await transaction.execute(taken)).all()
    return tuple(sorted((_claimed(row) for row in rows), key=lambda row: row.id))


def _claimed(row: Row[Any]) -> Claimed:
    return Claimed(**row._mapping)


async def _record(transaction: Transaction, row: Claimed, **values: Any) -> bool:
    mine = (outbox.c.id == row.id, outbox.c.claims == row.claims, outbox.c.status == "sending")
    return (await transaction.execute(update(outbox).where(*mine).values(**values))).rowcount == 1


async def shown(
    transaction: Transaction, row: Claimed, platform: str, conversation: str, message: str, seen: int, at: datetime
) -> None:
    """It is in the chat. A card whose case moved on (or that was folded) meanwhile falls due again at once."""
    unfolded = and_(outbox.c.shows == "card", outbox.c.folded == 0)
    moved_on, redrawn = and_(unfolded, outbox.c.wanted > seen), and_(unfolded, outbox.c.redraws > row.redraws)
    behind = or_(moved_on, outbox.c.folded > row.folded, redrawn)
    settled = case((unfolded, "shown"), else_="sent")
    await _record(
        transaction,
        row,
        platform=platform,
        conversation=conversation,
        message=message,
        seen=seen,
        failures=0,
        problem="",
        status=case((behind, "due"), else_=settled),
        due_at=literal(at, outbox.c.due_at.type),
    )


async def fold_older(transaction: Transaction, row: Claimed, at: datetime) -> None:
    """This card has just come into the chat: the older ones of its case fold, so that one alone can be pressed."""
    older = and_(outbox.c.case_id == row.case_id, outbox.c.recipient == row.recipient, outbox.c.id != row.id)
    seen = and_(outbox.c.shows == "card", outbox.c.message != "", outbox.c.folded == 0)
    resting = outbox.c.status == "shown"
    await _hold_case(transaction, row.case_id)
    await transaction.execute(
        update(outbox)
        .where(older, seen, outbox.c.status.in_(["shown", "due", "sending"]))
        .values(
            folded=1,
            status=case((resting, "due"), else_=outbox.c.status),
            due_at=case((resting, literal(at, outbox.c.due_at.type)), else_=outbox.c.due_at),
        )
    )


async def later(transaction: Transaction, row: Claimed, until: datetime, problem: str) -> None:
    """It did not get through this time."""
    await _record(transaction, row, status="due", due_at=until, failures=row.failures + 1, problem=problem)


async def anew(transaction: Transaction, row: Claimed, at: datetime) -> None:
    """The message is there no more: it is posted again, wherever the person is now."""
    await _record(transaction, row, status="due", due_at=at, platform="", conversation="", message="")


async def settle(transaction: Transaction, row: Claimed, status: Literal["refused", "cancelled"], problem: str) -> bool:
    """It will not be sent. False when another worker has taken the row meanwhile."""
    return await _record(transaction, row, status=status, problem=problem)


async def holders(transaction: Transaction, case_ids: Sequence[int]) -> frozenset[tuple[int, str]]:
    """Who was given a card of which of these cases, whatever became of it."""
    query = select(outbox.c.case_id, outbox.c.recipient).where(outbox.c.case_id.in_(case_ids), outbox.c.shows == "card")
    return frozenset((row.case_id, row.recipient) for row in await transaction.execute(query))


async def refused(transaction: Transaction, most: int) -> tuple[Any, ...]:
    """The newest notices that reached nobody."""
    query = select(outbox).where(outbox.c.status == "refused").order_by(outbox.c.id.desc()).limit(most)
    return tuple((await transaction.execute(query)).all())
