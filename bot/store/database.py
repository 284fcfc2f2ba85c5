"""The engine and its transactions, on SQLite and on PostgreSQL."""

from __future__ import annotations

import asyncio
import logging
import socket
import sqlite3
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing, nullcontext
from pathlib import Path
from typing import Any, Literal, Self, TypeVar

from sqlalchemy import event
from sqlalchemy.exc import DBAPIError, DisconnectionError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

log = logging.getLogger(__name__)

Transaction = AsyncConnection

Done = TypeVar("Done")

CONNECTIONS = 8
"""Connections of each engine; whoever finds none free waits."""

PATIENCE, MOMENT = 5.0, 0.01
"""Seconds to wait for SQLite's file while another process has it, and between two looks where SQLite itself does not
wait."""

Synchronous = Literal["FULL", "NORMAL"]
"""Whether SQLite's commit waits until the disk has it (sqlite.org, "PRAGMA synchronous")."""

GAVE_WAY = frozenset({"40001", "40P01", "23503"})
"""SQLSTATE of a transaction that PostgreSQL ended because it and another stood in each other's way (appendix A: a
serialization failure, a deadlock, a reference to a case that was destroyed meanwhile). Done anew from its beginning, it
succeeds, or finds that the case is not there."""
TRIES = 4

TROUBLES = (SQLAlchemyError, sqlite3.Error, OSError)
"""What comes of a database that is away, cannot be signed in to, or has no tables yet."""


class Database:
    """Hands out transactions. On SQLite those of one process queue here, since its file takes one writer at a time
    and a queue is fairer and faster than the file's own busy time-out, which is left to other processes."""

    def __init__(self, url: str) -> None:
        # A transaction is committed or rolled back by its own block. To roll back once more before the next loan costs
        # SQLite's driver a way to its thread and back.
        self.engine = _engine(url, pool_reset_on_return=None)
        # Whoever only reads has connections that stay as they are: to set one's isolation level for each loan and back
        # again costs more than most questions.
        self.reading_engine = _engine(url, isolation_level="AUTOCOMMIT", skip_autocommit_rollback=True)
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        self.engines = (self.engine, self.reading_engine)
        self.committed: list[Callable[[Transaction], None]] = []
        """Called with each transaction once it is committed."""
        self._turn: Any = asyncio.Lock() if self.is_sqlite else nullcontext()

    def transaction(self) -> AbstractAsyncContextManager[Transaction]:
        """Everything inside is done together when the block ends, or not at all when it raises."""
        return self._writing("FULL")

    def recording(self) -> AbstractAsyncContextManager[Transaction]:
        """A transaction for what can be found out again, such as that a message has come through: it outlasts the end
        of this program at any moment, but on SQLite nobody waits until the disk has it, and where the power fails the
        last ones may be undone. The next transaction of the other sort keeps them.
        """
        return self._writing("NORMAL")

    @asynccontextmanager
    async def _writing(self, synchronous: Synchronous) -> AsyncIterator[Transaction]:
        async with self._turn, self.engine.begin() as transaction:
            if self.is_sqlite:
                await _begin(transaction, synchronous)
            yield transaction
        for hears in self.committed:
            hears(transaction)

    async def visited(self, visit: Callable[[Transaction], Awaitable[Done]]) -> Done:
        """What a visit of one transaction gives. Where it had to give way to another it is made anew, a few times."""
        for _ in range(TRIES - 1):
            try:
                async with self.transaction() as transaction:
                    return await visit(transaction)
            except DBAPIError as error:
                if sqlstate(error) not in GAVE_WAY:
                    raise
                log.info("a transaction gave way to another, and is made anew")
        async with self.transaction() as transaction:
            return await visit(transaction)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Transaction]:
        """For questions only: takes no lock and waits for nobody; each statement sees what is committed."""
        async with self.reading_engine.connect() as connection:
            yield connection

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[Transaction]:
        """For reading a great deal as it was at one moment, however long it takes: hinders nobody who writes."""
        async with self.engine.connect() as connection:
            begin = "BEGIN" if self.is_sqlite else "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
            await connection.exec_driver_sql(begin)
            yield connection

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_raised: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Give every connection back; `async with` does so at its end."""
        for engine in self.engines:
            await engine.dispose()


def why_not_open(database: Database) -> str:
    """Why a SQLite file cannot be opened, in the system's words; "" where it can, and for PostgreSQL."""
    file = database.engine.url.database if database.is_sqlite else None
    try:
        if file:
            Path(file).open("ab").close()
    except OSError as error:
        return f"{file}: {error.strerror}"
    return ""


SAID_BY_POSTGRESQL = {
    "25006": "it takes no changes, as a standby does",
    "28000": "it does not let this user in",
    "28P01": "the user or the password is not right",
    "3D000": "it has no database of this name",
    "42501": "this user is not allowed to do that",
    "42P01": "it has no tables yet",
    "53100": "its disk is full",
    "53300": "it takes no more connections",
}
"""By SQLSTATE (PostgreSQL, appendix A)."""

SAID_BY_SQLITE = {
    sqlite3.SQLITE_FULL: "its disk is full",
    sqlite3.SQLITE_IOERR: "its disk does not take it",
    sqlite3.SQLITE_READONLY: "it takes no changes",
}
"""By its primary result code (sqlite.org, "Result and Error Codes")."""

SAID_BY_THE_MACHINE: dict[type[BaseException], str] = {
    socket.gaierror: "no machine of this name is known",
    ConnectionRefusedError: "nothing listens at this address",
    TimeoutError: "it takes too long",
}


def why_away(error: BaseException) -> str:
    """Why the database did not do what it was asked, for an operator. An error's own words are not repeated: they may
    hold what somebody wrote."""
    said = SAID_BY_POSTGRESQL.get(sqlstate(error)) or SAID_BY_SQLITE.get(_result_code(error))
    return said or SAID_BY_THE_MACHINE.get(type(error), type(error).__name__)


def sqlstate(error: BaseException) -> str:
    """PostgreSQL's own code of what went wrong; "" where it gave none."""
    return getattr(getattr(error, "orig", None), "sqlstate", None) or ""


def _result_code(error: BaseException) -> int:
    """SQLite's primary result code, the low byte of the extended one; 0 where it gave none."""
    return (getattr(getattr(error, "orig", None), "sqlite_errorcode", None) or 0) & 0xFF


def _engine(url: str, **options: Any) -> AsyncEngine:
    # What people wrote stands in the parameters, and no error that is logged may carry it. A connection that was opened
    # for a crowd is kept: to open one costs as much as a fifth of a click, and a crowd comes again and again.
    options |= {"hide_parameters": True, "pool_size": CONNECTIONS, "max_overflow": 0}
    if not url.startswith("sqlite"):
        engine = create_async_engine(url, **options)
        event.listen(engine.sync_engine, "checkout", _refuse_closed)
        return engine
    engine = create_async_engine(url, connect_args={"timeout": PATIENCE}, poolclass=AsyncAdaptedQueuePool, **options)
    event.listen(engine.sync_engine, "do_connect", _can_be_opened)
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    return engine


def _can_be_opened(_dialect: Any, _record: Any, arguments: list[Any], options: dict[str, Any]) -> None:
    # Where the file cannot be opened the driver leaves a thread behind, which then speaks to a loop that may be closed.
    with closing(sqlite3.connect(*arguments, **options)) as connection:
        _write_ahead(connection)


def _write_ahead(connection: sqlite3.Connection) -> None:
    """The file remembers this. Where two open a new file at the same moment SQLite makes one of them wait for any lock
    but for this, and says at once that the file is locked."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(MOMENT)
        else:
            return


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # The driver begins nothing by itself; Database.transaction does.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (f"busy_timeout={PATIENCE * 1000:.0f}", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


async def _begin(transaction: Transaction, synchronous: Synchronous) -> None:
    # The driver's own BEGIN comes too late, and takes no lock. Nothing goes in and nothing comes out, so that the way
    # through the layers above the driver, which costs as much again, is saved.
    driver: Any = (await transaction.get_raw_connection()).driver_connection
    await driver.executescript(f"PRAGMA synchronous={synchronous}; BEGIN IMMEDIATE")


def _refuse_closed(connection: Any, _record: Any, _proxy: Any) -> None:
    # The driver learns at once that the server hung up: to look costs nothing, to ask the server each time a good deal.
    if connection.driver_connection.is_closed():
        raise DisconnectionError("the server closed this connection")
