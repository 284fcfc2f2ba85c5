"""`undelivered`: the messages that reached nobody, for whoever has to tell people another way."""

from __future__ import annotations

import asyncio
import json
from argparse import Namespace
from collections.abc import Mapping
from dataclasses import asdict

from bot.settings import Settings
from bot.store.backlog import Lost, lost
from bot.store.database import Database


def undelivered(arguments: Namespace, environment: Mapping[str, str]) -> int:
    """List them, newest first: when, for whom, about which case, why."""
    found = asyncio.run(_lost(Settings.read(environment)))
    if arguments.json:
        print(json.dumps([asdict(one) | {"at": one.at.isoformat()} for one in found], indent=2))
    else:
        print(*(_line(one) for one in found), sep="\n", end="\n" if found else "")
    return 0


def _line(one: Lost) -> str:
    return "\t".join((f"{one.at:%Y-%m-%d %H:%M} UTC", one.recipient, one.case or "-", one.why))


async def _lost(settings: Settings) -> tuple[Lost, ...]:
    database = Database(settings.database)
    try:
        async with database.reading() as connection:
            return await lost(connection)
    finally:
        await database.close()
