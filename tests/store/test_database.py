"""Transactions on both databases: all or nothing, one writer after the other, and readers who wait for nobody."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from pathlib import Path
from threading import Timer
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import IntegrityError

from bot.store import cases, references
from bot.store.database import CONNECTIONS, Database, Transaction
from tests.store.samples import a_case


class Trouble(Exception):
    """Something goes wrong in the middle."""


async def broken_off(database: Database) -> None:
    async with database.transaction() as transaction:
        await a_case(transaction)
        raise Trouble


async def test_what_breaks_off_leaves_nothing(database: Database) -> None:
    with pytest.raises(Trouble):
        await broken_off(database)
    async with database.reading() as connection:
        assert await cases.by_ref(connection, "R-1001") is None


async def test_a_reader_waits_for_nobody_and_sees_what_is_committed(database: Database) -> None:
    async with database.transaction() as transaction:
        await a_case(transaction)
        began = time.monotonic()
        async with database.reading() as connection:
            assert await cases.by_ref(connection, "R-1001") is None
        assert time.monotonic() - began < 1
    async with database.reading() as connection:
        assert await cases.by_ref(connection, "R-1001") is not None


async def test_a_reader_keeps_nobody_from_writing(database: Database) -> None:
    async with database.reading() as connection:
        assert await cases.by_ref(connection, "R-1001") is None
        async with asyncio.timeout(1), database.transaction() as transaction:
            await a_case(transaction)
        assert await cases.by_ref(connection, "R-1001") is not None


async def test_connections_that_a_crowd_needed_are_kept_for_the_next_one(database: Database) -> None:
    opened: list[object] = []
    for engine in database.engines:
        event.listen(engine.sync_engine, "connect", lambda connection, _record: opened.append(connection))
    await _crowd(database, CONNECTIONS)
    first = len(opened)
    await _crowd(database, CONNECTIONS)
    assert len(opened) == first


async def test_nobody_is_turned_away_where_all_connections_are_lent(database: Database) -> None:
    await _crowd(database, CONNECTIONS * 2)


async def _crowd(database: Database, people: int) -> None:
    """So many read at the same moment, and each stays for a while."""

    async def read() -> None:
        async with database.reading() as connection:
            await cases.by_ref(connection, "R-1001")
            await asyncio.sleep(0.05)

    await asyncio.gather(*(read() for _ in range(people)))


async def test_only_what_can_be_found_out_again_is_not_waited_for_on_the_disk(database: Database) -> None:
    if not database.is_sqlite:
        pytest.skip("PostgreSQL's commits cost no more than others")
    async with database.transaction() as transaction:
        assert await _synchronous(transaction) == FULL
    async with database.recording() as transaction:
        assert await _synchronous(transaction) == NORMAL


NORMAL, FULL = 1, 2
"""sqlite.org, "PRAGMA synchronous"."""


async def _synchronous(transaction: Transaction) -> int:
    return int((await transaction.execute(text("PRAGMA synchronous"))).scalar_one())


async def test_a_second_process_waits_for_its_turn(database: Database, address: str) -> None:
    """Two engines on one database, as `serve` and `work` have; SQLite's busy time-out is what waits."""
    other = Database(address)
    async with database.transaction() as transaction:
        await references.next_ref(transaction, "account_request", "R")
        second = asyncio.create_task(_number(other))
        await asyncio.sleep(0.2)
        assert not second.done()
    assert await second == "R-1002"
    await other.close()


async def _number(database: Database) -> str:
    async with database.transaction() as transaction:
        return await references.next_ref(transaction, "account_request", "R")


async def test_a_new_file_that_another_process_writes_to_is_waited_for(tmp_path: Path) -> None:
    """A web and a worker that are started together for the first time: SQLite itself does not wait here."""
    other = sqlite3.connect(tmp_path / "new.db", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    timer = Timer(0.2, other.commit)
    timer.start()
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'new.db'}")
    async with database.transaction() as transaction:
        assert (await transaction.execute(text("PRAGMA journal_mode"))).scalar_one() == "wal"
    await database.close()
    timer.join()
    other.close()


async def test_no_error_repeats_what_somebody_wrote(database: Database) -> None:
    with pytest.raises(IntegrityError) as failed:
        await two_of_the_same_name(database, data={"message": "about a student"})
    assert "about a student" not in str(failed.value)


async def two_of_the_same_name(database: Database, **more: Any) -> None:
    async with database.transaction() as transaction:
        await a_case(transaction)
        await a_case(transaction, **more)
