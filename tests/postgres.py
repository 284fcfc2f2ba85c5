"""Where a test's data lie: a SQLite file, and tables of its own in PostgreSQL when TEST_POSTGRES names a server."""

from __future__ import annotations

import asyncio
import os
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg
import pytest

from bot.store.database import Database
from tests.tables import lay_tables

SERVER = os.environ.get("TEST_POSTGRES", "")
"""`postgresql+asyncpg://user@127.0.0.1:port/database`, without passwords; the user may make roles. `.ci/postgres start`
gives one."""

WITHOUT = "TEST_POSTGRES names no server; `.ci/postgres start` gives one"


@pytest.fixture(params=["sqlite", "postgresql"])
async def address(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """The address of an empty database, on each of the two kinds."""
    if request.param == "sqlite":
        yield f"sqlite+aiosqlite:///{tmp_path}/test.db"
        return
    async with fresh_database() as made:
        yield made


@pytest.fixture
async def database(address: str) -> AsyncIterator[Database]:
    """An open database with its tables."""
    opened = Database(address)
    await lay_tables(opened)
    yield opened
    await opened.close()


@asynccontextmanager
async def fresh_database() -> AsyncIterator[str]:
    """Empty tables of one's own on the server; the test is skipped where there is none.

    They are a schema named like the role that signs in, which is where PostgreSQL looks first.
    """
    if not SERVER:
        pytest.skip(WITHOUT)
    name = f"test_{uuid.uuid4().hex}"
    await command(f"CREATE ROLE {name} LOGIN; CREATE SCHEMA {name} AUTHORIZATION {name}")
    server = urlsplit(SERVER)
    yield server._replace(netloc=f"{name}@{server.hostname}:{server.port}").geturl()
    await command(f"DROP SCHEMA {name} CASCADE; DROP ROLE {name}")


@asynccontextmanager
async def whole_database() -> AsyncIterator[str]:
    """A database of one's own on the server; slower."""
    if not SERVER:
        pytest.skip(WITHOUT)
    name = f"test_{uuid.uuid4().hex}"
    await command(f"CREATE DATABASE {name}")
    yield urlsplit(SERVER)._replace(path=f"/{name}").geturl()
    await command(f"DROP DATABASE {name} WITH (FORCE)")


async def command(statement: str) -> None:
    """Tell the server to do something."""
    connection = await asyncpg.connect(SERVER.replace("+asyncpg", ""))
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


async def has_let_go(address: str) -> None:
    """Wait until no transaction is open in somebody's own tables: of a connection whose process died the server takes
    back what it had begun, and lets go of its rows, a moment later. SQLite does so at once."""
    if not address.startswith("postgresql"):
        return
    connection = await asyncpg.connect(address.replace("+asyncpg", ""))
    others = "FROM pg_stat_activity WHERE usename = current_user AND pid <> pg_backend_pid() AND xact_start IS NOT NULL"
    try:
        async with asyncio.timeout(30):
            while await connection.fetchval(f"SELECT count(*) {others}"):  # noqa: ASYNC110 - the server tells nobody
                await asyncio.sleep(0.02)
    finally:
        await connection.close()


async def go_away(address: str) -> None:
    """Cut every connection to a whole database, and let nobody in."""
    name = urlsplit(address).path[1:]
    await command(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
    await command(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")  # noqa: S608


async def come_back(address: str) -> None:
    """Let everybody in again."""
    await command(f"ALTER DATABASE {urlsplit(address).path[1:]} ALLOW_CONNECTIONS true")
