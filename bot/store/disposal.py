"""The end of a case: every row of it goes, and of the log what stays is the seals and the deed that says by whose word.

What is said in people's chats stays there; what was still to be told of the case is not told any more.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Delete, Table, Text, bindparam, cast, delete, exists, select

from bot.store.cases import by_id
from bot.store.database import Transaction
from bot.store.inserts import insert_or_ignore
from bot.store.tables import (
    cases,
    counters,
    evidence,
    evidence_pieces,
    evidence_views,
    history,
    members,
    outbox,
    seals,
    traces,
    written_proposals,
)
from bot.workflow import Case

_THE_CASE: Any = bindparam("the_case")
_FILES = select(evidence.c.id).where(evidence.c.case_id == _THE_CASE)


def _all_of(table: Table) -> Delete:
    if table is cases:
        return delete(table).where(table.c.id == _THE_CASE)
    if "evidence_id" in table.c:
        return delete(table).where(table.c.evidence_id.in_(_FILES))
    return delete(table).where(table.c.case_id == _THE_CASE)


PLACES = (evidence_pieces, evidence_views, evidence, traces, members, written_proposals, outbox, history, cases)
"""Every table that holds something of a case, in the order in which it goes: what refers to a row before the row. Deeds
and seals stay, and so does what is kept by a reference alone."""
_DESTROYING = tuple(_all_of(table) for table in PLACES)


async def destroy(transaction: Transaction, case: Case) -> None:
    """Take every row of a case that this transaction holds (`cases.held_to_end`). The address that an account had is
    free again."""
    for statement in _DESTROYING:
        await transaction.execute(statement, {"the_case": case.id})


async def is_sealed(transaction: Transaction, case: Case) -> bool:
    """Whether each line of the log about a case is in the chain: else its going could not be told from a gap."""
    of_case = (
        _unsealed(history, history.c.case_id == _THE_CASE),
        _unsealed(evidence_views, evidence_views.c.evidence_id.in_(_FILES)),
    )
    return not any([(await transaction.execute(one, {"the_case": case.id})).first() for one in of_case])


def _unsealed(table: Table, theirs: ColumnElement[bool]) -> Any:
    sealed = exists().where(seals.c.record == table.name, seals.c.row == table.c.id)
    return select(table.c.id).where(theirs, ~sealed).limit(1)


async def naming(transaction: Transaction, kind: str, states: Collection[str], ref: str) -> tuple[Case, ...]:
    """The cases of a kind in these states in whose data a reference stands by itself, for whatever it does there."""
    says = cast(cases.c.data, Text).contains(f'"{ref}"', autoescape=True)
    found = select(cases.c.id).where(cases.c.kind == kind, cases.c.state.in_(states), says).order_by(cases.c.id)
    read = [await by_id(transaction, case_id) for case_id in (await transaction.execute(found)).scalars().all()]
    return tuple(case for case in read if case)


async def signed_and_begun(transaction: Transaction, list_id: int) -> tuple[tuple[str, str], ...]:
    """Of a list in their order: who signed it, and that the house began to carry it out ("" for the house)."""
    return tuple((move, by) for move, by in await transaction.execute(_SIGNED_AND_BEGUN, {"the_case": list_id}))


_SIGNED_AND_BEGUN = (
    select(history.c.move, history.c.by)
    .where(history.c.case_id == _THE_CASE, history.c.move.in_(("sign", "begin")))
    .order_by(history.c.version)
)


async def is_first(transaction: Transaction, month: date, newest: str) -> bool:
    """Whether nobody has drawn up lists in this month after that newest one yet; from now on somebody has."""
    mark = {"kind": f"lists of {month:%Y-%m} after {newest}", "value": 1}
    return await insert_or_ignore(transaction, counters, [mark]) == 1


async def states_of_newest(transaction: Transaction, kind: str, most: int) -> tuple[tuple[str, str], ...]:
    """The references of the newest cases of a kind, each with its state."""
    query = select(cases.c.ref, cases.c.state).where(cases.c.kind == kind).order_by(cases.c.id.desc()).limit(most)
    return tuple((ref, state) for ref, state in await transaction.execute(query))
