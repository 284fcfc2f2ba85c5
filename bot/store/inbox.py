"""What arrived, once: the key of an event and the outcome it had, never its contents."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select, update

from bot.store.database import Transaction
from bot.store.inserts import insert_or_ignore
from bot.store.tables import inbox


async def is_first(transaction: Transaction, key: str, at: datetime) -> bool:
    """Enter an event. False when it was entered before; a second delivery at this moment waits for the first."""
    return bool(await insert_or_ignore(transaction, inbox, [{"key": key, "at": at}]))


async def outcome(transaction: Transaction, key: str) -> Any:
    """What went back the first time, as it was recorded; None when nothing did."""
    return (await transaction.execute(select(inbox.c.outcome).where(inbox.c.key == key))).scalar()


async def record(transaction: Transaction, key: str, what: Any) -> None:
    """Keep what went back for an event (`menu.kept`), so that a repeat is answered alike; None for nothing."""
    await transaction.execute(_RECORDING, {"event": key, "outcome": what})


_RECORDING = update(inbox).where(inbox.c.key == bindparam("event"))


async def try_to_write(transaction: Transaction, at: datetime) -> None:
    """Enter something and strike it out again. It counts once it is committed: SQLite finds a full disk only then."""
    await is_first(transaction, _TRIAL, at)
    await transaction.execute(delete(inbox).where(inbox.c.key == _TRIAL))


_TRIAL = "doctor/trial"


async def forget_before(transaction: Transaction, moment: datetime) -> None:
    """No platform delivers an event again after a day; older keys only take room."""
    await transaction.execute(delete(inbox).where(inbox.c.at < moment))
