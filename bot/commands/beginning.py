"""What must hold before a command begins: a database that this version can work with, or one that may come back; and
who runs the command."""

from __future__ import annotations

import asyncio
import getpass
import logging
import os
from collections.abc import Callable

from bot.commands import CannotGoOn
from bot.limits import LONGEST_EMAIL
from bot.settings import Settings
from bot.store.age import Age, NewerDatabase, age
from bot.store.database import TROUBLES, Database, why_away, why_not_open

log = logging.getLogger(__name__)

PATIENCE = 5.0
"""Seconds. A PostgreSQL that is away may come back, and readiness says so until then; a SQLite file does not."""


def refuse_what_cannot_work(settings: Settings) -> None:
    """Raises NewerDatabase, and CannotGoOn for a SQLite file that cannot be opened."""
    asyncio.run(_looked_at(settings.database))


def operator(name_of_login: Callable[[], str] = getpass.getuser) -> str:
    """Who runs a command, as this machine knows them and as it is entered in the audit log."""
    try:
        name = name_of_login()
    except (KeyError, OSError):  # in a container a number may have no name
        name = f"uid-{os.getuid()}"
    return f"operator:{name}"[:LONGEST_EMAIL]


async def refuse_another_version(database: Database) -> None:
    """Raises CannotGoOn for tables of an older version, and NewerDatabase."""
    found = await age(database)
    if found == "newer":
        raise NewerDatabase
    if found != "current":
        raise CannotGoOn("The database is not of this version. Run `migrate` first.")


async def _looked_at(address: str) -> None:
    async with Database(address) as database:
        if why := why_not_open(database):
            raise CannotGoOn(f"The database cannot be opened: {why}. {WHERE}")
        if await _age(database) == "newer":
            raise NewerDatabase


async def _age(database: Database) -> Age | None:
    """How old its tables are; None while it does not answer."""
    try:
        async with asyncio.timeout(PATIENCE):
            return await age(database)
    except (*TROUBLES, TimeoutError) as error:
        log.warning("the database does not answer yet: %s", why_away(error))
        return None


WHERE = "DATABASE_URL names the file; its folder must be there, and this user must be allowed to write into it."
