"""The files that were kept, opened again: a piece at a time as they were sent, or as a whole to be looked at."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from io import BytesIO
from typing import TypeVar

from bot.evidence.vault import FileKey, Locked, Vault
from bot.store import evidence
from bot.store.database import Database, Transaction

Found = TypeVar("Found")

AT_ONCE = 100
"""Keys that are locked anew in one transaction."""


@dataclass(frozen=True)
class KeptFiles:
    """One for each process: of all files one at a time is in memory as a whole, up to MOST_BYTES.

    vault  None where the district has no keys; then nothing can be kept, and nothing opens
    """

    database: Database
    vault: Vault | None
    _one_file: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)

    async def key(self, evidence_id: int) -> FileKey:
        """The key of a file. Raises Locked."""
        async with self.database.reading() as connection:
            locked = await evidence.locked_key(connection, evidence_id)
        if self.vault is None:
            raise Locked
        return self.vault.unlock(locked, evidence_id)

    async def pieces(self, key: FileKey) -> AsyncIterator[bytes]:
        """The file of a key as it was sent, a piece at a time. Raises Locked."""
        position = 0
        while True:
            async with self.database.reading() as connection:
                sealed = await evidence.piece(connection, key.file, position)
            if sealed is None:
                return
            yield key.open(position, sealed)
            position += 1

    async def whole(self, key: FileKey) -> bytes:
        """The same in one."""
        content = BytesIO()  # what it gives in the end is no copy: a list that is joined holds the file twice
        async for piece in self.pieces(key):
            content.write(piece)
        return content.getvalue()

    async def looked_at(self, key: FileKey, look: Callable[[bytes], Found]) -> Found:
        """What is found in the whole of a file, or made of it, in a thread: to decode a picture takes its time."""
        async with self._one_file:
            return await asyncio.to_thread(look, await self.whole(key))


async def lock_anew(database: Database, vault: Vault) -> tuple[int, int]:
    """Lock the key of every file with the newest key of the district, so that an older one may be given up. Gives how
    many were locked anew, and how many were left as they are, since none of the keys opens them."""
    last, done, shut = 0, 0, 0
    while True:
        async with database.transaction() as transaction:
            found = await evidence.locked_keys(transaction, last, AT_ONCE)
            exchanged = [await _exchanged(transaction, vault, *one) for one in found.items()]
        if not found:
            return done, shut
        last, done, shut = max(found), done + exchanged.count(True), shut + exchanged.count(False)


async def _exchanged(transaction: Transaction, vault: Vault, evidence_id: int, locked: str) -> bool:
    try:
        await evidence.exchange_key(transaction, evidence_id, locked, vault.lock_anew(locked))
    except Locked:
        return False
    return True
