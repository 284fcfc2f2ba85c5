"""Takes in what Slack delivers: proves it, reads it, hands it to the reception, and answers within three seconds."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.signature import SignatureVerifier

from bot.events import Event, Flagged, Person
from bot.platforms.base import Reception, Seat, Undelivered, Word
from bot.platforms.slack import read
from bot.platforms.slack.screen import Screen
from bot.platforms.slack.send import QUIET, SlackChat
from bot.platforms.slack.socket import Line
from bot.settings import SlackSettings

PATH = "/slack/events"
ACKNOWLEDGE_WITHIN = 2.5
"""Seconds. Slack gives up after three (docs: acknowledging requests), and the way to it takes some."""

LINK_WITHIN = 0.7
"""Seconds that finding a message's address may take from the three of a trigger."""

EVERYTHING = re.compile(".*", re.DOTALL)

Listener = Callable[[AsyncAck, dict[str, Any]], Awaitable[None]]


def add_routes(
    app: web.Application, chat: SlackChat, reception: Reception, settings: SlackSettings, word: Word
) -> None:
    """Take in commands, events and interactions of one workspace: by `POST /slack/events`, or over a line of our own.

    401 for whatever the signing secret does not prove; 400 for a proven body that is no payload of Slack's. With an app
    token there is no such address: Slack sends nothing there then.
    """
    door = Door(chat, reception, word)
    if settings.by_socket:
        chat.line = line = Line(chat, settings.app_token.get_secret_value(), door.bolt)
        app.on_startup.append(line.open)
        app.on_shutdown.append(line.close)
    else:
        proof = SignatureVerifier(settings.signing_secret.get_secret_value())
        app.router.add_post(PATH, partial(door.take, proof))
    app.on_shutdown.append(door.close)


class Door:
    """Where everything of Slack's comes in, by whichever way."""

    def __init__(self, chat: SlackChat, reception: Reception, word: Word) -> None:
        self._chat = chat
        self._reception = reception
        self._word = word
        self._screen = Screen(chat, reception, word)
        self._late: set[asyncio.Task[dict[str, Any]]] = set()
        self.bolt = _bolt_app(chat, self._listen)

    async def take(self, proof: SignatureVerifier, request: web.Request) -> web.Response:
        """Answer one delivery."""
        raw = await request.read()
        if not _proven(proof, raw, request):
            return web.Response(status=401)
        body = _payload(raw.decode())
        if body is None:
            return web.Response(status=400)
        # A body that is read already goes in as Socket Mode's would: Bolt's own reading of HTTP bodies takes
        # every command with "payload" in its text for an empty one.
        return await to_aiohttp_response(
            await self.bolt.async_dispatch(AsyncBoltRequest(body=body, mode="socket_mode"))
        )

    async def close(self, app: web.Application) -> None:
        """Let what was acknowledged early come to its end."""
        await asyncio.gather(*self._late, return_exceptions=True)

    async def _listen(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        work = asyncio.create_task(self._answer(body))
        self._late.add(work)
        work.add_done_callback(self._late.discard)
        await asyncio.wait({work}, timeout=ACKNOWLEDGE_WITHIN)
        await ack(**(work.result() if work.done() else {}))

    async def _answer(self, body: dict[str, Any]) -> dict[str, Any]:
        arrived = asyncio.get_running_loop().time()
        if not read.kind_of(body):
            return {}
        try:
            event = await self._event(body)
        except Undelivered:
            return await self._screen.beside.say(body, self._word("chat.who_unclear"))
        now = await self._reception.receive(event)
        return await self._screen.show(body, event, now, arrived) if now else {}

    async def _event(self, body: dict[str, Any]) -> Event:
        user = read.user_of(body)
        person = await self._meet(user, Seat(user, read.place_of(body).conversation))
        people = {picked: _named(await self._meet(picked, Seat(picked))) for picked in read.picked_people(body)}
        event = read.event_of(body, person, people)
        return replace(event, link=await self._link(body)) if isinstance(event, Flagged) else event

    async def _link(self, body: dict[str, Any]) -> str:
        # A report without a link is one all the same; a window that opens too late is none.
        try:
            async with asyncio.timeout(LINK_WITHIN):
                return await self._chat.permalink(body["channel"]["id"], body["message"]["ts"])
        except TimeoutError:
            return ""

    async def _meet(self, user: str, seat: Seat) -> Person:
        return await self._reception.meet(self._chat.name, user, lambda: self._chat.meet(user), seat)


def _named(person: Person) -> str:
    # Whoever has no address is given on by name, which a form refuses with a sentence at its field.
    return person.email or person.name


def _bolt_app(chat: SlackChat, listener: Listener) -> AsyncApp:
    async def authorize(**_: Any) -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=chat.itself.get("enterprise_id"),
            team_id=chat.itself.get("team_id"),
            bot_user_id=chat.itself.get("user_id"),
            bot_id=chat.itself.get("bot_id"),
            bot_token=chat.client.token,
        )

    async def listen(ack: AsyncAck, body: dict[str, Any]) -> None:
        await listener(ack, body)

    bolt = AsyncApp(
        name="crossing-guard",  # without a name Bolt looks for the file that made it, among all that is loaded
        logger=QUIET,
        client=chat.client,
        authorize=authorize,
        process_before_response=True,
        # Proven before it is read, since Bolt reads first: garbage would end in a 500.
        request_verification_enabled=False,
        signing_secret="",
    )
    # One listener for all, since what nobody listens for is a 404, which Slack counts against the app.
    for kind in (bolt.command, bolt.event, bolt.action, bolt.view, bolt.view_closed, bolt.shortcut, bolt.options):
        kind(EVERYTHING)(listen)
    return bolt


def _proven(proof: SignatureVerifier, raw: bytes, request: web.Request) -> bool:
    timestamp = request.headers.get("X-Slack-Request-Timestamp", "")
    signature = request.headers.get("X-Slack-Signature", "")
    # The verifier raises, where it should refuse, for what is no number, no ASCII or no UTF-8.
    if not (re.fullmatch(r"[0-9]{1,12}", timestamp) and signature.isascii()):
        return False
    try:
        return proof.is_valid(raw, timestamp, signature)
    except UnicodeDecodeError:
        return False


def _payload(raw: str) -> dict[str, Any] | None:
    try:
        if raw.startswith("{"):
            return _mapping(json.loads(raw))
        form = dict(parse_qsl(raw, keep_blank_values=True))
        return form if "command" in form else _mapping(json.loads(form["payload"]))
    except (ValueError, KeyError):
        return None


def _mapping(found: Any) -> dict[str, Any] | None:
    return found if isinstance(found, dict) else None
