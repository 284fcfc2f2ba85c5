"""The bell: it rings when there may be something to tell, as soon as that is committed.

On PostgreSQL every process hears it. On SQLite it is heard in the process that rang; a second one looks into the outbox
each second, as every process does besides.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from weakref import WeakSet

from sqlalchemy import func

from bot.store.database import Database, Transaction

log = logging.getLogger(__name__)

CHANNEL = "crossing_guard_outbox"
AGAIN_AFTER = 1.0
"""Seconds until a line that was lost is taken up again."""
_touching: WeakSet[Transaction] = WeakSet()
"""The transactions on SQLite that have changed the outbox, as long as they last."""


def ringing(dialect: str, statement: Any) -> Any:
    """The same INSERT or UPDATE, which on PostgreSQL also rings if it touches a row.

    It costs no statement of its own, and however many rows it touches, PostgreSQL rings once for a transaction, at its
    commit and never without one (PostgreSQL, NOTIFY).
    """
    return statement if dialect == "sqlite" else statement.returning(func.pg_notify(CHANNEL, ""))


async def do(transaction: Transaction, statement: Any, values: Any = None) -> None:
    """Execute a statement that was made with `ringing`, on either database."""
    found = await transaction.execute(statement, values)
    if transaction.dialect.name == "sqlite" and found.rowcount:
        _touching.add(transaction)


async def listen(database: Database, heard: Callable[[], None]) -> None:
    """Call `heard` at each ring, until cancelled."""
    if database.is_sqlite:
        with _heard_here(database, heard):
            await asyncio.Event().wait()
    while True:
        try:
            await _hold_the_line(database, heard)
        except Exception as error:
            log.info("the bell is out of reach: %s", type(error).__name__)
        await asyncio.sleep(AGAIN_AFTER)


# --- SQLite ---------------------------------------------------------------------------------------------------------


@contextmanager
def _heard_here(database: Database, heard: Callable[[], None]) -> Iterator[None]:
    def committed(transaction: Transaction) -> None:
        if transaction in _touching:
            heard()

    database.committed.append(committed)
    try:
        yield
    finally:
        database.committed.remove(committed)


# --- PostgreSQL -----------------------------------------------------------------------------------------------------


async def _hold_the_line(database: Database, heard: Callable[[], None]) -> None:
    lost = asyncio.Event()
    async with database.engine.connect() as connection:
        line: Any = (await connection.get_raw_connection()).driver_connection
        line.add_termination_listener(lambda _line: lost.set())
        await line.add_listener(CHANNEL, lambda *_ring: heard())
        try:
            await lost.wait()
        finally:
            # No statement may ever run on a connection that listens.
            await connection.invalidate()
