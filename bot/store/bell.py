"""The bell between processes on PostgreSQL: it rings when there may be something to tell, as soon as that is committed.

SQLite has none; there a second process looks into the outbox each second, as every process does besides.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from sqlalchemy import func

from bot.store.database import Database

log = logging.getLogger(__name__)

CHANNEL = "crossing_guard_outbox"
AGAIN_AFTER = 1.0
"""Seconds until a line that was lost is taken up again."""


def ringing(dialect: str, statement: Any) -> Any:
    """The same INSERT or UPDATE, which also rings if it touches a row.

    It costs no statement of its own, and however many rows it touches, PostgreSQL rings once for a transaction, at its
    commit and never without one (PostgreSQL, NOTIFY).
    """
    if dialect == "sqlite":
        return statement
    return statement.returning(func.pg_notify(CHANNEL, ""))


async def listen(database: Database, heard: Callable[[], None]) -> None:
    """Call `heard` at each ring of any process, until cancelled. On SQLite it ends at once."""
    while not database.is_sqlite:
        try:
            await _hold_the_line(database, heard)
        except Exception as error:
            log.info("the bell is out of reach: %s", type(error).__name__)
        await asyncio.sleep(AGAIN_AFTER)


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
