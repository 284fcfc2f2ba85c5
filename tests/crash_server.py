"""The server, in a process of its own that ends itself with SIGKILL at a chosen point between two steps of a click.

The points are put in from outside: the front desk and delivery get a database that knows when to end the process.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from aiohttp import web

from bot.app import build
from bot.dates import Clock
from bot.settings import Settings
from bot.store.database import Database, Transaction
from tests.opened import enter

VISIT = 2
"""Which commit of a first click at the front desk is the visit; the one before it enters who the person is."""


@dataclass(frozen=True)
class Commit:
    """The so-manieth commit of a room: of the front desk, or of delivery once the click is committed."""

    room: Literal["front desk", "delivery"]
    number: int
    moment: Literal["before", "after"]

    def __str__(self) -> str:
        return f"{self.moment} commit {self.number} of {self.room}"


class Fuse:
    """Counts the commits of both rooms, and ends the process at the chosen one."""

    def __init__(self, point: Commit) -> None:
        self._point = point
        self._counts = {"front desk": 0, "delivery": 0}

    def count(self, room: str) -> int:
        """The number of a transaction that begins; 0 for what delivery does before the click."""
        if room == "delivery" and self._counts["front desk"] < VISIT:
            return 0
        self._counts[room] += 1
        return self._counts[room]

    def reach(self, room: str, number: int, moment: str) -> None:
        if (room, number, moment) == (self._point.room, self._point.number, self._point.moment):
            os.kill(os.getpid(), signal.SIGKILL)


class FragileDatabase(Database):
    """A database whose commits may be the last thing that its process does, or nearly does."""

    def __init__(self, url: str, room: str, fuse: Fuse) -> None:
        super().__init__(url)
        self._room = room
        self._fuse = fuse

    def transaction(self) -> AbstractAsyncContextManager[Transaction]:
        return self._fragile(super().transaction())

    def recording(self) -> AbstractAsyncContextManager[Transaction]:
        return self._fragile(super().recording())

    @asynccontextmanager
    async def _fragile(self, begun: AbstractAsyncContextManager[Transaction]) -> AsyncIterator[Transaction]:
        async with begun as transaction:
            number = self._fuse.count(self._room)
            yield transaction
            self._fuse.reach(self._room, number, "before")
        self._fuse.reach(self._room, number, "after")


def running_from(moment: datetime) -> Clock:
    """A clock that shows this moment now."""
    began = time.monotonic()
    return lambda: moment + timedelta(seconds=time.monotonic() - began)


def serve(environment: Mapping[str, str], moment: datetime, point: Commit | None) -> None:
    """What the command `serve` does, at another time of day, until the point is reached."""
    settings = Settings.read(environment)
    building = build(settings, running_from(moment), enter=enter)
    for chat in building.platforms.values():
        chat.pace = 0.0
    if point:
        fuse = Fuse(point)
        building.front_desk.database = FragileDatabase(settings.database, "front desk", fuse)
        # All of delivery's rooms have its database from their beginning.
        database = FragileDatabase(settings.database, "delivery", fuse)
        building = replace(building, delivery=replace(building.delivery, database=database))
    web.run_app(building.application(delivers=True), host=settings.host, port=settings.port, print=None)
