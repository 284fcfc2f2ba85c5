"""The beat of a worker: look for work when woken, and at least once a second; try again later and later."""

from __future__ import annotations

import asyncio
import random
from contextlib import suppress
from datetime import timedelta

from bot.platforms.base import Throttled

POLL = 1.0
"""Seconds between looks at the database, for what another process wrote."""
LONGEST_BACK_OFF = 300.0
"""Seconds between two tries, however often it failed."""


async def woken_or_poll(woken: asyncio.Event) -> None:
    """Wait until there may be work."""
    with suppress(TimeoutError):
        # Not wait_for: on Python 3.11 it can swallow the cancellation that ends a loop.
        async with asyncio.timeout(POLL):
            await woken.wait()


def pause_after(failures: int, problem: Exception) -> timedelta:
    """How long to wait before the next try: Retry-After where there is one, else twice as long each time; never all at
    the same moment."""
    seconds = problem.seconds if isinstance(problem, Throttled) else min(2.0**failures, LONGEST_BACK_OFF)
    return timedelta(seconds=seconds * (1 + random.random() / 2))  # noqa: S311 - jitter, not a secret
