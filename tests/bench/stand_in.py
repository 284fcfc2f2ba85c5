"""A Slack and a Teams that say yes at once, whatever they are sent: what a figure should not measure costs nothing.

The strict doubles of the tests check every payload, and would be measured themselves.
"""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import unquote

from aiohttp import web

from tests.bench.subjects import STAFF
from tests.slack_double import BOT, TEAM
from tests.teams_double import APP_ID, TENANT
from tests.teams_signing import ISSUER, Signer

Given = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Call:
    """What a platform was asked: the verb, the method or the path, and what went with it."""

    verb: str
    what: str
    given: Given


def is_of_every_turn(call: Call) -> bool:
    """Whether each turn makes this call anew. Who the staff of all requests are is asked once in some minutes; who the
    requester is, whom each turn writes to for the first time in a while, is asked in each."""
    return call.what != "users.info" or call.given["user"][1:] not in STAFF.values()


@dataclass
class StandIn:
    """`async with StandIn() as chats:`; then `slack` and `teams` are where to find the two.

    calls  how many were answered
    files  what people sent, by name; whoever asks for one gets it
    """

    calls: int = 0
    files: dict[str, bytes] = field(default_factory=dict)
    _kept: list[Call] | None = None
    signer: Signer = field(default_factory=lambda: Signer(APP_ID))

    async def __aenter__(self) -> Self:
        self._numbers = itertools.count(1)
        self._runner = web.ServerRunner(web.Server(self._answer))
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.address = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self._runner.cleanup()

    @property
    def slack(self) -> str:
        return f"{self.address}/api/"

    @property
    def teams(self) -> str:
        return f"{self.address}/amer/"

    @contextmanager
    def keep(self) -> Iterator[list[Call]]:
        """Everything that is called while the block lasts."""
        kept: list[Call] = []
        self._kept = kept
        try:
            yield kept
        finally:
            self._kept = None

    async def called(self, times: int, patience: float = 60.0) -> None:
        """Wait until so many calls were answered. TimeoutError after a minute."""
        async with asyncio.timeout(patience):
            while self.calls < times:  # noqa: ASYNC110 - looked at as rarely as will do, so that it costs nothing
                await asyncio.sleep(0.005)

    async def _answer(self, request: web.BaseRequest) -> web.Response:
        _, chat, what = request.path.split("/", 2)
        if what in self.files:
            return web.Response(body=self.files[what], content_type="image/png")
        if chat not in _CHATS:
            return web.json_response(self._published(chat))
        given = await request.json() if request.content_type == "application/json" else dict(await request.post())
        call = Call(request.method, what, {**request.query, **given})
        if is_of_every_turn(call):
            self.calls += 1
            if self._kept is not None:
                self._kept.append(call)
        return web.json_response(_CHATS[chat](self, call))

    def _published(self, what: str) -> Given:
        keys = {"keys": self.signer.published}
        return keys if what == "keys" else {"issuer": ISSUER, "jwks_uri": f"{self.address}/keys/all"}

    def slack_answer(self, call: Call) -> Given:
        answer = _SLACK.get(call.what, _nothing_more)
        return {"ok": True, **answer(self, call.given)}

    def teams_answer(self, call: Call) -> Given:
        if call.verb == "GET":
            return _member(unquote(call.what).rpartition("/")[2])
        return {"id": self.number()}

    def number(self) -> str:
        """An id for a new message."""
        return f"{next(self._numbers)}.000001"


def address_of(who: str) -> str:
    """The e-mail address of whoever has this mark."""
    return {held: email for email, held in STAFF.items()}.get(who, f"u{who}@example.org")


def _nothing_more(_chats: StandIn, _given: Given) -> Given:
    return {}


def _user(user: str) -> Given:
    email = address_of(user[1:])
    profile = {"email": email, "real_name": email}
    return {"id": user, "team_id": TEAM, "name": email, "deleted": False, "profile": profile}


def _member(user: str) -> Given:
    email = address_of(user.removeprefix("29:"))
    return {"id": user, "name": email, "email": email, "userPrincipalName": email, "tenantId": TENANT}


_SLACK: dict[str, Callable[[StandIn, Given], Given]] = {
    "auth.test": lambda _chats, _given: {"team_id": TEAM, "user_id": BOT, "bot_id": "B0BOT"},
    "users.info": lambda _chats, given: {"user": _user(given["user"])},
    "chat.postMessage": lambda chats, given: {"channel": given["channel"], "ts": chats.number()},
    "conversations.open": lambda _chats, given: {"channel": {"id": "D" + given["users"][1:]}},
    "views.open": lambda _chats, _given: {"view": {"id": "V1"}},
}

_CHATS: dict[str, Callable[[StandIn, Call], Given]] = {
    "api": StandIn.slack_answer,
    "amer": StandIn.teams_answer,
}
