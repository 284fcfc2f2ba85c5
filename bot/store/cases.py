"""A case and its history: opened, read, saved while it is a draft, and moved by guarded updates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from bot.store.case_rows import CASES, COLUMNS, every_case, one_case
from bot.store.database import Transaction
from bot.store.inserts import insert_into, insert_or_update
from bot.store.tables import cases, history, members
from bot.workflow import AddressTaken, Case, Happening, Step

FIRST_VERSION = 1
"""Of a case with which nothing was done yet."""


async def open_case(transaction: Transaction, case: Case) -> Case:
    """Store a new case (its id is given here). AddressTaken when its address is another's."""
    row = {column.name: getattr(case, column.name) for column in COLUMNS if not column.primary_key}
    opened = await one_case(transaction, _opening(transaction.dialect.name), row)
    if opened is None:
        raise AddressTaken(case.address)
    return opened


@cache
def _opening(dialect: str) -> Any:
    free = insert_into(dialect, cases).on_conflict_do_nothing(index_elements=["kind", "address"])
    return free.returning(*COLUMNS)


_BY_REF = CASES.where(cases.c.ref == bindparam("ref"))
_BY_ID = CASES.where(cases.c.id == bindparam("id"))


async def by_ref(transaction: Transaction, ref: str) -> Case | None:
    """A case by its reference (`R-1042`); None where there is none."""
    return await one_case(transaction, _BY_REF, {"ref": ref})


async def held(transaction: Transaction, ref: str) -> Case | None:
    """A case that nobody else can move until this transaction ends; whoever holds it now is waited for."""
    return await one_case(transaction, _BY_REF.with_for_update(key_share=True), {"ref": ref})


async def held_by_id(transaction: Transaction, case_id: int) -> Case | None:
    """The same, by its id."""
    return await one_case(transaction, _BY_ID.with_for_update(key_share=True), {"id": case_id})


async def held_to_end(transaction: Transaction, ref: str) -> Case | None:
    """The same, for whoever is going to take the case away: nothing that refers to it is entered meanwhile either."""
    return await one_case(transaction, _BY_REF.with_for_update(), {"ref": ref})


async def by_id(transaction: Transaction, case_id: int) -> Case | None:
    """A case by its number in the table; None where there is none."""
    return await one_case(transaction, _BY_ID, {"id": case_id})


async def by_address(transaction: Transaction, kind: str, address: str) -> Case | None:
    """The case of a kind that holds the address of an account (`Address.key`); None where nobody does."""
    return await one_case(transaction, CASES.where(cases.c.kind == kind, cases.c.address == address))


async def registered(transaction: Transaction, kind: str, addresses: Iterable[str]) -> frozenset[str]:
    """Those of some addresses that a case of the kind holds."""
    held = select(cases.c.address).where(cases.c.kind == kind, cases.c.address.in_([*addresses]))
    return frozenset((await transaction.execute(held)).scalars())


async def save(
    transaction: Transaction, case: Case, states: tuple[str, ...], data: Mapping[str, Any], school: str, at: datetime
) -> Case | None:
    """Keep the answers of a case that is in one of these states, and as it was read; None when somebody was quicker."""
    guarded = (
        update(cases)
        .where(cases.c.id == case.id, cases.c.state.in_(states), cases.c.version == case.version)
        .values(data=dict(data), school=school, updated_at=at, version=cases.c.version + 1)
    )
    return await one_case(transaction, guarded.returning(*COLUMNS))


async def make(transaction: Transaction, step: Step, changes: Mapping[str, Any]) -> bool:
    """Make a move for good: the case as the step left it, and a line of history. False when somebody was quicker."""
    before = {"the_case": step.before.id, "was": step.before.state, "as_read": step.before.version}
    if (await transaction.execute(_MOVING, before | {name: getattr(step.case, name) for name in _MOVED})).rowcount != 1:
        return False
    await transaction.execute(_REMEMBERING, _happened(step, changes))
    return True


_MOVED = ("state", "version", "updated_at", "last_move", "last_by", "came_from", "data", "school")
_REMEMBERING = insert(history)
_MOVING = update(cases).where(
    cases.c.id == bindparam("the_case"), cases.c.state == bindparam("was"), cases.c.version == bindparam("as_read")
)


def _happened(step: Step, changes: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "case_id": step.case.id,
        "version": step.case.version,
        "at": step.at,
        "move": step.move.name,
        "by": step.case.last_by,
        "from_state": step.before.state,
        "to_state": step.case.state,
        "note": step.note,
        "changes": dict(changes),
    }


async def happenings(transaction: Transaction, case_id: int, most: int) -> tuple[Happening, ...]:
    """The newest lines of a case's history, oldest first."""
    rows = (await transaction.execute(_NEWEST, {"the_case": case_id, "most": most})).all()
    return tuple(Happening(*row) for row in reversed(rows))


_NEWEST = (
    select(*(history.c[name] for name in Happening.__dataclass_fields__))
    .where(history.c.case_id == bindparam("the_case"))
    .order_by(history.c.version.desc())
    .limit(bindparam("most"))
)


async def set_members(transaction: Transaction, case_id: int, parts: Mapping[str, str]) -> None:
    """Who belongs to a case, by part (`manager`, `second_manager`); "" where nobody has that part any more."""
    vacant = [part for part, email in parts.items() if not email]
    if vacant:
        await transaction.execute(delete(members).where(members.c.case_id == case_id, members.c.part.in_(vacant)))
    for part, email in parts.items():
        if email:
            row = {"case_id": case_id, "part": part, "email": email}
            await insert_or_update(transaction, members, row, ("case_id", "part"), ("email",))


async def everything(transaction: Transaction, kind: str = "") -> tuple[Case, ...]:
    """All cases (of one kind), oldest first: for the command line."""
    query = CASES.order_by(cases.c.id)
    return await every_case(transaction, query.where(cases.c.kind == kind) if kind else query)
