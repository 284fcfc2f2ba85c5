"""The page of `make demo`: three people side by side, by keyboard, on a phone, in the dark, and over a restart."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.async_api import Browser, Route, expect

from tests.browser import incident_journey, question_journey, records_journey
from tests.browser.journey import BEFORE, Staff, ask, whole_journey
from tests.browser.web_client import Demo, DemoPage, WebWindow
from tests.browser.window import Pictures

pytestmark = pytest.mark.browser

SIDE_BY_SIDE = ("ana", "pat", "casey")
WIDE, PHONE = (1400, 940), (390, 844)


@pytest.fixture
async def demo(tmp_path: Path) -> AsyncIterator[Demo]:
    shown = Demo(tmp_path / "bot")
    async with shown.bot.serving():
        yield shown


def seated(page: DemoPage, pictures: Path) -> tuple[WebWindow, WebWindow, WebWindow]:
    """The coach, the principal and the Director, side by side."""
    ana, pat, casey = (page.sit_down(name.title(), pictures) for name in SIDE_BY_SIDE)
    return ana, pat, casey


async def test_the_whole_journey_and_nobody_loads_the_page_again(
    demo: Demo, browser: Browser, pictures: Pictures
) -> None:
    folder = pictures("web")
    office = await demo.show(browser, *SIDE_BY_SIDE, width=1400, height=940)
    elsewhere = await demo.show(browser, "kim")
    ana, pat, casey = seated(office, folder)
    await whole_journey(Staff(ana, pat, casey, elsewhere.sit_down("Kim", folder)), demo.bot)
    assert (office.loaded, elsewhere.loaded) == (0, 0)


async def test_the_whole_way_of_a_report(demo: Demo, browser: Browser, pictures: Pictures) -> None:
    folder = pictures("web_report")
    page = await demo.show(browser, "kim", "casey", width=1200, height=940)
    kim, casey = page.sit_down("Kim", folder), page.sit_down("Casey", folder)
    await incident_journey.whole_report(incident_journey.Staff(kim, casey), demo.bot)
    assert page.loaded == 0


async def test_questions(demo: Demo, browser: Browser, pictures: Pictures) -> None:
    folder = pictures("web_questions")
    page = await demo.show(browser, "kim", "casey", width=1200, height=940)
    kim, casey = page.sit_down("Kim", folder), page.sit_down("Casey", folder)
    await question_journey.all_questions(question_journey.Staff(kim, casey), demo.bot)
    assert page.loaded == 0


async def test_the_records_of_a_report(demo: Demo, browser: Browser, pictures: Pictures) -> None:
    folder = pictures("web_records")
    page = await demo.show(browser, "kim", "rene", width=1200, height=940)
    kim, rene = page.sit_down("Kim", folder), page.sit_down("Rene", folder)
    await records_journey.records_of_a_report(records_journey.Staff(kim, rene))
    assert page.loaded == 0


async def test_what_is_typed_before_the_answer_came_is_another_message(demo: Demo, browser: Browser) -> None:
    page = await demo.show(browser, "ana")
    ana = page.sit_down("Ana", Path())
    first_may_go = asyncio.Event()

    async def hold_up(route: Route) -> None:
        await first_may_go.wait()
        await route.continue_()

    await page.page.route("**/playground/say?*", hold_up, times=1)
    await ana.say("my requests")
    await ana.say("my reports")
    await ana.reads("You have no reports.")
    first_may_go.set()
    await ana.reads("You have no requests yet.")


async def test_a_screen_by_keyboard_alone(demo: Demo, browser: Browser, pictures: Pictures) -> None:
    page = await demo.show(browser, *SIDE_BY_SIDE, width=1400, height=940)
    ana, _, _ = seated(page, pictures("web_keyboard"))
    keys = page.page.keyboard
    await page.walk_to(ana.composer)
    await keys.type("sm-request")
    await keys.press("Enter")
    await expect(ana.form.get_by_role("heading")).to_be_focused()
    await page.walk_to(ana.field("What is it about?").get_by_label("A new account"))
    await keys.press("Space")
    await page.walk_to(ana.field("School").get_by_label("Central High School"))
    await keys.press("Space")
    await page.walk_to(ana.typed("Which team, club, class or office is it for?"))
    await keys.type("Girls Soccer")
    await ana.picture("by keyboard")
    await page.walk_to(ana.form.get_by_role("button", name="Next", exact=True))
    await keys.press("Enter")
    await expect(ana.form.get_by_role("heading")).to_have_text("Audience")
    await expect(ana.form.get_by_role("heading")).to_be_focused()
    await keys.press("Escape")
    await expect(ana.form).to_have_count(0)
    await expect(ana.composer).to_be_focused()


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
async def test_everybody_can_read_it(
    demo: Demo, browser: Browser, pictures: Pictures, look: Literal["light", "dark"], size: tuple[int, int]
) -> None:
    page = await demo.show(browser, *SIDE_BY_SIDE, width=size[0], height=size[1], look=look)
    ana, pat, casey = seated(page, pictures(f"web_{look}_{size[0]}"))
    await ask(Staff(ana, pat, casey, kim=ana))
    assert (await page.faults(), await page.width()) == ([], size[0])
    await page.turn_to("Pat Okafor")
    asked = "Ana Reyes asks for your decision on an account for Central High School."
    await pat.reads(asked)
    # A card that is taller than the window is shown from its beginning, since it is read before it is decided.
    await expect(pat.chat.get_by_text(asked).last).to_be_in_viewport()
    await pat.picture("a request")
    await pat.press("Ask for changes")
    await pat.is_asked("What should change?")
    await pat.picture("what should change")
    assert (await page.faults(), await page.width()) == ([], size[0])


async def test_a_restart_in_the_middle_loses_no_finished_screen(
    browser: Browser, pictures: Pictures, tmp_path: Path
) -> None:
    demo = Demo(tmp_path / "bot")
    async with demo.bot.serving():
        page = await demo.show(browser, *SIDE_BY_SIDE, width=1400, height=940)
        ana, pat, _ = seated(page, pictures("web_restart"))
        await ana.say("sm-request")
        await ana.is_asked("Which team, club, class or office is it for?")
        await ana.answer(BEFORE, "Next")
        await ana.is_asked("Who should it reach?")
    await pat.say("my requests")
    await expect(pat.column.get_by_role("alert")).to_contain_text("That did not reach the server.")
    await expect(pat.composer).to_have_value("my requests")
    await pat.picture("the server is away")
    async with demo.bot.serving():
        await pat.composer.press("Enter")
        await pat.reads("You have no requests yet.")
        await ana.answer({"Who should it reach?": ("Families",)}, "Next")
        await ana.is_told("What you saved with Next or Back is kept")
        await ana.picture("the form was lost")
        await ana.close()
        await go_on(ana)
    assert page.loaded == 0


async def go_on(ana: WebWindow) -> None:
    """The coach continues at the first screen that is not finished, and finds the one before as it was."""
    await ana.say("sm-request")
    await ana.reads("Every screen you finished is still here.")
    await ana.press("Continue your request")
    await ana.is_asked("Who should it reach?")
    await ana.send("Back")
    await ana.is_asked("Which team, club, class or office is it for?")
    await ana.holds("Which team, club, class or office is it for?", "Girls Soccer")
