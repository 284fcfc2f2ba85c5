"""`serve --no-delivery` and `work` in processes of their own, as in production: what one writes the other tells."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

from bot.store.database import Database
from bot.store.migrate import migrate
from tests.drive_slack import SlackPerson
from tests.ports import free_port
from tests.postgres import whole_database
from tests.slack_double import SlackDouble
from tests.slack_office import environment
from tests.stage import CONTENT
from tests.test_crash import ready

ROOT = Path(__file__).parent.parent
NAMES = ("ana", "pat", "casey", "kim", "lee", "sam")


@asynccontextmanager
async def command(given: Mapping[str, str], *arguments: str) -> AsyncIterator[None]:
    """`python -m bot …`, until the block ends."""
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "bot", *arguments, cwd=ROOT, env=given)
    try:
        yield
    finally:
        process.terminate()
        await process.wait()


@asynccontextmanager
async def two_processes(address: str, slack: SlackDouble) -> AsyncIterator[str]:
    """One that answers and one that tells; the address of the first."""
    port = str(free_port())
    given = {"DATABASE_URL": address, "CONTENT_DIR": str(CONTENT), "PORT": port, **environment(slack)}
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(command(given, "serve", "--no-delivery"))
        await stack.enter_async_context(command(given, "work"))
        await ready(f"http://127.0.0.1:{port}")
        yield f"http://127.0.0.1:{port}"


async def waits(person: SlackPerson) -> float:
    """How many seconds somebody waits for an answer after their message was acknowledged."""
    await person.say("hello")
    began = time.monotonic()
    async with asyncio.timeout(15):
        while not person.messages():  # noqa: ASYNC110 - the other process tells nobody
            await asyncio.sleep(0.01)
    return time.monotonic() - began


async def waiting_times(address: str) -> list[float]:
    """How long each of five people waits, shortest first, once both processes are at work."""
    database = Database(address)
    await migrate(database)
    await database.close()
    slack = await SlackDouble().start()
    try:
        for name in NAMES:
            slack.hire(f"{name}@example.org", name)
        async with two_processes(address, slack) as url:
            people = [SlackPerson(slack, url, f"{name}@example.org") for name in NAMES]
            return sorted([await waits(person) for person in people][1:])
    finally:
        await slack.stop()


async def test_a_start_says_where_it_listens_and_with_which_chats(tmp_path: Path) -> None:
    port = str(free_port())
    given = {"DATABASE_URL": f"sqlite:///{tmp_path}/here.db", "PORT": port, "WEB_PLAYGROUND": "1"}
    arguments = (sys.executable, "-m", "bot", "serve")
    process = await asyncio.create_subprocess_exec(*arguments, cwd=ROOT, env=given, stderr=asyncio.subprocess.PIPE)
    try:
        async with asyncio.timeout(30):
            said = await said_until("listening", process)
    finally:
        process.terminate()
        await process.communicate()
    assert (said["address"], said["chats"]) == (f"127.0.0.1:{port}", ["web"])


async def said_until(event: str, process: asyncio.subprocess.Process) -> dict[str, Any]:
    """The first line of a process's log that tells this."""
    assert process.stderr
    while True:
        line: dict[str, Any] = json.loads(await process.stderr.readline())
        if line["event"] == event:
            return line


async def test_on_postgresql_the_bell_wakes_the_other_process() -> None:
    """All but one within 300 ms; by looking each second alone, that would be luck once in thirty times."""
    async with whole_database() as address:
        assert (await waiting_times(address))[-2] < 0.3


async def test_on_sqlite_the_other_process_looks_each_second(tmp_path: Path) -> None:
    assert (await waiting_times(f"sqlite+aiosqlite:///{tmp_path}/test.db"))[-1] < 1.5
