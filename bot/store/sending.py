"""What a worker does with rows of the outbox: it claims them, and records what became of each.

Whatever it records names its claim, so that nothing is changed of a row that another worker has taken meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import JSON, Update, and_, bindparam, case, literal, or_, select, update

from bot.store.database import Transaction
from bot.store.outbox import DUE_IF_RESTING, NOW, OF_CASE, WAITING
from bot.store.tables import outbox

CLAIM = timedelta(seconds=60)
"""How long a row is kept for the worker that took it."""


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

    @property
    def lane(self) -> str:
        """What it keeps its order in: one person's messages, or, beside them, the files that go to that person."""
        return self.recipient + _BESIDE.get(self.shows, "")


_BESIDE = {"files": "/files"}
_LANE = outbox.c.recipient + case(_BESIDE, value=outbox.c.shows, else_="")
_CLAIMED = tuple(Claimed.__dataclass_fields__)


async def claim(transaction: Transaction, at: datetime, most: int, busy: tuple[str, ...] = ()) -> tuple[Claimed, ...]:
    """Take rows that are due and in no lane that is `busy`, oldest first; other workers pass over them until the claim
    runs out."""
    asked = {"at": at, "until": at + CLAIM, "most": most, "busy": busy}
    rows = (await transaction.execute(_CLAIMING, asked)).all()
    return tuple(sorted((Claimed(*row) for row in rows), key=lambda row: row.id))


_NEXT = (
    select(outbox.c.id)
    .where(WAITING, outbox.c.due_at <= NOW, _LANE.not_in(bindparam("busy", expanding=True)))
    .order_by(outbox.c.due_at, outbox.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_CLAIMING = (
    update(outbox)
    .where(outbox.c.id.in_(_NEXT.scalar_subquery()))
    .values(status="sending", due_at=bindparam("until"), claims=outbox.c.claims + 1)
    .returning(*(outbox.c[name] for name in _CLAIMED))
)


_MINE = update(outbox).where(
    outbox.c.id == bindparam("row"), outbox.c.claims == bindparam("claim"), outbox.c.status == "sending"
)
_UNFOLDED = and_(outbox.c.shows == "card", outbox.c.folded == 0)


async def _record(transaction: Transaction, row: Claimed, statement: Update = _MINE, **values: Any) -> bool:
    return (await transaction.execute(statement, {"row": row.id, "claim": row.claims} | values)).rowcount == 1


async def record_shown(
    transaction: Transaction, row: Claimed, platform: str, conversation: str, message: str, seen: int, at: datetime
) -> None:
    """It is in the chat. A card whose case moved on (or that was folded) meanwhile falls due again at once."""
    drawn = {"drawn_version": seen, "drawn_folded": row.folded, "drawn_redraws": row.redraws}
    there = {"platform": platform, "conversation": conversation, "message": message}
    await _record(transaction, row, _SHOWING, seen=seen, failures=0, problem="", due_at=at, **there, **drawn)


_MOVED_ON = and_(_UNFOLDED, outbox.c.wanted > bindparam("drawn_version"))
_REDRAWN = and_(_UNFOLDED, outbox.c.redraws > bindparam("drawn_redraws"))
_BEHIND = or_(_MOVED_ON, outbox.c.folded > bindparam("drawn_folded"), _REDRAWN)
# What was said is in the chat. Here it is needed no more, and would only tell who was told what.
_SHOWING = _MINE.values(
    status=case((_BEHIND, "due"), (_UNFOLDED, "shown"), else_="sent"),
    words=case((outbox.c.shows == "line", literal(JSON.NULL, outbox.c.words.type)), else_=outbox.c.words),
)


async def fold_older(transaction: Transaction, row: Claimed, at: datetime) -> int:
    """This card has just come into the chat: the older ones of its case fold, so that one alone can be pressed.

    Whoever calls this holds the case. Gives how many are to be folded now.
    """
    newest = {"the_case": row.case_id, "to": row.recipient, "newest": row.id, "at": at}
    return (await transaction.execute(_FOLDING, newest)).rowcount


_OLDER = and_(OF_CASE, outbox.c.recipient == bindparam("to"), outbox.c.id != bindparam("newest"))
_FOLDING = (
    update(outbox)
    .where(_OLDER, _UNFOLDED, outbox.c.message != "", outbox.c.status.in_(["shown", "due", "sending"]))
    .values(folded=1, **DUE_IF_RESTING)
)


async def renew(transaction: Transaction, row: Claimed, until: datetime) -> bool:
    """Whoever claimed it is still at work. False when another worker has taken the row meanwhile."""
    return await _record(transaction, row, due_at=until)


async def release(transaction: Transaction, row: Claimed, at: datetime) -> None:
    """Whoever claimed it will not send it: it is anybody's again."""
    await _record(transaction, row, status="due", due_at=at)


async def try_later(transaction: Transaction, row: Claimed, until: datetime, problem: str) -> None:
    """It did not get through this time."""
    await _record(transaction, row, status="due", due_at=until, failures=row.failures + 1, problem=problem)


async def post_anew(transaction: Transaction, row: Claimed, at: datetime) -> None:
    """The message is there no more: it is posted again, wherever the person is now."""
    await _record(transaction, row, status="due", due_at=at, platform="", conversation="", message="")


async def settle(transaction: Transaction, row: Claimed, status: Literal["refused", "cancelled"], problem: str) -> bool:
    """It will not be sent. False when another worker has taken the row meanwhile."""
    return await _record(transaction, row, status=status, problem=problem)
