"""GET /healthz, /readyz and /metrics, and how long a chat waits for its acknowledgement."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from prometheus_client import CONTENT_TYPE_LATEST

from bot.dates import Clock
from bot.store.backlog import Backlog, backlog
from bot.watching.metrics import Metrics
from bot.watching.readiness import PATIENCE, Readiness, summary, works

DOORS = {"/slack/events": "slack", "/api/messages": "teams"}
"""The addresses at which a chat waits for an acknowledgement."""


def add_routes(app: web.Application, readiness: Readiness, metrics: Metrics, clock: Clock) -> None:
    """Mount all three, and measure the doors of the chats."""
    office = Office(readiness, metrics, clock)
    app.router.add_get("/healthz", healthy)
    app.router.add_get("/readyz", office.ready)
    app.router.add_get("/metrics", office.measured)
    app.middlewares.append(_stopwatch(metrics))


async def healthy(_request: web.Request) -> web.Response:
    """The process is there; whether it can work is /readyz' to say."""
    return web.json_response({"status": "alive"})


@dataclass(frozen=True, slots=True)
class Office:
    """Whoever is asked how the bot is."""

    readiness: Readiness
    metrics: Metrics
    clock: Clock

    async def ready(self, _request: web.Request) -> web.Response:
        """200 while the process can work, else 503; the parts one by one."""
        details = await self.readiness.details()
        status = summary(details)
        return web.json_response({"status": status, **details}, status=200 if works(status) else 503)

    async def measured(self, _request: web.Request) -> web.Response:
        """Prometheus' text format."""
        self.metrics.measure(await self._backlog(), self.clock())
        return web.Response(body=self.metrics.written(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    async def _backlog(self) -> Backlog | None:
        try:
            async with asyncio.timeout(PATIENCE), self.readiness.database.reading() as connection:
                return await backlog(connection, self.clock())
        except Exception:
            return None


def _stopwatch(metrics: Metrics) -> Middleware:
    @web.middleware
    async def measure(request: web.Request, handler: Handler) -> web.StreamResponse:
        began = time.perf_counter()
        try:
            return await handler(request)
        finally:
            if request.path in DOORS:
                metrics.acknowledged.labels(DOORS[request.path]).observe(time.perf_counter() - began)

    return measure
