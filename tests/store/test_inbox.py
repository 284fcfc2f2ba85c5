"""What arrives more than once is taken once, and has one outcome."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

from bot.store import inbox
from bot.store.database import Database
from tests.store.samples import NOW

OUTCOME = {"swap": "R-1001"}


async def take(database: Database, key: str) -> tuple[bool, Any]:
    """Enter an event as reception does: the first records the outcome, another reads it."""
    async with database.transaction() as transaction:
        first = await inbox.is_first(transaction, key, NOW)
        await asyncio.sleep(0.05)
        if first:
            await inbox.record(transaction, key, OUTCOME)
        return first, await inbox.outcome(transaction, key)


async def test_of_deliveries_at_the_same_moment_one_is_first_and_the_others_get_its_outcome(
    database: Database,
) -> None:
    taken = await asyncio.gather(*(take(database, "Ev1") for _ in range(3)))
    assert sorted(taken, key=str) == [(False, OUTCOME), (False, OUTCOME), (True, OUTCOME)]


async def test_what_was_broken_off_was_never_there(database: Database) -> None:
    entered = asyncio.Event()
    broken = asyncio.create_task(_enter_and_wait(database, entered))
    await entered.wait()
    second = asyncio.create_task(take(database, "Ev1"))
    await asyncio.sleep(0.05)
    broken.cancel()
    assert await second == (True, OUTCOME)


async def _enter_and_wait(database: Database, entered: asyncio.Event) -> None:
    async with database.transaction() as transaction:
        await inbox.is_first(transaction, "Ev1", NOW)
        entered.set()
        await asyncio.sleep(10)


async def test_an_event_that_came_to_nothing_has_no_outcome(database: Database) -> None:
    async with database.transaction() as transaction:
        assert await inbox.is_first(transaction, "Ev1", NOW)
        assert await inbox.outcome(transaction, "Ev1") is None
        assert await inbox.is_first(transaction, "Ev2", NOW)


async def test_old_keys_are_forgotten_and_young_ones_are_not(database: Database) -> None:
    async with database.transaction() as transaction:
        await inbox.is_first(transaction, "old", NOW - timedelta(days=1))
        await inbox.is_first(transaction, "young", NOW)
        await inbox.forget_before(transaction, NOW)
        assert await inbox.is_first(transaction, "old", NOW)
        assert not await inbox.is_first(transaction, "young", NOW)
