"""Whether this process can do its work now, and what keeps it from it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from bot.knowledge.library import Library
from bot.platforms.base import ByToken, Connected, Platform
from bot.store.age import is_current
from bot.store.database import Database

PATIENCE = 2.0
"""Seconds for the database: whoever asks (a load balancer) waits for no more than a few."""
NO_DATABASE = "the database does not answer"
WELL = ("current", "loaded", "on")
DEGRADED = "degraded: "
"""How it begins where work goes on: a slip in a file that somebody edits, or a token that one chat refuses, is no
reason to take the bot away from everybody."""
OLDER_CONTENT = f"{DEGRADED}the knowledge base has faults, so what was loaded before is told"


@dataclass(frozen=True, slots=True)
class Readiness:
    """Asked at each look; nothing is remembered."""

    database: Database
    platforms: Mapping[str, Platform]
    library: Library | None = None

    async def details(self) -> dict[str, str]:
        """Each part, and how it is: `current`, `loaded` and `on` are well, all else says what is wrong."""
        chats = {name: _chat(chat) for name, chat in self.platforms.items()}
        return {"database": await self._database(), "content": self._content(), **chats}

    def _content(self) -> str:
        """The start is refused without content; what was edited since then may be broken."""
        return OLDER_CONTENT if self.library and self.library.faults else "loaded"

    async def _database(self) -> str:
        try:
            async with asyncio.timeout(PATIENCE):
                return "current" if await is_current(self.database) else "the database needs `migrate`"
        except Exception:
            return NO_DATABASE


def _chat(chat: Platform) -> str:
    if isinstance(chat, Connected) and (broken := chat.trouble()):
        return broken
    if isinstance(chat, ByToken) and (refused := chat.refusal()):
        return f"{DEGRADED}{refused}"
    return "on"


def summary(details: Mapping[str, str]) -> str:
    """`ready`, or the first thing that is wrong; what only makes it less good comes last."""
    wrong = sorted((how for how in details.values() if how not in WELL), key=works)
    return next(iter(wrong), "ready")


def works(status: str) -> bool:
    """Whether a process of which this is the summary can take work."""
    return status == "ready" or status.startswith(DEGRADED)
