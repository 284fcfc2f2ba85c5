"""The engine and its transactions, on SQLite and on PostgreSQL."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from typing import Any

from sqlalchemy import event
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

Transaction = AsyncConnection

TROUBLES = (SQLAlchemyError, OSError)
"""What comes of a database that is away, cannot be signed in to, or has no tables yet."""


class Database:
    """Hands out transactions. On SQLite those of one process queue here, since its file takes one writer at a time
    and a queue is fairer and faster than the file's own busy time-out, which is left to other processes."""

    def __init__(self, url: str) -> None:
        self.engine = _engine(url)
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        self._turn: Any = asyncio.Lock() if self.is_sqlite else nullcontext()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """Everything inside is done together when the block ends, or not at all when it raises."""
        async with self._turn, self.engine.begin() as transaction:
            yield transaction

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Transaction]:
        """For questions only: takes no lock and waits for nobody; each statement sees what is committed."""
        async with self.engine.connect() as connection:
            yield await connection.execution_options(isolation_level="AUTOCOMMIT")

    async def close(self) -> None:
        await self.engine.dispose()


def _engine(url: str) -> AsyncEngine:
    # What people wrote stands in the parameters, and no error that is logged may carry it.
    if not url.startswith("sqlite"):
        return create_async_engine(url, hide_parameters=True, pool_size=10, max_overflow=10, pool_pre_ping=True)
    pool = {"poolclass": AsyncAdaptedQueuePool, "pool_size": 4, "max_overflow": 4}
    engine = create_async_engine(url, hide_parameters=True, connect_args={"timeout": 5}, **pool)
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_immediate)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # The driver's own BEGIN comes too late and takes no lock; ours stands in _begin_immediate.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_immediate(connection: Any) -> None:
    # SQLAlchemy announces a beginning to those as well who only read, and BEGIN IMMEDIATE takes the one lock.
    if connection.get_execution_options().get("isolation_level") != "AUTOCOMMIT":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
