"""Whether the people whom a form names exist: asked of the chats before the visit, since no handler calls a network."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.content.district import District
from bot.content.email_addresses import in_small_letters
from bot.events import Event, Filled
from bot.platforms.base import Platform, Undelivered, Unreachable
from bot.store import people
from bot.store.database import Database

WITHIN = 1.0
"""Seconds that all of it may take, of the three after which Slack gives up on a form."""
NOBODYS = ("gone", "guest", "bot", "unknown")
"""What a chat says of an address that is no colleague's, the most telling first; any other answer (that the app is not
installed there, say) leaves open whose it is."""


@dataclass(frozen=True)
class Whereabouts:
    """Asks every chat for those whom the tables do not know."""

    database: Database
    district: District
    platforms: Mapping[str, Platform]

    async def look_up(self, event: Event) -> Event:
        """The event, and where it is a form, which of the addresses in it are nobody's."""
        named = self._named(event) if isinstance(event, Filled) else ()
        if not isinstance(event, Filled) or not named:
            return event
        async with self.database.reading() as connection:
            strangers = set(named) - await people.met(connection, named)
        answers = await asyncio.gather(*(self._why_nobodys(email) for email in strangers))
        return replace(event, nobodys={email: why for email, why in zip(strangers, answers, strict=True) if why})

    def _named(self, event: Filled) -> tuple[str, ...]:
        words = {in_small_letters(answer.strip()) for answer in event.answers.values() if isinstance(answer, str)}
        return tuple(word for word in words if self.district.is_staff_address(word))

    async def _why_nobodys(self, email: str) -> str:
        """One of NOBODYS, where every chat says such; "" where one knows them, cannot be asked, or does not answer."""
        said = {await self._said(platform, email) for platform in self.platforms.values()}
        return min(said, key=NOBODYS.index) if said and said <= set(NOBODYS) else ""

    async def _said(self, platform: Platform, email: str) -> str:
        try:
            async with asyncio.timeout(WITHIN):
                await platform.find(email)
        except Unreachable as problem:
            return problem.why
        except (Undelivered, TimeoutError):
            return ""
        return ""
