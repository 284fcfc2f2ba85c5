"""What is to be told: living cards and lines, claimed by a worker, sent, and recorded.

A row is `due` until it is claimed, `sending` while a worker tries (its claim runs out at `due_at`, so that a
worker that died leaves nothing behind), and then `shown` (a card), `sent` (a line), `refused` (for good) or
`cancelled`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Literal

from sqlalchemy import JSON, Update, and_, bindparam, case, literal, not_, or_, select, update

from bot.store import bell
from bot.store.database import Transaction
from bot.store.inserts import insert_into
from bot.store.tables import cases, outbox

CLAIM = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Notice:
    """One row of the outbox, as it is written. `words` is a packed card; see the table for the rest.

    Of shows="files" the words are: `files` (their numbers), `says` (beside them), `otherwise` (a packed card, for a
    chat that takes none).
    """

    key: str
    shows: Literal["card", "line", "files"]
    recipient: str
    words: Any
    due_at: datetime
    case_id: int | None = None
    role: str = ""
    only_in: str = ""
    wanted: int = 0
    exact: int = 0


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


async def put(transaction: Transaction, notices: Sequence[Notice], at: datetime) -> None:
    """Add rows; one whose key is there already is the same telling, and stays as it is."""
    if notices:
        rows = [{name: getattr(notice, name) for name in _WRITTEN} | _BLANK | {"created_at": at} for notice in notices]
        await bell.do(transaction, _putting(transaction.dialect.name), rows)


_WRITTEN = tuple(Notice.__dataclass_fields__)
_BLANK = {
    "platform": "",
    "status": "due",
    "seen": 0,
    "folded": 0,
    "claims": 0,
    "failures": 0,
    "conversation": "",
    "message": "",
    "problem": "",
}


@cache
def _putting(dialect: str) -> Any:
    return bell.ringing(dialect, insert_into(dialect, outbox).on_conflict_do_nothing())


async def is_there(transaction: Transaction, key: str) -> bool:
    """Whether a row has this key: what it says was put here before, and is told or will be."""
    return (await transaction.execute(_THERE, {"the_key": key})).first() is not None


_THERE = select(outbox.c.id).where(outbox.c.key == bindparam("the_key"))


async def hold_case(transaction: Transaction, case_id: int | None) -> None:
    """Whoever changes several rows of a case holds the case first: two who do so wait, and never for each other.

    SQLite lets one write at a time anyhow, and a row of no case is changed by whoever claimed it alone.
    """
    if case_id is not None and transaction.dialect.name != "sqlite":
        await transaction.execute(_HOLDING, {"the_case": case_id})


_HOLDING = select(cases.c.id).where(cases.c.id == bindparam("the_case")).with_for_update(key_share=True)
_OF_CASE = outbox.c.case_id == bindparam("the_case")
_RESTING = outbox.c.status == "shown"
_NOW = bindparam("at", type_=outbox.c.due_at.type)
_DUE_IF_RESTING = {
    "status": case((_RESTING, "due"), else_=outbox.c.status),
    "due_at": case((_RESTING, _NOW), else_=outbox.c.due_at),
}


async def want(transaction: Transaction, case_id: int, version: int, at: datetime) -> None:
    """Every card of a case that somebody can see is to show this version now; folded ones say nothing of it.

    A card that a worker is drawing at this moment is drawn once more: what is new about the case need not be a version.
    """
    await hold_case(transaction, case_id)
    await bell.do(transaction, _wanting(transaction.dialect.name), {"the_case": case_id, "version": version, "at": at})


async def want_for(transaction: Transaction, case_id: int, version: int, at: datetime, whose: Sequence[str]) -> None:
    """The same of the cards of these people alone: what is new about the case is for nobody else."""
    await hold_case(transaction, case_id)
    values = {"the_case": case_id, "version": version, "at": at, "whose": list(whose)}
    await bell.do(transaction, _wanting_for(transaction.dialect.name), values)


@cache
def _wanting(dialect: str) -> Any:
    return bell.ringing(dialect, _WANTING)


@cache
def _wanting_for(dialect: str) -> Any:
    return bell.ringing(dialect, _WANTING.where(outbox.c.recipient.in_(bindparam("whose", expanding=True))))


_VERSION = bindparam("version", type_=outbox.c.wanted.type)
_SEEN = (outbox.c.shows == "card", outbox.c.status.in_(["shown", "sending", "due"]))
_REDRAWS = outbox.c.redraws + case((outbox.c.wanted == _VERSION, 1), else_=0)
_WANTING = update(outbox).where(_OF_CASE, *_SEEN).values(wanted=_VERSION, redraws=_REDRAWS, **_DUE_IF_RESTING)


# Written out as it is in the index `outbox_waiting`: SQLite does not look into an index of some of the rows for a
# condition whose values it learns only later.
_WAITING = outbox.c.status.in_(bindparam("waiting", ["due", "sending"], expanding=True, literal_execute=True))
_NEXT = (
    select(outbox.c.id)
    .where(_WAITING, outbox.c.due_at <= _NOW, _LANE.not_in(bindparam("busy", expanding=True)))
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


async def put_off_reminders(transaction: Transaction, at: datetime, opens: datetime) -> None:
    """What reminds somebody comes in working hours, also where it was late or put off: what would be said `at` this
    moment waits until work begins, at `opens` (the moment itself while people work). An `exact` one
    does not."""
    if opens > at:
        await transaction.execute(_PUTTING_OFF, {"at": at, "opens": opens})


# A reminder is what was written to be said later. What was tried already is not kept back again: it is
# delivery that repeats it, and soon.
_REMINDING = (
    select(outbox.c.id)
    .where(_WAITING, outbox.c.due_at <= _NOW, outbox.c.due_at > outbox.c.created_at)
    .where(outbox.c.claims == 0, outbox.c.only_in != "", outbox.c.exact == 0)
    .with_for_update(skip_locked=True)
)
_PUTTING_OFF = (
    update(outbox)
    .where(outbox.c.id.in_(_REMINDING.scalar_subquery()))
    .values(due_at=bindparam("opens", type_=outbox.c.due_at.type))
)


async def claim(transaction: Transaction, at: datetime, most: int, busy: tuple[str, ...] = ()) -> tuple[Claimed, ...]:
    """Take rows that are due and in no lane that is `busy`, oldest first; other workers pass over them until the claim
    runs out."""
    asked = {"at": at, "until": at + CLAIM, "most": most, "busy": busy}
    rows = (await transaction.execute(_CLAIMING, asked)).all()
    return tuple(sorted((Claimed(*row) for row in rows), key=lambda row: row.id))


_MINE = update(outbox).where(
    outbox.c.id == bindparam("row"), outbox.c.claims == bindparam("claim"), outbox.c.status == "sending"
)


async def _record(transaction: Transaction, row: Claimed, statement: Update = _MINE, **values: Any) -> bool:
    return (await transaction.execute(statement, {"row": row.id, "claim": row.claims} | values)).rowcount == 1


async def shown(
    transaction: Transaction, row: Claimed, platform: str, conversation: str, message: str, seen: int, at: datetime
) -> None:
    """It is in the chat. A card whose case moved on (or that was folded) meanwhile falls due again at once."""
    drawn = {"drawn_version": seen, "drawn_folded": row.folded, "drawn_redraws": row.redraws}
    there = {"platform": platform, "conversation": conversation, "message": message}
    await _record(transaction, row, _SHOWING, seen=seen, failures=0, problem="", due_at=at, **there, **drawn)


_UNFOLDED = and_(outbox.c.shows == "card", outbox.c.folded == 0)
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


_OLDER = and_(_OF_CASE, outbox.c.recipient == bindparam("to"), outbox.c.id != bindparam("newest"))
_FOLDING = (
    update(outbox)
    .where(_OLDER, _UNFOLDED, outbox.c.message != "", outbox.c.status.in_(["shown", "due", "sending"]))
    .values(folded=1, **_DUE_IF_RESTING)
)


async def reword(transaction: Transaction, message: str, recipient: str, words: Any, at: datetime) -> None:
    """A line that was said shows something else from now on, where it stands."""
    said = (outbox.c.shows == "line", outbox.c.recipient == recipient, outbox.c.message == message)
    changed = update(outbox).where(*said, outbox.c.status == "sent").values(words=words, status="due", due_at=at)
    await bell.do(transaction, bell.ringing(transaction.dialect.name, changed))


async def later(transaction: Transaction, row: Claimed, until: datetime, problem: str) -> None:
    """It did not get through this time."""
    await _record(transaction, row, status="due", due_at=until, failures=row.failures + 1, problem=problem)


async def let_go(transaction: Transaction, row: Claimed, at: datetime) -> None:
    """Whoever claimed it will not send it: it is anybody's again."""
    await _record(transaction, row, status="due", due_at=at)


async def renew(transaction: Transaction, row: Claimed, until: datetime) -> bool:
    """Whoever claimed it is still at work. False when another worker has taken the row meanwhile."""
    return await _record(transaction, row, due_at=until)


async def anew(transaction: Transaction, row: Claimed, at: datetime) -> None:
    """The message is there no more: it is posted again, wherever the person is now."""
    await _record(transaction, row, status="due", due_at=at, platform="", conversation="", message="")


async def settle(transaction: Transaction, row: Claimed, status: Literal["refused", "cancelled"], problem: str) -> bool:
    """It will not be sent. False when another worker has taken the row meanwhile."""
    return await _record(transaction, row, status=status, problem=problem)


async def holders(transaction: Transaction, case_ids: Sequence[int], at: datetime) -> frozenset[tuple[int, str]]:
    """Who was given a card of which of these cases, or is to get it by now; what is only to be said later is none."""
    later = and_(outbox.c.status == "due", outbox.c.claims == 0, outbox.c.message == "", outbox.c.due_at > at)
    given = and_(outbox.c.shows == "card", outbox.c.status != "cancelled", not_(later))
    query = select(outbox.c.case_id, outbox.c.recipient).where(outbox.c.case_id.in_(case_ids), given)
    return frozenset((row.case_id, row.recipient) for row in await transaction.execute(query))
