"""A database with its tables: on SQLite a copy of a file that Alembic made once for all tests of a process."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from bot.store.database import Database
from bot.store.migrate import migrate

_made: list[bytes] = []


async def lay_tables(database: Database) -> None:
    """What `migrate` makes of an empty database, in a hundredth of the time where that is a file. What is there already
    is brought up as it would be anywhere."""
    if not _made:
        _made.append(await _make())
    if not _is_copied(database):
        await migrate(database)


def _is_copied(database: Database) -> bool:
    """Whether there was no file yet, and now there is one with tables."""
    file = Path(database.engine.url.database or "")
    if not database.is_sqlite or file.exists():
        return False
    file.write_bytes(_made[0])
    return True


async def _make() -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "tables.db"
        async with Database(f"sqlite+aiosqlite:///{file}") as database:
            await migrate(database)
        return file.read_bytes()
