"""People at the page of `make demo`, up to three of them side by side in one window."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Locator, Page, expect

from tests.browser.screenshots import payload
from tests.browser.servers import CLIENTS, Bot
from tests.browser.window import Given, Window, open_page

AXE = CLIENTS / "axe-core" / "axe.min.js"
TYPED = "textarea, input:not([type=radio], [type=checkbox], [type=hidden])"


class Demo:
    """What `make demo` starts, on a database of its own."""

    def __init__(self, folder: Path) -> None:
        self.bot = Bot(folder, {}, command="demo")

    async def show(self, browser: Browser, *names: str, **window: Any) -> DemoPage:
        """Open the page with these people, by the first part of their address; see `open_page` for the window."""
        people = "&".join(f"who={name}@example.org" for name in names)
        page = await open_page(browser, f"{self.bot.url}/playground?{people}", **window)
        return DemoPage(page)


class DemoPage:
    """One window of the playground."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.loaded = 0
        page.on("load", self._count)

    def _count(self, _page: Page) -> None:
        self.loaded += 1

    def sit_down(self, name: str, pictures: Path) -> WebWindow:
        """Somebody takes the column that bears their name."""
        return WebWindow(self.page, name, pictures)

    async def turn_to(self, name: str) -> None:
        """Show somebody's chat, where there is room for one only."""
        tab = self.page.locator(".tabs label").filter(has_text=name)
        if await tab.is_visible():
            await tab.click()

    async def faults(self) -> list[str]:
        """What axe-core finds that keeps people out: contrast, names of fields, order of headings, and more."""
        await self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = await self.page.evaluate("axe.run()")
        return [f"{fault['id']}: {each['html']}" for fault in found["violations"] for each in fault["nodes"]]

    async def width(self) -> int:
        """How many pixels wide the page's content is."""
        wide: int = await self.page.evaluate("document.documentElement.scrollWidth")
        return wide

    async def walk_to(self, target: Locator) -> None:
        """Press Tab until the target has the focus."""
        for _ in range(60):
            if await target.evaluate("element => element === document.activeElement"):
                return
            await self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never comes to {target}")


class WebWindow(Window):
    """Somebody's column of the page."""

    @property
    def column(self) -> Locator:
        return self.page.locator(f"[data-who='{self.person.lower()}@example.org']")

    @property
    def chat(self) -> Locator:
        return self.column.locator(".log")

    @property
    def form(self) -> Locator:
        return self.column.locator(".panel")

    @property
    def composer(self) -> Locator:
        return self.column.locator(".composer textarea")

    def field(self, label: str) -> Locator:
        named = self.page.locator("legend, label[for]").filter(
            has_text=re.compile(rf"^{re.escape(label)}( optional)?$")
        )
        return self.form.locator(".field").filter(has=named)

    def typed(self, label: str) -> Locator:
        return self.field(label).locator(TYPED)

    async def say(self, text: str) -> None:
        await self.composer.fill(text)
        await self.composer.press("Enter")

    async def give(self, label: str, given: Given) -> None:
        field = self.field(label)
        if await field.locator("select").count():
            await field.locator("select").select_option(label=str(given))
        elif await field.locator(".option").count():
            for option in (given,) if isinstance(given, str) else given:
                await field.get_by_label(option, exact=True).check()
        else:
            await self.typed(label).fill(str(given))

    async def send(self, label: str) -> None:
        await self.form.get_by_role("button", name=label, exact=True).first.click()

    async def send_files(self, *names: str) -> None:
        await self.column.locator(".composer [type=file]").set_input_files([payload(name) for name in names])

    async def add_to_form(self, label: str, *names: str) -> None:
        await self.typed(label).set_input_files([payload(name) for name in names])

    async def close(self) -> None:
        await self.send("Close")
        await expect(self.form).to_have_count(0)
