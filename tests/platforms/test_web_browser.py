"""The playground in a real browser, by keyboard: what is live, and where the focus goes."""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Locator, Page, async_playwright, expect

from bot.events import Clicked, Filled, Heard
from bot.platforms.base import Seat
from bot.platforms.web.panels import Panel
from bot.replies import Fix, Open
from bot.ui import Button, Card, Form, TextField
from tests.platforms.web_double import ANA, CASEY, PAT, Playground, playground

CHROMIUM = shutil.which("chromium") or ""
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no chromium on this machine: the page is not tried in a browser")

START = Card("Good morning", (), (Button("start", "Start", "R-1.1", opens_form=True),))
FORM = Form("why", "Purpose", (TextField("what", "What for"), TextField("more", "More", required=False)), "Next")


@asynccontextmanager
async def browser_at(place: Playground, *, width: int = 1400) -> AsyncIterator[Page]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = await browser.new_page(viewport={"width": width, "height": 844})
        page.set_default_timeout(5_000)
        await page.goto(f"{place.url}/playground")
        yield page
        await browser.close()


def column(page: Page, email: str) -> Locator:
    return page.locator(f".column[data-who='{email}']")


async def test_a_form_is_filled_in_by_keyboard_alone_and_the_focus_comes_back() -> None:
    async with playground() as place:
        await place.chat.post(Seat(ANA.email, ANA.email), START)
        place.machine.answers = [Open(FORM), Fix({"more": "Please say more."}, FORM)]
        async with browser_at(place) as page:
            ana = column(page, ANA.email)
            await ana.get_by_role("button", name="Start").focus()
            await page.keyboard.press("Enter")
            await expect(ana.get_by_role("heading", name="Purpose")).to_be_focused()
            await page.keyboard.press("Tab")
            await page.keyboard.press("Tab")
            await page.keyboard.type("Scores")
            await page.keyboard.press("Enter")
            await expect(ana.get_by_label("More")).to_be_focused()
            await expect(ana.get_by_label("More")).to_have_accessible_description("Please say more.")
            await expect(ana.get_by_label("What for")).to_have_value("Scores")
            await page.keyboard.press("Escape")
            await expect(ana.get_by_role("button", name="Start")).to_be_focused()
        assert [event.answers["what"] for event in place.machine.heard if isinstance(event, Filled)] == ["Scores"]


async def test_what_happens_in_one_chat_is_seen_in_another_and_disturbs_nobody() -> None:
    async with playground() as place:
        pat = Seat(PAT.email, PAT.email)
        sent = await place.chat.post(pat, Card("Waiting for you"))
        async with browser_at(place) as page:
            place.chat.panels.show(ANA.email, Panel(FORM))
            place.chat.changes.happened()
            field = column(page, ANA.email).get_by_label("What for")
            await field.fill("half a sentence")
            await place.chat.edit(pat, sent, Card("With the Director"))
            await place.chat.post(pat, Card("And another"))
            log = column(page, PAT.email).get_by_role("log")
            await expect(log.get_by_role("article")).to_have_text([re.compile("With the Director"), re.compile("And")])
            await expect(field).to_be_focused()
            await expect(field).to_have_value("half a sentence")


async def until(happened: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not happened():  # noqa: ASYNC110 (the machine is a plain list, with nothing to wait for)
            await asyncio.sleep(0.02)


async def test_a_double_click_is_one_press_and_a_later_click_another() -> None:
    async with playground() as place:
        await place.chat.post(Seat(ANA.email, ANA.email), START)
        async with browser_at(place) as page:
            button = column(page, ANA.email).get_by_role("button", name="Start")
            await button.evaluate("(button) => { button.click(); button.click(); }")
            await until(lambda: len(presses(place)) == 2)
            key = page.locator("form.press input[name=key]")
            await expect(key).not_to_have_value(presses(place)[0].removeprefix("web:"))
            await button.click()
            await until(lambda: len(presses(place)) == 3)
        first, second, third = presses(place)
        assert first == second
        assert third != first


def presses(place: Playground) -> list[str]:
    return [event.key for event in place.machine.heard if isinstance(event, Clicked)]


async def test_what_is_typed_is_sent_by_enter_and_stays_when_it_does_not_arrive() -> None:
    async with playground() as place, browser_at(place) as page:
        ana = column(page, ANA.email)
        composer = ana.get_by_label("Write a message")
        await composer.fill("my requests")
        await composer.press("Enter")
        await expect(ana.get_by_role("article")).to_contain_text("my requests")
        await expect(composer).to_have_value("")
        assert [event.text for event in place.machine.heard if isinstance(event, Heard)] == ["my requests"]
        await page.context.set_offline(True)
        await composer.fill("and another")
        await composer.press("Enter")
        await expect(ana.get_by_role("alert")).to_have_text("That did not get through. Please try again.")
        await expect(composer).to_have_value("and another")


async def test_a_phone_shows_one_chat_at_a_time_and_marks_the_others() -> None:
    async with playground() as place, browser_at(place, width=390) as page:
        await expect(column(page, ANA.email)).to_be_visible()
        await expect(column(page, PAT.email)).to_be_hidden()
        await place.chat.post(Seat(PAT.email, PAT.email), START)
        tab = page.locator(".tabs label", has_text=PAT.name)
        await expect(tab).to_contain_class("news")
        await page.get_by_label(ANA.name, exact=True).focus()
        await page.keyboard.press("ArrowRight")
        await expect(column(page, PAT.email)).to_be_visible()
        await expect(column(page, ANA.email)).to_be_hidden()
        await expect(tab).not_to_contain_class("news")
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_another_person_is_chosen_in_the_head_of_a_column() -> None:
    async with playground() as place, browser_at(place) as page:
        await column(page, ANA.email).get_by_label("Whose chat this is").select_option(CASEY.email)
        await page.wait_for_url(re.compile("who=casey"))
        assert await page.locator(".column").count() == 2


async def test_the_browser_finds_no_fault_with_the_page() -> None:
    async with playground() as place, browser_at(place) as page:
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        await page.reload()
        await place.chat.post(Seat(ANA.email, ANA.email), START)
        await column(page, ANA.email).get_by_role("button", name="Start").click()
        await until(lambda: len(presses(place)) == 1)
        assert said == []
