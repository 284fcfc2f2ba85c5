"""How long the server takes from its start until it is ready."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from bot.store.database import Database
from bot.store.migrate import migrate
from tests.bench.building import environment
from tests.bench.databases import Kind, kinds
from tests.bench.report import spread, table
from tests.bench.scenes import Effort, World
from tests.bench.servers import server
from tests.bench.stand_in import StandIn
from tests.ports import free_port

STARTS: dict[Effort, int] = {"quick": 3, "whole": 9}
HEADING = ("database", "starts", "seconds until ready", "from–to", "MB then")


async def measure(world: World, effort: Effort) -> str:
    """Start after start, on tables that are there already, with Slack, Teams and the web playground."""
    rows = [_row(kind, await _starts(kind, world.chats, STARTS[effort])) for kind in kinds()]
    return table(HEADING, rows)


def _row(kind: Kind, found: Sequence[tuple[float, float]]) -> Sequence[str]:
    seconds, held = zip(*found, strict=True)
    return kind.name, str(len(found)), f"**{median(seconds):.2f}**", spread(seconds), f"{median(held):.0f}"


async def _starts(kind: Kind, chats: StandIn, times: int) -> Sequence[tuple[float, float]]:
    """Seconds, and MB resident, of each start."""
    async with kind.fresh() as address:
        database = Database(address)
        await migrate(database)
        await database.close()
        return [await _start(address, chats) for _ in range(times)]


async def _start(address: str, chats: StandIn) -> tuple[float, float]:
    given = environment(address, free_port(), chats.address)
    # Beside the web playground the program takes no app id: Teams is its playground as well, which has no sign-in.
    in_play = {name: value for name, value in given.items() if not name.startswith("Microsoft")}
    async with server("bot", {**in_play, "TEAMS_PLAYGROUND": "1", "WEB_PLAYGROUND": "1"}, "serve") as running:
        return running.ready_after, running.resident()
