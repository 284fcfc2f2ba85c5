"""A stand-in for Teams on loopback: a connector that refuses what Teams would, and a signer of activities.

It judges by what TEAMS' documents say and by Microsoft's schema of Adaptive Cards, never by the code under test.
"""

from __future__ import annotations

import asyncio
import json
import os
import time
import uuid
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Self

from aiohttp import web
from jsonschema import Draft6Validator

from tests.teams_files import TeamsFiles
from tests.teams_signing import ISSUER, Signer

Json = dict[str, Any]

APP_ID = "11111111-0000-0000-0000-000000000001"
TENANT = "22222222-0000-0000-0000-000000000002"
BOT = f"28:{APP_ID}"
CARD = "application/vnd.microsoft.card.adaptive"
LARGEST = 80 * 1024

RATES = ((1.0, 7), (2.0, 8), (30.0, 60))
"""Seconds, and how many messages one conversation takes in them (Teams, rate limits)."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in the directory of the tenant."""

    name: str
    email: str
    number: int
    more: Mapping[str, Any]

    @property
    def object_id(self) -> str:
        return f"33333333-0000-0000-0000-{self.number:012}"

    @property
    def id(self) -> str:
        return f"29:{self.number}"

    @property
    def conversation(self) -> str:
        return f"a:chat-{self.number}"

    def roster(self) -> Json:
        entry = {"id": self.id, "name": self.name, "aadObjectId": self.object_id, "email": self.email}
        return entry | {"userPrincipalName": self.email, "userRole": "user", "tenantId": TENANT} | dict(self.more)


@dataclass
class Shown:
    """A message in a chat: as it is now, as it was posted, and how often it was replaced."""

    activity: Json
    posted: Json
    edits: int = 0

    @property
    def card(self) -> Json:
        content: Json = self.activity["attachments"][0]["content"]
        return content


@dataclass
class Fault:
    """What the next calls of a kind meet instead of an answer, or before it: status 0 is late and nothing else."""

    method: str
    status: int
    body: str = "{}"
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    times: int = 1


class Refused(Exception):
    """Teams would not take this."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status, self.code = status, code


class Secret:
    """Credentials that count how often a token is fetched, each time a new one."""

    def __init__(self) -> None:
        self.fetched = 0

    def get_access_token(self) -> str:
        self.fetched += 1
        return f"token-{self.fetched}"


class TeamsDouble:
    """`async with TeamsDouble() as double:`; then `double.service` is the service address of all its chats."""

    def __init__(self, rates: tuple[tuple[float, int], ...] = RATES) -> None:
        self.rates = rates
        self.secret = Secret()
        self.signer = Signer(APP_ID)
        self.members: dict[str, Member] = {}
        self.chats: dict[str, dict[str, Shown]] = defaultdict(dict)
        self.files = TeamsFiles(lambda: f"Bearer token-{self.secret.fetched}")
        self.faults: list[Fault] = []
        self.calls: list[tuple[str, str, str]] = []
        self.refusals: list[str] = []
        self._sent: dict[str, deque[float]] = defaultdict(deque)
        self._schema = _schema()

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=200_000)
        app.router.add_post("/amer/v3/conversations/{conversation}/activities", self._guarded(self._post))
        app.router.add_put("/amer/v3/conversations/{conversation}/activities/{id}", self._guarded(self._put))
        app.router.add_get("/amer/v3/conversations/{conversation}/members/{user}", self._guarded(self._member))
        app.router.add_get("/files/{id}", self.files.download)
        app.router.add_get("/amer/v3/attachments/{id}/views/original", self.files.view)
        app.router.add_get("/openid", self._openid)
        app.router.add_get("/keys", self._keys)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.address = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        self.files.address = self.address
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self._runner.cleanup()

    @property
    def service(self) -> str:
        return f"{self.address}/amer/"

    def add(self, name: str, email: str, more: Mapping[str, Any] = MappingProxyType({})) -> Member:
        """Somebody new in the directory, who has not met the bot yet; `more` is what the roster says otherwise."""
        member = Member(name, email, len(self.members) + 1, more)
        self.members[member.id] = member
        return member

    def shown_to(self, member: Member) -> list[Shown]:
        """The messages in somebody's chat, oldest first."""
        return list(self.chats[member.conversation].values())

    # --- The connector ----------------------------------------------------------------------------------------

    def _guarded(self, handler: Any) -> Any:
        async def guarded(request: web.Request) -> web.Response:
            self.calls.append((request.method, request.path, request.headers.get("Authorization", "")))
            if fault := self._fault(request.method):
                await asyncio.sleep(fault.seconds)
            if fault and fault.status:
                return web.Response(status=fault.status, text=fault.body, headers=fault.headers)
            try:
                self._check_token(request)
                return web.json_response(await handler(request))
            except Refused as refused:
                self.refusals.append(str(refused))
                body = {"error": {"code": refused.code, "message": str(refused)}}
                return web.json_response(body, status=refused.status, headers=_retry(refused))

        return guarded

    def _fault(self, method: str) -> Fault | None:
        for fault in self.faults:
            if fault.method == method and fault.times:
                fault.times -= 1
                return fault
        return None

    def _check_token(self, request: web.Request) -> None:
        if request.headers.get("Authorization") != f"Bearer token-{self.secret.fetched}":
            raise Refused(401, "Unauthorized", "no token of this bot")

    async def _post(self, request: web.Request) -> Json:
        conversation = request.match_info["conversation"]
        activity = self._checked(await request.json(), conversation)
        self._count(conversation)
        activity["id"] = f"{time.time_ns()}"
        self.chats[conversation][activity["id"]] = Shown(activity, activity)
        return {"id": activity["id"]}

    async def _put(self, request: web.Request) -> Json:
        conversation, message = request.match_info["conversation"], request.match_info["id"]
        activity = self._checked(await request.json(), conversation)
        if message not in self.chats[conversation]:
            raise Refused(404, "ActivityNotFoundInConversation", "no such message")
        self._count(conversation)
        shown = self.chats[conversation][message]
        shown.activity, shown.edits = activity | {"id": message}, shown.edits + 1
        return {"id": message}

    async def _member(self, request: web.Request) -> Json:
        member = self.members.get(request.match_info["user"])
        if not member or member.conversation != request.match_info["conversation"]:
            raise Refused(404, "MemberNotFoundInConversation", "no such member")
        return member.roster()

    def _count(self, conversation: str) -> None:
        sent, now = self._sent[conversation], time.monotonic()
        if any(sum(now - moment < seconds for moment in sent) >= most for seconds, most in self.rates):
            raise Refused(429, "TooManyRequests", "too fast")
        sent.append(now)

    def _checked(self, activity: Json, conversation: str) -> Json:
        if not any(member.conversation == conversation for member in self.members.values()):
            raise Refused(404, "ConversationNotFound", "no such conversation")
        if activity.get("type") != "message" or activity["conversation"].get("tenantId") != TENANT:
            raise Refused(403, "BadTenant", "not for this tenant")
        if activity.get("text"):
            raise Refused(400, "BadSyntax", "text and a card in one message: Teams would split it")
        if activity["attachments"][0]["contentType"] != CARD or len(activity["attachments"]) != 1:
            raise Refused(400, "BadSyntax", "not one card")
        self.check_card(activity["attachments"][0]["content"])
        return activity

    def check_card(self, card: Json) -> None:
        """Refused for a card that Teams would not draw."""
        if len(json.dumps(card, ensure_ascii=False).encode("utf-16-le", "surrogatepass")) > LARGEST:
            raise Refused(413, "MessageSizeTooBig", "the card is too heavy")
        if card.get("version") != "1.5":
            raise Refused(400, "BadCard", "not version 1.5")
        ids = [block["id"] for block in blocks(card) if str(block.get("type", "")).startswith("Input.")]
        if len(set(ids)) < len(ids):
            raise Refused(400, "BadCard", "two inputs of one id")
        if self._schema and (fault := next(self._schema.iter_errors(card), None)):
            raise Refused(400, "BadCard", f"{fault.message[:300]} at {list(fault.absolute_path)}")

    # --- The issuer -------------------------------------------------------------------------------------------

    async def _openid(self, _request: web.Request) -> web.Response:
        return web.json_response({"issuer": ISSUER, "jwks_uri": f"{self.address}/keys"})

    async def _keys(self, _request: web.Request) -> web.Response:
        if fault := self._fault("KEYS"):
            await asyncio.sleep(fault.seconds)
            return web.Response(status=fault.status)
        return web.json_response({"keys": self.signer.published})


def _retry(refused: Refused) -> dict[str, str]:
    return {"Retry-After": "1"} if refused.status == 429 else {}


@cache
def _schema() -> Draft6Validator | None:
    """Read once: the validator remembers what each of its references leads to."""
    folder = os.environ.get("SCHEMAS_DIR")
    if not folder:
        return None
    return Draft6Validator(json.loads(Path(folder, "adaptive-card-1.5.0.json").read_text("utf-8")))


def blocks(thing: Any) -> Iterator[Json]:
    """Every object inside a card."""
    if isinstance(thing, dict):
        yield thing
        for value in thing.values():
            yield from blocks(value)
    elif isinstance(thing, list):
        for item in thing:
            yield from blocks(item)


def activity(member: Member, service: str, **more: Any) -> Json:
    """What every activity from somebody's own chat has in common."""
    return {
        "id": str(uuid.uuid4()),
        "channelId": "msteams",
        "serviceUrl": service,
        "timestamp": "2026-11-21T08:00:00.000Z",
        "from": {"id": member.id, "name": member.name, "aadObjectId": member.object_id},
        "recipient": {"id": BOT, "name": "Crossing Guard"},
        "conversation": {"id": member.conversation, "conversationType": "personal", "tenantId": TENANT},
        "channelData": {"tenant": {"id": TENANT}},
    } | more
