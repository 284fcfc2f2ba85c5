"""The beat of a worker: again and again whatever fails; at once when woken; later and later what does not succeed."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta

from bot.platforms.base import Throttled

log = logging.getLogger(__name__)

POLL = 1.0
"""Seconds between looks at the database, for what another process wrote."""
LONGEST_BACK_OFF = 300.0
"""Seconds between two tries, however often it failed."""


async def always(work: Callable[[], Awaitable[object]], pause: float, trouble: str) -> None:
    """Do a piece of work every `pause` seconds until cancelled. Of what fails, only the kind is logged, after the words
    in `trouble`: an error of the database repeats what people wrote. The next round tries again."""
    while True:
        try:
            await work()
        except Exception as error:
            log.warning("%s: %s", trouble, type(error).__name__)
        await asyncio.sleep(pause)


async def woken_or_poll(woken: asyncio.Event) -> None:
    """Wait until there may be work."""
    with suppress(TimeoutError):
        # Not wait_for: on Python 3.11 it can swallow the cancellation that ends a loop.
        async with asyncio.timeout(POLL):
            await woken.wait()


def pause_after(failures: int, problem: Exception) -> timedelta:
    """How long to wait before the next try: Retry-After where there is one, else twice as long each time; never all at
    the same moment."""
    seconds = problem.seconds if isinstance(problem, Throttled) else min(2.0 ** min(failures, 10), LONGEST_BACK_OFF)
    return timedelta(seconds=seconds * (1 + random.random() / 2))  # noqa: S311 - jitter, not a secret
