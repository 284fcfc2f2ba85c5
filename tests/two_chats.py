"""The whole building, open in Slack and in Teams at the same time."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial

from aiohttp.test_utils import TestServer

from bot.app import Building, build
from bot.chats import Connect
from bot.chats import slack as in_slack
from bot.chats import teams as in_teams
from bot.platforms.teams.corrections import PUBLIC, Framework
from bot.settings import Settings
from tests.clock import Clock
from tests.drive_slack import SlackPerson
from tests.drive_teams import TeamsPerson
from tests.opened import enter
from tests.slack_double import TOKEN, SlackDouble
from tests.slack_signing import SECRET
from tests.stage import CONTENT, SITE, Client, Stage
from tests.tables import lay_tables
from tests.teams_double import APP_ID, TENANT, TeamsDouble


@dataclass
class TwoChats:
    """A building with a Slack and a Teams around it, and a stage on which each sits in the chat of their own."""

    building: Building
    clock: Clock
    url: str
    slack: SlackDouble
    teams: TeamsDouble

    def in_slack(self, name: str) -> SlackPerson:
        """Somebody new in the workspace."""
        email = f"{name}@example.org"
        self.slack.hire(email, self.building.house.name(email))
        return SlackPerson(self.slack, self.url, email)

    def in_teams(self, name: str) -> TeamsPerson:
        """Somebody new in the directory, who has not met the bot."""
        email = f"{name}@example.org"
        return TeamsPerson(self.teams, self.url, self.teams.add(self.building.house.name(email), email))

    def stage(self, **sits: Client) -> Stage:
        """These people, each at their client."""
        return Stage(self.building, self.clock, lambda email, _name: sits[email.partition("@")[0]])


@asynccontextmanager
async def two_chats(address: str) -> AsyncIterator[TwoChats]:
    """Nobody sits anywhere yet."""
    slack = await SlackDouble().start()
    try:
        async with TeamsDouble(rates=()) as teams, _opened(address, slack, teams) as chats:
            yield chats
    finally:
        await slack.stop()


@asynccontextmanager
async def _opened(address: str, slack: SlackDouble, teams: TeamsDouble) -> AsyncIterator[TwoChats]:
    settings = Settings.read({"DATABASE_URL": address, "CONTENT_DIR": str(CONTENT), **_environment(slack)})
    framework = Framework(settings.teams, replace(PUBLIC, metadata=f"{teams.address}/openid"), teams.secret)
    clock = Clock()
    both: list[Connect] = [in_slack.connect, partial(in_teams.connect, framework=framework)]
    building = build(settings, clock, lambda _settings: both, enter)
    for chat in building.platforms.values():
        chat.pace, chat.most_a_second = 0.0, None
    await lay_tables(building.database)
    async with TestServer(building.application(delivers=False), host="127.0.0.1") as server:
        yield TwoChats(building, clock, str(server.make_url("")).rstrip("/"), slack, teams)


def _environment(slack: SlackDouble) -> dict[str, str]:
    in_slack = {"SLACK_BOT_TOKEN": TOKEN, "SLACK_SIGNING_SECRET": SECRET, "SLACK_API_URL": slack.url}
    in_teams = {"MicrosoftAppId": APP_ID, "MicrosoftAppPassword": "secret", "MicrosoftAppTenantId": TENANT}
    return {**SITE, **in_slack, **in_teams, "TEAMS_SERVICE_HOSTS": "127.0.0.1"}
