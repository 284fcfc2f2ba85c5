"""The sealer: links new rows of the log into the chain (requirement 8.5), outside of anybody's click.

A chain in the transaction of a click would let all clicks wait for each other; here a row waits for its seal instead.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.dates import Clock
from bot.rounds import always
from bot.store import log_lines, seals
from bot.store.database import Database

log = logging.getLogger(__name__)

PAUSE = 20.0
"""Seconds between two rounds."""
AT_ONCE = 200
"""Rows of one transaction."""
LAST_WORDS = 3.0
"""Seconds that a process takes for its last round: it is told to end, and may be ended."""
BREATH = 0.05
"""Seconds between two transactions of a round, so that whoever clicks meanwhile comes in between."""
LONGEST_TRANSACTION = timedelta(hours=1)
"""On PostgreSQL a row may come into sight behind later ones, and no later than this."""


@dataclass
class Sealer:
    """One in each process that delivers; the database sees to it that the chain never forks."""

    database: Database
    clock: Clock
    _looked_at: datetime | None = field(default=None, init=False)

    async def run(self) -> None:
        """Until cancelled. What fails is tried again at the next round."""
        await always(self.round, PAUSE, "the log was not sealed")

    async def last_round(self) -> None:
        """At the end of a process: what it entered last does not wait for the next one. Never long."""
        try:
            async with asyncio.timeout(LAST_WORDS):
                await self.round()
        except Exception as error:  # the next process seals it
            log.warning("the log was not sealed at the end: %s", type(error).__name__)

    async def round(self) -> None:
        """Seal all that bears no seal yet, the oldest first."""
        began, beyond = self.clock(), await self._settled()
        while (reached := await self._batch(beyond)) is not None:
            beyond = reached
            await asyncio.sleep(BREATH)
        self._looked_at = began

    async def _settled(self) -> Mapping[str, int]:
        """The rows of each record up to which nothing can be without a seal: at the round before everything in front of
        them was in sight. The first round of a process looks at all."""
        if self._looked_at is None:
            return {}
        async with self.database.reading() as connection:
            return await log_lines.sealed_before(connection, self._looked_at - LONGEST_TRANSACTION)

    async def _batch(self, beyond: Mapping[str, int]) -> Mapping[str, int] | None:
        """Seal some rows. Gives how far that came: no step where another worker was quicker; None at the end."""
        async with self.database.reading() as connection:
            end = await seals.end(connection)
            lines = await log_lines.unsealed(connection, beyond, AT_ONCE)
        if not lines:
            return None
        made = seals.chained(end, lines, self.clock())
        async with self.database.transaction() as transaction:
            is_ours = await seals.append(transaction, end, made)
        return {**beyond, **{line.record: line.row for line in lines}} if is_ours else beyond
