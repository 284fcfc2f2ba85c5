"""A workspace of our own: a strict Slack on loopback, with people, chats, windows and home pages."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from aiohttp import ClientSession, ClientTimeout, web

from bot.platforms.slack.manifest import scopes
from tests.slack_faults import Fault, Refusal, refused
from tests.slack_files import FileShelf
from tests.slack_rules import take
from tests.slack_signing import Acknowledged, signed
from tests.slack_windows import SlackWindows

Given = dict[str, Any]

TEAM, BOT = "T0DISTRICT", "U0BOT"
TOKEN = "xoxb-double"
ACKNOWLEDGED_WITHIN = 3.0
UNASKED = {"include_locale"}
"""What Slack tells to whoever asks for it, and to nobody else (users.info)."""


class SlackDouble(SlackWindows):
    """Answers the Web API and delivers to an app's endpoint. `paced` makes it throttle a fast writer."""

    def __init__(self, *, paced: bool = False) -> None:
        super().__init__()
        self.paced = paced
        self.app = ""
        self.users: dict[str, Given] = {}
        self.messages: dict[str, list[Given]] = {}
        self.calls: list[tuple[str, Given]] = []
        self.peers: set[object] = set()
        self.acknowledged: list[Acknowledged] = []
        self.files = FileShelf(TOKEN)
        self.scopes = ",".join(scopes())
        self.channels: set[str] = set()
        self._faults: dict[str, Fault] = {}
        self._last_post: dict[str, float] = {}

    # --- For tests ----------------------------------------------------------------------------------------------

    async def start(self) -> SlackDouble:
        """Listen on a free port of 127.0.0.1."""
        self._runner = web.AppRunner(self._site())
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self._session = ClientSession(timeout=ClientTimeout(total=20))
        self.files.address = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        self.url = f"{self.files.address}/api/"
        return self

    def _site(self) -> web.Application:
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self._serve)
        app.router.add_get("/files/{id}/{name}", self.files.serve)
        app.router.add_post("/upload/{id}", self.files.take)
        return app

    async def go_dark(self) -> None:
        """Listen no more."""
        await self._runner.cleanup()

    async def stop(self) -> None:
        """Close everything."""
        await self._session.close()
        await self._runner.cleanup()

    def hire(self, email: str, name: str, **signs: Any) -> str:
        """Somebody with an account: their user id. `signs` are fields of Slack's user object."""
        user = f"U{self.number():08}"
        profile = {"email": email, "real_name": name} if email else {"real_name": name}
        self.users[user] = {"id": user, "team_id": TEAM, "name": name.lower(), "profile": profile, **signs}
        return user

    def fail(self, method: str, error: str = "", status: int = 200, retry_after: float = 0, times: int = 1) -> None:
        """Let a method refuse so many times; without an error it answers a page, as a broken server does."""
        self._faults[method] = Fault(Refusal(error, status, retry_after), times)

    def hang(self, method: str, seconds: float, times: int = 1, spares: str = "") -> None:
        """Let a method answer late so many times, but for one channel."""
        self._faults[method] = Fault(Refusal(""), times, seconds, spares)

    def channel_of(self, user: str) -> str:
        """The direct conversation of a user with the bot."""
        return f"D{self.app}{user[1:]}"

    def user_by_email(self, email: str) -> str:
        """The id of the account with an address; KeyError when there is none."""
        return {each["profile"].get("email"): user for user, each in self.users.items()}[email]

    async def deliver(self, address: str, payload: Given, **headers: str) -> Acknowledged:
        """Sign a payload and post it to the app, in the shape that its kind has."""
        kind, body = "application/x-www-form-urlencoded", urlencode(_as_form(payload))
        if payload.get("type") in {"event_callback", "url_verification"}:
            kind, body = "application/json", json.dumps(payload)
        return await self.post(address, body, {**signed(body), "Content-Type": kind, **headers})

    async def post(self, address: str, body: str | bytes, headers: dict[str, str]) -> Acknowledged:
        """Post a body as it is, and measure how long the app takes to answer."""
        started = time.monotonic()
        async with self._session.post(address, data=body, headers=headers) as answer:
            text = await answer.text()
            answered = Acknowledged(answer.status, text, time.monotonic() - started)
        self.acknowledged.append(answered)
        assert answered.seconds < ACKNOWLEDGED_WITHIN, f"acknowledged after {answered.seconds:.1f} s"
        return answered

    # --- The Web API --------------------------------------------------------------------------------------------

    async def _serve(self, request: web.Request) -> web.Response:
        method, given = request.match_info["method"], await _arguments(request)
        self.calls.append((method, given))
        self.peers.add(request.transport.get_extra_info("peername") if request.transport else None)
        try:
            if request.headers.get("Authorization") != f"Bearer {TOKEN}":
                raise Refusal("invalid_auth")
            await self._strike(method, given.get("channel"))
            said = {"ok": True, **self._methods()[method](given)}
            return web.json_response(said, headers={"X-OAuth-Scopes": self.scopes})
        except Refusal as refusal:
            return refused(refusal)

    async def _strike(self, method: str, channel: object) -> None:
        fault = self._faults.get(method)
        if fault and fault.times and not (fault.spares and fault.spares == channel):
            fault.times -= 1
            await asyncio.sleep(fault.hangs)
            if not fault.hangs:
                raise fault.refusal

    def _methods(self) -> dict[str, Callable[[Given], Given]]:
        return {
            "auth.test": lambda given: {"team_id": TEAM, "user_id": BOT, "bot_id": "B0BOT", "user": "crossing-guard"},
            "users.info": lambda given: {"user": self._user(given["user"], *UNASKED - {*given})},
            "users.lookupByEmail": self._look_up,
            "conversations.open": self._open_conversation,
            "chat.postMessage": self._post_message,
            "chat.update": self._update_message,
            "conversations.history": self._history,
            "files.info": self.files.info,
            "files.getUploadURLExternal": self.files.promise,
            "files.completeUploadExternal": self._share,
            "chat.getPermalink": self._permalink,
            "views.open": self.open_view,
            "views.push": self.open_view,
            "views.update": self.update_view,
            "views.publish": lambda given: self.publish(self._user(given["user_id"])["id"], given["view"]),
        }

    def _user(self, user: str, *unasked: str) -> Given:
        if user not in self.users:
            raise Refusal("user_not_found")
        return {name: value for name, value in self.users[user].items() if f"include_{name}" not in unasked}

    def _look_up(self, given: Given) -> Given:
        try:
            return {"user": self.users[self.user_by_email(given["email"])]}
        except KeyError:
            raise Refusal("users_not_found") from None

    def _open_conversation(self, given: Given) -> Given:
        if self._user(given["users"]).get("deleted"):
            raise Refusal("user_disabled")
        return {"channel": {"id": self.channel_of(given["users"])}}

    def _post_message(self, given: Given) -> Given:
        channel = given["channel"]
        self._check(channel)
        self._keep_pace(channel)
        take("Message", {name: given[name] for name in ("text", "blocks") if name in given}, "invalid_blocks")
        ts = f"{time.time():.0f}.{self.number():06}"
        self.show(channel, given, ts)
        return {"channel": channel, "ts": ts}

    def _check(self, channel: str) -> None:
        if channel not in map(self.channel_of, self.users):
            raise Refusal("channel_not_found")

    def show(self, channel: str, message: Given, ts: str) -> None:
        """Put a message into a chat."""
        self.messages.setdefault(channel, []).append({"ts": ts, **message})

    def _history(self, given: Given) -> Given:
        newest = self.messages.get(given["channel"], [])[::-1][: int(given.get("limit", 100))]
        with_metadata = given.get("include_all_metadata") in (True, "true", "1", 1)
        return {"messages": newest if with_metadata else [_without(each, "metadata") for each in newest]}

    def _share(self, given: Given) -> Given:
        self._check(given["channel_id"])
        shared = [self.files.share(file["id"], file["title"]) for file in json.loads(given["files"])]
        text = given.get("initial_comment", "")
        self.show(given["channel_id"], {"text": text, "files": shared}, f"{time.time():.0f}.{self.number():06}")
        return {"files": shared}

    def _permalink(self, given: Given) -> Given:
        if given["channel"] not in self.channels:
            raise Refusal("channel_not_found")
        return {"permalink": f"https://evergreen.slack.com/archives/{given['channel']}/p{given['message_ts']}"}

    def _keep_pace(self, channel: str) -> None:
        since = time.monotonic() - self._last_post.get(channel, 0.0)
        if self.paced and since < 1:
            raise Refusal("ratelimited", 429, 1)
        self._last_post[channel] = time.monotonic()

    def _update_message(self, given: Given) -> Given:
        self._check(given["channel"])
        found = [each for each in self.messages.get(given["channel"], []) if each["ts"] == given["ts"]]
        if not found:
            raise Refusal("message_not_found")
        if len(given["text"]) > 4_000:
            raise Refusal("msg_too_long")
        changed = {name: given[name] for name in ("text", "blocks")}
        take("Message", changed, "invalid_blocks")
        found[0].update(changed)
        return {"channel": given["channel"], "ts": given["ts"]}


def _as_form(payload: Given) -> Given:
    return payload if "command" in payload else {"payload": json.dumps(payload)}


def _without(message: Given, name: str) -> Given:
    return {key: value for key, value in message.items() if key != name}


async def _arguments(request: web.Request) -> Given:
    given: Given = dict(request.query)
    if request.content_type == "application/json" and request.can_read_body:
        return {**given, **await request.json()}
    return given | dict(await request.post())
