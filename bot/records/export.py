"""A full export: every row of every table as a line of JSON, the files of evidence as they are stored, the content, and
the hash of each (requirement 8.6). It is the district's whole custody, and not made to be read by the public."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from bot import VERSION
from bot.records.leaving import Order
from bot.records.volume import Volume
from bot.store.age import revisions
from bot.store.database import Database, Transaction
from bot.store.rows import Row, as_data, every_table, rows_of

PIECES = "evidence_pieces"


@dataclass(frozen=True)
class Export:
    """Writes one export. The database may be written to meanwhile: all of it is of one moment."""

    database: Database
    content: Path
    order: Order

    async def write(self, volume: Volume) -> str:
        """Gives the hash of its manifest."""
        files = [file for file in _files(self.content) if file not in volume]
        rows: Counter[str] = Counter()
        async with self.database.snapshot() as transaction:
            for table in every_table():
                rows[table] = await self._table(volume, transaction, table)
        for file in files:
            volume.copy(file, f"content/{file.relative_to(self.content).as_posix()}")
        with volume.file("about.json") as write:
            write(f"{json.dumps(self._about(rows), indent=2)}\n".encode())
        return volume.end()

    async def _table(self, volume: Volume, transaction: Transaction, table: str) -> int:
        """Its rows, by its primary key. Gives how many."""
        found, rows = rows_of(transaction, table), 0
        with volume.file(f"tables/{table}.jsonl") as write:
            async for row in _stored(volume, found) if table == PIECES else found:
                write(_line(row))
                rows += 1
        return rows

    def _about(self, rows: Counter[str]) -> dict[str, Any]:
        made = {"made_at": self.order.at.isoformat(), "made_by": self.order.by, "reason": self.order.reason}
        return {**made, "program": VERSION, "tables": revisions()[-1], "rows": rows}


async def _stored(volume: Volume, pieces: AsyncIterator[Row]) -> AsyncIterator[Row]:
    """The pieces of all files: the bytes of each file, still encrypted, go into a file of its own, and its rows say
    where in it each piece lies."""
    piece = await anext(pieces, None)
    while piece is not None:
        number, offset = piece["evidence_id"], 0
        with volume.file(name := f"evidence/{number}.sealed") as write:
            while piece is not None and piece["evidence_id"] == number:
                sealed = piece.pop("sealed")
                write(sealed)
                where = {"file": name, "offset": offset, "bytes": len(sealed), "sha256": sha256(sealed).hexdigest()}
                yield {**piece, **where}
                offset += len(sealed)
                piece = await anext(pieces, None)


def _line(row: Row) -> bytes:
    """In plain letters alone, and its columns by their names, so that the same row is the same line everywhere."""
    return f"{json.dumps(as_data(row), sort_keys=True)}\n".encode()


def _files(content: Path) -> list[Path]:
    return sorted(file for file in content.rglob("*") if file.is_file())
