"""The whole building in a Slack of our own, with everybody of the sample district in the workspace."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import pytest

from bot.chats import Choice, chosen
from bot.house import House
from tests.drive_slack import SlackPerson
from tests.office import Office, office
from tests.slack_double import TOKEN, SlackDouble
from tests.slack_signing import SECRET
from tests.store.samples import line, put, row

Given = dict[str, Any]


@dataclass
class Workspace:
    """An office in Slack, and the Slack around it."""

    office: Office
    double: SlackDouble

    def reads(self, name: str) -> list[str]:
        """What stands in somebody's chat, oldest first."""
        return SlackPerson(self.double, "", f"{name}@example.org").messages()

    def user(self, name: str) -> Given:
        return self.double.users[self.double.user_by_email(f"{name}@example.org")]

    def posts(self) -> int:
        return [method for method, _ in self.double.calls].count("chat.postMessage")

    async def owe(self, *keys: str) -> None:
        """Lines for Pat that are due now."""
        await put(self.office.building.database, *(line(key) for key in keys or ("a line",)))

    async def deliver(self, **later: float) -> None:
        """Tell what is due after so much time."""
        self.office.clock.move(**later)
        await self.office.settle()

    async def until_read(self, name: str) -> None:
        """Wait, in real seconds, until somebody has a message."""
        async with asyncio.timeout(8):
            while not self.reads(name):  # noqa: ASYNC110 - the double tells nobody
                await asyncio.sleep(0.02)

    async def owed(self) -> Any:
        return await row(self.office.building.database, "a line")


@asynccontextmanager
async def workspace(
    address: str, double: SlackDouble, connect: Choice = chosen, more: Mapping[str, str] = MappingProxyType({})
) -> AsyncIterator[Workspace]:
    """Everybody of the sample district in one workspace; `more` is what the bot's environment says besides."""
    await double.start()
    try:
        async with office(address, {**environment(double), **more}, connect) as opened:
            hire_everybody(double, opened.building.house)
            yield Workspace(opened, double)
    finally:
        await double.stop()


def environment(double: SlackDouble) -> dict[str, str]:
    """What the bot's environment says of a workspace."""
    return {"SLACK_BOT_TOKEN": TOKEN, "SLACK_SIGNING_SECRET": SECRET, "SLACK_API_URL": double.url}


def hire_everybody(double: SlackDouble, house: House) -> None:
    """An account for each whom the district's file names."""
    for email in house.district.people():
        double.hire(email, house.name(email))


@pytest.fixture
async def slack(address: str) -> AsyncIterator[Workspace]:
    async with workspace(address, SlackDouble()) as opened:
        opened.office.building.platforms["slack"].pace = 0.0
        yield opened


def with_buttons(messages: list[str]) -> list[str]:
    return [said for said in messages if "[Approve]" in said]
