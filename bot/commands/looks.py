"""`looks`: who was given the files of a case, and when, for whoever answers for the evidence."""

from __future__ import annotations

import asyncio
from argparse import Namespace
from collections.abc import Mapping

from bot.commands import CannotGoOn
from bot.commands.printing import in_columns, minute, show
from bot.exhibits import main_of
from bot.menu import Menu
from bot.settings import Settings
from bot.store import cases
from bot.store.database import Database
from bot.store.views import Look, of_case
from handlers import CONVERSATIONS


def looks(arguments: Namespace, environment: Mapping[str, str]) -> int:
    """List them, oldest first: when, who, which file, and whether it was a copy to look at or the original.
    CannotGoOn for a reference that no case has."""
    found = asyncio.run(_looks(Settings.read(environment), arguments.ref.upper()))
    show(arguments, found, _line)
    return 0


def _line(one: Look) -> str:
    return in_columns(minute(one.at), one.viewer, one.file, one.what)


async def _looks(settings: Settings, ref: str) -> tuple[Look, ...]:
    """Of a case that became part of another, what that one lists: its files went there."""
    async with Database(settings.database) as database, database.reading() as connection:
        case = await cases.by_ref(connection, ref)
        if case is None:
            raise CannotGoOn(f"There is no case {ref}. Compare the reference with the one on its card.")
        return await of_case(connection, (await main_of(connection, Menu(CONVERSATIONS).faces, case)).ref)
