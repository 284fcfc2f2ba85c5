"""Whether a table that grows makes anything slower: the same work among ten finished cases and among 100,000."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from statistics import median
from typing import Any

from bot.app import Building
from bot.events import Clicked, Heard, Person, Place
from bot.store import sending
from bot.store.database import Database
from tests.bench.building import environment, unpaced
from tests.bench.databases import Kind, kinds
from tests.bench.payloads import APPROVE
from tests.bench.population import fill
from tests.bench.report import table
from tests.bench.scenes import APPROVER, Effort, World
from tests.bench.subjects import FIRST, SLACK, Subject

FEW = 10
MANY: dict[Effort, int] = {"quick": 2_000, "whole": 100_000}
TIMES: dict[Effort, int] = {"quick": 20, "whole": 60}
LONG_AGO = FIRST + 10_000
"""Where the numbers of the finished cases begin."""

HEADING = ("work", "database", "among ten, ms", "among 100,000, ms", "times")


@dataclass
class Hall:
    """The building, not delivering, over tables that are full or nearly empty; and what each kind of work took."""

    building: Building
    world: World
    took: dict[str, list[float]] = field(default_factory=dict)

    async def work(self, name: str, subject: Subject) -> None:
        began = time.perf_counter()
        await WORK[name](self, subject)
        self.took.setdefault(name, []).append((time.perf_counter() - began) * 1000)

    async def press(self, subject: Subject) -> None:
        """The principal approves."""
        whence = _whence("pat", f"press/{subject.number}")
        assert await self.building.front_desk.receive(
            Clicked(**whence, action=APPROVE, value=self.world.stamp(subject))
        )

    async def ask(self, subject: Subject, who: str, text: str) -> None:
        """Somebody asks for a list."""
        await self.building.front_desk.receive(Heard(**_whence(who, f"{text}/{who}/{subject.number}"), text=text))

    async def claim(self) -> None:
        """A worker takes what is due."""
        async with self.building.database.transaction() as transaction:
            assert await sending.claim(transaction, datetime.now(UTC), 20)


def _whence(who: str, key: str) -> dict[str, Any]:
    email = f"{who}@example.org"
    return {"key": key, "person": Person(email, who), "place": Place("slack", f"D{who.upper()}")}


WORK: dict[str, Callable[[Hall, Subject], Awaitable[None]]] = {
    "a click": lambda hall, subject: hall.press(subject),
    "a claim of the outbox": lambda hall, _subject: hall.claim(),
    "what waits, for the principal": lambda hall, subject: hall.ask(subject, "pat", "approvals"),
    "the register, for the principal": lambda hall, subject: hall.ask(subject, "pat", "accounts"),
    "the register, for the Director": lambda hall, subject: hall.ask(subject, "casey", "accounts"),
    "my requests": lambda hall, subject: hall.ask(subject, f"u{subject.number}", "requests"),
}


async def measure(world: World, effort: Effort) -> str:
    """All work on every kind of database, in turns among few cases and among many."""
    return table(HEADING, [row for kind in kinds() for row in await _rows(kind, world, effort)])


async def _rows(kind: Kind, world: World, effort: Effort) -> Sequence[Sequence[str]]:
    async with AsyncExitStack() as stack:
        small, large = [
            await stack.enter_async_context(_hall(kind, world, finished, TIMES[effort]))
            for finished in (FEW, MANY[effort])
        ]
        for number in range(FIRST, FIRST + TIMES[effort]):
            for name in WORK:
                for hall in (small, large):
                    await hall.work(name, Subject(number))
    return [_row(name, kind.name, small.took[name], large.took[name]) for name in WORK]


def _row(name: str, kind: str, small: Sequence[float], large: Sequence[float]) -> Sequence[str]:
    few, many = median(small), median(large)
    return name, kind, f"{few:.2f}", f"{many:.2f}", f"**{many / few:.2f}**"


@asynccontextmanager
async def _hall(kind: Kind, world: World, finished: int, waiting: int) -> AsyncIterator[Hall]:
    async with kind.fresh() as address:
        await APPROVER.prepare(address, world, range(FIRST, FIRST + waiting))
        building = unpaced(environment(address, 0, world.chats.address))
        await fill(building.database, world.patterns.done, range(LONG_AGO, LONG_AGO + finished), SLACK)
        await look_around(building.database)
        yield Hall(building, world)
        await building.database.close()


async def look_around(database: Database) -> None:
    """What PostgreSQL does by itself within minutes, and SQLite never: see how the rows lie."""
    if not database.is_sqlite:
        async with database.reading() as connection:
            await connection.exec_driver_sql("ANALYZE")
