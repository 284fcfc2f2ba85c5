"""People at a Teams that runs on this machine: the npm package m365agentsplayground, one of it for each person."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid4, uuid5

import yaml
from aiohttp import web
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, Locator, Page, expect

from tests.browser.screenshots import content
from tests.browser.servers import CLIENTS, Bot, running
from tests.browser.window import Given, Window, open_page
from tests.ports import free_port

PROGRAM = CLIENTS / "@microsoft" / "m365agentsplayground" / "cli.js"
SETTINGS = ".m365agentsplayground.yml"
Json = dict[str, Any]

TENANT = "00000000-0000-0000-0000-000000000001"
CARD = ".ac-adaptiveCard"
INPUT = ".ac-input-container"
BOX = "span:has(> [type=radio]), span:has(> [type=checkbox])"
DOWNLOAD = "application/vnd.microsoft.teams.file.download.info"
PASTE = """(editor, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    editor.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""
SILENT = {"BROWSER": "none", "APPLICATION_INSIGHTS_NO_STATSBEAT": "true"}
"""Besides the flag, what keeps the playground from looking for its maker's servers."""


class Tenant:
    """A tenant with these people (names by user id), each with the bot in a chat of their own.

    The playground seats one person and wants at least five in the tenant.
    """

    def __init__(self, people: Mapping[str, str], bot_folder: Path) -> None:
        self._people = people
        self._ports = {user: free_port() for user in people}
        self._drive = TestServer(_onedrive(), host="127.0.0.1")
        self.bot = Bot(bot_folder, {"TEAMS_PLAYGROUND": "1"})

    @asynccontextmanager
    async def open(self, folder: Path, *users: str) -> AsyncIterator[None]:
        """The bot, a OneDrive, and a playground for each of these users run until the block ends."""
        async with self._drive, self.bot.serving(), AsyncExitStack() as stack:
            for user in users:
                await stack.enter_async_context(self._playground(user, folder / user))
            yield

    def _address(self, user: str) -> str:
        return f"http://127.0.0.1:{self._ports[user]}"

    def _playground(self, user: str, folder: Path) -> Any:
        _write(folder / SETTINGS, self._settings(user))
        command = ("node", str(PROGRAM), "start", "-c", "msteams", "-p", str(self._ports[user]), "--disable-telemetry")
        places = ("-e", f"{self.bot.url}/api/messages", "--service-url", f"{self._address(user)}/_connector")
        ready = f"{self._address(user)}/_debug/ping"
        return running(*command, *places, ready=ready, folder=folder, environment=SILENT)

    def _settings(self, me: str) -> dict[str, Any]:
        everybody = {user: _user(user, name) for user, name in self._people.items()}
        return {
            "version": "0.1.0",
            "tenantId": TENANT,
            "bot": {"id": "28:crossing-guard", "name": "Crossing Guard"},
            "currentUser": everybody[me],
            "users": [shown for user, shown in everybody.items() if user != me],
            "personalChat": {"id": f"a:{me}"},
            "groupChat": {"id": "19:approvers", "name": "Approvers"},
            "team": {
                "id": "19:team",
                "name": "Communications",
                "aadGroupId": "00000000-0000-0000-0000-000000000031",
                "channels": [{"id": "19:announcements", "name": "Announcements"}],
            },
        }

    async def sit_down(self, browser: Browser, user: str, pictures: Path) -> TeamsWindow:
        """Somebody opens their chat with the bot."""
        page = await open_page(browser, self._address(user), width=1400)
        await page.get_by_text("Connected.", exact=False).first.wait_for()
        return TeamsWindow(page, user, self._people[user].split()[0], pictures, self)

    def message_with_files(self, user: str, names: Sequence[str]) -> Json:
        """What Teams delivers when somebody sends files in their chat (Teams, "Send and receive files")."""
        sender = _user(user, self._people[user])
        return {
            "type": "message",
            "id": str(uuid4()),
            "channelId": "msteams",
            "serviceUrl": f"{self._address(user)}/_connector",
            "from": {name: sender[name] for name in ("id", "name", "aadObjectId")},
            "recipient": {"id": "28:crossing-guard", "name": "Crossing Guard"},
            "conversation": {"id": f"a:{user}", "conversationType": "personal", "tenantId": TENANT},
            "attachments": [self._attached(name) for name in names],
        }

    def _attached(self, name: str) -> Json:
        url = str(self._drive.make_url(f"/{name}"))
        return {"contentType": DOWNLOAD, "name": name, "content": {"downloadUrl": url}}


def _onedrive() -> web.Application:
    """Whoever has a file's address has the file."""

    async def give(request: web.Request) -> web.Response:
        return web.Response(body=content(request.match_info["name"]))

    drive = web.Application()
    drive.router.add_get("/{name}", give)
    return drive


def _write(file: Path, settings: Mapping[str, Any]) -> None:
    file.parent.mkdir(parents=True)
    file.write_text(yaml.safe_dump(settings, sort_keys=False), encoding="utf-8")


def _user(user: str, name: str) -> dict[str, str]:
    first, last = name.split()
    email = f"{first.lower()}@example.org"
    return {
        "id": f"29:{user}",
        "name": name,
        "userPrincipleName": email,
        "aadObjectId": str(uuid5(NAMESPACE_URL, email)),
        "givenName": first,
        "surname": last,
        "email": email,
    }


class TeamsWindow(Window):
    """Somebody's page of their playground. A form is a card in the chat, and so is what it ends with."""

    def __init__(self, page: Page, user: str, person: str, pictures: Path, tenant: Tenant) -> None:
        super().__init__(page, person, pictures)
        self._user = user
        self._tenant = tenant

    @property
    def chat(self) -> Locator:
        return self.page.locator("#root")

    @property
    def form(self) -> Locator:
        return self._cards.filter(has=self.page.locator(INPUT)).last

    @property
    def ending(self) -> Locator:
        return self.chat

    @property
    def _cards(self) -> Locator:
        return self.page.locator(CARD)

    def field(self, label: str) -> Locator:
        optional = re.compile(rf"^{re.escape(label)}( \(optional\))?$")
        named = self.page.locator("label.ac-richTextBlock").filter(has_text=optional)
        return self.form.locator(f".ac-container:not({CARD})").filter(has=named)

    async def say(self, text: str) -> None:
        await self.page.locator(f"[role=textbox]:not({CARD} *)").last.click()
        await self.page.keyboard.insert_text(text)
        await self.page.keyboard.press("Enter")

    async def give(self, label: str, given: Given) -> None:
        field = self.field(label)
        if await field.get_by_role("combobox").count():
            await field.get_by_role("combobox").click()
            await self.page.get_by_role("option", name=str(given), exact=True).click()
        elif await field.locator(BOX).count():
            for option in (given,) if isinstance(given, str) else given:
                named = self.page.get_by_text(option, exact=True)
                await field.locator(BOX).filter(has=named).locator("input").check()
        else:
            await self._type(field.get_by_role("textbox"), str(given))

    async def _type(self, box: Locator, text: str) -> None:
        """The playground may draw a card again that has just come, and what was typed meanwhile is gone."""
        async with asyncio.timeout(10):
            while await box.input_value() != text:
                await box.fill(text)
                await asyncio.sleep(0.3)

    async def send(self, label: str) -> None:
        await self.form.get_by_role("button", name=label, exact=True).first.click()

    async def send_files(self, *names: str) -> None:
        """Send files with the paperclip, which the playground does not have: their message is written by hand."""
        await self._send_activity(self._tenant.message_with_files(self._user, names))

    async def _send_activity(self, activity: Json) -> None:
        """By the playground's own editor for them, which would close every bracket that is typed."""
        await self.page.get_by_role("button", name="Mock an Activity").click()
        await self.page.get_by_role("menuitem", name="Custom activity", exact=True).click()
        dialog = self.page.get_by_role("dialog")
        editor = dialog.locator("textarea.inputarea")
        await expect(dialog.locator(".view-lines")).to_contain_text("serviceUrl")
        await editor.focus()
        await self.page.keyboard.press("Control+A")
        await editor.evaluate(PASTE, json.dumps(activity))
        await dialog.get_by_role("button", name="Send activity").click()
        await expect(dialog).to_have_count(0)

    async def close(self) -> None:
        """Nothing lies over the chat."""
