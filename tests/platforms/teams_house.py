"""What the Teams tests stand on: a running endpoint, a stand-in for Teams, and a machine that answers as it is told."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from bot.events import Event, Person
from bot.platforms.base import Met, Seat
from bot.platforms.teams.corrections import PUBLIC, Cloud, Framework
from bot.platforms.teams.endpoint import add_routes
from bot.platforms.teams.send import TeamsChat
from bot.replies import Now
from bot.settings import TeamsSettings
from tests.drive_teams import TeamsPerson
from tests.teams_double import APP_ID, TENANT, Json, Member, TeamsDouble, activity

SENTENCES = {
    "chat.choose": "Please choose",
    "chat.email": "name@example.org",
    "chat.files_here": "Send the files here in the chat.",
    "chat.name": "Crossing Guard",
    "chat.form_in_chat": "The form waits in your chat.",
    "chat.say_hello_first": "Please say hello in the chat first.",
    "chat.form_below": "Please go on in the message below.",
    "chat.not_understood": "This button is from an older message. Type hello to begin anew.",
    "chat.noted": "Noted.",
    "chat.optional": "optional",
    "chat.step": "Step {number} of {of}",
    "chat.who_unclear": "Teams did not tell us who you are. Please try again in a minute.",
}


def word(key: str, **params: str) -> str:
    return SENTENCES[key].format(**params)


@dataclass
class Machine:
    """A Reception that writes down what arrives and answers with the next of its `answers`."""

    heard: list[Event] = field(default_factory=list)
    answers: list[Now | None] = field(default_factory=list)
    offered: list[Now] = field(default_factory=list)
    shown_for: list[str] = field(default_factory=list)
    met: dict[str, Met] = field(default_factory=dict)
    seats: dict[str, Seat] = field(default_factory=dict)

    async def meet(
        self, platform: str, user: str, look_up: Callable[[], Awaitable[Met]], seat: Seat | None = None
    ) -> Person:
        assert platform == "teams"
        if user not in self.met:
            self.met[user] = await look_up()
        self.seats[user] = seat or self.met[user].seat
        return self.met[user].person

    async def seat(self, platform: str, user: str) -> Seat | None:
        return self.seats.get(user)

    async def receive(self, event: Event) -> Now | None:
        self.heard.append(event)
        return self.answers.pop(0) if self.answers else None

    async def shown(self, event: Event) -> None:
        self.shown_for.append(event.key)

    async def offer(self, event: Event, now: Now) -> None:
        self.offered.append(now)


def settings(**more: Any) -> TeamsSettings:
    """A single-tenant app whose service host is this machine."""
    usual = {"app_id": APP_ID, "app_password": "secret", "tenant_id": TENANT, "service_hosts": "127.0.0.1"}
    return TeamsSettings.model_validate(usual | more)


def cloud(double: TeamsDouble) -> Cloud:
    """Microsoft's cloud, with its keys at the double."""
    return replace(PUBLIC, metadata=f"{double.address}/openid")


@dataclass(frozen=True)
class House:
    """A running bot, and the Teams around it."""

    double: TeamsDouble
    machine: Machine
    chat: TeamsChat
    url: str

    def person(self, **roster: str) -> TeamsPerson:
        """Somebody new at their chat; `roster` is what Teams' roster says otherwise of them."""
        return self.sit(self.double.add("Ana Lopez", "ana@example.org", roster))

    def sit(self, member: Member, *, old_client: bool = False) -> TeamsPerson:
        """Somebody of the directory at their chat."""
        return TeamsPerson(self.double, self.url, member, old_client=old_client)

    def hello(self) -> Json:
        """An activity in which somebody new says hello."""
        ana = self.double.add("Ana Lopez", "ana@example.org")
        return activity(ana, self.double.service, type="message", text="hello")

    async def deliver(
        self, body: Json | bytes, *, authorization: str | None = None, kind: str = "application/json"
    ) -> int:
        """The status that a request is answered with; signed well unless told otherwise."""
        service = str(body.get("serviceUrl", "")) if isinstance(body, dict) else ""
        signed = self.double.signer.authorize(service) if authorization is None else authorization
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = {"Authorization": signed, "Content-Type": kind}
        async with (
            ClientSession() as session,
            session.post(f"{self.url}/api/messages", data=data, headers=headers) as response,
        ):
            return response.status


@asynccontextmanager
async def started(chat: TeamsChat) -> AsyncIterator[TeamsChat]:
    """A chat between its start and its end."""
    await chat.start()
    try:
        yield chat
    finally:
        await chat.stop()


@asynccontextmanager
async def house(given: TeamsSettings | None = None) -> AsyncIterator[House]:
    """A bot on loopback with a stand-in for Teams."""
    async with TeamsDouble() as double:
        given = given or settings()
        framework = Framework(given, cloud(double), double.secret)
        machine, app = Machine(), web.Application()
        async with started(TeamsChat(given, word, framework)) as chat:
            add_routes(app, chat, machine, given, word)
            async with TestServer(app, host="127.0.0.1") as server:
                yield House(double, machine, chat, str(server.make_url("")).rstrip("/"))
