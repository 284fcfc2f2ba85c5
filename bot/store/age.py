"""How old the tables of a database are, compared with this version.

Asked without Alembic, which only a migration needs: what it remembers is a table with one row (alembic.sqlalchemy.org,
“Tutorial”).
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from sqlalchemy import Connection, column, inspect, select, table

from bot.store.database import Database

VERSIONS = Path(__file__).parent / "migrations" / "versions"
MEMORY = "alembic_version"

Age = Literal["none", "older", "current", "newer"]
"""Of the tables: not there yet, of an older version, of this one, of a newer one."""


class NewerDatabase(Exception):
    """The database was made by a newer version of the program."""


def revisions() -> list[str]:
    """Every version of the tables that this program knows, oldest first, by the numbers of their files."""
    return sorted(file.name.partition("_")[0] for file in VERSIONS.glob("[0-9]*.py"))


def revision(connection: Connection) -> str:
    """The version of the tables of a database; "" where there are none yet."""
    if not inspect(connection).has_table(MEMORY):
        return ""
    return str(connection.execute(select(column("version_num")).select_from(table(MEMORY))).scalar() or "")


def age_of(connection: Connection) -> Age:
    """The same as `age`, of a connection that is open already."""
    here, known = revision(connection), revisions()
    if not here:
        return "none"
    if here == known[-1]:
        return "current"
    return "older" if here in known else "newer"


async def age(database: Database) -> Age:
    """How old the tables are, compared with this version."""
    async with database.reading() as connection:
        return await connection.run_sync(age_of)


async def is_current(database: Database) -> bool:
    """Whether the tables are those of this version."""
    return await age(database) == "current"
