"""The whole building with people around it, in the chat of one platform: what transcripts are played on."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from aiohttp import ClientSession
from aiohttp.test_utils import TestServer
from cryptography.fernet import Fernet

from bot.app import Building, build
from bot.chats import Choice, Connect, chosen, teams
from bot.platforms.teams.corrections import PUBLIC, Framework
from bot.settings import Settings
from tests.clock import Clock
from tests.drive_slack import SlackPerson
from tests.drive_teams import TeamsPerson
from tests.drive_web import WebPerson
from tests.opened import CONTENT as CONTENT
from tests.opened import enter
from tests.slack_double import TOKEN, SlackDouble
from tests.slack_signing import SECRET
from tests.tables import lay_tables
from tests.teams_double import APP_ID, TENANT, TeamsDouble

STRANGERS = ("kid@students.example.org", "coach@gmail.com")
"""Accounts that exist in the chat and are no staff."""


SITE = {
    "PUBLIC_URL": "https://guard.example.org",
    "SECRET_KEY": "a secret of the tests, long enough",
    "EVIDENCE_KEYS": Fernet.generate_key().decode(),
}


class Client(Protocol):
    """One person at their chat; see the drivers."""

    async def arrive(self) -> None: ...
    async def speak(self, locale: str) -> None: ...
    async def say(self, text: str) -> None: ...
    async def press(self, label: str) -> None: ...
    async def hold(self, label: str) -> None: ...
    async def let_go(self) -> None: ...
    async def fill(self, answers: Any) -> None: ...
    async def send(self, label: str | None = None) -> None: ...
    async def send_files(self, names: list[str], text: str = "") -> None: ...
    async def add_files(self, label: str, names: list[str]) -> None: ...
    def messages(self) -> list[str]: ...
    def form(self) -> str | None: ...
    def errors(self) -> dict[str, str]: ...


@dataclass
class Stage:
    """A running building, and a way to seat somebody at its chat."""

    building: Building
    clock: Clock
    seat: Callable[[str, str], Client]
    people: dict[str, Client] = field(default_factory=dict)

    async def person(self, name: str) -> Client:
        """The person whose address begins with this name; they open the chat when they are first called."""
        if name not in self.people:
            email = f"{name}@example.org"
            self.people[name] = self.seat(email, self.building.house.name(email))
            await self.people[name].arrive()
            await self.settle()
        return self.people[name]

    async def settle(self) -> None:
        """Every file that is due is taken, everything is told, and everybody has looked at their chat."""
        while await self.building.intake.take() or await self.building.delivery.deliver():
            pass
        for client in self.people.values():
            await look(client)

    async def keep_house(self, days: int) -> None:
        """So many days later, in working hours: the log is sealed, and what is due is done."""
        later = self.clock.moment + timedelta(days=days)
        self.clock.moment = self.building.house.calendar.next_working_moment(later)
        await self.building.sealer.round()
        await self.building.upkeep.round()


async def look(client: Client) -> None:
    if isinstance(client, WebPerson):
        await client.look()


@dataclass(frozen=True)
class Theatre:
    """A stand-in for one platform: what the bot's environment says of it, and how people come to sit in it.

    seat     (the bot's address, e-mail, name) -> somebody's client
    hire     (e-mail, name): somebody gets an account there
    connect  how the bot connects its chats
    """

    environment: dict[str, str]
    seat: Callable[[str, str, str], Client]
    hire: Callable[[str, str], object] = lambda _email, _name: None
    connect: Choice = chosen


@asynccontextmanager
async def on_the_web() -> AsyncIterator[Theatre]:
    async with ClientSession() as session:
        yield Theatre({"WEB_PLAYGROUND": "1"}, lambda url, email, _name: WebPerson(session, url, email))


@asynccontextmanager
async def in_slack() -> AsyncIterator[Theatre]:
    double = await SlackDouble().start()
    environment = {"SLACK_BOT_TOKEN": TOKEN, "SLACK_SIGNING_SECRET": SECRET, "SLACK_API_URL": double.url}
    try:
        yield Theatre(environment, lambda url, email, _name: SlackPerson(double, url, email), double.hire)
    finally:
        await double.stop()


@asynccontextmanager
async def in_teams() -> AsyncIterator[Theatre]:
    async with TeamsDouble(rates=()) as double:
        environment = {
            "MicrosoftAppId": APP_ID,
            "MicrosoftAppPassword": "secret",
            "MicrosoftAppTenantId": TENANT,
            "TEAMS_SERVICE_HOSTS": "127.0.0.1",
        }
        environment["TEAMS_FILE_HOSTS"] = double.address
        cloud = replace(PUBLIC, metadata=f"{double.address}/openid")

        def connect(settings: Settings) -> Sequence[Connect]:
            framework = Framework(settings.teams, cloud, double.secret)
            return [partial(teams.connect, framework=framework)]

        yield Theatre(
            environment, lambda url, email, name: TeamsPerson(double, url, double.add(name, email)), connect=connect
        )


THEATRES = {"web": on_the_web, "slack": in_slack, "teams": in_teams}


@asynccontextmanager
async def stage(
    platform: str, database: str, content: Path = CONTENT, site: Mapping[str, str] = SITE
) -> AsyncIterator[Stage]:
    """The building on a database of its own, with the people of the sample district in one chat."""
    async with THEATRES[platform]() as theatre:
        settings = Settings.read({"DATABASE_URL": database, "CONTENT_DIR": str(content), **site, **theatre.environment})
        clock = Clock()
        building = build(settings, clock, theatre.connect, enter)
        for chat in building.platforms.values():
            chat.pace, chat.most_a_second = 0.0, None  # paces have tests of their own
        for email in (*building.house.district.people(), *STRANGERS):
            theatre.hire(email, building.house.name(email))
        await lay_tables(building.database)
        async with TestServer(building.application(delivers=False), host="127.0.0.1") as server:
            url = str(server.make_url("")).rstrip("/")
            yield Stage(building, clock, partial(theatre.seat, url))
