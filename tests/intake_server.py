"""A worker that takes files, in a process of its own that ends itself with SIGKILL at a chosen point of an upload."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.app import build
from bot.events import SentFile
from bot.settings import Settings
from bot.store.database import Database, Transaction
from tests.crash_server import running_from
from tests.opened import enter

CHUNK = 64 * 1024


@dataclass(frozen=True)
class Point:
    """Before or after the so-manieth commit of the intake."""

    commit: int
    moment: Literal["before", "after"]

    def __str__(self) -> str:
        return f"{self.moment} commit {self.commit}"


class FragileDatabase(Database):
    """A database one of whose commits is the last thing that its process does, or nearly does."""

    def __init__(self, url: str, point: Point) -> None:
        super().__init__(url)
        self._point = point
        self._commits = 0

    def transaction(self) -> AbstractAsyncContextManager[Transaction]:
        return self._fragile(super().transaction())

    def recording(self) -> AbstractAsyncContextManager[Transaction]:
        return self._fragile(super().recording())

    @asynccontextmanager
    async def _fragile(self, begun: AbstractAsyncContextManager[Transaction]) -> AsyncIterator[Transaction]:
        async with begun as transaction:
            yield transaction
            self._commits += 1
            self._reach("before")
        self._reach("after")

    def _reach(self, moment: str) -> None:
        if (self._commits, moment) == (self._point.commit, self._point.moment):
            os.kill(os.getpid(), signal.SIGKILL)


@dataclass(frozen=True)
class OneFile:
    """A chat that has the same file for everybody."""

    content: bytes

    async def fetch(self, _file: SentFile) -> AsyncIterator[bytes]:
        for start in range(0, len(self.content), CHUNK):
            yield self.content[start : start + CHUNK]


def take(environment: Mapping[str, str], moment: datetime, content: bytes, point: Point) -> None:
    """Take what is due, until the point is reached."""
    building = build(Settings.read(environment), running_from(moment), enter=enter)
    building.intake.database = FragileDatabase(building.settings.database, point)
    building.intake.platforms = {"web": OneFile(content)}
    asyncio.run(building.intake.take())
