"""Do a scene once, in this process, and keep all that it did: what the bare app has to do again."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from aiohttp import web
from sqlalchemy import exists, insert, select

from bot.app import Building
from bot.store.database import Database
from bot.store.tables import counters, outbox
from tests.bench.building import environment, unpaced
from tests.bench.line import Line, Request, taken
from tests.bench.recording import Recording, abstract_call, statements_of
from tests.bench.scenes import Scene, World
from tests.bench.subjects import FIRST, PLACE, Subject

BEFORE, NUMBER = FIRST, FIRST + 1
"""What is recorded is a second turn: by then the principal is known, as on every day but the first."""


async def record(scene: Scene, world: World, address: str) -> Recording:
    """The work of one turn on an empty database at this address."""
    await scene.prepare(address, world, range(BEFORE, NUMBER + 1))
    beside = Database(address)  # what goes through it is nobody's work
    await _count_from(beside, BEFORE)
    async with _Stage(unpaced(environment(address, 0, world.chats.address)), beside).open() as stage:
        await stage.play(scene.request(world, Subject(BEFORE)))
        with statements_of(stage.building.database, NUMBER) as statements, world.chats.keep() as calls:
            answer = await stage.play(scene.request(world, Subject(NUMBER)))
    await beside.close()
    return Recording(statements, [abstract_call(call, NUMBER) for call in calls], answer.replace(str(NUMBER), PLACE))


async def _count_from(database: Database, number: int) -> None:
    """The next request bears this number."""
    async with database.transaction() as transaction:
        await transaction.execute(insert(counters).values(kind="account_request", value=number - 1))


class _Stage:
    """The building on a port, told to deliver only when there is something to tell."""

    def __init__(self, building: Building, beside: Database) -> None:
        self.building = building
        self._beside = beside

    @asynccontextmanager
    async def open(self) -> AsyncIterator[_Stage]:
        runner = web.AppRunner(self.building.application(delivers=False))
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        async with Line(runner.addresses[0][1]) as self._line:
            yield self
        await runner.cleanup()

    async def play(self, request: Request) -> str:
        """One request, and everything that follows from it; what was answered."""
        answer = await self._line.ask(request)
        taken(answer)
        while await self._is_due():
            await self.building.delivery.deliver()
        return answer.body.decode()

    async def _is_due(self) -> bool:
        due = exists().where(outbox.c.status.in_(["due", "sending"]), outbox.c.due_at <= datetime.now(UTC))
        async with self._beside.reading() as connection:
            return bool((await connection.execute(select(due))).scalar())
