"""Put copies of evidence into somebody's chat: slow work, which keeps its claim for as long as it takes."""

from __future__ import annotations

import logging
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass
from datetime import timedelta

from bot.copies import Copies
from bot.dates import Clock
from bot.evidence.vault import Locked
from bot.platforms.base import Barred, Copy, Platform, Rejected, Seat, Sent, TakesFiles, Unclear
from bot.store import sending
from bot.store.database import Database
from bot.store.sending import Claimed

log = logging.getLogger(__name__)

ONE_FILE = timedelta(minutes=3)
"""How long a claim lasts for each file: longer than any chat waits for an upload, and for the next copy to be made."""


@dataclass(frozen=True)
class HandingOver:
    """Hands over what one row of the outbox asks for."""

    database: Database
    copies: Copies
    clock: Clock

    async def hand_over(self, row: Claimed, platform: Platform, seat: Seat) -> Sent | None:
        """Where the files of this row stand; None where it asks for none, or they cannot be shown, now or later.
        Raises an Undelivered for what may pass."""
        if row.shows != "files" or not isinstance(platform, TakesFiles):
            return None
        mark = str(row.id)
        found = await platform.find_posted(seat, mark) if row.claims > 1 else None
        return found or await self._put_into(row, platform, seat, mark)

    async def _put_into(self, row: Claimed, chat: TakesFiles, seat: Seat, mark: str) -> Sent | None:
        try:
            made = self.copies.make(row.words["files"], row.recipient, row.key)
            async with aclosing(made), aclosing(self._claimed(row, made)) as copies:
                return await chat.hand_over(seat, copies, row.words["says"], mark)
        except (Barred, Rejected, Locked) as problem:
            log.warning("%s: no files were handed over: %s", row.key, problem)
            return None

    async def _claimed(self, row: Claimed, copies: AsyncIterator[Copy]) -> AsyncGenerator[Copy, None]:
        """The same copies. The claim is renewed for each, and once more before they are shown."""
        async for copy in copies:
            await self._renew(row)
            yield copy
        await self._renew(row)

    async def _renew(self, row: Claimed) -> None:
        async with self.database.transaction() as transaction:
            if not await sending.renew(transaction, row, self.clock() + ONE_FILE):
                raise Unclear("another worker has taken this over")
