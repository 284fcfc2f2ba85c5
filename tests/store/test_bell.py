"""What is put into the outbox wakes who delivers: every process on PostgreSQL, and the same one on SQLite."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.store import bell, outbox
from bot.store.database import Database
from bot.store.migrate import migrate
from tests.postgres import whole_database
from tests.store.samples import NOW, a_case, card, claim, line, put, show

SOON = 0.5
"""Seconds in which a ring is heard, well before anybody would look."""


class Undone(Exception):
    """Something inside a transaction went wrong."""


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


@asynccontextmanager
async def opened(address: str) -> AsyncIterator[Database]:
    house = Database(address)
    await migrate(house)
    yield house
    await house.close()


@pytest.fixture(params=["sqlite", "postgresql"])
async def house(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    if request.param == "sqlite":
        async with opened(f"sqlite+aiosqlite:///{tmp_path}/test.db") as house:
            yield house
        return
    async with whole_database() as address, opened(address) as house:  # a ring is heard all over a database
        yield house


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
        await outbox.draw_anew(transaction, case.id, case.version + 1, NOW)
    assert await ear.hears()


async def test_nothing_is_heard_before_the_commit_or_without_one(house: Database) -> None:
    ear = Ear()
    async with listening(house, ear):
        with suppress(Undone):
            async with house.transaction() as transaction:
                await outbox.put(transaction, [line()], NOW)
                assert not await ear.hears()
                raise Undone
        for _ in range(2):  # nor at the next commit of the same connection
            async with house.transaction() as transaction:
                await transaction.execute(text("SELECT 1"))
        assert not await ear.hears()


async def test_what_is_in_the_outbox_already_rings_nobody(house: Database) -> None:
    await put(house, line())
    ear = Ear()
    async with listening(house, ear):
        await put(house, line())
        assert not await ear.hears()


async def test_a_line_that_is_to_be_reworded_is_heard(house: Database) -> None:
    await put(house, line())
    (said,) = await claim(house)
    await show(house, said, 0)
    ear = Ear()
    async with listening(house, ear), house.transaction() as transaction:
        await outbox.reword(transaction, "m1", said.recipient, {}, NOW)
    assert await ear.hears()


async def test_a_line_that_was_cut_is_taken_up_again(house: Database) -> None:
    if house.is_sqlite:
        pytest.skip("no line to cut")
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
