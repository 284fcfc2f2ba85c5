"""Slack over a line of our own (Socket Mode), for a machine that nobody reaches from outside.

What arrives is the same as by HTTP, and Slack sends it to one of the processes that hold a line; what it sends twice,
the inbox knows. Slack, "Using Socket Mode".
"""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import AsyncExitStack, suppress

from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app, send_async_response
from slack_bolt.async_app import AsyncApp
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.platforms.slack.send import SlackChat

log = logging.getLogger(__name__)

SILENT = logging.getLogger("slack_socket")
"""What the library logs to. Its errors hold the address of the line, which is a ticket, and parts of payloads."""
SILENT.setLevel(logging.CRITICAL + 1)

CONNECT_WITHIN = 15.0
LOOK_EVERY = 0.5
AGAIN_AFTER = 1.0
PATIENCE = 15.0
"""Seconds that the library may take to mend a line by itself. It can go deaf (python-slack-sdk, reconnecting with a
ticket that is used up); then it is thrown away, and another begins."""

NO_LINE = "no line to Slack"


class Line:
    """One process' line, from the start of the application to its end."""

    def __init__(self, chat: SlackChat, app_token: str, bolt: AsyncApp) -> None:
        self._chat = chat
        self._app_token = app_token
        self._bolt = bolt
        self._stands = False
        self._answers: set[asyncio.Task[None]] = set()
        self._held: asyncio.Task[None] | None = None

    def trouble(self) -> str:
        """See `platforms.base.Connected`."""
        return "" if self._stands else NO_LINE

    async def open(self, _app: object = None) -> None:
        """Begin to hold the line. Slack may be out of reach for now: that is no reason not to start."""
        self._held = asyncio.create_task(self._hold())

    async def close(self, _app: object = None) -> None:
        """Take no more, and let what has arrived come to its end."""
        if self._held:
            self._held.cancel()
            with suppress(asyncio.CancelledError):
                await self._held
        await asyncio.gather(*self._answers, return_exceptions=True)

    async def _hold(self) -> None:
        while True:
            try:
                await self._stand()
            except Exception as error:
                log.warning("the line to Slack could not be opened: %s", type(error).__name__)
            self._stands = False
            await asyncio.sleep(AGAIN_AFTER)

    async def _stand(self) -> None:
        """One client, until it has had no line for too long."""
        async with AsyncExitStack() as stack:
            client = SocketModeClient(self._app_token, SILENT, self._chat.client)
            stack.push_async_callback(client.close)
            client.socket_mode_request_listeners.append(self._take)
            async with asyncio.timeout(CONNECT_WITHIN):
                await client.connect()  # type: ignore[no-untyped-call]
            log.info("the line to Slack stands")
            await self._until_lost(client)

    async def _until_lost(self, mode: SocketModeClient) -> None:
        lost = 0.0
        while lost < PATIENCE:
            self._stands = await mode.is_connected()
            lost = 0.0 if self._stands else lost + LOOK_EVERY
            await asyncio.sleep(LOOK_EVERY)
        log.warning("the line to Slack was lost for %s s; another begins", PATIENCE)

    async def _take(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        # The library holds nothing on to what it starts, and what nothing holds may be swept away half done.
        answer = asyncio.create_task(self._answer(client, request))
        self._answers.add(answer)
        answer.add_done_callback(self._answers.discard)

    async def _answer(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        try:
            response = await run_async_bolt_app(self._bolt, request)
            await send_async_response(client, request, response, time.time())
        except Exception as error:  # the line broke under the answer: Slack sends it again, to whoever has one
            log.warning("something from Slack was not acknowledged: %s", type(error).__name__)
