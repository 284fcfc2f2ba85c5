"""Our own server, in a process of its own."""

from __future__ import annotations

import os

from aiohttp import web

from bot import memory
from tests.bench.building import unpaced

if __name__ == "__main__":
    with memory.start():
        application = unpaced(os.environ).application(delivers=True)
    web.run_app(application, host="127.0.0.1", port=int(os.environ["PORT"]), print=None)
