"""`cases`: all cases, oldest first."""

from __future__ import annotations

import asyncio
import json
from argparse import Namespace
from collections.abc import Mapping

from bot.case import Case
from bot.commands.beginning import refuse_what_cannot_work
from bot.settings import Settings
from bot.store import cases
from bot.store.database import Database

SHOWN = ("ref", "kind", "state", "school", "opened_by")


def list_cases(arguments: Namespace, environment: Mapping[str, str]) -> int:
    """List them in columns or, with --json, as a list of objects."""
    settings = Settings.read(environment)
    refuse_what_cannot_work(settings)
    rows = [_row(case) for case in asyncio.run(_cases(settings, arguments.kind))]
    if arguments.json:
        print(json.dumps(rows, indent=2))
    else:
        print(*("\t".join(row.values()) for row in rows), sep="\n", end="\n" if rows else "")
    return 0


async def _cases(settings: Settings, kind: str) -> tuple[Case, ...]:
    database = Database(settings.database)
    try:
        async with database.reading() as connection:
            return await cases.everything(connection, kind)
    finally:
        await database.close()


def _row(case: Case) -> dict[str, str]:
    return {name: getattr(case, name) for name in SHOWN} | {"updated_at": case.updated_at.isoformat()}
