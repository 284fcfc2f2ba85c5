"""What was done to the records themselves: only ever added to (requirement 8.5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import and_, bindparam, exists, insert, select

from bot.store.database import Transaction
from bot.store.inserts import insert_or_ignore
from bot.store.tables import cases, counters, deeds, seals

DeedName = Literal["set", "viewed", "exported", "held", "released", "destroyed"]
"""set: a setting or a file of content changed, or a command changed how files are kept; viewed: a case was asked for;
exported: it, or everything, left the house; held, released: nothing of it may be deleted, and then again; destroyed: it
was, as somebody had signed."""

Seen = Literal["card", "history", "playbook", "files", "charter", "list"]
"""What somebody asked to see of a case, beside the bytes of a file."""


@dataclass(frozen=True, slots=True)
class Deed:
    """Somebody (an address; "" for the program) did something, to the case `ref` ("" where it was none)."""

    deed: DeedName
    by: str
    at: datetime
    ref: str = ""
    details: Mapping[str, Any] | None = None


async def enter(transaction: Transaction, deed: Deed) -> None:
    """Enter it in the transaction in which it is done, so that neither is there without the other."""
    row = {"at": deed.at, "by": deed.by, "deed": deed.deed, "ref": deed.ref, "details": dict(deed.details or {})}
    await transaction.execute(_ENTERING, row)


_ENTERING = insert(deeds)


async def last_set(transaction: Transaction) -> Mapping[str, Any]:
    """What stood after the last change of a setting: its details; {} before the first."""
    details: Mapping[str, Any] | None = (await transaction.execute(_LAST_SET)).scalar()
    return details or {}


async def hold_settings(transaction: Transaction) -> None:
    """Of two processes that enter the same change, one waits, and then sees that it was entered."""
    await insert_or_ignore(transaction, counters, [{"kind": "set", "value": 0}])
    await transaction.execute(_HOLDING)


_HOLDING = select(counters.c.value).where(counters.c.kind == "set").with_for_update()
_LAST_SET = select(deeds.c.details).where(deeds.c.ref == "", deeds.c.deed == "set").order_by(deeds.c.id.desc()).limit(1)


async def destructions(transaction: Transaction, ref: str) -> tuple[tuple[Any, int | None], ...]:
    """Of a case that is not there any more, what each deed says that tells of its end, and the seal of that deed; None
    while it has none."""
    return tuple((row.details, row.id) for row in await transaction.execute(_DESTRUCTIONS, {"ref": ref}))


_DESTRUCTIONS = (
    select(deeds.c.details, seals.c.id)
    .select_from(deeds.outerjoin(seals, and_(seals.c.record == deeds.name, seals.c.row == deeds.c.id)))
    .where(deeds.c.deed == "destroyed", deeds.c.ref == bindparam("ref"), ~exists().where(cases.c.ref == deeds.c.ref))
)


async def destruction(transaction: Transaction, ref: str) -> Deed | None:
    """How a case came to its end; None where it is there, or never was."""
    found = select(*(deeds.c[name] for name in Deed.__dataclass_fields__))
    row = (await transaction.execute(found.where(deeds.c.ref == ref, deeds.c.deed == "destroyed"))).first()
    return Deed(*row) if row else None
