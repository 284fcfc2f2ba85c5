"""Servers in processes of their own, each held to the one core that is theirs."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from asyncio.subprocess import DEVNULL
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from aiohttp import ClientError, ClientSession

ROOT = Path(__file__).parent.parent.parent
SERVER_CORE, LOAD_CORE = 0, 1
PATIENCE = 30.0


@dataclass(frozen=True, slots=True)
class Server:
    """A running server; it was ready so many seconds after its start."""

    port: int
    process: int
    ready_after: float

    def resident(self) -> float:
        """What it holds in memory now, in MB."""
        pages = int(Path(f"/proc/{self.process}/statm").read_text("ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


async def _ready(port: int) -> None:
    """Wait until a server is ready. TimeoutError after half a minute."""
    async with asyncio.timeout(PATIENCE), ClientSession() as session:
        while not await _answers(session, f"http://127.0.0.1:{port}/readyz"):  # noqa: ASYNC110 - it tells nobody
            await asyncio.sleep(0.01)


async def _answers(session: ClientSession, address: str) -> bool:
    try:
        async with session.get(address) as answer:
            return answer.status < 500
    except ClientError:
        return False


def keep_to(core: int) -> None:
    """This process and its children run on this core from now on."""
    os.sched_setaffinity(0, {core})


@asynccontextmanager
async def server(module: str, given: Mapping[str, str], *arguments: str) -> AsyncIterator[Server]:
    """`python -m module` on the servers' core, listening on the port that its environment names."""
    started = time.monotonic()
    keep_to(SERVER_CORE)  # a child begins where its parent is
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, *arguments, cwd=ROOT, env={**os.environ, **given}, stderr=DEVNULL
    )
    keep_to(LOAD_CORE)
    try:
        await _ready(int(given["PORT"]))
        yield Server(int(given["PORT"]), process.pid, time.monotonic() - started)
    finally:
        process.terminate()
        await process.wait()
