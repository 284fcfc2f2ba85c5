"""The beat of a worker: look for work when woken, and at least once a second."""

from __future__ import annotations

import asyncio
from contextlib import suppress

POLL = 1.0
"""Seconds between looks at the database, for what another process wrote."""


async def woken_or_poll(woken: asyncio.Event) -> None:
    """Wait until there may be work."""
    with suppress(TimeoutError):
        # Not wait_for: on Python 3.11 it can swallow the cancellation that ends a loop.
        async with asyncio.timeout(POLL):
            await woken.wait()
