"""What a case is known by: the links and accounts that were reported, under every name they had."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Select, insert, select, text, update

from bot.store.database import Transaction
from bot.store.inserts import insert_into
from bot.store.tables import cases, traces

MOST_KNOWN = 50
"""Cases that are looked at for one link; of more reports of it nearly all are one case."""


POST_OF = "post-of:"
"""Stands before the key of an account in the trace of a case that is about one of its posts."""


async def claim(transaction: Transaction, case_id: int, keys: Collection[str], at: datetime) -> int | None:
    """Enter what a case is known by. Gives the open case that has one of these already; then this one is known by them
    as well, and is not the one that others join.

    Two who report the same thing at the same moment wait for each other here; the second is told of the first.
    """
    entered = list[int]()
    for key in sorted(keys):  # in one order, so that two never wait for each other
        entering = (
            insert_into(transaction.dialect.name, traces)
            .values(case_id=case_id, key=key, open=1, at=at)
            .on_conflict_do_nothing(index_elements=["key"], index_where=text("open = 1"))
            .returning(traces.c.id)
        )
        entered += (await transaction.execute(entering)).scalars()
    others = select(traces.c.case_id).where(traces.c.key.in_(keys), traces.c.open == 1, traces.c.case_id != case_id)
    holder: int | None = (await transaction.execute(others.order_by(traces.c.id).limit(1))).scalar()
    if holder:  # what the case was known by before is its own still
        await transaction.execute(update(traces).where(traces.c.id.in_(entered)).values(open=0))
        also = {*keys} - await of_case(transaction, case_id)
        rows = [{"case_id": case_id, "key": key, "open": 0, "at": at} for key in sorted(also)]
        if rows:
            await transaction.execute(insert(traces), rows)
    return holder


async def of_case(transaction: Transaction, case_id: int) -> frozenset[str]:
    """All that a case is or was known by, but for the account whose post it is about."""
    known = select(traces.c.key).where(traces.c.case_id == case_id, traces.c.key.not_like(f"{POST_OF}%"))
    return frozenset((await transaction.execute(known)).scalars())


async def note_account(transaction: Transaction, case_id: int, key: str, at: datetime) -> None:
    """A case is about a post of this account: nothing joins it by that, and whoever reports more of the account finds
    it."""
    row = {"case_id": case_id, "key": POST_OF + key, "open": 0, "at": at}
    await transaction.execute(insert(traces).values(row))


def of_account(key: str) -> tuple[str, str]:
    """The traces of cases about an account, and of those about a post of it."""
    return key, POST_OF + key


async def give(transaction: Transaction, case_id: int, main_id: int) -> None:
    """What a case is known by leads to another from now on."""
    await transaction.execute(update(traces).where(traces.c.case_id == case_id).values(case_id=main_id))


async def release(transaction: Transaction, case_id: int) -> None:
    """The case is open no more; what it was known by is kept, so that it is recognized when it comes back."""
    await transaction.execute(update(traces).where(traces.c.case_id == case_id).values(open=0))


async def known_by(
    transaction: Transaction, keys: Collection[str], states: Collection[str], since: datetime, but: str = ""
) -> tuple[int, ...]:
    """The cases (but this one) that are in one of these states, were known by one of these keys, and were touched since
    then, newest first."""
    alike = _knowing(keys, states, but).where(cases.c.updated_at >= since)
    return tuple((await transaction.execute(alike.order_by(cases.c.id.desc()).limit(MOST_KNOWN))).scalars())


async def refs_known_by(
    transaction: Transaction, keys: Collection[str], states: Collection[str], but: str
) -> tuple[str, ...]:
    """The references of all cases (but this one) that are in one of these states and were ever known by one of these
    keys."""
    alike = _knowing(keys, states, but).with_only_columns(cases.c.ref)
    return tuple((await transaction.execute(alike)).scalars())


def _knowing(keys: Collection[str], states: Collection[str], but: str) -> Select[Any]:
    known = select(cases.c.id).join(traces, traces.c.case_id == cases.c.id).where(cases.c.ref != but).distinct()
    return known.where(traces.c.key.in_(keys), cases.c.state.in_(states))
