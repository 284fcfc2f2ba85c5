"""Slack by Socket Mode: the same conversation without a public address, whatever becomes of the line."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import TestServer

from bot.app import Building, build
from bot.platforms.slack import socket
from bot.settings import Settings
from tests.clock import Clock
from tests.commands import complaint, run
from tests.drive_slack import SlackPerson
from tests.slack_double import TOKEN
from tests.slack_office import hire_everybody
from tests.slack_socket import APP_TOKEN, SocketDouble
from tests.stage import CONTENT
from tests.tables import lay_tables
from tests.test_doctor import found_with, surroundings


def environment(slack: SocketDouble, **more: str) -> dict[str, str]:
    return {"SLACK_BOT_TOKEN": TOKEN, "SLACK_APP_TOKEN": APP_TOKEN, "SLACK_API_URL": slack.url, **more}


@asynccontextmanager
async def process(slack: SocketDouble, address: str) -> AsyncIterator[tuple[Building, str]]:
    """One web process and its own address; it does not deliver."""
    building = build(
        Settings.read({"DATABASE_URL": address, "CONTENT_DIR": str(CONTENT), **environment(slack)}), Clock()
    )
    building.platforms["slack"].pace = 0.0
    await lay_tables(building.database)
    async with TestServer(building.application(delivers=False), host="127.0.0.1") as server:
        yield building, str(server.make_url("")).rstrip("/")


@pytest.fixture
async def slack() -> AsyncIterator[SocketDouble]:
    double = SocketDouble()
    await double.start()
    yield double
    await double.stop()


@pytest.fixture
def address(tmp_path: Path) -> str:
    return f"sqlite+aiosqlite:///{tmp_path}/test.db"


def person(slack: SocketDouble, building: Building, name: str) -> SlackPerson:
    if not slack.users:
        hire_everybody(slack, building.house)
    return SlackPerson(slack, "", f"{name}@example.org")


async def status(url: str) -> tuple[int, str]:
    async with ClientSession() as session, session.get(f"{url}/readyz") as answer:
        return answer.status, json.loads(await answer.text())["slack"]


async def until_ready(url: str) -> None:
    async with asyncio.timeout(20):
        while (await status(url))[0] != 200:  # noqa: ASYNC110 - readiness is asked for, never told
            await asyncio.sleep(0.05)


# --- The same conversation ------------------------------------------------------------------------------------------


async def test_a_request_is_begun_and_the_same_window_opens(slack: SocketDouble, address: str) -> None:
    async with process(slack, address) as (building, _url):
        await slack.until(1)
        ana = person(slack, building, "ana")
        await ana.say("/sm-request")
        assert "Your request" in str(ana.form())
        await ana.send()
        assert ana.errors()


async def test_there_is_no_address_to_send_to(slack: SocketDouble, address: str) -> None:
    async with process(slack, address) as (_building, url), ClientSession() as session:
        answer = await session.post(f"{url}/slack/events", data="{}")
        assert answer.status == 404


# --- The line -------------------------------------------------------------------------------------------------------


async def test_the_line_is_mended_after_slack_asks_for_another(slack: SocketDouble, address: str) -> None:
    async with process(slack, address) as (building, url):
        await slack.until(1)
        await slack.tell(type="disconnect", reason="refresh_requested")
        await slack.until_opened(2)
        await slack.until(1)
        await until_ready(url)
        await person(slack, building, "ana").say("/sm-request")


async def test_the_line_is_mended_after_it_broke(slack: SocketDouble, address: str) -> None:
    async with process(slack, address) as (building, url):
        await slack.until(1)
        await slack.hang_up()
        await slack.until_opened(2)
        await until_ready(url)
        await person(slack, building, "ana").say("/sm-request")


async def test_ready_says_how_the_line_is(slack: SocketDouble, address: str) -> None:
    slack.fail("apps.connections.open", "internal_error", times=1)
    async with process(slack, address) as (_building, url):
        assert await status(url) == (503, socket.NO_LINE)
        await until_ready(url)
        assert await status(url) == (200, "on")


async def test_a_start_without_slack_is_one_all_the_same(slack: SocketDouble, address: str) -> None:
    await slack.go_dark()
    async with process(slack, address) as (_building, url):
        assert await status(url) == (503, socket.NO_LINE)


# --- Two processes --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("to_all", [False, True])
async def test_two_processes_do_everything_once(to_all: bool, slack: SocketDouble, address: str) -> None:  # noqa: FBT001
    """Even from a Slack that sends everything to both: one window, one case, one answer."""
    slack.to_all = to_all
    async with AsyncExitStack() as stack:
        first, _ = await stack.enter_async_context(process(slack, address))
        await stack.enter_async_context(process(slack, address))
        await slack.until(2)
        ana = person(slack, first, "ana")
        await ana.say("hello")
        await ana.say("hello")
        await ana.say("/sm-request")
        await asyncio.sleep(0.5)  # the second process may be at it still
        while await first.delivery.deliver():
            pass
        assert [said for said in ana.messages() if "Hello, I am" not in said] == []
        assert len(ana.messages()) == 2
        assert len(slack.windows[ana.user]) == 1


# --- Settings -------------------------------------------------------------------------------------------------------


def test_an_app_token_alone_is_not_enough(tmp_path: Path) -> None:
    told = complaint(tmp_path, "serve", SLACK_APP_TOKEN=APP_TOKEN)
    assert "SLACK_APP_TOKEN is for Socket Mode, which needs SLACK_BOT_TOKEN as well." in told


async def test_the_doctor_asks_for_a_line(slack: SocketDouble, tmp_path: Path) -> None:
    good = await found_with(surroundings(tmp_path, **environment(slack)), "Slack Socket Mode")
    bad = await found_with(surroundings(tmp_path, **environment(slack, SLACK_APP_TOKEN="hush")), "Slack Socket Mode")
    assert [one.result for one in (*good, *bad)] == ["well", "fault"]
    assert "hush" not in bad[0].found


async def test_the_manifest_for_it_needs_no_address(tmp_path: Path) -> None:
    assert "socket_mode_enabled: true" in (await asyncio.to_thread(run, tmp_path, "slack-manifest", "--socket")).stdout
