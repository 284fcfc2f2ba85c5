"""Measure everything, or the parts that are named, and write it into docs/performance.md."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench import contest, crowd, evidence, growth, queue, start
from tests.bench.population import patterns
from tests.bench.report import write
from tests.bench.scenes import Effort, World
from tests.bench.servers import LOAD_CORE, keep_to
from tests.bench.stand_in import StandIn

PARTS: dict[str, Callable[[World, Effort], Awaitable[str]]] = {
    "turns": contest.measure,
    "start": start.measure,
    "crowd": crowd.measure,
    "growth": growth.measure,
    "evidence": evidence.measure,
    "incidents": queue.measure,
}
"""Each measures one thing, with more effort or less, and gives its table."""


async def measure(parts: list[str], effort: Effort) -> None:
    """Print each part's table; what was measured with the whole effort is written into the document as well."""
    keep_to(LOAD_CORE)
    with TemporaryDirectory() as folder:
        found = await patterns(Path(folder))
    async with StandIn() as chats:
        for part in parts:
            print(f"## {part}", flush=True)
            shown = await PARTS[part](World(chats, found), effort)
            print(shown, flush=True)
            if effort == "whole":
                write(part, shown)


def main() -> None:
    parser = argparse.ArgumentParser(prog="tests.bench", description=__doc__)
    parser.add_argument("parts", nargs="*", help=f"of {', '.join(PARTS)}; all when none is named")
    parser.add_argument(
        "--quick",
        dest="effort",
        action="store_const",
        const="quick",
        default="whole",
        help="a first idea; the document stays as it is",
    )
    given = parser.parse_args()
    asyncio.run(measure(given.parts or list(PARTS), given.effort))


if __name__ == "__main__":
    main()
