"""Who holds a case keeps others from moving it, and from nothing else."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy.exc import IntegrityError

from bot.store import cases
from bot.store.database import Database, Transaction
from tests.store.samples import a_case, card, moved, put


async def test_a_held_case_is_moved_only_afterwards(database: Database) -> None:
    async with database.transaction() as transaction:
        case = await a_case(transaction)
    async with database.transaction() as transaction:
        assert await cases.held(transaction, case.ref) == case
        move = asyncio.create_task(_move(database, case.ref))
        await asyncio.sleep(0.1)
        assert not move.done()
    assert await move


async def _move(database: Database, ref: str) -> bool:
    async with database.transaction() as transaction:
        case = await cases.held(transaction, ref)
        assert case is not None
        return await cases.make(transaction, moved(case), {})


async def test_what_only_names_a_held_case_does_not_wait(database: Database) -> None:
    """When delivery asks a stand-in, it holds a row that the case's mover waits for: one of the two must not wait."""
    if database.is_sqlite:
        pytest.skip("SQLite takes one writer at a time")
    async with database.transaction() as transaction:
        case = await a_case(transaction)
    async with database.transaction() as transaction:
        await cases.held(transaction, case.ref)
        await asyncio.wait_for(put(database, card(case)), 2)


async def test_two_who_stand_in_each_others_way_both_get_through(database: Database) -> None:
    async with database.transaction() as transaction:
        one, other = await a_case(transaction), await a_case(transaction, ref="R-1002")
    tries = list[str]()

    async def hold_both(first: str, second: str) -> str:
        async def visit(transaction: Transaction) -> str:
            tries.append(first)
            await cases.held(transaction, first)
            await asyncio.sleep(0.1)
            await cases.held(transaction, second)
            return first

        return await database.visited(visit)

    done = await asyncio.gather(hold_both(one.ref, other.ref), hold_both(other.ref, one.ref))
    assert [*done] == [one.ref, other.ref]
    assert len(tries) == (2 if database.is_sqlite else 3)


async def test_what_failed_for_another_reason_is_not_tried_again(database: Database) -> None:
    tries = list[int]()

    async def visit(transaction: Transaction) -> None:
        tries.append(1)
        await a_case(transaction)
        await a_case(transaction)

    with pytest.raises(IntegrityError):
        await database.visited(visit)
    assert len(tries) == 1
