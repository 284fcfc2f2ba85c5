"""`looks`: who was given the files of a case, and when, for whoever answers for the evidence."""

from __future__ import annotations

import asyncio
import json
from argparse import Namespace
from collections.abc import Mapping
from dataclasses import asdict

from bot.settings import Settings
from bot.store.database import Database
from bot.store.views import Look, of_case


def looks(arguments: Namespace, environment: Mapping[str, str]) -> int:
    """List them, oldest first: when, who, which file, and whether it was a copy to look at or the original."""
    found = asyncio.run(_looks(Settings.read(environment), arguments.ref.upper()))
    if arguments.json:
        print(json.dumps([asdict(one) | {"at": one.at.isoformat()} for one in found], indent=2))
    else:
        print(*(_line(one) for one in found), sep="\n", end="\n" if found else "")
    return 0


def _line(one: Look) -> str:
    return "\t".join((f"{one.at:%Y-%m-%d %H:%M} UTC", one.viewer, one.file, one.what))


async def _looks(settings: Settings, ref: str) -> tuple[Look, ...]:
    database = Database(settings.database)
    try:
        async with database.reading() as connection:
            return await of_case(connection, ref)
    finally:
        await database.close()
