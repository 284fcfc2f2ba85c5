"""The bare app that Teams' figures are compared with: the corrected adapter and its sender, the recorded SQL in one
transaction, the recorded calls."""

from __future__ import annotations

import asyncio
import json
import os
import re
from pathlib import Path

from aiohttp import web

from bot.platforms.teams.activity import parse
from bot.platforms.teams.send import Connector
from bot.settings import Settings
from bot.store.database import Database
from tests.bench.building import ISSUER, framework
from tests.bench.payloads import TEAMS_PATH
from tests.bench.recording import Recording
from tests.bench.stand_in import Call

NUMBER = re.compile(r"\d{7}")


class BareBot:
    """One recording, played for every activity."""

    def __init__(self, given: dict[str, str]) -> None:
        self._database = Database(given["DATABASE_URL"])
        self._recording = Recording.load(Path(given["RECORDING"]))
        self._framework = framework(Settings.read(given), given[ISSUER])
        self._connector = Connector(self._framework)
        self._service = f"{given[ISSUER]}/amer"
        self._telling: set[asyncio.Task[None]] = set()

    async def take(self, request: web.Request) -> web.Response:
        activity = parse(request.content_type, await request.read())
        await self._framework.admit(request.headers.get("Authorization", ""), activity)
        found = NUMBER.search(str(activity["id"]))
        assert found, activity["id"]
        number = int(found[0])
        async with self._database.transaction() as transaction:
            await self._recording.ask(transaction, number)
        told = asyncio.create_task(self._call(*self._recording.calls_for(number)))
        self._telling.add(told)
        told.add_done_callback(self._telling.discard)
        answer = self._recording.answer
        return web.json_response(json.loads(answer)) if answer else web.Response()

    async def _call(self, *calls: Call) -> None:
        for call in calls:
            await self._connector.call(call.verb, f"{self._service}/{call.what}", call.given)


def main(given: dict[str, str]) -> None:
    """Serve until ended. The environment is ours, and RECORDING names a file."""
    app = web.Application()
    app.router.add_post(TEAMS_PATH, BareBot(given).take)
    web.run_app(app, host="127.0.0.1", port=int(given["PORT"]), print=None)


if __name__ == "__main__":
    main(dict(os.environ))
