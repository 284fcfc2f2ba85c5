"""Where a file that was sent to the playground waits until it is fetched: in a folder of this user's alone."""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from collections.abc import AsyncGenerator, AsyncIterator, Iterable
from pathlib import Path
from stat import S_IMODE, S_ISDIR
from uuid import UUID, uuid4

from bot.events import SentFile
from bot.platforms.base import FileLost

PIECE = 256 * 1024
"""Bytes that are read and written at a time."""
PARKED_FOR = 24 * 3_600
"""Seconds."""
LARGEST_FILE = 32 * 1024**2
"""Bytes, and more than any file may have. What is larger is read to its end, so that its sender can be told, and not
kept."""


class NotOurs(OSError):
    """The folder is another user's, or others may look into it."""


class Parking:
    """The files are on disk, so that a restart loses none, and each is gone once it was fetched."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or Path(tempfile.gettempdir(), f"crossing-guard-playground-{os.getuid()}")

    async def park(self, name: str, media_type: str, pieces: AsyncIterator[bytes]) -> SentFile:
        """Keep a posted file for a while. OSError when that cannot be done."""
        await asyncio.to_thread(self._make_room)
        place, size = self._folder / str(uuid4()), 0
        with place.open("xb") as parked:
            async for piece in pieces:
                size += len(piece)
                if size <= LARGEST_FILE:
                    await asyncio.to_thread(parked.write, piece)
        if size > LARGEST_FILE:
            place.unlink()
        return SentFile(name, size, media_type, {"parked": place.name})

    def _make_room(self) -> None:
        self._folder.mkdir(mode=0o700, exist_ok=True)
        self._check()
        self._tow_away()

    def _check(self) -> None:
        # Everybody may write into the folder that ours lies in, and might have made it before us.
        found = self._folder.lstat()
        if not S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or S_IMODE(found.st_mode) & 0o077:
            raise NotOurs(f"{self._folder} is not a folder of this user's alone")

    def _tow_away(self) -> None:
        """What nobody fetched within a day was never wanted."""
        for parked in self._folder.iterdir():
            if time.time() - parked.stat().st_mtime > PARKED_FOR:
                parked.unlink(missing_ok=True)

    async def forget(self, files: Iterable[SentFile]) -> None:
        """Nobody asked for these files."""
        for file in files:
            await asyncio.to_thread(self._place(file).unlink, missing_ok=True)

    async def fetch(self, file: SentFile) -> AsyncGenerator[bytes, None]:
        """Its bytes, a piece at a time; FileLost("gone") when it is not there (any more)."""
        place = self._place(file)
        try:
            parked = await asyncio.to_thread(place.open, "rb")
        except FileNotFoundError:
            raise FileLost("gone") from None
        with parked:
            while piece := await asyncio.to_thread(parked.read, PIECE):
                yield piece
        await asyncio.to_thread(place.unlink, missing_ok=True)

    def _place(self, file: SentFile) -> Path:
        return self._folder / str(UUID(file.source["parked"]))
