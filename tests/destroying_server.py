"""A worker that carries out a signed list, in a process of its own that ends itself with SIGKILL at a chosen point."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import datetime

from bot.app import build
from bot.retention.destroying import Destroying
from bot.settings import Settings
from tests.crash_server import running_from
from tests.intake_server import FragileDatabase, Point
from tests.opened import enter


def carry_out(environment: Mapping[str, str], moment: datetime, point: Point) -> None:
    """Carry out what was signed, until the point is reached."""
    building = build(Settings.read(environment), running_from(moment), enter=enter)
    database = FragileDatabase(building.settings.database, point)
    asyncio.run(Destroying(database, building.house, building.menu.faces, running_from(moment)).round())
