"""Bring a database to the tables that this version works with."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from bot.store.age import NewerDatabase, age_of, revision
from bot.store.database import Database

ONE_AT_A_TIME = 400_700_001
"""The number of the PostgreSQL lock that keeps two processes from migrating at the same moment."""


def migrations(connection: Connection | None = None) -> Config:
    """What Alembic needs to bring the database behind a connection to another version."""
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
    command.upgrade(migrations(connection), "head")


def _refuse_newer(connection: Connection) -> None:
    if age_of(connection) == "newer":
        raise NewerDatabase(revision(connection))
