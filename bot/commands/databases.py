"""What is done to the database as a whole: its tables, a copy of a SQLite file, the move to PostgreSQL, new keys."""

from __future__ import annotations

import asyncio
import sqlite3
from argparse import Namespace
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from bot.audit.what_is_set import enter_command
from bot.commands import CannotGoOn
from bot.commands.beginning import operator, refuse_what_cannot_work
from bot.commands.halves import HalfFile
from bot.dates import utc_now
from bot.evidence.vault import Vault
from bot.kept_files import lock_anew
from bot.settings import BadSettings, Settings
from bot.store.copying import CannotCopy, Inventory, copy
from bot.store.database import Database
from bot.store.migrate import migrate

NEW = "NEW_DATABASE_URL"
Environment = Mapping[str, str]


def migrate_database(_arguments: Namespace, environment: Environment) -> int:
    """Make or bring up the tables."""
    settings = Settings.read(environment)
    refuse_what_cannot_work(settings)
    asyncio.run(_migrated(settings))
    return 0


async def _migrated(settings: Settings) -> None:
    async with Database(settings.database) as database:
        await migrate(database)


def back_up(arguments: Namespace, environment: Environment) -> int:
    """Copy the SQLite file while the bot runs. PostgreSQL has a better tool of its own."""
    database, copied = Database(Settings.read(environment).database), Path(arguments.file)
    file = Path(database.engine.url.database or "")
    if not database.is_sqlite:
        raise CannotGoOn("This is for SQLite. For PostgreSQL take pg_dump: docs/operate.md shows how.")
    if not file.is_file():
        raise CannotGoOn(f"There is no database at {file}.")
    _copy(file, copied)
    print(copied)
    return 0


def _copy(file: Path, copied: Path) -> None:
    with HalfFile(copied) as half:
        try:
            with closing(sqlite3.connect(file)) as here, closing(sqlite3.connect(half.path)) as there:
                here.backup(there)
        except sqlite3.Error as error:
            raise CannotGoOn(f"{copied} could not be written: {error}.") from error
        half.settle()
        half.take_name()


def move_database(_arguments: Namespace, environment: Environment) -> int:
    """Copy everything from DATABASE_URL to NEW_DATABASE_URL, and compare both."""
    if not environment.get(NEW):
        raise BadSettings([f"{NEW} is missing: the address of the empty database to copy to."])
    source, target = Settings.read(environment), Settings.read({"DATABASE_URL": environment[NEW]})
    moved = asyncio.run(_moved(source.database, target.database))
    print(*(f"{name}\t{held.rows}" for name, held in moved.items()), sep="\n")
    print("Both hold the same. Set DATABASE_URL to the new address, and keep the old file until you trust it.")
    return 0


async def _moved(before: str, after: str) -> Inventory:
    async with Database(before) as source, Database(after) as target:
        try:
            return await copy(source, target)
        except CannotCopy as error:
            raise CannotGoOn(str(error)) from error


def rotate_keys(_arguments: Namespace, environment: Environment) -> int:
    """Lock the key of every file with the newest of EVIDENCE_KEYS, so that the older ones may be given up."""
    settings = Settings.read(environment)
    if not settings.vault_keys:
        raise BadSettings(["EVIDENCE_KEYS is missing: the new key first, then the old ones."])
    done, shut = asyncio.run(_rotated(settings))
    print(f"Files locked with the newest key: {done}.")
    if shut:
        raise CannotGoOn(f"Files that open with none of the keys: {shut}. Add the key that they were taken with.")
    return 0


async def _rotated(settings: Settings) -> tuple[int, int]:
    async with Database(settings.database) as database:
        done, shut = await lock_anew(database, Vault(settings.vault_keys))
        await enter_command(database, operator(), "rotate-keys", done, utc_now())
        return done, shut
