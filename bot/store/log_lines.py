"""The log: what was done to cases (`history`), to their files (`evidence_views`) and to the records (`deeds`), read as
one. None of the three is ever changed; a row goes with its whole case, as somebody has signed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property
from heapq import merge
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, bindparam, exists, func, literal, select, union_all

from bot.store.database import Transaction
from bot.store.digests import digest
from bot.store.tables import cases, deeds, evidence, evidence_views, history, metadata, seals

RECORDS: tuple[str, ...] = ("history", "evidence_views", "deeds")
"""By the names of their tables."""

UNREADABLE = (ValueError, TypeError)
"""What comes of a moment or of JSON that is none: somebody wrote it by hand."""

_WITH_CASE: Mapping[str, tuple[FromClause, ColumnElement[str]]] = {
    "history": (history.outerjoin(cases), cases.c.ref),
    "evidence_views": (evidence_views.outerjoin(evidence).outerjoin(cases), cases.c.ref),
    "deeds": (deeds, deeds.c.ref),
}
"""Where a record and the case that each row tells of are found."""


@dataclass(frozen=True)
class Line:
    """A row of a record, and the reference of the case that it tells of ("" for none)."""

    record: str
    values: Mapping[str, Any]
    ref: str

    @property
    def row(self) -> int:
        return int(self.values["id"])

    @property
    def at(self) -> datetime:
        at: datetime = self.values["at"]
        return at

    @cached_property
    def digest(self) -> str:
        return digest(self.values).hex()


async def unsealed(transaction: Transaction, beyond: Mapping[str, int], most: int) -> tuple[Line, ...]:
    """The oldest rows that bear no seal, of those beyond these numbers; each record in the order of its numbers."""
    waiting = [await _unsealed_of(transaction, record, beyond.get(record, 0), most) for record in RECORDS]
    return tuple(islice(merge(*waiting, key=lambda line: line.at), most))


async def _unsealed_of(transaction: Transaction, record: str, beyond: int, most: int) -> list[Line]:
    found = await transaction.execute(_without_seal(record), {"beyond": beyond, "most": most})
    return list(_lines(record, found))


@cache
def _without_seal(record: str) -> Select[Any]:
    table = metadata.tables[record]
    sealed = exists().where(seals.c.record == record, seals.c.row == table.c.id)
    return _all_of(record).where(~sealed, table.c.id > bindparam("beyond")).limit(bindparam("most"))


@cache
def _all_of(record: str) -> Select[Any]:
    table, (source, ref) = metadata.tables[record], _WITH_CASE[record]
    return select(*table.c, ref.label("of_case")).select_from(source).order_by(table.c.id)


def _lines(record: str, found: Iterable[Any]) -> Iterable[Line]:
    for row in found:
        *values, ref = row
        yield Line(record, dict(zip(metadata.tables[record].c.keys(), values, strict=True)), ref or "")


async def by_rows(transaction: Transaction, record: str, rows: Collection[int]) -> dict[int, Line | None]:
    """Those rows of a record that are there, by their numbers; None for one that cannot even be read."""
    try:
        found = await transaction.execute(_numbered(record), {"rows": list(rows)})
        return {line.row: line for line in _lines(record, found)}
    except UNREADABLE:
        return await _one_by_one(transaction, record, rows)


async def _one_by_one(transaction: Transaction, record: str, rows: Collection[int]) -> dict[int, Line | None]:
    if len(rows) == 1:
        return dict.fromkeys(rows)
    each = [await by_rows(transaction, record, [row]) for row in rows]
    return {row: line for found in each for row, line in found.items()}


@cache
def _numbered(record: str) -> Select[Any]:
    return _all_of(record).where(metadata.tables[record].c.id.in_(bindparam("rows", expanding=True)))


async def waiting_since(transaction: Transaction) -> datetime | None:
    """The time of the oldest row behind the last one of its record that is sealed; None where there is none. One that
    came into sight late is passed over: to find it, `unsealed` looks at all."""
    return min((at for (at,) in await transaction.execute(_WAITING_SINCE) if at), default=None)


def _behind_the_last(record: str) -> Select[Any]:
    table = metadata.tables[record]
    last = select(func.coalesce(func.max(seals.c.row), 0)).where(seals.c.record == record).scalar_subquery()
    return select(func.min(table.c.at)).where(table.c.id > last)


_WAITING_SINCE = union_all(*map(_behind_the_last, RECORDS))


async def sealed_before(transaction: Transaction, at: datetime) -> dict[str, int]:
    """Of each record the highest number that had been sealed before a moment."""
    found = await transaction.execute(_SEALED_BEFORE, {"at": at})
    return {record: row for record, row in found if row}


def _highest(record: str) -> Select[Any]:
    # By the number, so that only what was sealed since is walked over.
    newest = select(seals.c.row).where(seals.c.record == record, seals.c.at < bindparam("at"))
    return select(literal(record), newest.order_by(seals.c.row.desc()).limit(1).scalar_subquery())


_SEALED_BEFORE = union_all(*map(_highest, RECORDS))
