"""Whoever takes a packet slowly, or stops in the middle, keeps nothing that others need."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from io import BytesIO
from os import fstat
from tempfile import gettempdir
from typing import Any

import pytest

from bot.records.leaving import Order
from bot.store.database import CONNECTIONS
from bot.viewing.streaming import PIECE, Patience, pieces_of
from tests.office import Office
from tests.packets import packing, unpacked
from tests.reports import report
from tests.sent_files import drawer as drawer
from tests.sent_files import opened as opened
from tests.test_halves import a_full_disk

SHORT = timedelta(seconds=0.01)
LONG = timedelta(minutes=1)


async def test_packets_that_nobody_reads_leave_every_connection_free(opened: Office) -> None:
    case = await report(opened, "kim")
    packets, order = packing(opened), Order("rene@example.org", opened.clock(), "")
    pool: Any = packets.database.engine.pool
    most = 0

    async def watch() -> None:
        nonlocal most
        while True:
            most = max(most, pool.checkedout())
            await asyncio.sleep(0)

    watching = asyncio.create_task(watch())
    files = await asyncio.gather(*(packets.made(case.ref, order) for _ in range(CONNECTIONS + 1)))
    watching.cancel()
    assert (most, pool.checkedout()) == (1, 0)
    await opened.say("kim", "help")
    for file in files:
        assert fstat(file.fileno()).st_nlink == 0
        assert case.ref in unpacked(file.read()).summary
        file.close()


async def test_a_folder_that_takes_no_more_is_named(opened: Office) -> None:
    case = await report(opened, "kim")
    with a_full_disk(100), pytest.raises(OSError, match="File too large") as said:
        await packing(opened).made(case.ref, Order("rene@example.org", opened.clock(), ""))
    assert said.value.filename == gettempdir()


async def never(_piece: bytes) -> None:
    await asyncio.Event().wait()


async def slowly(_piece: bytes) -> None:
    await asyncio.sleep(SHORT.total_seconds())


async def endless() -> AsyncIterator[bytes]:
    while True:
        yield b"piece"


async def test_a_browser_that_takes_nothing_is_given_up() -> None:
    with pytest.raises(TimeoutError):
        await Patience(piece=SHORT, whole=LONG).stream(endless(), never)


async def test_so_is_one_that_takes_for_ever() -> None:
    with pytest.raises(TimeoutError):
        await Patience(piece=LONG, whole=SHORT * 5).stream(endless(), slowly)


async def test_all_others_get_every_byte() -> None:
    whole, taken = bytes(range(256)) * (PIECE // 100), bytearray()

    async def take(piece: bytes) -> None:
        taken.extend(piece)

    await Patience().stream(pieces_of(BytesIO(whole)), take)
    assert taken == whole
