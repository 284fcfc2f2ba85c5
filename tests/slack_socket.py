"""A Slack that reaches the app over Socket Mode, and is strict about it: tickets for one use, and acknowledgements in
time (Slack, "Using Socket Mode")."""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from collections.abc import Sequence
from typing import Any

from aiohttp import WSMsgType, web

from tests.slack_double import ACKNOWLEDGED_WITHIN, Given, SlackDouble
from tests.slack_faults import Refusal
from tests.slack_signing import Acknowledged

APP_TOKEN = "xapp-double"
KINDS = {"block_actions": "interactive", "view_submission": "interactive", "message_action": "interactive"}
MOST_LINES = 10


class SocketDouble(SlackDouble):
    """Delivers over the lines that apps hold; each envelope to one of them, or `to_all`, as a careless Slack would."""

    def __init__(self, *, to_all: bool = False) -> None:
        super().__init__()
        self.to_all = to_all
        self.lines: list[web.WebSocketResponse] = []
        self.opened = 0
        self.given_out = itertools.count(1)
        self._tickets: set[str] = set()
        self._waiting: dict[str, asyncio.Future[Given]] = {}
        self._next = itertools.count()

    def _site(self) -> web.Application:
        app = super()._site()
        app.router.add_get("/line/{ticket}", self._line)
        return app

    async def _serve(self, request: web.Request) -> web.Response:
        if request.match_info["method"] != "apps.connections.open":
            return await super()._serve(request)
        if request.headers.get("Authorization") != f"Bearer {APP_TOKEN}":
            return web.json_response({"ok": False, "error": "invalid_auth"})
        try:
            await self._strike("apps.connections.open", channel=None)
        except Refusal as refusal:
            return web.json_response({"ok": False, "error": refusal.error})
        ticket = f"ticket-{next(self.given_out)}"
        self._tickets.add(ticket)
        return web.json_response({"ok": True, "url": f"ws{self.files.address[4:]}/line/{ticket}"})

    async def _line(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["ticket"] not in self._tickets or len(self.lines) >= MOST_LINES:
            return web.Response(status=403)
        self._tickets.remove(request.match_info["ticket"])
        line = web.WebSocketResponse()
        await line.prepare(request)
        await line.send_json({"type": "hello", "num_connections": len(self.lines) + 1})
        self.lines.append(line)
        self.opened += 1
        try:
            await self._listen(line)
        finally:
            self.lines.remove(line)
        return line

    async def _listen(self, line: web.WebSocketResponse) -> None:
        async for message in line:
            if message.type == WSMsgType.TEXT:
                said = json.loads(message.data)
                assert said.keys() <= {"envelope_id", "payload"}, said
                waiting = self._waiting.get(said["envelope_id"])
                if waiting and not waiting.done():
                    waiting.set_result(said)

    # --- For tests ----------------------------------------------------------------------------------------------

    async def until(self, lines: int) -> None:
        """Wait until the apps hold so many lines."""
        async with asyncio.timeout(20):
            while len(self.lines) != lines:  # noqa: ASYNC110 - no line tells when it stands
                await asyncio.sleep(0.02)

    async def until_opened(self, times: int) -> None:
        """Wait until a line was opened so often."""
        async with asyncio.timeout(20):
            while self.opened < times:  # noqa: ASYNC110 - nor here
                await asyncio.sleep(0.02)

    async def tell(self, **said: Any) -> None:
        """Say something on every line, such as that it will be closed."""
        for line in tuple(self.lines):
            await line.send_json(said)

    async def hang_up(self) -> None:
        """Close every line without a word."""
        for line in tuple(self.lines):
            await line.close()

    async def deliver(self, address: str, payload: Given, **_headers: str) -> Acknowledged:
        """Send a payload in an envelope, and wait for its acknowledgement. `address` is where HTTP would lead."""
        started = time.monotonic()
        said = await self._acknowledged(payload)
        body = json.dumps(said["payload"]) if "payload" in said else ""
        answered = Acknowledged(200, body, time.monotonic() - started)
        self.acknowledged.append(answered)
        return answered

    async def _acknowledged(self, payload: Given) -> Given:
        envelope = f"envelope-{self.number()}"
        kind = "slash_commands" if "command" in payload else KINDS.get(payload["type"], "events_api")
        takes_answer = kind != "events_api"
        sent = {"envelope_id": envelope, "type": kind, "payload": payload, "accepts_response_payload": takes_answer}
        self._waiting[envelope] = asyncio.get_running_loop().create_future()
        for line in self._chosen():
            await line.send_json(sent)
        async with asyncio.timeout(ACKNOWLEDGED_WITHIN):
            said = await self._waiting[envelope]
        assert takes_answer or not said.get("payload"), f"{kind} takes no answer"
        return said

    def _chosen(self) -> Sequence[web.WebSocketResponse]:
        assert self.lines, "no app holds a line"
        return tuple(self.lines) if self.to_all else [self.lines[next(self._next) % len(self.lines)]]
