"""Fifty people who act once a second: how long each waits for an answer, and what the server holds afterwards."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from statistics import quantiles

from tests.bench.building import environment
from tests.bench.contest import OURS
from tests.bench.databases import Kind, kinds
from tests.bench.line import Line, Request, taken
from tests.bench.payloads import approval, command, message
from tests.bench.report import table
from tests.bench.scenes import APPROVER, Effort, World
from tests.bench.servers import server
from tests.bench.subjects import FIRST, Subject
from tests.ports import free_port

PEOPLE = 50
SECONDS: dict[Effort, int] = {"quick": 5, "whole": 20}
HEADING = ("database", "events", "median, ms", "99 of 100 within, ms", "slowest, ms", "MB afterwards")

Act = Callable[[World, Subject], Request]


def _says(text: str) -> Act:
    return lambda _world, subject: message(f"U{subject.number}", text, f"{text}/{subject.number}")


ACTS: tuple[Act, ...] = (
    lambda _world, subject: command(subject),
    lambda world, subject: approval(subject, world.stamp(subject)),
    _says("help"),
    _says("requests"),
    _says("accounts"),
)
"""What they do, in turns. Everybody acts for a subject of their own, so that none of it is a repeat."""


async def measure(world: World, effort: Effort) -> str:
    """In Slack, with delivery at work and no pause between its messages."""
    return table(HEADING, [await _row(kind, world, SECONDS[effort]) for kind in kinds()])


async def _row(kind: Kind, world: World, seconds: int) -> Sequence[str]:
    async with kind.fresh() as address:
        await APPROVER.prepare(address, world, range(FIRST, FIRST + PEOPLE * seconds))
        async with server(OURS, environment(address, free_port(), world.chats.address)) as running:
            waits = sorted(wait * 1000 for wait in await _crowd(running.port, world, seconds))
            held = running.resident()
    hundredths = quantiles(waits, n=100)
    figures = (hundredths[49], hundredths[98], waits[-1])
    return kind.name, str(len(waits)), *(f"{figure:.0f}" for figure in figures), f"{held:.0f}"


async def _crowd(port: int, world: World, seconds: int) -> list[float]:
    found = await asyncio.gather(*(_person(port, world, number, seconds) for number in range(PEOPLE)))
    return [wait for one in found for wait in one]


async def _person(port: int, world: World, place: int, seconds: int) -> list[float]:
    """One of them, beginning a fiftieth of a second after the one before; nobody waits longer to act for an answer
    that comes late, unless it takes a whole second."""
    clock, waits = asyncio.get_running_loop().time, []
    begins = clock() + place / PEOPLE
    async with Line(port) as line:
        for second in range(seconds):
            subject = Subject(FIRST + place * seconds + second)
            request = ACTS[(place + second) % len(ACTS)](world, subject)
            await asyncio.sleep(begins + second - clock())
            waits.append(taken(await line.ask(request)))
    return waits
