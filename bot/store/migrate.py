"""Bring a database to the tables that this version works with, and say whether it is there."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from bot.store.database import Database

ONE_AT_A_TIME = 400_700_001
"""The number of the PostgreSQL lock that keeps two processes from migrating at the same moment."""


class NewerDatabase(Exception):
    """The database was made by a newer version of the program."""


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config


async def migrate(database: Database) -> None:
    """Make or bring up the tables. Two processes at once are safe. NewerDatabase when there is no way."""
    async with database.transaction() as transaction:
        if not database.is_sqlite:
            await transaction.execute(text(f"SELECT pg_advisory_xact_lock({ONE_AT_A_TIME})"))
        await transaction.run_sync(_upgrade)


def _upgrade(connection: Connection) -> None:
    _refuse_newer(connection)
    command.upgrade(_config(connection), "head")


def _refuse_newer(connection: Connection) -> None:
    if _age(connection) == "newer":
        raise NewerDatabase(MigrationContext.configure(connection).get_current_revision())


Age = Literal["none", "older", "current", "newer"]
"""Of the tables: not there yet, of an older version, of this one, of a newer one."""


async def age(database: Database) -> Age:
    """How old the tables are, compared with this version."""
    async with database.reading() as connection:
        return await connection.run_sync(_age)


def _age(connection: Connection) -> Age:
    here = MigrationContext.configure(connection).get_current_revision()
    script = ScriptDirectory.from_config(_config())
    if here is None:
        return "none"
    if here == script.get_current_head():
        return "current"
    return "older" if here in _revisions(script) else "newer"


def _revisions(script: ScriptDirectory) -> frozenset[str]:
    return frozenset(one.revision for one in script.walk_revisions())


async def is_current(database: Database) -> bool:
    """Whether the tables are those of this version."""
    return await age(database) == "current"
