"""Two web processes and two workers at once on PostgreSQL, as the Procfile starts them: one winner for each click,
nothing lost, nothing twice while nobody dies, and what a dead worker held is sent by another."""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from bot.dates import utc_now
from bot.store import cases
from bot.store.database import Database
from tests.drive_slack import SlackPerson
from tests.office import office
from tests.ports import free_port
from tests.postgres import whole_database
from tests.slack_double import SlackDouble
from tests.slack_office import environment, hire_everybody
from tests.stage import CONTENT
from tests.test_crash import ready

ROOT = Path(__file__).parent.parent
NAMES = ("ana", "kim", "lee", "sam", "jordan", "harper")
EACH = 2
"""How often everybody writes."""


@asynccontextmanager
async def started(given: Mapping[str, str], *arguments: str) -> AsyncIterator[Process]:
    """`python -m bot …`, until the block ends."""
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "bot", *arguments, cwd=ROOT, env=given)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


@asynccontextmanager
async def district() -> AsyncIterator[tuple[SlackDouble, dict[str, str]]]:
    """A database whose tables two processes made at the same moment, a Slack, and a request that waits for Pat."""
    async with whole_database() as address, AsyncExitStack() as stack:
        slack = await SlackDouble().start()
        stack.push_async_callback(slack.stop)
        given = {"DATABASE_URL": address, "CONTENT_DIR": str(CONTENT), **environment(slack)}
        both = [await stack.enter_async_context(started(given, "migrate")) for _ in range(2)]
        assert [await process.wait() for process in both] == [0, 0]
        async with office(address, environment(slack)) as before:
            before.clock.moment = utc_now()
            before.building.platforms["slack"].pace = 0.0
            hire_everybody(slack, before.building.house)
            await before.file()
            await before.settle()
        yield slack, given


async def web(given: Mapping[str, str], stack: AsyncExitStack) -> str:
    """A web process, ready; its address."""
    port = str(free_port())
    await stack.enter_async_context(started({**given, "PORT": port}, "serve", "--no-delivery"))
    await ready(f"http://127.0.0.1:{port}")
    return f"http://127.0.0.1:{port}"


def greetings(slack: SlackDouble, name: str) -> int:
    messages = SlackPerson(slack, "", f"{name}@example.org").messages()
    return len([said for said in messages if "Hello, I am Crossing Guard" in said])


async def until_greeted(slack: SlackDouble, name: str, times: int) -> None:
    async with asyncio.timeout(30):
        while greetings(slack, name) < times:  # noqa: ASYNC110 - no worker tells
            await asyncio.sleep(0.05)


async def test_two_of_each_do_everything_once() -> None:
    async with district() as (slack, given), AsyncExitStack() as stack:
        urls = [await web(given, stack) for _ in range(2)]
        for _ in range(2):
            await stack.enter_async_context(started(given, "work"))
        await everybody_writes(slack, urls)
        await pat_presses_at_both(slack, urls)
        for name in NAMES:
            await until_greeted(slack, name, EACH)
        await asyncio.sleep(2)  # whatever came twice would have come by now
        assert {name: greetings(slack, name) for name in NAMES} == dict.fromkeys(NAMES, EACH)
        assert await moves(given["DATABASE_URL"]) == ["file", "approve"]
        told = [said for said in SlackPerson(slack, "", "ana@example.org").messages() if "approved R-1001" in said]
        assert len(told) == 1


async def everybody_writes(slack: SlackDouble, urls: list[str]) -> None:
    people = [SlackPerson(slack, url, f"{name}@example.org") for url in urls for name in NAMES]
    await asyncio.gather(*(person.say("hello") for person in people))


async def pat_presses_at_both(slack: SlackDouble, urls: list[str]) -> None:
    """The same button at the same moment: each press reaches another process."""
    hands = [SlackPerson(slack, url, "pat@example.org") for url in urls]
    for hand in hands:
        await hand.hold("Approve")
    await asyncio.gather(*(hand.let_go() for hand in hands))


async def moves(address: str) -> list[str]:
    database = Database(address)
    async with database.reading() as connection:
        case = await cases.by_ref(connection, "R-1001")
        assert case
        found = [one.move for one in await cases.happenings(connection, case.id, 9)]
    await database.close()
    return found


async def test_what_a_dead_worker_held_is_sent_by_another() -> None:
    async with district() as (slack, given), AsyncExitStack() as stack:
        url = await web(given, stack)
        slack.hang("chat.postMessage", seconds=1.5)
        first = await stack.enter_async_context(started(given, "work"))
        before = len([method for method, _ in slack.calls if method == "chat.postMessage"])
        await SlackPerson(slack, url, "lee@example.org").say("hello")
        async with asyncio.timeout(15):
            while len([method for method, _ in slack.calls if method == "chat.postMessage"]) == before:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        first.kill()
        await first.wait()
        await a_minute_passes(given["DATABASE_URL"])
        await stack.enter_async_context(started(given, "work"))
        await until_greeted(slack, "lee", 1)
        await asyncio.sleep(2)
        assert greetings(slack, "lee") == 1


async def a_minute_passes(address: str) -> None:
    """What the dead worker had claimed is free again."""
    database = Database(address)
    async with database.transaction() as transaction:
        freed = await transaction.exec_driver_sql(
            "UPDATE outbox SET due_at = due_at - INTERVAL '61 seconds' WHERE status = 'sending'"
        )
        assert freed.rowcount
    await database.close()
