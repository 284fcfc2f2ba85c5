"""Where a file that was sent to the playground waits until it is fetched: in a folder of this user's alone."""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import IO, Protocol
from uuid import UUID, uuid4

from bot.events import SentFile
from bot.platforms.base import FileLost

PIECE = 256 * 1024
PARKED_FOR = 24 * 3_600
"""Seconds."""


class Upload(Protocol):
    """A file as a browser posted it."""

    @property
    def filename(self) -> str: ...
    @property
    def content_type(self) -> str: ...
    @property
    def file(self) -> IO[bytes]: ...


class Parking:
    """The files are on disk, so that a restart loses none, and each is gone once it was fetched."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or Path(tempfile.gettempdir(), f"crossing-guard-playground-{os.getuid()}")

    async def park(self, file: Upload) -> SentFile:
        """Keep a posted file for a while."""
        name = uuid4()
        size = await asyncio.to_thread(self._write, file, name)
        return SentFile(file.filename, size, file.content_type, {"parked": str(name)})

    def _write(self, file: Upload, name: UUID) -> int:
        self._folder.mkdir(mode=0o700, exist_ok=True)
        self._tow_away()
        with file.file, (self._folder / str(name)).open("xb") as parked:
            shutil.copyfileobj(file.file, parked)
            return parked.tell()

    def _tow_away(self) -> None:
        """What nobody fetched within a day was never wanted."""
        for parked in self._folder.iterdir():
            if time.time() - parked.stat().st_mtime > PARKED_FOR:
                parked.unlink(missing_ok=True)

    async def fetch(self, file: SentFile) -> AsyncIterator[bytes]:
        """Its bytes, a piece at a time; FileLost("gone") when it is not there (any more)."""
        place = self._folder / str(UUID(file.source["parked"]))
        try:
            parked = await asyncio.to_thread(place.open, "rb")
        except FileNotFoundError:
            raise FileLost("gone") from None
        with parked:
            while piece := await asyncio.to_thread(parked.read, PIECE):
                yield piece
        await asyncio.to_thread(place.unlink, missing_ok=True)
