"""One person at one chat client: what every client can do, and what each of them draws in its own way."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Literal

from playwright.async_api import Browser, Locator, Page, ViewportSize, async_playwright, expect

CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A page that asks another machine for something asks in vain.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    # Several people's windows are open at once, and none of them may fall asleep.
    "--disable-renderer-backgrounding",
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
)
PATIENCE = 30_000
"""Milliseconds until something that should be on a page is missed."""

Pictures = Callable[[str], Path]
"""Gives an empty folder for pictures by its name."""

Given = str | Sequence[str]
"""What somebody gives in a field: what they type, or the options that they choose."""


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """A browser without a screen, which reaches this machine only."""
    expect.set_options(timeout=PATIENCE)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        await browser.close()


async def open_page(
    browser: Browser, address: str, *, width: int = 1280, height: int = 900, look: Literal["light", "dark"] = "light"
) -> Page:
    """A page in a window of its own, so many pixels wide and high."""
    viewport: ViewportSize = {"width": width, "height": height}
    context = await browser.new_context(viewport=viewport, color_scheme=look, reduced_motion="reduce")
    page = await context.new_page()
    page.set_default_timeout(PATIENCE)
    await page.goto(address)
    return page


class Window(ABC):
    """What one person has before them. Pictures of it go to a folder, numbered in the order they are taken."""

    def __init__(self, page: Page, person: str, pictures: Path) -> None:
        self.page = page
        self.person = person
        self._pictures = pictures

    @property
    @abstractmethod
    def chat(self) -> Locator:
        """Where the messages stand."""

    @property
    @abstractmethod
    def form(self) -> Locator:
        """The form that is open."""

    @property
    def ending(self) -> Locator:
        """What a form ended with: it stands where the form was."""
        return self.form

    @abstractmethod
    def field(self, label: str) -> Locator:
        """One field of the open form."""

    @abstractmethod
    async def say(self, text: str) -> None:
        """Type something to the bot."""

    @abstractmethod
    async def give(self, label: str, given: Given) -> None:
        """Fill in one field of the open form."""

    @abstractmethod
    async def send(self, label: str) -> None:
        """Press a button of the open form."""

    @abstractmethod
    async def close(self) -> None:
        """Put away what a form ended with, where that lies over the chat."""

    @abstractmethod
    async def send_files(self, *names: str) -> None:
        """Send files in the chat, by the names that `screenshots` knows."""

    async def add_to_form(self, label: str, *names: str) -> None:
        """Choose files in a field of the open form. Where forms have no such field, they come in the chat later."""
        await expect(self.field(label)).to_have_count(0)

    async def opens(self, label: str) -> Page:
        """The page that the newest button with this label leads to."""
        async with self.page.context.expect_page() as opened:
            await self._leads_on(label).last.click()
        return await opened.value

    def _leads_on(self, label: str) -> Locator:
        return self.chat.get_by_role("link", name=label, exact=True)

    async def press(self, label: str) -> None:
        """Press the newest button with this label in the chat."""
        await self.chat.get_by_role("button", name=label, exact=True).last.click()

    async def reads(self, *sentences: str) -> None:
        """The chat says this, now or soon."""
        for sentence in sentences:
            await expect(self.chat).to_contain_text(sentence)

    async def cannot_press(self, *labels: str) -> None:
        """No card in the chat has these buttons, now or soon."""
        for label in labels:
            await expect(self.chat.get_by_role("button", name=label, exact=True)).to_have_count(0)

    async def is_asked(self, title: str) -> None:
        """The form with this title is open, now or soon."""
        await expect(self.form).to_contain_text(title)

    async def is_told(self, sentence: str) -> None:
        """The form has ended with this, now or soon."""
        await expect(self.ending).to_contain_text(sentence)

    async def holds(self, label: str, typed: str) -> None:
        """This stands in a text field of the open form."""
        await expect(self.field(label).get_by_role("textbox")).to_have_value(typed)

    async def answer(self, answers: Mapping[str, Given], button: str) -> None:
        """Fill in the open form and press one of its buttons."""
        for label, given in answers.items():
            await self.give(label, given)
        await self.picture(button)
        await self.send(button)

    async def picture(self, name: str, page: Page | None = None) -> None:
        """Keep what stands on the screen now, or on a page that was opened from there."""
        self._pictures.mkdir(parents=True, exist_ok=True)
        number = len(list(self._pictures.iterdir())) + 1
        words = "_".join(f"{self.person} {name}".lower().replace("/", "").split())
        await (page or self.page).screenshot(path=self._pictures / f"{number:02}_{words}.png")
