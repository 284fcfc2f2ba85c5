"""Everything that the tables hold of some cases, for whoever puts their records together."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Table, and_, select

from bot.store.database import Transaction
from bot.store.rows import Row, every_row
from bot.store.tables import cases, deeds, evidence, evidence_views, history, members, outbox, seals, traces


@dataclass(frozen=True, slots=True)
class Entered:
    """One line of the log: a row of history, evidence_views or deeds (`record`), of which case, and the seal that
    closes it; None while it bears none."""

    at: datetime
    record: str
    ref: str
    row: Row
    seal: Row | None


async def log_of(transaction: Transaction, ids: Collection[int], refs: Collection[str]) -> tuple[Entered, ...]:
    """What was done to these cases and to their records, in the order in which it happened: every move, every look at
    one of their files, and every deed."""
    moves = select(history, cases.c.ref).join(cases, cases.c.id == history.c.case_id).where(history.c.case_id.in_(ids))
    looks = (
        select(evidence_views, cases.c.ref)
        .join(evidence, evidence.c.id == evidence_views.c.evidence_id)
        .join(cases, cases.c.id == evidence.c.case_id)
        .where(evidence.c.case_id.in_(ids))
    )
    done = select(deeds).where(deeds.c.ref.in_(refs))
    found = [
        *await _entered(transaction, history, moves),
        *await _entered(transaction, evidence_views, looks),
        *await _entered(transaction, deeds, done),
    ]
    return tuple(sorted(found, key=lambda one: one.at))


async def _entered(transaction: Transaction, table: Table, query: Any) -> Sequence[Entered]:
    sealed = [seals.c[name].label(f"seal_{name}") for name in _SEAL]
    closed = and_(seals.c.record == table.name, seals.c.row == table.c.id)
    with_seal = query.add_columns(*sealed).outerjoin(seals, closed).order_by(table.c.id)
    return [_line(table, row) for row in (await transaction.execute(with_seal)).mappings()]


_SEAL = ("id", "seal", "at")


def _line(table: Table, found: Any) -> Entered:
    row = {column.name: found[column.name] for column in table.columns}
    seal = {name: found[f"seal_{name}"] for name in _SEAL} if found["seal_id"] is not None else None
    return Entered(row["at"], table.name, found["ref"], row, seal)


async def row_of(transaction: Transaction, case_id: int) -> Row:
    """A case as its row stands, with who belongs to it and what it is known by."""
    found = (await transaction.execute(select(cases).where(cases.c.id == case_id))).mappings().one()
    beside = {table.name: [one async for one in _of_case(transaction, table, case_id)] for table in (members, traces)}
    return {**found, **beside}


def _of_case(transaction: Transaction, table: Table, case_id: int) -> AsyncIterator[Row]:
    return every_row(transaction, table, table.c.case_id == case_id)


async def files_of(transaction: Transaction, ids: Collection[int]) -> tuple[Row, ...]:
    """The files of these cases, whatever became of them, in the order in which they were sent; not their keys."""
    found = [row async for row in every_row(transaction, evidence, evidence.c.case_id.in_(ids))]
    return tuple({name: value for name, value in row.items() if name not in _OF_STORING} for row in found)


_OF_STORING = frozenset({"key", "source", "due_at", "claims", "failures", "follow_at"})


def told_of(transaction: Transaction, ids: Collection[int]) -> AsyncIterator[Row]:
    """What people were told of these cases, as far as the outbox keeps it."""
    return every_row(transaction, outbox, outbox.c.case_id.in_(ids))
