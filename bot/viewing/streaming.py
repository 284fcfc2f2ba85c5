"""Bytes for a browser, for as long as it takes them: whoever stops reading keeps nothing of ours."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import IO

PIECE = 256 * 1024


@dataclass(frozen=True)
class Patience:
    """How long a browser may take for one piece, and for all of them."""

    piece: timedelta = timedelta(minutes=1)
    whole: timedelta = timedelta(hours=1)

    async def stream(self, pieces: AsyncIterable[bytes], give: Callable[[bytes], Awaitable[object]]) -> None:
        """Raises TimeoutError where it takes longer."""
        async with asyncio.timeout(self.whole.total_seconds()):
            async for piece in pieces:
                async with asyncio.timeout(self.piece.total_seconds()):
                    await give(piece)


async def pieces_of(file: IO[bytes]) -> AsyncIterator[bytes]:
    """A file from where it stands, a piece at a time."""
    while piece := await asyncio.to_thread(file.read, PIECE):
        yield piece
