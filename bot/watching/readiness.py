"""Whether this process can do its work now, and what keeps it from it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from bot.platforms.base import Connected, Platform
from bot.store.database import Database
from bot.store.migrate import is_current

PATIENCE = 2.0
"""Seconds for the database: whoever asks (a load balancer) waits for no more than a few."""
NO_DATABASE = "the database does not answer"
WELL = ("current", "loaded", "on")


@dataclass(frozen=True, slots=True)
class Readiness:
    """Asked at each look; nothing is remembered."""

    database: Database
    platforms: Mapping[str, Platform]

    async def details(self) -> dict[str, str]:
        """Each part, and how it is: `current`, `loaded` and `on` are well, all else says what is wrong. The content
        was loaded at the start, which is refused without it."""
        chats = {name: _trouble(chat) or "on" for name, chat in self.platforms.items()}
        return {"database": await self._database(), "content": "loaded", **chats}

    async def _database(self) -> str:
        try:
            async with asyncio.timeout(PATIENCE):
                return "current" if await is_current(self.database) else "the database needs `migrate`"
        except Exception:
            return NO_DATABASE


def _trouble(chat: Platform) -> str:
    return chat.trouble() if isinstance(chat, Connected) else ""


def summary(details: Mapping[str, str]) -> str:
    """`ready`, or the first thing that is wrong."""
    return next((how for how in details.values() if how not in WELL), "ready")
