"""The Director's list of reports that wait, among ten and among 50,000."""

from __future__ import annotations

import time
from collections.abc import Sequence
from statistics import median

from bot.app import Building
from bot.events import Heard, Person, Place
from tests.bench.building import environment, unpaced
from tests.bench.databases import Kind, kinds
from tests.bench.growth import look_around
from tests.bench.population import populate
from tests.bench.report import spread, table
from tests.bench.scenes import Effort, World
from tests.bench.subjects import FIRST, SLACK

AMONG: dict[Effort, tuple[int, ...]] = {"quick": (10, 2_000), "whole": (10, 50_000)}
TIMES: dict[Effort, int] = {"quick": 10, "whole": 40}
HEADING = ("reports that wait", "database", "median, ms", "from–to, ms")


async def measure(world: World, effort: Effort) -> str:
    """Every report is one that nobody took yet: all of them wait for the Director."""
    rows = [
        (f"{among:,}", kind.name, f"**{median(took):.1f}**", spread(took, 1))
        for kind in kinds()
        for among in AMONG[effort]
        for took in [await _listed(kind, world, among, TIMES[effort])]
    ]
    return table(HEADING, rows)


async def _listed(kind: Kind, world: World, among: int, times: int) -> Sequence[float]:
    """Milliseconds of each visit in which the Director asks for the list."""
    async with kind.fresh() as address:
        await populate(address, world.patterns.reported, range(FIRST, FIRST + among), SLACK)
        building = unpaced(environment(address, 0, world.chats.address))
        await look_around(building.database)
        took = [await _visit(building, str(visit)) for visit in range(times)]
        await building.database.close()
    return took


async def _visit(building: Building, key: str) -> float:
    asked = Heard(key, Person("casey@example.org", "Casey"), Place("slack", "DCASEY"), "reports")
    began = time.perf_counter()
    await building.front_desk.receive(asked)
    return (time.perf_counter() - began) * 1000
