"""The whole journey of a request, and that of a report, and questions, in a Slack workspace that we did not write."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Browser

from tests.browser import incident_journey, question_journey
from tests.browser.journey import Staff, whole_journey
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


async def test_questions(browser: Browser, pictures: Pictures, tmp_path: Path) -> None:
    folder = pictures("slack_questions")
    workspace = Workspace(REPORTING, tmp_path / "bot")
    async with workspace.open(tmp_path / "workspace"):
        kim, casey = [await workspace.sit_down(browser, user, folder) for user in REPORTING]
        await question_journey.all_questions(question_journey.Staff(kim, casey), workspace.bot)
