"""A packet or an export leaves the house: entered as begun before anybody has any of it, and then as given or failed,
so that the audit log claims of nobody what they did not get (requirement 8.5).

A beginning without either is of a process that ended in between: somebody may have all of it.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from bot.dates import Clock
from bot.store.database import TROUBLES, Database
from bot.store.deeds import Deed, enter

log = logging.getLogger(__name__)

Came = Literal["begun", "given", "failed"]


@dataclass(frozen=True, slots=True)
class Order:
    """Who asks for a packet or an export (an address, or `operator:` and a name), when, and what for."""

    by: str
    at: datetime
    reason: str


def begun(ref: str, order: Order, **details: Any) -> Deed:
    """Of the packet of a case, or of an export of everything where `ref` is ""."""
    what = "packet" if ref else "everything"
    return Deed("exported", order.by, order.at, ref, _came("begun", what) | {"reason": order.reason, **details})


def _came(came: Came, what: str) -> dict[str, Any]:
    return {"what": what, "came": came}


@asynccontextmanager
async def to_its_end(database: Database, clock: Clock, deed: Deed) -> AsyncIterator[None]:
    """What came of a beginning that was entered: given once the block ends, failed where it raises."""
    try:
        yield
    except BaseException:
        await _enter(database, clock, deed, "failed")
        raise
    await _enter(database, clock, deed, "given")


async def _enter(database: Database, clock: Clock, deed: Deed, came: Came) -> None:
    """What was given is given: where this cannot be entered, the beginning stays, which claims nothing."""
    details = _came(came, (deed.details or {})["what"])
    try:
        async with database.transaction() as transaction:
            await enter(transaction, replace(deed, at=clock(), details=details))
    except TROUBLES as error:
        log.warning("what came of an export was not entered: %s", type(error).__name__, extra={"ref": deed.ref})


@asynccontextmanager
async def entered(database: Database, clock: Clock, ref: str, order: Order, manifest: str) -> AsyncIterator[None]:
    """All of it for a command: what is in the block gives away what is written, whose manifest has this hash. A deed
    bears the time at which it is entered, since to write all of it may have taken hours."""
    deed = begun(ref, replace(order, at=clock()), manifest=manifest)
    async with database.transaction() as transaction:
        await enter(transaction, deed)
    async with to_its_end(database, clock, deed):
        yield
