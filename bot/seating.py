"""Where a message goes: to the chat that somebody used last, or to one that finds them by their address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.events import Person
from bot.house import House
from bot.pace import Place
from bot.platforms.base import ByToken, MessageGone, Platform, Seat, Unreachable
from bot.store import people
from bot.store.database import Database, Transaction
from bot.store.sending import Claimed

NEVER_ASKED = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Seating:
    """Finds the seat of whoever a row of the outbox is for."""

    database: Database
    house: House
    platforms: Mapping[str, Platform]

    async def known(self, connection: Transaction, row: Claimed) -> Place | None:
        """Where the message is, or else where the person was last, in a chat that lets the bot in if they sit in one;
        None when no table knows them."""
        known = [seat for seat in await people.seats_of(connection, row.recipient) if seat.platform in self.platforms]
        for one in sorted(known, key=lambda one: _is_refused(self.platforms[one.platform])):
            if one.platform == row.platform or (not row.message and not one.unreachable):
                return self.platforms[one.platform], one.seat
        return None

    async def found(self, row: Claimed) -> Place:
        """Ask the chats for somebody who has not met the bot yet, Slack first. Raises MessageGone for a message whose
        chat is not connected any more, Unreachable where no chat knows them, or what a chat raises."""
        if row.message:
            raise MessageGone("its chat is not connected any more")
        why = Unreachable("unknown", "no chat is connected")
        for platform in sorted(self.platforms.values(), key=lambda one: one.name != "slack"):
            try:
                seat = await platform.find(row.recipient)
            except Unreachable as problem:
                why = problem
            else:
                await self._enter(row.recipient, platform, seat)
                return platform, seat
        raise why

    async def _enter(self, email: str, platform: Platform, seat: Seat) -> None:
        """Enter where somebody was found, so that what is shown there can be changed. Who they are is still to be
        asked, once they come."""
        person = Person(email, self.house.name(email))
        async with self.database.transaction() as transaction:
            await people.remember(transaction, platform.name, person, seat, NEVER_ASKED)


def _is_refused(platform: Platform) -> bool:
    return isinstance(platform, ByToken) and bool(platform.refusal())
