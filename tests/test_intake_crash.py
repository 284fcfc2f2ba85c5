"""The power goes in the middle of an upload, and comes back: the file is kept whole, and its sender is told once."""

from __future__ import annotations

import asyncio
import signal
from datetime import timedelta
from hashlib import sha256

import pytest

from bot.evidence import PIECE
from bot.store.evidence import CLAIM
from tests.evidence_office import WITH_EVIDENCE, Drawer, evidence_office, picture, stored
from tests.forks import FORKS
from tests.intake_server import Point, take
from tests.office import Office, office
from tests.postgres import has_let_go
from tests.reports import report
from tests.stage import CONTENT
from tests.test_same_file import file_of, reported_with
from tests.test_same_file_joins import ACCOUNT, ITS_POST, state

LARGE = picture("PNG", (600, 500))
PIECES = -(-len(LARGE) // PIECE)
COMMITS = 1 + 1 + PIECES + 1
"""The claim, the key, each piece, and the record."""
POINTS = [Point(commit, moment) for commit in range(1, COMMITS + 1) for moment in ("before", "after")]


BETWEEN = [Point(COMMITS, "after"), Point(COMMITS + 1, "before")]
"""Between the record and what follows from it, and between that and the record that it was done."""


async def crash(address: str, opened: Office, point: Point) -> None:
    """Another process takes the file, and ends at the point."""
    environment = {**WITH_EVIDENCE, "DATABASE_URL": address, "CONTENT_DIR": str(CONTENT)}
    process = FORKS.Process(target=take, args=(environment, opened.clock(), LARGE, point), daemon=True)
    process.start()
    await asyncio.to_thread(process.join, 30)
    assert process.exitcode == -signal.SIGKILL, f"the point was not reached: {point}"
    await has_let_go(address)


@pytest.mark.parametrize("point", POINTS, ids=str)
async def test_a_file_survives_the_end_of_its_worker(point: Point, address: str) -> None:
    async with evidence_office(address) as reports:
        reports.drawer.holds["a.png"] = LARGE
        await reports.send("a.png")
        await crash(address, reports.office, point)
        reports.office.clock.move(seconds=(CLAIM + timedelta(seconds=30)).total_seconds())
        await reports.office.settle()
        (file,) = await reports.files()
        assert (file.status, file.sha256) == ("kept", sha256(LARGE).hexdigest())
        assert await reports.pieces() == PIECES
        assert await stored(reports, file.id) == LARGE
        assert len([said for said in await reports.lines() if "a.png is kept" in said]) == 1


@pytest.mark.parametrize("point", BETWEEN, ids=str)
async def test_two_reports_of_one_file_become_one_though_a_worker_died_before(point: Point, address: str) -> None:
    async with office(address, WITH_EVIDENCE) as opened:
        opened.building.intake.platforms = {"web": Drawer({"a.png": LARGE})}
        await reported_with(opened, "kim", "a.png", link=ACCOUNT)
        lee = await report(opened, "lee", link=ITS_POST)
        await opened.receive(file_of(opened, "lee", "a.png"))
        await crash(address, opened, point)
        opened.clock.move(seconds=(CLAIM + timedelta(seconds=30)).total_seconds())
        await opened.settle()
        assert await state(opened, lee) == "joined"
        assert len([said for said in await opened.chat("lee") if "This is known." in said]) == 1
