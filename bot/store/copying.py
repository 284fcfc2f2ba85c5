"""Copies a whole database into another of either kind, and proves that both hold the same."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, func, insert, select, text

from bot.store.age import age
from bot.store.database import Database, Transaction
from bot.store.digests import digest
from bot.store.migrate import migrate
from bot.store.tables import metadata, seals

AT_ONCE = 500
"""Rows that are held in memory. A piece of evidence is 256 KB."""


class CannotCopy(Exception):
    """Nothing was copied; its words say why, and what to do."""


@dataclass(frozen=True, slots=True)
class Contents:
    """How many rows a table has, and a sum over all of them that does not depend on their order."""

    rows: int
    digest: str


Inventory = dict[str, Contents]


async def copy(source: Database, target: Database) -> Inventory:
    """Copy every row, in one transaction of the target, while nobody writes to a SQLite source; then compare.

    Raises CannotCopy for a source of another version, a target that holds something, and for any difference.
    """
    if await age(source) != "current":
        raise CannotCopy("The database to copy from is not of this version. Run `migrate` on it first.")
    await migrate(target)
    async with source.transaction() as here, target.transaction() as there:
        await _refuse_full(there)
        for table in metadata.sorted_tables:
            await _copy_table(table, here, there)
        for table in metadata.sorted_tables:
            await _number_on(table, there)
        before, after = await inventory(here), await inventory(there)
        if before != after:
            different = ", ".join(name for name in before if before[name] != after[name])
            raise CannotCopy(f"The copy differs in {different}, so it was not kept.")
    return after


async def _refuse_full(there: Transaction) -> None:
    for table in metadata.sorted_tables:
        if (await there.execute(select(table).limit(1))).first():
            raise CannotCopy(f"The database to copy to holds rows in {table.name} already. Take an empty one.")


async def _copy_table(table: Table, here: Transaction, there: Transaction) -> None:
    async for rows in _batches(table, here):
        await there.execute(insert(table), rows)


async def _number_on(table: Table, there: Transaction) -> None:
    """New rows get numbers behind the highest that was ever given, as far as the seals know also of rows that are
    gone."""
    if "id" not in table.c or table.c.id.autoincrement is not True:
        return
    sealed = select(func.max(seals.c.row)).where(seals.c.record == table.name)
    known = [(await there.execute(query)).scalar() or 0 for query in (select(func.max(table.c.id)), sealed)]
    for counting in _COUNTING[there.dialect.name, bool(table.kwargs.get("sqlite_autoincrement"))]:
        await there.execute(text(counting), {"name": table.name, "highest": max(known)})


_SERIAL = ("SELECT setval(pg_get_serial_sequence(:name, 'id'), :highest + 1, false)",)
_COUNTING: Mapping[tuple[str, bool], tuple[str, ...]] = {
    ("postgresql", False): _SERIAL,
    ("postgresql", True): _SERIAL,
    ("sqlite", False): (),
    ("sqlite", True): (
        "DELETE FROM sqlite_sequence WHERE name = :name",
        "INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :highest)",
    ),
}
"""By the database, and whether SQLite keeps count of a table at all (sqlite.org, "SQLite Autoincrement")."""


async def _batches(table: Table, transaction: Transaction) -> AsyncIterator[list[dict[str, Any]]]:
    async with transaction.stream(select(table)) as found:
        async for rows in found.mappings().partitions(AT_ONCE):
            yield [dict(row) for row in rows]


async def inventory(transaction: Transaction) -> Inventory:
    """What every table holds: equal for two databases that hold the same, whatever their kind."""
    return {table.name: await _contents(table, transaction) for table in metadata.sorted_tables}


async def _contents(table: Table, transaction: Transaction) -> Contents:
    count, total = 0, 0
    async for rows in _batches(table, transaction):
        count += len(rows)
        total += sum(int.from_bytes(digest(row)) for row in rows)
    return Contents(count, f"{total % 2**256:064x}")
