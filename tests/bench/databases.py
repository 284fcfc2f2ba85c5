"""The kinds of database that are measured."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.postgres import SERVER, fresh_database


@dataclass(frozen=True)
class Kind:
    """A kind of database, and how to have a fresh one: its address, for as long as the block lasts."""

    name: str
    fresh: Callable[[], AbstractAsyncContextManager[str]]


@asynccontextmanager
async def _sqlite_file() -> AsyncIterator[str]:
    with TemporaryDirectory() as folder:
        yield f"sqlite+aiosqlite:///{Path(folder)}/bench.db"


SQLITE = Kind("SQLite", _sqlite_file)
POSTGRES = Kind("PostgreSQL", fresh_database)


def kinds() -> tuple[Kind, ...]:
    """SQLite always; PostgreSQL where TEST_POSTGRES names a server."""
    return (SQLITE, POSTGRES) if SERVER else (SQLITE,)
