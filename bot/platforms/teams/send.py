"""Messages to Teams: our own sender over one pool of connections, and the chat that stands on it.

Bot Connector REST API, "Conversation operations"; Teams, "Optimize your bot with rate limiting".
"""

from __future__ import annotations

import logging
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import aclosing
from typing import Any, NoReturn
from urllib.parse import quote, urlsplit

import aiohttp

from bot.events import SentFile
from bot.loopback import is_here
from bot.platforms.base import (
    FileLost,
    MessageGone,
    Rejected,
    Seat,
    Sent,
    Throttled,
    Unclear,
    Unreachable,
    Word,
)
from bot.platforms.download import Origin, TokenRefused, download
from bot.platforms.teams.corrections import ForeignHost, Framework
from bot.platforms.teams.files import connector, is_onedrives, one_drive
from bot.platforms.teams.form import CAN
from bot.platforms.teams.read import TEAMS
from bot.platforms.teams.render import draw_card
from bot.platforms.teams.runs import Json
from bot.settings import TeamsSettings
from bot.ui import Card, DoesNotFit

log = logging.getLogger(__name__)

TIME_OUT = 10.0
"""Seconds for one call of the connector."""

WAIT_UNLESS_TOLD = 2.0
"""Seconds to wait after a 429 that does not say how long."""

UNCLEAR = {401, 408, 412, 500, 502, 503, 504}
"""Answers that Teams asks to repeat, or that leave open what happened; after a 401 with a fresh token."""


class Connector:
    """The Bot Framework's connector, over one session. Every call may raise an Undelivered. `refusal` is what was last
    said against our token, or kept us from having one."""

    def __init__(self, framework: Framework, seconds: float = TIME_OUT) -> None:
        self._framework = framework
        self._seconds = seconds
        self._session: aiohttp.ClientSession | None = None
        self.refusal = ""

    async def call(self, method: str, address: str, body: Json | None = None) -> Json:
        """One call, after the host was checked; what the connector answered, as far as it is JSON."""
        headers = await self.headers(address)
        try:
            # No redirects: they would carry our token to wherever they point.
            async with self.session().request(
                method, address, json=body, headers=headers, allow_redirects=False
            ) as response:
                answer = await _json(response)
        except (aiohttp.ClientError, TimeoutError) as error:
            raise Unclear(type(error).__name__) from error
        self.refusal = "Teams refuses the bot's token" if response.status == 401 else ""
        if self.refusal:
            self._framework.forget_bearer()
        return answer if response.status < 300 else _refused(method, response, answer)

    async def headers(self, address: str) -> dict[str, str]:
        """Our token, for a host of the Bot Framework and for no other; Rejected there, Unclear without a token."""
        try:
            self._framework.check_host(address)
        except ForeignHost as error:
            raise Rejected(str(error)) from error
        return await self.token()

    async def token(self) -> dict[str, str]:
        """Our token, as a header; Unclear where none is to be had now."""
        try:
            return await self._framework.bearer()
        except Exception as error:  # whatever kept the token service from answering: nothing was sent, try later
            self.refusal = f"no token for Teams: {type(error).__name__}"
            raise Unclear(self.refusal) from error

    def session(self) -> aiohttp.ClientSession:
        """The one session; a call after the close opens another."""
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=self._seconds))
        return self._session

    async def close(self) -> None:
        """Close the session; a later call opens another."""
        if self._session:
            await self._session.close()
            self._session = None


async def _json(response: aiohttp.ClientResponse) -> Json:
    # A gateway in front of the connector answers in HTML; all that counts then is the status.
    try:
        answer = await response.json(content_type=None)
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}


def _refused(method: str, response: aiohttp.ClientResponse, answer: Json) -> NoReturn:
    error = answer.get("error")
    code = str(error.get("code", "")) if isinstance(error, dict) else ""
    detail = f"{response.status} {code}".strip()
    if "ActivityNotFound" in code or (method, response.status) == ("PUT", 404):
        raise MessageGone(detail)
    if response.status == 429:
        raise Throttled.as_told(response.headers.get("Retry-After", ""), else_for=WAIT_UNLESS_TOLD)
    if response.status in UNCLEAR:
        raise Unclear(detail)
    if response.status in _UNREACHABLE:
        raise Unreachable(_UNREACHABLE[response.status], detail)
    raise Rejected(detail)


_UNREACHABLE = {403: "blocked", 404: "not_installed"}


class TeamsChat:
    """Teams as a chat. A person can be written to once they have met the bot, and never by e-mail alone."""

    name = TEAMS
    can = CAN
    pace = 0.5
    """Seconds between two messages in one conversation: Teams allows 60 in 30 s, 7 in one."""
    most_a_second: int | None = 25
    """Teams allows an app 30 in a tenant; answers to what people press need some of them."""

    def __init__(self, settings: TeamsSettings, word: Word, framework: Framework | None = None) -> None:
        self._settings = settings
        self.framework = framework or Framework(settings)
        self.connector = Connector(self.framework)
        self.word = word

    async def start(self) -> None:
        """Fetch a token, so that the first click need not wait for it."""
        try:
            await self.connector.token()
        except Unclear as error:  # the token service may be back before the first message: no reason not to start
            log.warning("the first message may wait: %s", error)

    async def stop(self) -> None:
        """Close the session."""
        await self.connector.close()

    def refusal(self) -> str:
        """See `platforms.base.ByToken`."""
        return self.connector.refusal

    async def find(self, email: str) -> Seat:
        """Nobody can be found by an address in Teams: the app has to be installed for them first."""
        raise Unreachable("not_installed", "no chat with this person yet")

    async def post(self, seat: Seat, card: Card, mark: str = "") -> Sent:
        """Show a new message. Unreachable when the person has never met the bot, blocked it or removed it."""
        return await self.show(seat, _drawn(lambda: draw_card(card)))

    async def find_posted(self, seat: Seat, mark: str) -> Sent | None:
        """Teams lets a bot read no chat."""
        return None

    async def edit(self, seat: Seat, sent: Sent, card: Card) -> None:
        """Replace a message; MessageGone if it is there no more."""
        await self.replace(seat, sent.message, _drawn(lambda: draw_card(card)))

    async def fetch(self, file: SentFile) -> AsyncGenerator[bytes, None]:
        """The bytes of a file that somebody sent here; see `platforms.base.Platform`."""
        url = file.source.get("url", "")
        origin = await self._origin(url, file.source.get("kind", ""))
        try:
            async with aclosing(download(self.connector.session(), url, origin)) as pieces:
                async for piece in pieces:
                    yield piece
        except TokenRefused as error:
            self.framework.forget_bearer()
            raise Unclear("the token was refused") from error

    async def _origin(self, url: str, kind: str) -> Origin:
        if kind != "inline":
            return one_drive(self._is_ours)
        try:
            return connector(url, await self.connector.headers(url))
        except Rejected as error:
            raise FileLost("elsewhere") from error

    def _is_ours(self, url: str) -> bool:
        here = self._settings.playground and is_here(urlsplit(url).hostname or "")
        return here or is_onedrives(url, self._settings.file_hosts)

    async def show(self, seat: Seat, drawn: Json) -> Sent:
        """Post a drawn card."""
        answer = await self.connector.call("POST", _activities(seat), _message(seat, drawn))
        return Sent(seat.reference["conversation"], str(answer.get("id", "")))

    async def replace(self, seat: Seat, message: str, drawn: Json) -> None:
        """Put a drawn card in the place of a message."""
        if not message:
            raise MessageGone("Teams gave no id for this message")
        address = f"{_activities(seat)}/{quote(message, safe='')}"
        await self.connector.call("PUT", address, _message(seat, drawn) | {"id": message})

    async def member(self, seat: Seat) -> Mapping[str, Any]:
        """The roster's entry for a person: names, addresses, role. It may raise an Undelivered."""
        user = quote(str(seat.reference.get("user", "")), safe="")
        return await self.connector.call("GET", f"{_conversation(seat)}/members/{user}")


def _drawn(draw: Callable[[], Json]) -> Json:
    try:
        return draw()
    except DoesNotFit as error:
        raise Rejected(str(error)) from error


def _activities(seat: Seat) -> str:
    return f"{_conversation(seat)}/activities"


def _conversation(seat: Seat) -> str:
    service, conversation = seat.reference.get("serviceUrl"), seat.reference.get("conversation")
    if not service or not conversation:
        raise Unreachable("not_installed", "no chat with this person yet")
    return f"{str(service).rstrip('/')}/v3/conversations/{quote(str(conversation), safe='')}"


def _message(seat: Seat, drawn: Json) -> Json:
    """A message that holds one card and no text: Teams splits one that has both, and gives no id back.

    The summary is what a notification shows.
    """
    reference = seat.reference
    tenant = reference.get("tenant", "")
    return {
        "type": "message",
        "from": {"id": reference.get("bot", "")},
        "recipient": {"id": reference.get("user", "")},
        "conversation": {"id": reference["conversation"], "tenantId": tenant},
        "summary": str(drawn.get("fallbackText", "")).partition("\n")[0],
        "channelData": {"tenant": {"id": tenant}},
        "attachments": [{"contentType": "application/vnd.microsoft.card.adaptive", "content": drawn}],
    }
