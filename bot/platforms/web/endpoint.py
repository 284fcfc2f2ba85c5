"""The page at /playground: shows the chats of up to three people, keeps them live, and takes what they press."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from importlib.resources import files
from types import MappingProxyType
from uuid import uuid4

import aiohttp_jinja2
from aiohttp import web
from aiohttp_sse import EventSourceResponse, sse_response
from yarl import URL

from bot.events import Event, Filled, Person
from bot.loopback import is_here
from bot.pages import pages
from bot.platforms.base import Met, Reception, Undelivered, Word
from bot.platforms.web.files import read_post
from bot.platforms.web.panels import Panel
from bot.platforms.web.read import KEPT, BadPost, Files, Post, clicked, filled, heard, joined, one, sent_files
from bot.platforms.web.render import FILTERS, GLOBALS, Column, message
from bot.platforms.web.send import WebChat
from bot.replies import Fix, Now, Open, Sorry, Swap
from bot.ui import Card, FilesField, Form, Text, literal

log = logging.getLogger(__name__)

PATH = "/playground"
AT_ONCE = 3
POLL = 1.0
"""Seconds after which the board is read again, since another process may have written to it."""

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    # With no-referrer a browser would send "Origin: null" with our own forms (Fetch, "append a request Origin header").
    "Referrer-Policy": "same-origin",
}


def add_routes(
    app: web.Application,
    chat: WebChat,
    reception: Reception,
    word: Word,
    default_people: Sequence[str],
    roles: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Put the playground under /playground.

    `default_people` are the e-mail addresses shown side by side when the address names nobody, one to three;
    `roles` says under a name what that person is in the district ("Principal, Central High School").
    """
    page = _Playground(chat, reception, word, default_people)
    known = {**GLOBALS, "word": word, "people": chat.people, "roles": roles, "path": PATH, "new_key": uuid4}
    playground = pages("bot.platforms.web", HEADERS, _at_home, known, FILTERS)
    playground.add_routes(page.routes())
    app.add_subapp(PATH, playground)
    app.on_shutdown.append(page.end_streams)


@web.middleware
async def _at_home(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Refuse what another site's page could send: under a name of its own that points here (DNS rebinding), or
    to our name from elsewhere (request forgery)."""
    if not is_here(request.url.host or ""):
        raise web.HTTPForbidden
    if request.headers.get("Origin", _origin(request)) != _origin(request):
        raise web.HTTPForbidden
    return await handler(request)


def _first_language(request: web.Request) -> str:
    """The one that the browser prefers (RFC 9110, Accept-Language: browsers put it first)."""
    return re.split("[,;]", request.headers.get("Accept-Language", ""))[0].strip()


def _origin(request: web.Request) -> str:
    return f"{request.scheme}://{request.host}"


class _Playground:
    def __init__(self, chat: WebChat, reception: Reception, word: Word, default_people: Sequence[str]) -> None:
        self._chat = chat
        self._reception = reception
        self._word = word
        self._default_people = default_people
        self._acts = {"say": self._say, "press": self._press, "fill": self._fill, "close": self._close}

    def routes(self) -> list[web.AbstractRouteDef]:
        return [
            web.get("", self.page),
            web.get("/stream", self.stream),
            web.post(f"/{{act:{'|'.join(self._acts)}}}", self.post),
            web.static("/static", str(files(__package__) / "static")),
        ]

    async def page(self, request: web.Request) -> web.StreamResponse:
        for email in self._asked(request):
            await self._receive(joined(await self._meet(email)))
        columns = await self._columns(request)
        return aiohttp_jinja2.render_template("page.html", request, {"columns": columns, "query": request.query_string})

    async def post(self, request: web.Request) -> web.StreamResponse:
        """Do what was pressed. What it changed reaches the page by its stream; without JavaScript, by going back."""
        post, files = await self._taken(request)
        try:
            person = replace(await self._meet(one(post, "who")), language=_first_language(request))
            await self._acts[request.match_info["act"]](post, person, files)
        except BadPost as fault:
            raise web.HTTPBadRequest from fault
        self._chat.changes.happened()
        raise web.HTTPSeeOther(URL(PATH).with_query(request.query))

    async def _taken(self, request: web.Request) -> tuple[Post, Files]:
        try:
            return await read_post(request, self._chat.parking)
        except OSError as error:
            log.error("files cannot be parked: %s", error)
            raise web.HTTPInsufficientStorage from error

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """Send a column's log and panel whenever they change."""
        seen: dict[str, str] = {}
        async with sse_response(request, ping_interval=POLL) as stream:
            with self._chat.changes.watch() as changed, suppress(ConnectionResetError):
                while stream.is_connected() and not self._chat.stopped:
                    changed.clear()
                    await self._send_news(request, stream, seen)
                    await _wait(changed)
        return stream

    async def end_streams(self, _app: web.Application) -> None:
        await self._chat.stop()

    async def _send_news(self, request: web.Request, stream: EventSourceResponse, seen: dict[str, str]) -> None:
        # No panel is not sent at first: after a restart, the form on the page still holds what somebody typed.
        for column in await self._columns(request):
            for part, version in (("log", column.log_version), ("panel", column.panel_version)):
                event = f"{part} {column.person.email}"
                if seen.get(event, "") != version:
                    seen[event] = version
                    context = {"column": column, "query": request.query_string}
                    drawn = aiohttp_jinja2.render_string(f"{part}.html", request, context)
                    await stream.send(drawn, event=event)

    def _asked(self, request: web.Request) -> Sequence[str]:
        known = dict.fromkeys(email for email in request.query.getall("who", []) if email in self._chat.people)
        return list(known)[:AT_ONCE] or self._default_people

    async def _columns(self, request: web.Request) -> list[Column]:
        return [await self._column(email) for email in self._asked(request)]

    async def _column(self, email: str) -> Column:
        messages = [message(stored) for stored in await self._chat.board.all(email)]
        return Column(self._chat.people[email], messages, self._chat.panels.of(email))

    async def _meet(self, email: str) -> Person:
        if email not in self._chat.people:
            raise web.HTTPBadRequest
        seat = await self._chat.find(email)

        async def look_up() -> Met:
            return Met(self._chat.people[email], seat)

        try:
            return await self._reception.meet(self._chat.name, email, look_up, seat)
        except Undelivered as error:
            # A page of its own, and nothing else changes: what was typed is still there when they go back.
            raise web.HTTPServiceUnavailable(text=self._word("chat.who_unclear")) from error

    async def _say(self, post: Post, person: Person, files: Files) -> None:
        if files:
            await self._send_files(post, person, files)
            return
        event = heard(post, person)
        if event.text:
            await self._chat.board.say(person.email, event.text)
            self._chat.changes.happened()
            await self._receive(event)

    async def _send_files(self, post: Post, person: Person, files: Files) -> None:
        # How many, and not which: whether a file may be taken, or even named, is the machine's to decide.
        await self._chat.board.say(person.email, self._word("chat.you_sent", count=str(len(files))))
        self._chat.changes.happened()
        await self._receive(sent_files(post, person, files))

    async def _press(self, post: Post, person: Person, _files: Files) -> None:
        await self._receive(clicked(post, person))

    async def _fill(self, post: Post, person: Person, files: Files) -> None:
        form = self._chat.panels.form(person.email, one(post, "panel"))
        if form:
            await self._receive(filled(post, person, form, await self._chosen(post, person, form, files)))
        else:
            lost = Card(body=(Text(self._word("chat.form_lost")),))
            self._chat.panels.show(person.email, Panel(lost))

    async def _chosen(self, post: Post, person: Person, form: Form, files: Files) -> Files:
        """The files that are now in a form: those chosen before and not taken out again, and the new ones."""
        if not any(isinstance(field, FilesField) for field in form.fields):
            await self._chat.parking.forget(files)
            return ()
        before = self._chat.panels.chosen(person.email, form)
        chosen = (*(file for file in before if file.source["parked"] in post.get(KEPT, ())), *files)
        self._chat.panels.choose(person.email, form, chosen)
        return chosen

    async def _close(self, _post: Post, person: Person, _files: Files) -> None:
        self._chat.panels.close(person.email)

    async def _receive(self, event: Event) -> None:
        now = await self._reception.receive(event)
        panel = _panel(event, now)
        if isinstance(now, Sorry):
            self._apologize(event, now)
        elif panel:
            self._chat.panels.show(event.person.email, panel)
        elif isinstance(event, Filled):
            self._chat.panels.close(event.person.email)
        if isinstance(event, Filled) and not isinstance(now, Open | Fix | Sorry):
            self._chat.panels.finish(event.person.email, event.form, event.value)

    def _apologize(self, event: Event, sorry: Sorry) -> None:
        """Say it beside what they see: at the first field of an open form, with what was typed, else over the chat."""
        panel, form = Panel(Card(body=(Text(literal(sorry.text)),))), None
        if isinstance(event, Filled):
            opened = self._chat.panels.of(event.person.email)
            form = opened.form if opened else None
        if form and form.fields and isinstance(event, Filled):
            panel = Panel(form, {form.fields[0].name: sorry.text}, event.answers)
        self._chat.panels.show(event.person.email, panel)


def _panel(event: Event, now: Now | None) -> Panel | None:
    """What is to lie over the chat. A pressed message is edited by delivery, so that its Swap lays nothing over it."""
    match event, now:
        case _, Open(form):
            return Panel(form)
        case Filled(answers=answers), Fix(errors, form):
            return Panel(form, errors, answers)
        case Filled(), Swap(card):
            return Panel(card)
    return None


async def _wait(changed: asyncio.Event) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(POLL):
            await changed.wait()
