"""The bare app that Slack's figures are compared with: Bolt, one session, the recorded SQL in one transaction, the
recorded calls. It reads nothing, decides nothing, draws nothing, and forgets what does not get through."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.store.database import Database
from tests.bench.payloads import SLACK_PATH
from tests.bench.recording import Recording
from tests.bench.stand_in import Call
from tests.slack_double import TOKEN
from tests.slack_signing import SECRET

NUMBER = re.compile(r"\d{7}")
WINDOW = "views.open"


class BareApp:
    """One recording, played for every request; with none, the app only says hello."""

    def __init__(self, database: Database, client: AsyncWebClient, recording: Recording | None) -> None:
        self._database = database
        self._client = client
        self._recording = recording
        self._telling: set[asyncio.Task[None]] = set()

    async def listen(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        if self._recording:
            await self._play(self._recording, _number(body))
        await ack()

    async def _play(self, recording: Recording, number: int) -> None:
        """Ask the database; open the window; messages follow the answer, as ours do."""
        calls = list(recording.calls_for(number))
        async with self._database.transaction() as transaction:
            await recording.ask(transaction, number)
        await self._call(*(call for call in calls if call.what == WINDOW))
        told = asyncio.create_task(self._call(*(call for call in calls if call.what != WINDOW)))
        self._telling.add(told)
        told.add_done_callback(self._telling.discard)

    async def _call(self, *calls: Call) -> None:
        for call in calls:
            given = {"params" if call.verb == "GET" else "json": call.given}
            await self._client.api_call(call.what, http_verb=call.verb, **given)


def _number(body: dict[str, Any]) -> int:
    found = NUMBER.search(body["trigger_id"])
    assert found, body["trigger_id"]
    return int(found[0])


def application(bare: BareApp, client: AsyncWebClient) -> web.Application:
    """The app at Slack's address, put together as Bolt's own adapter does it."""
    bolt = AsyncApp(client=client, signing_secret=SECRET, process_before_response=True)
    bolt.command(re.compile(".*"))(bare.listen)
    bolt.action(re.compile(".*"))(bare.listen)

    async def take(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await bolt.async_dispatch(await to_bolt_request(request)))

    async def session(_app: web.Application) -> AsyncIterator[None]:
        async with aiohttp.ClientSession() as opened:
            client.session = opened
            yield

    app = web.Application()
    app.router.add_post(SLACK_PATH, take)
    app.cleanup_ctx.append(session)
    return app


def main(given: dict[str, str]) -> None:
    """Serve until ended. The environment is ours, and RECORDING names a file (or nothing)."""
    client = AsyncWebClient(TOKEN, given["SLACK_API_URL"], retry_handlers=[])
    recording = Recording.load(Path(given["RECORDING"])) if given["RECORDING"] else None
    app = application(BareApp(Database(given["DATABASE_URL"]), client, recording), client)
    web.run_app(app, host="127.0.0.1", port=int(given["PORT"]), print=None)


if __name__ == "__main__":
    main(dict(os.environ))
