"""The page at /evidence/…: asks first, then shows one file to one person in one browser, or gives them a packet."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from importlib.resources import files
from os import fstat
from secrets import token_urlsafe
from typing import IO

import aiohttp_jinja2
from aiohttp import web

from bot.evidence import ENDINGS
from bot.evidence.links import PATH, VALID_FOR
from bot.evidence.pictures import fit_to_look_at
from bot.evidence.vault import FileKey, Locked
from bot.exhibits import called
from bot.house import House
from bot.kept_files import KeptFiles
from bot.pages import pages
from bot.records.leaving import Order
from bot.records.packet import CannotPack, Packing
from bot.records.papers import NoSuchCase
from bot.viewing.admission import Door, Look, NotShown
from bot.viewing.streaming import Patience, pieces_of

log = logging.getLogger(__name__)

COOKIE = "crossing_guard_browser"
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; img-src 'self'; style-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}


PATIENCE = Patience()


def add_routes(
    app: web.Application, door: Door, kept: KeptFiles, packing: Packing, patience: Patience = PATIENCE
) -> None:
    """Put the page under /evidence. `patience` is how long a browser may take for what it is given."""
    viewing = pages("bot.viewing", HEADERS, _say_why_not, {"word": door.house.words.plain})
    viewing.add_routes(_Page(door, kept, packing, patience).routes())
    app.add_subapp(PATH, viewing)


@web.middleware
async def _say_why_not(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    try:
        return await handler(request)
    except BrokenOff as broken:
        log.info("a download was broken off: the browser took nothing for too long")
        if request.transport:
            request.transport.abort()
        return broken.response
    except NotShown as turned:
        return aiohttp_jinja2.render_template("away.html", request, {"why": turned.why}, status=turned.status)


class BrokenOff(Exception):
    """A browser took nothing for too long, and was given a part of this response."""

    def __init__(self, response: web.StreamResponse) -> None:
        super().__init__()
        self.response = response


@dataclass(frozen=True)
class _Page:
    door: Door
    kept: KeptFiles
    packing: Packing
    patience: Patience

    @property
    def house(self) -> House:
        return self.door.house

    def routes(self) -> list[web.AbstractRouteDef]:
        # A HEAD is answered nowhere: it would use a link up, or enter a look that nobody had.
        return [
            web.static("/static", str(files(__package__) / "static")),
            web.get("/{token}", self.ask, allow_head=False),
            web.post("/{token}", self.show),
            web.get("/{token}/picture", self.picture, allow_head=False),
            web.get("/{token}/original", self.original, allow_head=False),
            web.get("/{token}/packet", self.packet, allow_head=False),
        ]

    async def ask(self, request: web.Request) -> web.StreamResponse:
        """One button and not a word of the case: chats and mail scanners open every link that they see."""
        asked = self.door.read(_token(request))
        minutes = str(int(VALID_FOR.total_seconds()) // 60)
        template = "ask.html" if isinstance(asked.what, int) else "ask_packet.html"
        return aiohttp_jinja2.render_template(template, request, {"minutes": minutes})

    async def show(self, request: web.Request) -> web.StreamResponse:
        browser = _browser(request) or token_urlsafe()
        found = await self.door.open(_token(request), browser)
        if isinstance(found, Look):
            response = aiohttp_jinja2.render_template("show.html", request, self._facts(request, found))
        else:
            facts = {"token": _token(request), "ref": found.case.ref}
            response = aiohttp_jinja2.render_template("packet.html", request, facts)
        response.set_cookie(
            COOKIE,
            browser,
            path=self.door.links.path,
            max_age=int(VALID_FOR.total_seconds()),
            httponly=True,
            samesite="Strict",
            secure=self.door.links.is_secure,
        )
        return response

    def _facts(self, request: web.Request, look: Look) -> dict[str, object]:
        return {
            "token": _token(request),
            "ref": look.case.ref,
            "name": called(look.file, self.house),
            "sender": self.house.name(look.file.sender),
            "when": self.house.on_record(look.file.sent_at),
            "kilobytes": f"{-(-look.file.size // 1024):,}",
            "digest": look.file.sha256,
            "is_picture": look.file.is_picture,
        }

    # --- Bytes ------------------------------------------------------------------------------------------------

    async def picture(self, request: web.Request) -> web.StreamResponse:
        """A copy without what the camera wrote into the original, as a type that every browser shows."""
        look = await self.door.give(_token(request), _browser(request), "viewed")
        copy = await self.kept.looked_at(await self._key(look), fit_to_look_at)
        return web.Response(body=copy, content_type="image/jpeg", headers={"Content-Disposition": "inline"})

    async def original(self, request: web.Request) -> web.StreamResponse:
        """The file as it was sent, to be saved and never to be shown by a browser."""
        look = await self.door.give(_token(request), _browser(request), "exported")
        stored = self.kept.pieces(await self._key(look))
        name = f"{look.case.ref}-{look.file.id}{ENDINGS[look.file.media_type]}"
        response = web.StreamResponse(headers={"Content-Disposition": f'attachment; filename="{name}"'})
        response.content_type = look.file.media_type
        response.content_length = look.file.size
        return await self._streamed(request, response, stored)

    async def packet(self, request: web.Request) -> web.StreamResponse:
        """A packet of records, of which nothing is given before it is whole."""
        async with self.door.handing_over(_token(request), _browser(request)) as (taking, order):
            name = f"records-{taking.case.ref}.zip"
            response = web.StreamResponse(headers={"Content-Disposition": f'attachment; filename="{name}"'})
            response.content_type = "application/zip"
            with await self._made(taking.case.ref, order) as file:
                response.content_length = fstat(file.fileno()).st_size
                return await self._streamed(request, response, pieces_of(file))

    async def _made(self, ref: str, order: Order) -> IO[bytes]:
        try:
            return await self.packing.made(ref, order)
        except (CannotPack, NoSuchCase, OSError) as error:
            log.warning("a packet could not be made: %s", _trouble(error), extra={"ref": ref})
            raise NotShown("trouble", 503) from None

    async def _streamed(
        self, request: web.Request, response: web.StreamResponse, stored: AsyncIterator[bytes]
    ) -> web.StreamResponse:
        """All of it has left. Raises BrokenOff."""
        await response.prepare(request)
        try:
            await self.patience.stream(stored, response.write)
            await response.write_eof()
        except TimeoutError:
            raise BrokenOff(response) from None
        return response

    async def _key(self, look: Look) -> FileKey:
        try:
            return await self.kept.key(look.file.id)
        except Locked:
            raise NotShown("trouble", 503) from None


def _trouble(error: Exception) -> str:
    """What sort of error it was, and which file it names; its own words may hold what somebody wrote."""
    named = f", {error.filename}: {error.strerror}" if isinstance(error, OSError) and error.filename else ""
    return f"{type(error).__name__}{named}"


def _token(request: web.Request) -> str:
    return request.match_info["token"]


def _browser(request: web.Request) -> str:
    return request.cookies.get(COOKIE, "")
