"""The whole journey of a request, and that of a report, and questions, in a Teams that we did not write."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Browser

from tests.browser import incident_journey, question_journey
from tests.browser.journey import Staff, whole_journey
from tests.browser.teams_client import Tenant
from tests.browser.window import Pictures

pytestmark = pytest.mark.browser

COLLEAGUES = {"lee": "Lee Abara", "drew": "Drew Castillo"}
PEOPLE = {"ana": "Ana Reyes", "pat": "Pat Okafor", "casey": "Casey Lindqvist", "kim": "Kim Tanaka"}


async def test_the_whole_journey(browser: Browser, pictures: Pictures, tmp_path: Path) -> None:
    folder = pictures("teams")
    tenant = Tenant(PEOPLE | COLLEAGUES, tmp_path / "bot")
    async with tenant.open(tmp_path / "playgrounds", *PEOPLE):
        staff = Staff(*[await tenant.sit_down(browser, user, folder) for user in PEOPLE])
        await whole_journey(staff, tenant.bot)


async def test_the_whole_way_of_a_report(browser: Browser, pictures: Pictures, tmp_path: Path) -> None:
    folder = pictures("teams_report")
    tenant = Tenant(PEOPLE | COLLEAGUES, tmp_path / "bot")
    async with tenant.open(tmp_path / "playgrounds", "kim", "casey"):
        kim, casey = [await tenant.sit_down(browser, user, folder) for user in ("kim", "casey")]
        await incident_journey.whole_report(incident_journey.Staff(kim, casey), tenant.bot)


async def test_questions(browser: Browser, pictures: Pictures, tmp_path: Path) -> None:
    folder = pictures("teams_questions")
    tenant = Tenant(PEOPLE | COLLEAGUES, tmp_path / "bot")
    async with tenant.open(tmp_path / "playgrounds", "kim", "casey"):
        kim, casey = [await tenant.sit_down(browser, user, folder) for user in ("kim", "casey")]
        await question_journey.all_questions(question_journey.Staff(kim, casey), tenant.bot)
