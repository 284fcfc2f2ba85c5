"""Take the files that were sent: claim, fetch, encrypt as they come, look through them, and keep or refuse them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from hashlib import sha256

from bot.dates import Clock
from bot.evidence import MOST_BYTES, PIECE, Unfit
from bot.evidence.pictures import examine
from bot.evidence.vault import FileKey, Vault
from bot.exhibits import redraw, takes_files, tell_sender
from bot.face import Face
from bot.house import House
from bot.kept_files import KeptFiles
from bot.platforms.base import FileLost, FileSource, Unclear
from bot.rounds import pause_after, woken_or_poll
from bot.store import cases, evidence
from bot.store.database import Database, Transaction
from bot.store.evidence import CLAIM, Kept, Overtaken, Wanted

log = logging.getLogger(__name__)

AT_ONCE = 10
"""Files on their way at a time. Each needs a piece of memory (256 KB), and none keeps another waiting."""
GIVEN_UP_AFTER = timedelta(days=1)
"""A chat that is ill for an afternoon costs nobody their screenshots."""
MOST_TRIES = 5
"""Claims that ended without any record: the file takes the process down with it."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was stored of a file: its size in bytes, and its SHA-256 in hexadecimal."""

    size: int
    sha256: str


@dataclass
class Intake:
    """One worker. Any number may run, in any number of processes; the claims keep them apart.

    platforms  the chats that files come from, by their name
    kept       the files that are kept already; without a vault (no keys) none can be taken
    follow     called with each file once it is kept, until it does not raise
    patience   seconds that a piece may take to come
    """

    database: Database
    house: House
    faces: Mapping[str, Face]
    platforms: Mapping[str, FileSource]
    kept: KeptFiles
    clock: Clock
    follow: Callable[[Kept], Awaitable[None]]
    patience: float = 30.0
    _woken: asyncio.Event = field(default_factory=asyncio.Event, init=False)
    _one_piece: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)
    _running: set[asyncio.Task[None]] = field(default_factory=set, init=False)

    def wake(self) -> None:
        """There may be something to take: do not wait for the next look."""
        self._woken.set()

    async def run(self) -> None:
        """Take files until cancelled. A database that is away is waited for."""
        async with asyncio.TaskGroup() as lanes:
            while True:
                self._woken.clear()
                for row in await self._claim_if_there(AT_ONCE - len(self._running)):
                    lane = lanes.create_task(self._take(row))
                    self._running.add(lane)
                    lane.add_done_callback(self._ended)
                await woken_or_poll(self._woken)

    def _ended(self, lane: asyncio.Task[None]) -> None:
        self._running.discard(lane)
        self._woken.set()

    async def take(self) -> int:
        """Take what is due now, each once. Gives how many files were claimed."""
        claimed = await self._claim(AT_ONCE)
        await asyncio.gather(*(self._take(row) for row in claimed))
        return len(claimed)

    async def _claim_if_there(self, most: int) -> tuple[Wanted | Kept, ...]:
        try:
            return await self._claim(most) if most else ()
        except Exception:
            log.exception("the wanted files could not be read")
            return ()

    async def _claim(self, most: int) -> tuple[Wanted | Kept, ...]:
        """So many at most: files to take, then of those that were kept what a worker that died did not come to."""
        async with self.database.transaction() as transaction:
            wanted = await evidence.claim(transaction, self.clock(), most)
            return (*wanted, *await evidence.claim_kept(transaction, self.clock(), most - len(wanted)))

    # --- One file ---------------------------------------------------------------------------------------------

    async def _take(self, row: Wanted | Kept) -> None:
        """One try at one file. What is wrong for good is settled here; what may pass comes back."""
        try:
            await (self._follow(row) if isinstance(row, Kept) else self._keep_or_refuse(row))
        except Overtaken:
            log.info("file %s is with another worker", row.id)
        except Exception as error:  # the claim runs out, and the file is tried again
            log.warning("file %s was left: %s", row.id, type(error).__name__)

    async def _keep_or_refuse(self, row: Wanted) -> None:
        try:
            await self._keep(row)
        except (Unfit, FileLost) as problem:
            await self._refuse(row, problem.why)
        except Overtaken:
            raise
        except Exception as error:
            log.info("file %s: %s", row.id, type(error).__name__)
            await self._again(row, error)
        else:
            await self._follow(Kept(row.id, row.platform, failures=0))

    async def _keep(self, row: Wanted) -> None:
        if row.claims - row.failures > MOST_TRIES:
            raise Unfit("trouble")
        if row.size > MOST_BYTES:
            raise Unfit("too_big")
        if self.kept.vault is None:
            raise Unfit("no_keys")
        key = await self._begin(row, self.kept.vault)
        fetched = await self._fetch(row, key)
        media_type = await self.kept.looked_at(key, partial(examine, name=row.name))
        async with self._settling(row) as transaction:
            await self._must_be_allowed(transaction, row)
            found = (fetched.size, fetched.sha256, media_type)
            await evidence.keep(transaction, row, *found, follow_at=self.clock() + CLAIM)

    async def _refuse(self, row: Wanted, why: str) -> None:
        """Whatever else is wrong with a file that must not be here, its name is not said."""
        async with self._settling(row) as transaction:
            await evidence.refuse(transaction, row, why if await self._is_allowed(transaction, row) else "words_only")

    async def _must_be_allowed(self, transaction: Transaction, row: Wanted) -> None:
        """Unfit once its case takes no files any more: an answer changes while a file waits, or is on its way."""
        if not await self._is_allowed(transaction, row):
            raise Unfit("words_only")

    async def _is_allowed(self, transaction: Transaction, row: Wanted) -> bool:
        case = await cases.by_id(transaction, await evidence.case_of(transaction, row.id))
        return case is not None and await takes_files(transaction, self.faces, case, self.house)

    async def _again(self, row: Wanted, error: Exception) -> None:
        if self.clock() - row.sent_at > GIVEN_UP_AFTER:
            await self._refuse(row, "trouble")
            return
        async with self.database.transaction() as transaction:
            await evidence.later(transaction, row, self.clock() + pause_after(row.failures, error))

    async def _follow(self, row: Kept) -> None:
        """What follows once a file is kept; where it fails it is tried again, later and later."""
        again_at = None
        try:
            await self.follow(row)
        except Exception as error:
            log.warning("what follows from file %s is still to be done: %s", row.id, type(error).__name__)
            again_at = self.clock() + pause_after(row.failures, error)
        async with self.database.transaction() as transaction:
            await evidence.followed(transaction, row.id, again_at)

    @asynccontextmanager
    async def _settling(self, row: Wanted) -> AsyncIterator[Transaction]:
        """What is recorded inside shows on the cards of the case, and its sender hears of it."""
        async with self.database.transaction() as transaction:
            # Two workers who settle the last two files of an event must see each other.
            case = await cases.held_by_id(transaction, await evidence.case_of(transaction, row.id))
            yield transaction
            if case:
                await redraw(transaction, self.faces, case, self.clock())
            await tell_sender(transaction, self.faces, self.house, row.event, self.clock())

    # --- Its bytes ----------------------------------------------------------------------------------------------

    async def _begin(self, row: Wanted, vault: Vault) -> FileKey:
        locked = vault.new_key()
        async with self.database.transaction() as transaction:
            await self._must_be_allowed(transaction, row)
            await evidence.begin(transaction, row, locked, self.clock())
        return vault.unlock(locked, row.id)

    async def _fetch(self, row: Wanted, key: FileKey) -> Fetched:
        """Store a file as it comes. Unfit once it is too big, whatever its chat said of it."""
        size, digest, position = 0, sha256(), 0
        async for piece in _in_pieces(self._chunks(row), self.patience):
            size += len(piece)
            if size > MOST_BYTES:
                raise Unfit("too_big")
            digest.update(piece)
            # One after the other: whoever presses a button meanwhile waits for one piece and not for ten. The record
            # that the file is kept comes after them, and waits for the disk with all of them.
            async with self._one_piece, self.database.recording() as transaction:
                await self._must_be_allowed(transaction, row)
                await evidence.add_piece(transaction, row, position, key.seal(position, piece), self.clock())
            position += 1
        return Fetched(size, digest.hexdigest())

    def _chunks(self, row: Wanted) -> AsyncIterator[bytes]:
        chat = self.platforms.get(row.platform)
        if chat is None:
            raise Unclear(f"{row.platform or 'its chat'} is not connected")
        return chat.fetch(row.file)


async def _in_pieces(chunks: AsyncIterator[bytes], patience: float) -> AsyncIterator[bytes]:
    """What comes in chunks of any size, in pieces of PIECE bytes; the last may be shorter. TimeoutError when one takes
    longer than `patience`, in seconds."""
    waiting, ended = bytearray(), False
    try:
        while not ended:
            async with asyncio.timeout(patience):
                ended = await _fill(waiting, chunks)
            while len(waiting) >= PIECE or (ended and waiting):
                yield bytes(waiting[:PIECE])
                del waiting[:PIECE]
    finally:
        if isinstance(chunks, AsyncGenerator):
            await chunks.aclose()


async def _fill(waiting: bytearray, chunks: AsyncIterator[bytes]) -> bool:
    """Add chunks until there is a piece; whether that was the last of them."""
    async for chunk in chunks:
        waiting += chunk
        if len(waiting) >= PIECE:
            return False
    return True
