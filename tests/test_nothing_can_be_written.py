"""A database that answers and takes nothing: `doctor` tries, and says why it does not."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from bot.dates import utc_now
from bot.doctor.examination import examine
from bot.store.database import Database, why_away
from bot.store.migrate import migrate
from tests.opened import enter
from tests.postgres import command, fresh_database
from tests.stage import CONTENT


async def faults(address: str) -> list[str]:
    """What `doctor` finds wrong with a database."""
    found = await examine({"DATABASE_URL": address, "CONTENT_DIR": str(CONTENT)}, utc_now, None, enter)
    return [one.found for one in found if one.checked == "Database" and one.result == "fault"]


async def prepare(address: str, statement: str = "SELECT 1") -> None:
    database = Database(address)
    await migrate(database)
    async with database.transaction() as transaction:
        await transaction.exec_driver_sql(statement)
    await database.close()


async def test_a_trial_leaves_nothing_behind(address: str) -> None:
    await prepare(address)
    assert [await faults(address) for _ in range(2)] == [[], []]


async def test_a_file_that_takes_nothing_is_at_fault(tmp_path: Path) -> None:
    address = f"sqlite+aiosqlite:///{tmp_path}/here.db"
    await prepare(address, "CREATE TRIGGER no BEFORE INSERT ON inbox BEGIN SELECT RAISE(ABORT, 'no'); END")
    assert await faults(address) == ["Nothing can be written down: IntegrityError."]


async def test_a_server_that_only_reads_is_at_fault() -> None:
    async with fresh_database() as address:
        await prepare(address)
        user = address.partition("//")[2].partition("@")[0]
        await command(f"ALTER ROLE {user} SET default_transaction_read_only = on")
        assert await faults(address) == ["Nothing can be written down: it takes no changes, as a standby does."]


def test_a_full_disk_is_called_that(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "small.db")
    connection.execute("CREATE TABLE words (word TEXT)")
    connection.execute("PRAGMA max_page_count = 3")
    with pytest.raises(sqlite3.OperationalError) as full:
        connection.execute("INSERT INTO words VALUES (?)", ("word" * 5_000,))
    connection.close()
    assert why_away(OperationalError("", {}, full.value)) == "its disk is full"
