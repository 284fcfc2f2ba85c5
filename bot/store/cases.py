"""Cases and their history: opened, saved while they are drafts, and moved by guarded updates."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from functools import cache
from typing import Any, Literal

from sqlalchemy import Select, bindparam, delete, exists, insert, or_, select, update

from bot.store.database import Transaction
from bot.store.inserts import insert_into, insert_or_update
from bot.store.tables import cases, evidence, history, holds, members, outbox, traces
from bot.workflow import AddressTaken, Case, Happening, Step

FIRST_VERSION = 1
FORGOTTEN_AT_ONCE = 500

HowFar = Literal["begun", "untouched"]


async def open_case(transaction: Transaction, case: Case) -> Case:
    """Store a new case (its id is given here). AddressTaken when its address is another's."""
    row = {column.name: getattr(case, column.name) for column in _COLUMNS if not column.primary_key}
    opened = await _one(transaction, _opening(transaction.dialect.name), row)
    if opened is None:
        raise AddressTaken(case.address)
    return opened


@cache
def _opening(dialect: str) -> Any:
    free = insert_into(dialect, cases).on_conflict_do_nothing(index_elements=["kind", "address"])
    return free.returning(*_COLUMNS)


_COLUMNS = tuple(column for name in Case.__dataclass_fields__ if (column := cases.c.get(name)) is not None)
"""What is read of a case, in the order in which it is put together."""


def _case(row: Iterable[Any]) -> Case:
    return Case(*row)


_CASES = select(*_COLUMNS)
_BY_REF = _CASES.where(cases.c.ref == bindparam("ref"))
_BY_ID = _CASES.where(cases.c.id == bindparam("id"))


async def by_ref(transaction: Transaction, ref: str) -> Case | None:
    """A case by its reference (`R-1042`); None where there is none."""
    return await _one(transaction, _BY_REF, {"ref": ref})


async def held(transaction: Transaction, ref: str) -> Case | None:
    """A case that nobody else can move until this transaction ends; whoever holds it now is waited for."""
    return await _one(transaction, _BY_REF.with_for_update(key_share=True), {"ref": ref})


async def held_by_id(transaction: Transaction, case_id: int) -> Case | None:
    """The same, by its id."""
    return await _one(transaction, _BY_ID.with_for_update(key_share=True), {"id": case_id})


async def held_to_end(transaction: Transaction, ref: str) -> Case | None:
    """The same, for whoever is going to take the case away: nothing that refers to it is entered meanwhile either."""
    return await _one(transaction, _BY_REF.with_for_update(), {"ref": ref})


async def by_id(transaction: Transaction, case_id: int) -> Case | None:
    """A case by its number in the table; None where there is none."""
    return await _one(transaction, _BY_ID, {"id": case_id})


async def by_address(transaction: Transaction, kind: str, address: str) -> Case | None:
    """The case of a kind that holds the address of an account (`Address.key`); None where nobody does."""
    return await _one(transaction, _CASES.where(cases.c.kind == kind, cases.c.address == address))


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
    return await _one(transaction, guarded.returning(*_COLUMNS))


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


async def opened_by(
    transaction: Transaction, kind: str, email: str, most: int, skip: int = 0, states: Collection[str] = ()
) -> tuple[Case, ...]:
    """Somebody's own cases (in these states, where some are given), newest first."""
    asked = {"the_kind": kind, "email": email, "most": most, "skip": skip}
    if states:
        return await _all(transaction, _OPENED_IN, asked | {"states": list(states)})
    return await _all(transaction, _OPENED_BY, asked)


_OPENED_BY = (
    _CASES.where(cases.c.opened_by == bindparam("email"), cases.c.kind == bindparam("the_kind"))
    .order_by(cases.c.id.desc())
    .limit(bindparam("most"))
    .offset(bindparam("skip"))
)
_OPENED_IN = _OPENED_BY.where(cases.c.state.in_(bindparam("states", expanding=True)))


async def drafts(
    transaction: Transaction, kind: str, email: str, state: str, how_far: HowFar, most: int
) -> tuple[Case, ...]:
    """Somebody's own cases that were never sent off, newest first: those in which a screen was finished, or those in
    which nothing was written yet."""
    asked = {"email": email, "the_kind": kind, "the_state": state, "most": most}
    return await _all(transaction, _DRAFTS[how_far], asked)


_SCREENS, _ANSWERS = (cases.c.data[name].as_string() for name in ("screens", "answers"))
_UNSENT = _CASES.where(
    cases.c.opened_by == bindparam("email"),
    cases.c.kind == bindparam("the_kind"),
    cases.c.state == bindparam("the_state"),
).order_by(cases.c.id.desc())
_DRAFTS: Mapping[HowFar, Select[Any]] = {
    "begun": _UNSENT.where(_SCREENS != "[]").limit(bindparam("most")),
    "untouched": _UNSENT.where(_SCREENS == "[]", _ANSWERS == "{}").limit(bindparam("most")),
}
_UNTOUCHED = _UNSENT.where(cases.c.version == FIRST_VERSION)


async def untouched(
    transaction: Transaction, kind: str, email: str, state: str, answers: Mapping[str, str]
) -> Case | None:
    """Somebody's newest own case with which nothing was done since it was opened with just these answers."""
    alike = [cases.c.data["answers", name].as_string() == answer for name, answer in answers.items()]
    asked = {"email": email, "the_kind": kind, "the_state": state}
    found = await _all(transaction, _UNTOUCHED.where(*alike) if alike else _UNTOUCHED, asked)
    return next((case for case in found if case.data["answers"] == answers), None)


async def forget_untouched(transaction: Transaction, kind: str, state: str, before: datetime) -> None:
    """Cases with which nothing was done since they were opened, before this moment, of which nobody was sent a card or
    a file, and which are not on hold; the others of a great many come with the next round."""
    opened = (cases.c.kind == kind, cases.c.state == state, cases.c.version == FIRST_VERSION)
    alone = [~exists().where(table.c.case_id == cases.c.id) for table in (history, members, evidence, outbox, traces)]
    free = (*alone, ~exists().where(holds.c.ref == cases.c.ref))
    untouched = select(cases.c.id).where(*opened, cases.c.updated_at < before, *free).limit(FORGOTTEN_AT_ONCE)
    found = (await transaction.execute(untouched.with_for_update(skip_locked=True))).scalars().all()
    # Asked once more, now that nobody else can reach them: PostgreSQL looked at the holds before it had the cases.
    await transaction.execute(delete(cases).where(cases.c.id.in_(found), *free))


async def in_states(
    transaction: Transaction,
    kind: str,
    states: Collection[str],
    schools: Collection[str] | None,
    email: str = "",
    *,
    most: int,
    after: int = 0,
) -> tuple[Case, ...]:
    """Cases in these states with an id beyond `after`, longest waiting first: all (schools None), or those of these
    schools and those that somebody opened or belongs to."""
    # The states first and apart: SQLite would else walk through all cases of the kind, since those lie in order.
    within = select(cases.c.id).where(cases.c.kind == kind, cases.c.state.in_(states))
    if schools is not None:
        mine = or_(cases.c.opened_by == email, cases.c.id.in_(_belonging_to(email)))
        within = within.where(or_(cases.c.school.in_(schools), mine))
    query = _CASES.where(cases.c.id.in_(within), cases.c.id > after)
    return await _all(transaction, query.order_by(cases.c.id).limit(most))


def _belonging_to(email: str) -> Select[Any]:
    return select(members.c.case_id).where(members.c.email == email)


async def register(
    transaction: Transaction, kind: str, email: str, schools: Iterable[str] | None, most: int, skip: int = 0
) -> tuple[Case, ...]:
    """The cases of a kind that somebody belongs to or whose school is among these (None: all), newest first."""
    query = _CASES.where(cases.c.kind == kind).order_by(cases.c.id.desc()).limit(most).offset(skip)
    if schools is not None:
        query = query.where(or_(cases.c.school.in_(list(schools)), cases.c.id.in_(_belonging_to(email))))
    return await _all(transaction, query)


async def sharing_a_file(transaction: Transaction, case_id: int, most: int) -> tuple[Case, ...]:
    """The other cases of any kind that keep a file with the same bytes as one of this case, newest first."""
    kept = evidence.c.status == "kept"
    digests = select(evidence.c.sha256).where(evidence.c.case_id == case_id, kept)
    holding = select(evidence.c.case_id).where(evidence.c.sha256.in_(digests), kept, evidence.c.case_id != case_id)
    return await _all(transaction, _CASES.where(cases.c.id.in_(holding)).order_by(cases.c.id.desc()).limit(most))


async def touched_before(
    transaction: Transaction, kind: str, before: datetime, after: int, most: int
) -> tuple[Case, ...]:
    """Cases of a kind to which nothing was done since that moment, in the order of their ids, beyond one of them."""
    old = _CASES.where(cases.c.kind == kind, cases.c.updated_at < before, cases.c.id > after)
    return await _all(transaction, old.order_by(cases.c.id).limit(most))


async def open_or_touched_since(
    transaction: Transaction, kind: str, ends: Collection[str], since: datetime, after: int, most: int
) -> tuple[Case, ...]:
    """Cases of a kind that are at none of these ends, or to which something was done since that moment, in the order of
    their ids, beyond one of them."""
    counts = or_(cases.c.state.not_in(ends), cases.c.updated_at >= since)
    found = _CASES.where(cases.c.kind == kind, counts, cases.c.id > after)
    return await _all(transaction, found.order_by(cases.c.id).limit(most))


async def everything(transaction: Transaction, kind: str = "") -> tuple[Case, ...]:
    """All cases (of one kind), oldest first: for the command line."""
    query = _CASES.order_by(cases.c.id)
    return await _all(transaction, query.where(cases.c.kind == kind) if kind else query)


async def _one(transaction: Transaction, statement: Any, values: Mapping[str, Any] | None = None) -> Case | None:
    row = (await transaction.execute(statement, values)).first()
    return _case(row) if row else None


async def _all(
    transaction: Transaction, query: Select[Any], values: Mapping[str, Any] | None = None
) -> tuple[Case, ...]:
    return tuple(map(_case, await transaction.execute(query, values)))
