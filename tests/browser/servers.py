"""Starts what the browser tests talk to: the bot as an operator would start it, and the clients of others."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from aiohttp import ClientError, ClientSession

from tests.ports import free_port

ROOT = Path(__file__).parent.parent.parent
CLIENTS = Path(__file__).parent / "node_modules"
READY_WITHIN = 30.0
"""Seconds that a program may take until it answers."""


@asynccontextmanager
async def running(*command: str, ready: str, folder: Path, environment: Mapping[str, str]) -> AsyncIterator[None]:
    """A program that runs in a folder until the block ends; `ready` is the address that answers once it can be used.

    What it says goes to a file in the folder. Raises AssertionError with that when it does not start.
    """
    said = folder / "said.log"
    with _opened(said) as log:
        program = await asyncio.create_subprocess_exec(
            *command, stdout=log, stderr=log, cwd=folder, env={**_surroundings(), **environment}
        )
    try:
        assert await _answers(ready, program), f"{command} did not start:\n{said.read_text()[-2000:]}"
        yield
    finally:
        if program.returncode is None:
            program.terminate()
        await program.wait()


def _opened(file: Path) -> IO[bytes]:
    file.parent.mkdir(parents=True, exist_ok=True)
    return file.open("ab")


def _surroundings() -> dict[str, str]:
    return {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}


async def _answers(address: str, program: asyncio.subprocess.Process) -> bool:
    loop = asyncio.get_running_loop()
    until = loop.time() + READY_WITHIN
    async with ClientSession() as session:
        while program.returncode is None and loop.time() < until:
            try:
                async with session.get(address) as answer:
                    if answer.status == 200:
                        return True
            except ClientError:
                pass
            await asyncio.sleep(0.1)
    return False


@dataclass
class Bot:
    """The bot on a database of its own; it can be stopped and started again at the same address."""

    folder: Path
    environment: Mapping[str, str]
    port: int = field(default_factory=free_port)
    command: str = "serve"

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[None]:
        """The bot answers and delivers until the block ends."""
        await self.ask("migrate")
        command = (sys.executable, "-m", "bot", self.command)
        async with running(*command, ready=f"{self.url}/readyz", folder=self.folder, environment=self._settings()):
            yield

    async def ask(self, *command: str) -> str:
        """What one of the bot's commands prints."""
        program = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", *command),
            stdout=asyncio.subprocess.PIPE,
            env={**_surroundings(), **self._settings()},
        )
        said, _ = await program.communicate()
        assert program.returncode == 0, f"{command} ended with {program.returncode}"
        return said.decode()

    async def register(self) -> dict[str, str]:
        """The state of every case, by its reference."""
        cases: list[dict[str, Any]] = json.loads(await self.ask("cases", "--json"))
        return {case["ref"]: case["state"] for case in cases}

    def _settings(self) -> dict[str, str]:
        kept = {
            # Named as `demo` names it, which takes no other.
            "DATABASE_URL": f"sqlite:///{self.folder}/crossing-guard-demo.db",
            "CONTENT_DIR": str(ROOT / "content"),
            "PYTHONPATH": str(ROOT),
            "PORT": str(self.port),
            "PUBLIC_URL": self.url,
        }
        return {**kept, **self.environment}
