"""Ten people send a screenshot of 5 MB at the same moment: how long it takes until each is kept, what the server needs
for it, and how long others wait meanwhile."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from io import BytesIO
from statistics import median, quantiles

from PIL import Image
from sqlalchemy import func, select

from bot.store.database import Database
from bot.store.tables import evidence
from tests.bench.building import environment
from tests.bench.contest import OURS
from tests.bench.databases import Kind, kinds
from tests.bench.line import Line, taken
from tests.bench.payloads import message, screenshot
from tests.bench.population import populate
from tests.bench.report import table
from tests.bench.scenes import Effort, World
from tests.bench.servers import Server, server
from tests.bench.subjects import FIRST, SLACK, Subject
from tests.ports import free_port

AT_ONCE = 10
ASKING = 10
"""Others, who ask for help meanwhile, each twice a second."""
ROUNDS: dict[Effort, int] = {"quick": 1, "whole": 5}
PATIENCE = 120.0
LOOKED_EVERY = 0.02
SIZE = (2880, 1800)
"""Of a screenshot on a large display, in pixels."""
QUIET = 5.0
"""Seconds in which the others ask and nobody sends a file."""
HEADING = (
    "database",
    "files",
    "seconds for ten",
    "MB before",
    "MB more at most",
    "99 of 100 answers to others within, ms",
    "slowest, ms",
    "slowest while no file comes, ms",
)


def large_screenshot() -> bytes:
    """A PNG of a good 5 MB: a flat picture with a rough one in it, as on most screens."""
    screen = Image.new("RGB", SIZE, "white")
    channels = [Image.effect_noise((1300, 1350), 90) for _ in "RGB"]
    screen.paste(Image.merge("RGB", channels))
    written = BytesIO()
    screen.save(written, "PNG")
    return written.getvalue()


async def measure(world: World, effort: Effort) -> str:
    """Round after round: ten others each time."""
    world.chats.files["screenshot.png"] = large_screenshot()
    return table(HEADING, [await _row(kind, world, ROUNDS[effort]) for kind in kinds()])


async def _row(kind: Kind, world: World, rounds: int) -> Sequence[str]:
    async with _room(kind, world, rounds) as room:
        await room.take(0, 1)  # what the first file alone loads is not what ten need
        quiet = await room.asked_during(asyncio.sleep(QUIET))
        before = room.running.resident()
        took, waits = [], list[float]()
        for start in range(rounds):
            began = time.perf_counter()
            waits += await room.asked_during(room.take(1 + start * AT_ONCE, AT_ONCE))
            took.append(time.perf_counter() - began)
    files = f"{rounds * AT_ONCE} of {len(world.chats.files['screenshot.png']) / 1e6:.1f} MB"
    within = quantiles(waits, n=100)[98]
    figures = (f"{before:.0f}", f"**{max(room.held) - before:.0f}**", f"{within:.0f}", f"**{max(waits):.0f}**")
    return kind.name, files, f"{median(took):.1f}", *figures, f"{max(quiet):.0f}"


@asynccontextmanager
async def _room(kind: Kind, world: World, rounds: int) -> AsyncIterator[Room]:
    async with kind.fresh() as address:
        await populate(address, world.patterns.reported, range(FIRST, FIRST + 1 + rounds * AT_ONCE), SLACK)
        async with server(OURS, environment(address, free_port(), world.chats.address)) as running:
            room = Room(running, world, Database(address))
            yield room
            await room.beside.close()


@dataclass
class Room:
    """A server whose people have an open report each, and what it held at any moment."""

    running: Server
    world: World
    beside: Database
    held: list[float] = field(default_factory=list)

    async def asked_during(self, work: Awaitable[None]) -> Sequence[float]:
        """The milliseconds that each of the others waited for an answer while some work was done."""
        over = asyncio.Event()
        asking = asyncio.gather(*(self._ask(place, over) for place in range(ASKING)))
        await work
        over.set()
        return [wait for one in await asking for wait in one]

    async def take(self, first: int, many: int) -> None:
        """So many people send a screenshot at once; it ends when all are kept."""
        wanted = await self._kept() + many
        subjects = [Subject(FIRST + first + place) for place in range(many)]
        await asyncio.gather(*(self._send_one(subject) for subject in subjects))
        async with asyncio.timeout(PATIENCE):
            while await self._kept() < wanted:
                self.held.append(self.running.resident())
                await asyncio.sleep(LOOKED_EVERY)

    async def _send_one(self, subject: Subject) -> None:
        size = len(self.world.chats.files["screenshot.png"])
        address = f"{self.world.chats.address}/files/screenshot.png"
        user = f"U{subject.number}"
        async with Line(self.running.port) as line:
            taken(await line.ask(screenshot(user, f"file/{subject.number}", address, size)))

    async def _kept(self) -> int:
        counting = select(func.count()).where(evidence.c.status == "kept")
        async with self.beside.reading() as connection:
            return int((await connection.execute(counting)).scalar_one())

    async def _ask(self, place: int, over: asyncio.Event) -> Sequence[float]:
        """One of the others, who asks again half a second after each answer until it is over."""
        waits: list[float] = []
        await asyncio.sleep(place / ASKING / 2)
        async with Line(self.running.port) as line:
            while not over.is_set():
                asked = message(f"U{FIRST + place}", "help", f"help/{place}/{time.monotonic_ns()}")
                waits.append(taken(await line.ask(asked)) * 1000)
                await asyncio.sleep(0.5)
        return waits
