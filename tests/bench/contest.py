"""Ours beside a bare app that does the same: the servers stand on one core, and take the same load in turns."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.bench.building import environment
from tests.bench.databases import Kind, kinds
from tests.bench.line import storm
from tests.bench.recorder import record
from tests.bench.recording import Recording
from tests.bench.report import spread, table
from tests.bench.scenes import SCENES, Ask, Effort, Scene, World
from tests.bench.servers import server
from tests.bench.subjects import FIRST, Subject
from tests.ports import free_port

LINES = 8
"""People who wait for an answer at any moment."""

OURS = "tests.bench.ours"


@dataclass(frozen=True)
class Load:
    """How much is asked: turns of a round, and rounds after the one that warms up."""

    turns: int
    rounds: int


@dataclass(frozen=True)
class Contestant:
    """A server, what it is asked, and how many calls each request ends in."""

    port: int
    request: Ask
    calls: int


@dataclass(frozen=True)
class Outcome:
    """Turns a second, by round: ours, the bare app's that does the same, and those of one that does far less."""

    scene: Scene
    kind: str
    statements: int
    calls: int
    ours: tuple[float, ...]
    bare: tuple[float, ...]
    beside: tuple[float, ...]

    @property
    def ratios(self) -> list[float]:
        """Ours to the bare app's, each from one round, lowest first."""
        return sorted(mine / other for mine, other in zip(self.ours, self.bare, strict=True))

    @property
    def ratio_beside(self) -> float:
        return median(mine / other for mine, other in zip(self.ours, self.beside, strict=True))


LOADS: dict[Effort, Load] = {"quick": Load(100, 3), "whole": Load(200, 7)}


async def measure(world: World, effort: Effort) -> str:
    """Every scene on every kind of database."""
    load = LOADS[effort]
    outcomes = [await contest(scene, world, kind, load) for scene in SCENES for kind in kinds()]
    return table(HEADING, (_row(outcome) for outcome in outcomes))


HEADING = ("turn", "database", "SQL, calls", "ours /s", "bare /s", "ratio", "rounds", "ratio to a far smaller app")


def _row(found: Outcome) -> Sequence[str]:
    return (
        found.scene.name,
        found.kind,
        f"{found.statements}, {found.calls}",
        f"{median(found.ours):.0f}",
        f"{median(found.bare):.0f}",
        f"**{median(found.ratios):.2f}**",
        spread(found.ratios),
        f"{found.ratio_beside:.3f} of {found.scene.beside.name}",
    )


async def contest(scene: Scene, world: World, kind: Kind, load: Load) -> Outcome:
    """Record the scene, then let the three take it in turns."""
    async with kind.fresh() as address:
        recording = await record(scene, world, address)
    numbers = range(FIRST, FIRST + load.turns * (load.rounds + 1))
    async with _contestants(scene, world, kind, recording, numbers) as contestants:
        rounds = [
            [await _turns_a_second(each, world, part) for each in contestants] for part in _parts(numbers, load.turns)
        ]
    ours, bare, beside = zip(*rounds[1:], strict=True)
    return Outcome(scene, kind.name, len(recording.statements), len(recording.calls), ours, bare, beside)


def _parts(numbers: range, turns: int) -> list[range]:
    return [numbers[start : start + turns] for start in range(0, len(numbers), turns)]


async def _turns_a_second(contestant: Contestant, world: World, numbers: range) -> float:
    """One round: until the last answer has come and the last message is out."""
    requests = [contestant.request(world, Subject(number)) for number in numbers]
    wanted = world.chats.calls + contestant.calls * len(requests)
    began = time.perf_counter()
    await storm(contestant.port, requests, LINES)
    await world.chats.called(wanted)
    seconds = time.perf_counter() - began
    await asyncio.sleep(0.2)  # what is recorded after the last message is this contestant's own work
    return len(requests) / seconds


@asynccontextmanager
async def _contestants(
    scene: Scene, world: World, kind: Kind, recording: Recording, numbers: range
) -> AsyncIterator[Sequence[Contestant]]:
    async with AsyncExitStack() as stack:
        played = Path(stack.enter_context(TemporaryDirectory()), "recording.json")
        recording.save(played)
        found = []
        for module, plays, request, calls in _entries(scene, played, len(recording.calls)):
            address = await stack.enter_async_context(kind.fresh())
            await scene.prepare(address, world, numbers)
            given = environment(address, free_port(), world.chats.address)
            running = await stack.enter_async_context(server(module, {**given, "RECORDING": plays}))
            found.append(Contestant(running.port, request, calls))
        yield found


def _entries(scene: Scene, played: Path, calls: int) -> Sequence[tuple[str, str, Ask, int]]:
    """The modules, the recording that each plays, what each is asked, and how many calls that takes."""
    return (
        (OURS, "", scene.request, calls),
        (scene.bare, str(played), scene.request, calls),
        (scene.beside.module, "", scene.beside.request, scene.beside.calls),
    )
