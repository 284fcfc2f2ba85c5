"""`undelivered`: the messages that reached nobody, for whoever has to tell people another way."""

from __future__ import annotations

import asyncio
from argparse import Namespace
from collections.abc import Mapping

from bot.commands.printing import in_columns, minute, show
from bot.settings import Settings
from bot.store.backlog import Lost, lost
from bot.store.database import Database


def undelivered(arguments: Namespace, environment: Mapping[str, str]) -> int:
    """List them, newest first: when, for whom, about which case, why."""
    found = asyncio.run(_lost(Settings.read(environment)))
    show(arguments, found, _line)
    return 0


def _line(one: Lost) -> str:
    return in_columns(minute(one.at), one.recipient, one.case or "-", one.why)


async def _lost(settings: Settings) -> tuple[Lost, ...]:
    async with Database(settings.database) as database, database.reading() as connection:
        return await lost(connection)
