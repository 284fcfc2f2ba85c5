"""Several workers, slow ones, and a full disk: each file that was sent is taken once, and none is lost."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import OperationalError

from bot.intake import AT_ONCE
from bot.store.database import Database, Transaction
from bot.store.evidence import CLAIM, Kept
from tests.evidence_office import (
    LARGE,
    SCREENSHOT,
    Reports,
    another_worker,
    claimed,
    evidence_office,
    stored,
)
from tests.evidence_office import reports as reports


async def test_two_workers_fetch_nothing_twice_and_say_nothing_twice(reports: Reports) -> None:
    names = [f"{number}.png" for number in range(10)]
    reports.drawer.holds |= dict.fromkeys(names, SCREENSHOT)
    await reports.send(*names)
    await asyncio.gather(reports.office.building.intake.take(), another_worker(reports).take())
    await reports.office.settle()
    assert sorted(reports.drawer.fetched) == names
    assert len([said for said in await reports.lines() if "10 files are kept" in said]) == 1


async def test_a_claim_that_ran_out_is_taken_over_and_its_pieces_are_thrown_away(reports: Reports) -> None:
    """The first worker was only slow: it stores nothing more, and breaks nothing."""
    going_on = asyncio.Event()

    class Slow:
        async def fetch(self, _file: object) -> AsyncIterator[bytes]:
            yield LARGE[:600_000]
            await going_on.wait()
            yield LARGE[600_000:]

    reports.drawer.holds["a.png"] = SCREENSHOT
    await reports.send("a.png")
    slow = asyncio.create_task(another_worker(reports, platforms={"web": Slow()}).take())
    async with asyncio.timeout(5):
        while await reports.pieces() < 2:  # noqa: ASYNC110 - the table tells nobody
            await asyncio.sleep(0.01)
    reports.office.clock.move(seconds=CLAIM.total_seconds() + 1)
    await reports.office.settle()
    going_on.set()
    await slow
    (file,) = await reports.files()
    assert (file.status, await stored(reports, file.id)) == ("kept", SCREENSHOT)
    assert await reports.pieces() == 1 + len(SCREENSHOT) // (256 * 1024)


async def test_pieces_prolong_the_claim(reports: Reports) -> None:
    """A long file over a thin line stays with whoever fetches it."""

    class Thin:
        async def fetch(self, _file: object) -> AsyncIterator[bytes]:
            for start in range(0, len(LARGE), 256 * 1024):
                reports.office.clock.move(seconds=60)
                yield LARGE[start : start + 256 * 1024]
                assert not await claimed(reports)

    reports.office.building.intake.platforms = {"web": Thin()}
    await reports.send("a.png")
    await reports.office.settle()
    (file,) = await reports.files()
    assert (file.status, await stored(reports, file.id)) == ("kept", LARGE)


async def test_a_worker_that_makes_up_for_another_takes_no_more_than_its_places(reports: Reports) -> None:
    """What follows from a kept file is due again while as many others wait as are taken at a time."""

    async def fails(_kept: Kept) -> None:
        raise OSError

    names = [f"{number}.png" for number in range(AT_ONCE)]
    reports.drawer.holds |= dict.fromkeys(("a.png", *names), SCREENSHOT)
    await reports.send("a.png")
    await another_worker(reports, follow=fails).take()
    reports.office.clock.move(seconds=timedelta(days=1).total_seconds())
    await replace(reports, case=await reports.office.file("ana")).send(*names)
    worker = another_worker(reports)
    assert [await worker.take() for _ in range(3)] == [AT_ONCE, 1, 0]


class FullDatabase(Database):
    """A database whose disk is full for everything after so many transactions."""

    def __init__(self, url: str, room: int) -> None:
        super().__init__(url)
        self.room = room

    def transaction(self) -> AbstractAsyncContextManager[Transaction]:
        return self._limited(super().transaction())

    def recording(self) -> AbstractAsyncContextManager[Transaction]:
        return self._limited(super().recording())

    @asynccontextmanager
    async def _limited(self, begun: AbstractAsyncContextManager[Transaction]) -> AsyncIterator[Transaction]:
        async with begun as transaction:
            yield transaction
            self.room -= 1
            if self.room < 0:
                raise OperationalError("", {}, OSError("database or disk is full"))


@pytest.mark.parametrize("room", range(8))
async def test_a_full_disk_loses_nothing_that_was_sent(room: int, address: str) -> None:
    async with evidence_office(address) as reports:
        reports.drawer.holds["a.png"] = LARGE
        await reports.send("a.png")
        full = FullDatabase(address, room)
        worker = another_worker(reports, database=full)
        try:
            await worker.take()
        except OperationalError:
            assert room == 0
        finally:
            await full.close()
        assert [file.status for file in await reports.files()] in (["wanted"], ["taking"])
        reports.office.clock.move(seconds=CLAIM.total_seconds() + 1)
        await reports.office.settle()
        (file,) = await reports.files()
        assert (file.status, await stored(reports, file.id)) == ("kept", LARGE)
