"""The power goes between any two steps of a click: nothing is lost, nothing happens twice, and everybody is told."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

import pytest
from aiohttp import ClientError, ClientSession
from sqlalchemy import func, select, update

from bot.store import cases
from bot.store.database import Database
from bot.store.sending import CLAIM
from bot.store.tables import outbox, seats
from bot.workflow import Case
from tests.clock import MONDAY_MORNING
from tests.crash_server import Commit, serve
from tests.drive_slack import SlackPerson
from tests.forks import FORKS
from tests.office import office
from tests.ports import free_port
from tests.slack_double import Given, SlackDouble
from tests.slack_office import environment, hire_everybody, with_buttons
from tests.stage import CONTENT

CLICKED_AT = MONDAY_MORNING + timedelta(minutes=1)
STARTED_AGAIN_AT = CLICKED_AT + CLAIM + timedelta(seconds=30)
"""When what the dead process had claimed is free again."""


@dataclass(frozen=True)
class Call:
    """The so-manieth call of a method of Slack's after the click; before it has any effect, or with no answer."""

    method: str
    number: int
    moment: Literal["before", "after"]

    def __str__(self) -> str:
        return f"{self.moment} {self.method} {self.number}"


POINTS: tuple[Commit | Call, ...] = (
    *(Commit("front desk", number, moment) for number in (1, 2) for moment in ("before", "after")),
    *(Commit("delivery", number, moment) for number in (1, 2, 5) for moment in ("before", "after")),
    *(
        Call(method, number, moment)
        for method in ("chat.postMessage", "chat.update")
        for number in (1, 2)
        for moment in ("before", "after")
    ),
)
"""A first click commits who it is and then the visit. Delivery commits its claim, and then a record for each of four:
the card of Pat, who decided; the card of Ana, who asked; a line for her; and a card for Casey, who decides next."""


class DeadlySlack(SlackDouble):
    """A Slack that knows the server's process, and ends it at one of its calls."""

    def __init__(self) -> None:
        super().__init__()
        self.point: Call | None = None
        self.victim = 0

    def _methods(self) -> dict[str, Callable[[Given], Given]]:
        methods = super()._methods()
        if self.point and self.point.method in methods:
            methods[self.point.method] = self._deadly(methods[self.point.method], self.point)
        return methods

    def _deadly(self, method: Callable[[Given], Given], point: Call) -> Callable[[Given], Given]:
        def deadly(given: Given) -> Given:
            if [name for name, _ in self.calls].count(point.method) != point.number:
                return method(given)
            answer = method(given) if point.moment == "after" else {}
            os.kill(self.victim, signal.SIGKILL)
            return answer

        return deadly


@dataclass
class World:
    """A Slack that outlives the server, a database on disk, and a request that waits for Pat."""

    address: str
    slack: DeadlySlack
    database: Database
    filed: Case
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def person(self, name: str) -> SlackPerson:
        return SlackPerson(self.slack, self.url, f"{name}@example.org")

    @asynccontextmanager
    async def server(self, moment: datetime, point: Commit | None = None) -> AsyncIterator[Any]:
        """The server's process, ready."""
        given = {"DATABASE_URL": self.address, "CONTENT_DIR": str(CONTENT), "PORT": str(self.port)}
        process = FORKS.Process(target=serve, args=({**given, **environment(self.slack)}, moment, point), daemon=True)
        process.start()
        self.slack.victim = process.pid or 0
        try:
            await ready(self.url)
            yield process
        finally:
            process.kill()
            await ended(process)

    async def settled(self) -> None:
        """Wait until nothing is due any more; what is to be said on other days is left alone."""
        owed = outbox.c.status.in_(["due", "sending"]) & (outbox.c.due_at < MONDAY_MORNING + timedelta(days=1))
        async with asyncio.timeout(10):
            while await self._count(owed):  # noqa: ASYNC110 - the other process tells nobody
                await asyncio.sleep(0.05)

    async def unrecorded(self) -> int:
        """How many messages Slack has taken of which the database knows nothing."""
        taken = sum(len(chat) for chat in self.slack.messages.values())
        return taken - await self._count(outbox.c.message != "")

    async def _count(self, condition: Any) -> int:
        async with self.database.reading() as connection:
            return int((await connection.execute(select(func.count()).where(condition))).scalar_one())


@pytest.fixture
async def world(address: str) -> AsyncIterator[World]:
    slack, database = DeadlySlack(), Database(address)
    await slack.start()
    async with office(address, environment(slack)) as crossing:
        crossing.building.platforms["slack"].pace = 0.0
        hire_everybody(slack, crossing.building.house)
        filed = await crossing.file()
        await crossing.settle()
    await rename(database, "pat@example.org")
    slack.calls.clear()
    yield World(address, slack, database, filed, free_port())
    await database.close()
    await slack.stop()


async def rename(database: Database, email: str) -> None:
    """The tables know somebody by another name than Slack does, so that their first click enters who they are."""
    async with database.transaction() as transaction:
        await transaction.execute(update(seats).where(seats.c.email == email).values(name="Somebody"))


async def ready(url: str) -> None:
    async with asyncio.timeout(15), ClientSession() as session:
        while not await answers(session, f"{url}/readyz"):  # noqa: ASYNC110 - nor here
            await asyncio.sleep(0.02)


async def answers(session: ClientSession, url: str) -> bool:
    try:
        async with session.get(url) as answer:
            return answer.status == 200
    except ClientError:
        return False


async def ended(process: Any) -> int:
    await asyncio.to_thread(process.join, 10)
    return int(process.exitcode)


async def press(pat: SlackPerson) -> bool:
    """Press what is held; whether Slack had an answer."""
    try:
        await pat.let_go()
    except ClientError:
        return False
    return True


async def crash(world: World, pat: SlackPerson, point: Commit | Call) -> bool:
    """Pat presses Approve, and the server ends at the point; whether the press was answered."""
    world.slack.point = point if isinstance(point, Call) else None
    async with world.server(CLICKED_AT, point if isinstance(point, Commit) else None) as process:
        acknowledged = await press(pat)
        assert await ended(process) == -signal.SIGKILL, f"the point was not reached: {point}"
    world.slack.point = None
    return acknowledged


@pytest.mark.parametrize("point", POINTS, ids=str)
async def test_the_power_goes_and_comes_back(world: World, point: Commit | Call) -> None:
    """Whoever saw no answer presses the same button again, as soon as the server is back."""
    pat = world.person("pat")
    await pat.hold("Approve")
    acknowledged = await crash(world, pat, point)
    async with world.server(STARTED_AGAIN_AT):
        assert acknowledged or await press(pat)
        await world.settled()
    await check_the_case(world)
    check_the_chats(world)
    assert await world.unrecorded() == 0


async def check_the_case(world: World) -> None:
    """It moved once, and history says so."""
    async with world.database.reading() as connection:
        case = await cases.by_ref(connection, "R-1001")
        assert case is not None
        happened = await cases.happenings(connection, case.id, 9)
    assert (case.state, case.version) == ("with_director", world.filed.version + 1)
    assert [one.move for one in happened] == ["file", "approve"]


def check_the_chats(world: World) -> None:
    """Everybody sees what is the case, and was told once: what left no record in our tables is found in the chat."""
    assert with_buttons(world.person("pat").messages()) == []
    assert "[With the Communications Director]" in world.person("ana").messages()[0]
    lines = [said for said in world.person("ana").messages() if "Pat Okafor approved R-1001" in said]
    assert len(lines) == 1
    assert len(with_buttons(world.person("casey").messages())) == 1
