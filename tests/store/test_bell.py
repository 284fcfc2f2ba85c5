"""What one process puts into the outbox wakes another at once on PostgreSQL; SQLite has no bell and needs none."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import text

from bot.store import bell, outbox
from bot.store.database import Database
from bot.store.migrate import migrate
from tests.postgres import whole_database
from tests.store.samples import NOW, a_case, card, claim, line, put, show

SOON = 0.5
"""Seconds in which a ring is heard, well before anybody would look."""


class Ear:
    """Hears rings, and can wait for one."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def __call__(self) -> None:
        self._rung.set()

    async def hears(self) -> bool:
        """Whether there is a ring now or soon; what was heard before is forgotten afterwards."""
        try:
            await asyncio.wait_for(self._rung.wait(), SOON)
        except TimeoutError:
            return False
        finally:
            self._rung.clear()
        return True


@pytest.fixture
async def house() -> AsyncIterator[Database]:
    async with whole_database() as address:  # a ring is heard all over a database, and other tests ring too
        opened = Database(address)
        await migrate(opened)
        yield opened
        await opened.close()


@asynccontextmanager
async def listening(database: Database, ear: Callable[[], None]) -> AsyncIterator[None]:
    """Another worker at the line."""
    task = asyncio.create_task(bell.listen(database, ear))
    await asyncio.sleep(0.2)
    yield
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_a_row_that_is_committed_is_heard(house: Database) -> None:
    ear = Ear()
    async with listening(house, ear):
        await put(house, line())
        assert await ear.hears()


async def test_a_card_that_is_to_change_is_heard(house: Database) -> None:
    async with house.transaction() as transaction:
        case = await a_case(transaction)
    await put(house, card(case))
    (taken,) = await claim(house)
    await show(house, taken, case.version)
    ear = Ear()
    async with listening(house, ear), house.transaction() as transaction:
        await outbox.want(transaction, case.id, case.version + 1, NOW)
    assert await ear.hears()


async def test_nothing_is_heard_before_the_commit_or_without_one(house: Database) -> None:
    ear = Ear()
    async with listening(house, ear):
        async with house.engine.connect() as transaction:
            await outbox.put(transaction, [line()], NOW)
            assert not await ear.hears()
            await transaction.rollback()
        assert not await ear.hears()


async def test_what_is_in_the_outbox_already_rings_nobody(house: Database) -> None:
    await put(house, line())
    ear = Ear()
    async with listening(house, ear):
        await put(house, line())
        assert not await ear.hears()


async def test_a_line_that_was_cut_is_taken_up_again(house: Database) -> None:
    ear = Ear()
    async with listening(house, ear):
        await cut_all_others(house)
        await asyncio.sleep(bell.AGAIN_AFTER + 0.3)
        await put(house, line())
        assert await ear.hears()


async def cut_all_others(house: Database) -> None:
    """As when the server is restarted."""
    others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    async with house.transaction() as transaction:
        await transaction.execute(text(f"SELECT pg_terminate_backend(pid) {others}"))


async def test_on_sqlite_there_is_nothing_to_wait_for(database: Database) -> None:
    if not database.is_sqlite:
        pytest.skip("PostgreSQL has a bell")
    await asyncio.wait_for(bell.listen(database, Ear()), SOON)
