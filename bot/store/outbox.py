"""What is to be told: living cards and lines, put here in a visit's transaction, and told by a worker (`sending.py`).

A row is `due` until it is claimed, `sending` while a worker tries (its claim runs out at `due_at`, so that a
worker that died leaves nothing behind), and then `shown` (a card), `sent` (a line), `refused` (for good) or
`cancelled`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Literal

from sqlalchemy import and_, bindparam, case, not_, select, update

from bot.store import bell
from bot.store.database import Transaction
from bot.store.inserts import insert_into
from bot.store.tables import cases, outbox


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


OF_CASE = outbox.c.case_id == bindparam("the_case")
NOW = bindparam("at", type_=outbox.c.due_at.type)
# Written out as it is in the index `outbox_waiting`: SQLite does not look into an index of some of the rows for a
# condition whose values it learns only later.
WAITING = outbox.c.status.in_(bindparam("waiting", ["due", "sending"], expanding=True, literal_execute=True))
_RESTING = outbox.c.status == "shown"
DUE_IF_RESTING = {
    "status": case((_RESTING, "due"), else_=outbox.c.status),
    "due_at": case((_RESTING, NOW), else_=outbox.c.due_at),
}
"""A card that rests in a chat is due at once; one that a worker has, or that is due later, stays as it is."""


async def draw_anew(transaction: Transaction, case_id: int, version: int, at: datetime) -> None:
    """Every card of a case that somebody can see is to show this version now; folded ones say nothing of it.

    A card that a worker is drawing at this moment is drawn once more: what is new about the case need not be a version.
    """
    await hold_case(transaction, case_id)
    values = {"the_case": case_id, "version": version, "at": at}
    await bell.do(transaction, _drawing_anew(transaction.dialect.name), values)


async def draw_anew_for(
    transaction: Transaction, case_id: int, version: int, at: datetime, whose: Sequence[str]
) -> None:
    """The same of the cards of these people alone: what is new about the case is for nobody else."""
    await hold_case(transaction, case_id)
    values = {"the_case": case_id, "version": version, "at": at, "whose": list(whose)}
    await bell.do(transaction, _drawing_anew_for(transaction.dialect.name), values)


@cache
def _drawing_anew(dialect: str) -> Any:
    return bell.ringing(dialect, _DRAWING_ANEW)


@cache
def _drawing_anew_for(dialect: str) -> Any:
    return bell.ringing(dialect, _DRAWING_ANEW.where(outbox.c.recipient.in_(bindparam("whose", expanding=True))))


_VERSION = bindparam("version", type_=outbox.c.wanted.type)
_SEEN = (outbox.c.shows == "card", outbox.c.status.in_(["shown", "sending", "due"]))
_REDRAWS = outbox.c.redraws + case((outbox.c.wanted == _VERSION, 1), else_=0)
_DRAWING_ANEW = update(outbox).where(OF_CASE, *_SEEN).values(wanted=_VERSION, redraws=_REDRAWS, **DUE_IF_RESTING)


async def reword(transaction: Transaction, message: str, recipient: str, words: Any, at: datetime) -> None:
    """A line that was said shows something else from now on, where it stands."""
    said = (outbox.c.shows == "line", outbox.c.recipient == recipient, outbox.c.message == message)
    changed = update(outbox).where(*said, outbox.c.status == "sent").values(words=words, status="due", due_at=at)
    await bell.do(transaction, bell.ringing(transaction.dialect.name, changed))


async def holders(transaction: Transaction, case_ids: Sequence[int], at: datetime) -> frozenset[tuple[int, str]]:
    """Who was given a card of which of these cases, or is to get it by now; what is only to be said later is none."""
    later = and_(outbox.c.status == "due", outbox.c.claims == 0, outbox.c.message == "", outbox.c.due_at > at)
    given = and_(outbox.c.shows == "card", outbox.c.status != "cancelled", not_(later))
    query = select(outbox.c.case_id, outbox.c.recipient).where(outbox.c.case_id.in_(case_ids), given)
    return frozenset((row.case_id, row.recipient) for row in await transaction.execute(query))
