"""Our own server, in a process of its own."""

from __future__ import annotations

import os

from aiohttp import web

from bot.memory import give_back_large_pieces, share_what_is_free
from tests.bench.building import unpaced

if __name__ == "__main__":
    share_what_is_free()
    give_back_large_pieces()
    application = unpaced(os.environ).application(delivers=True)
    web.run_app(application, host="127.0.0.1", port=int(os.environ["PORT"]), print=None)
