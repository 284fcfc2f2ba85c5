"""Lists of cases: somebody's own, those in some states, the register, those that keep the same file."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, or_, select

from bot.store.case_rows import CASES, every_case
from bot.store.database import Transaction
from bot.store.tables import cases, evidence, members
from bot.workflow import Case


async def opened_by(
    transaction: Transaction, kind: str, email: str, most: int, skip: int = 0, states: Collection[str] = ()
) -> tuple[Case, ...]:
    """Somebody's own cases (in these states, where some are given), newest first."""
    asked = {"the_kind": kind, "email": email, "most": most, "skip": skip}
    if states:
        return await every_case(transaction, _OPENED_IN, asked | {"states": list(states)})
    return await every_case(transaction, _OPENED_BY, asked)


_OPENED_BY = (
    CASES.where(cases.c.opened_by == bindparam("email"), cases.c.kind == bindparam("the_kind"))
    .order_by(cases.c.id.desc())
    .limit(bindparam("most"))
    .offset(bindparam("skip"))
)
_OPENED_IN = _OPENED_BY.where(cases.c.state.in_(bindparam("states", expanding=True)))


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
    query = CASES.where(cases.c.id.in_(within), cases.c.id > after)
    return await every_case(transaction, query.order_by(cases.c.id).limit(most))


def _belonging_to(email: str) -> Select[Any]:
    return select(members.c.case_id).where(members.c.email == email)


async def register(
    transaction: Transaction, kind: str, email: str, schools: Iterable[str] | None, most: int, skip: int = 0
) -> tuple[Case, ...]:
    """The cases of a kind that somebody belongs to or whose school is among these (None: all), newest first."""
    query = CASES.where(cases.c.kind == kind).order_by(cases.c.id.desc()).limit(most).offset(skip)
    if schools is not None:
        query = query.where(or_(cases.c.school.in_(list(schools)), cases.c.id.in_(_belonging_to(email))))
    return await every_case(transaction, query)


async def sharing_a_file(transaction: Transaction, case_id: int, most: int) -> tuple[Case, ...]:
    """The other cases of any kind that keep a file with the same bytes as one of this case, newest first."""
    kept = evidence.c.status == "kept"
    digests = select(evidence.c.sha256).where(evidence.c.case_id == case_id, kept)
    holding = select(evidence.c.case_id).where(evidence.c.sha256.in_(digests), kept, evidence.c.case_id != case_id)
    return await every_case(transaction, CASES.where(cases.c.id.in_(holding)).order_by(cases.c.id.desc()).limit(most))


async def touched_before(
    transaction: Transaction, kind: str, before: datetime, after: int, most: int
) -> tuple[Case, ...]:
    """Cases of a kind to which nothing was done since that moment, in the order of their ids, beyond one of them."""
    old = CASES.where(cases.c.kind == kind, cases.c.updated_at < before, cases.c.id > after)
    return await every_case(transaction, old.order_by(cases.c.id).limit(most))


async def open_or_touched_since(
    transaction: Transaction, kind: str, ends: Collection[str], since: datetime, after: int, most: int
) -> tuple[Case, ...]:
    """Cases of a kind that are at none of these ends, or to which something was done since that moment, in the order of
    their ids, beyond one of them."""
    counts = or_(cases.c.state.not_in(ends), cases.c.updated_at >= since)
    found = CASES.where(cases.c.kind == kind, counts, cases.c.id > after)
    return await every_case(transaction, found.order_by(cases.c.id).limit(most))
