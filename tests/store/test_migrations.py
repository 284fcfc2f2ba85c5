"""The tables of a database: made, made again, made by two at once, and refused when they are of a newer version."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from bot.store import cases, disposal, references
from bot.store.age import VERSIONS, NewerDatabase, is_current, revisions
from bot.store.database import Database
from bot.store.migrate import migrate, migrations
from bot.store.tables import metadata
from tests.commands import complaint
from tests.commands import database as address_of
from tests.logged import chain, happened, sealer
from tests.store.samples import NOW, a_case
from tests.test_operating import file_in, opened

OF_THE_RECORDS = (
    ("packet", "I-1001"),
    ("export", "out"),
    ("audit", "verify"),
    ("audit", "log"),
)


@pytest.fixture
async def empty(address: str) -> AsyncIterator[Database]:
    opened = Database(address)
    yield opened
    await opened.close()


async def test_a_fresh_database_is_current_only_afterwards(empty: Database) -> None:
    assert not await is_current(empty)
    await migrate(empty)
    assert await is_current(empty)


async def test_twice_changes_nothing(database: Database) -> None:
    async with database.transaction() as transaction:
        await a_case(transaction)
    await migrate(database)
    async with database.reading() as connection:
        assert await cases.by_ref(connection, "R-1001") is not None


async def test_two_processes_at_the_same_moment_are_safe(empty: Database, address: str) -> None:
    other = Database(address)
    await asyncio.gather(migrate(empty), migrate(other))
    assert await is_current(other)
    await other.close()


async def test_a_newer_database_is_left_alone(database: Database) -> None:
    async with database.transaction() as transaction:
        await transaction.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerDatabase, match="9999"):
        await migrate(database)
    assert not await is_current(database)
    async with database.transaction() as transaction:
        assert (await transaction.execute(text("SELECT version_num FROM alembic_version"))).scalar() == "9999"


async def test_the_migrations_make_the_tables_that_the_program_works_with(database: Database) -> None:
    async with database.transaction() as transaction:
        assert await transaction.run_sync(_differences) == []


async def test_after_a_way_back_the_log_is_sealed_from_its_beginning_again(database: Database) -> None:
    """The counters of the chain and of the lists go with their tables: else nothing would be sealed any more, and the
    lists of this month would be taken for drawn up."""
    month = NOW.date().replace(day=1)
    await happened(database, "I-1001")
    await sealer(database).round()
    async with database.transaction() as transaction:
        assert await disposal.is_first(transaction, month, "")
        await references.next_ref(transaction, "incident", "I")
        await transaction.run_sync(lambda connection: command.downgrade(migrations(connection), "0010"))
    await migrate(database)
    async with database.transaction() as transaction:
        assert await disposal.is_first(transaction, month, "")
        assert await references.next_ref(transaction, "incident", "I") == "I-1002"
    await sealer(database).round()
    assert {(seal.record, seal.ref) for seal in await chain(database)} == {
        ("history", "I-1001"),
        ("evidence_views", "I-1001"),
    }


@pytest.mark.parametrize("words", OF_THE_RECORDS)
async def test_the_tables_of_an_older_version_are_said_as_such(words: tuple[str, ...], tmp_path: Path) -> None:
    async with opened(file_in(tmp_path)) as made:
        await migrate(made)
        async with made.transaction() as transaction:
            await transaction.run_sync(lambda connection: command.downgrade(migrations(connection), "0010"))
    told = await asyncio.to_thread(complaint, tmp_path, *words, DATABASE_URL=address_of(tmp_path))
    assert told == "The database is not of this version. Run `migrate` first.\n"


@pytest.mark.parametrize("words", OF_THE_RECORDS)
async def test_those_of_a_newer_version_too(words: tuple[str, ...], tmp_path: Path) -> None:
    async with opened(file_in(tmp_path)) as made:
        await migrate(made)
        async with made.transaction() as transaction:
            await transaction.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    told = await asyncio.to_thread(complaint, tmp_path, *words, DATABASE_URL=address_of(tmp_path))
    assert told == "The database is of a newer version than this program. Please start that version.\n"


def test_the_versions_are_known_without_alembic_as_alembic_knows_them() -> None:
    script = ScriptDirectory(str(VERSIONS.parent))
    assert [one.revision for one in script.walk_revisions()] == revisions()[::-1]


def _differences(connection: Connection) -> list[Any]:
    context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
    return list(compare_metadata(context, metadata))


async def test_a_column_that_is_missing_would_be_noticed(database: Database) -> None:
    async with database.transaction() as transaction:
        await transaction.execute(text("ALTER TABLE people DROP COLUMN seen_at"))
        assert await transaction.run_sync(_differences) != []
