"""The whole journey of a request, and that of a report, and questions, in a Slack workspace that we did not write."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.browser import incident_journey, question_journey
from tests.browser.journey import Staff, whole_journey
from tests.browser.servers import Bot
from tests.browser.slack_client import Workspace
from tests.browser.window import Pictures

pytestmark = pytest.mark.browser

REPORTING = {"U0KIM": "Kim Tanaka", "U0CASEY": "Casey Lindqvist"}
PEOPLE = {"U0ANA": "Ana Reyes", "U0PAT": "Pat Okafor", "U0CASEY": "Casey Lindqvist", "U0KIM": "Kim Tanaka"}


async def test_the_whole_journey(browser: Browser, pictures: Pictures, tmp_path: Path) -> None:
    folder = pictures("slack")
    workspace = Workspace(PEOPLE, tmp_path / "bot")
    async with workspace.open(tmp_path / "workspace"):
        staff = Staff(*[await workspace.sit_down(browser, user, folder) for user in PEOPLE])
        await whole_journey(staff, workspace.bot)


async def test_the_whole_way_of_a_report(browser: Browser, pictures: Pictures, tmp_path: Path) -> None:
    folder = pictures("slack_report")
    workspace = Workspace(REPORTING, tmp_path / "bot")
    async with workspace.open(tmp_path / "workspace"):
        kim, casey = [await workspace.sit_down(browser, user, folder) for user in REPORTING]
        await incident_journey.whole_report(incident_journey.Staff(kim, casey), workspace.bot)


async def test_socket_mode_says_and_opens_the_same(browser: Browser, pictures: Pictures, tmp_path: Path) -> None:
    """Two processes hold a line, and this workspace sends everything to both: what happens, happens once."""
    folder = pictures("slack_socket")
    workspace = Workspace(PEOPLE, tmp_path / "bot", by_socket=True)
    second = Bot(tmp_path / "bot", workspace.bot.environment)
    async with workspace.open(tmp_path / "workspace"), second.serving():
        ana = await workspace.sit_down(browser, "U0ANA", folder)
        await ana.say("hello")
        await expect(ana.chat.get_by_text("Hello, I am Crossing Guard")).to_have_count(1)
        await ana.say("/sm-request")
        await expect(ana.form.get_by_text("Which team, club, class or office is it for?")).to_have_count(1)
        await ana.page.wait_for_timeout(1_500)  # the other process may be at it still
        await expect(ana.chat.get_by_text("Hello, I am Crossing Guard")).to_have_count(1)
        assert await workspace.bot.register() == {"R-1001": "draft"}


async def test_questions(browser: Browser, pictures: Pictures, tmp_path: Path) -> None:
    folder = pictures("slack_questions")
    workspace = Workspace(REPORTING, tmp_path / "bot")
    async with workspace.open(tmp_path / "workspace"):
        kim, casey = [await workspace.sit_down(browser, user, folder) for user in REPORTING]
        await question_journey.all_questions(question_journey.Staff(kim, casey), workspace.bot)
