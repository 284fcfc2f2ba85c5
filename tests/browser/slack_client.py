"""People at a Slack workspace that runs on this machine: the npm package local-slack, by its own page."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from aiohttp import ClientSession
from cryptography.fernet import Fernet
from playwright.async_api import Browser, Locator, Page, expect

from tests.browser.screenshots import payload
from tests.browser.servers import CLIENTS, Bot, running
from tests.browser.window import Given, Window, open_page
from tests.ports import free_port
from tests.slack_signing import SECRET, signed

PROGRAM = CLIENTS / "local-slack-linux-x64" / "bin" / "local-slack"
TOKEN = "xoxb-of-a-local-workspace"
APP_TOKEN = "xapp-of-a-local-workspace"
BOT_USER = "U0GUARD"

Block = dict[str, Any]


class Workspace:
    """A workspace with these people (names by user id), each in a direct conversation with the bot."""

    def __init__(self, people: Mapping[str, str], bot_folder: Path, *, by_socket: bool = False) -> None:
        self._people = people
        self._by_socket = by_socket
        self._port = free_port()
        self.url = f"http://127.0.0.1:{self._port}"
        environment = {
            "SLACK_API_URL": f"{self.url}/api/",
            "SLACK_BOT_TOKEN": TOKEN,
            "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_BASIC_INPUTS": "1",
            "SECRET_KEY": "of a workspace on this machine alone",
            "EVIDENCE_KEYS": Fernet.generate_key().decode(),
        }
        if by_socket:
            environment = {**environment, "SLACK_SIGNING_SECRET": "", "SLACK_APP_TOKEN": APP_TOKEN}
        self.bot = Bot(bot_folder, environment)

    @asynccontextmanager
    async def open(self, folder: Path) -> AsyncIterator[None]:
        """The workspace and the bot run until the block ends."""
        settings = _written(folder / "workspace.json", self._settings())
        command = (str(PROGRAM), "--config", settings, "--port", str(self._port), "--base-host", "127.0.0.1")
        slack = running(*command, ready=f"{self.url}/_control/state", folder=folder, environment={})
        async with slack, self.bot.serving():
            yield

    def _settings(self) -> dict[str, Any]:
        app = {"botName": "Crossing Guard", "botUserId": BOT_USER, "botToken": TOKEN, "signingSecret": SECRET}
        by_http = {"mode": "events", "requestUrl": f"{self.bot.url}/slack/events"}
        by_socket = {"mode": "socket", "appToken": APP_TOKEN}
        talks = [
            {"id": f"D{user}", "name": f"with-{user}", "is_im": True, "members": [user, BOT_USER]}
            for user in self._people
        ]
        return {
            "workspace": {"name": "Evergreen Public Schools", "domain": "evergreen", "teamId": "T0EPS"},
            "apps": [{**app, **(by_socket if self._by_socket else by_http)}],
            "users": [_user(user, name) for user, name in self._people.items()],
            "channels": talks,
        }

    async def sit_down(self, browser: Browser, user: str, pictures: Path) -> SlackWindow:
        """Somebody opens their direct conversation with the bot."""
        page = await open_page(browser, self.url)
        await page.get_by_label("Act as").select_option(user)
        await page.get_by_role("button", name=self._people[user]).first.click()
        return SlackWindow(page, user, self._people[user].split()[0], pictures, self)

    async def press_in_window(self, user: str, label: str) -> None:
        """Deliver the press of a button in the open window, as Slack does.

        The page draws these buttons and does nothing when they are clicked.
        """
        view = await self._top_view()
        block, button = next(pair for pair in _buttons(view) if pair[1]["text"]["text"] == label)
        action = {name: button[name] for name in button.keys() & {"type", "action_id", "value"}}
        payload = {
            "type": "block_actions",
            "team": {"id": "T0EPS"},
            "user": {"id": user, "team_id": "T0EPS"},
            "trigger_id": f"pressed.{view['id']}",
            "view": {**view, "state": {"values": {}}},
            "actions": [{**action, "block_id": block.get("block_id", "unnamed"), "action_ts": "1.0"}],
        }
        await self._deliver(urlencode({"payload": json.dumps(payload)}))

    async def address_behind(self, user: str, label: str) -> str:
        """Where the newest button with this label leads, in somebody's direct conversation.

        The page draws these buttons and does not follow them.
        """
        state = await self._state()
        shown = (message for message in state["messages"][f"D{user}"] if "blocks" in message)
        found = [button for message in shown for _, button in _buttons(message) if "url" in button]
        return next(str(button["url"]) for button in reversed(found) if button["text"]["text"] == label)

    async def _deliver(self, body: str) -> None:
        headers = {"Content-Type": "application/x-www-form-urlencoded", **signed(body)}
        async with (
            ClientSession() as session,
            session.post(f"{self.bot.url}/slack/events", data=body, headers=headers) as answer,
        ):
            assert answer.status == 200

    async def _top_view(self) -> Block:
        view: Block = (await self._state())["modalStack"][-1]
        return view

    async def _state(self) -> dict[str, Any]:
        """Everything that the page shows."""
        async with ClientSession() as session, session.ws_connect(f"{self.url}/ui") as page:
            shown = await page.receive_json()
        state: dict[str, Any] = shown["state"]
        return state


def _written(file: Path, settings: Mapping[str, Any]) -> str:
    file.parent.mkdir(parents=True)
    file.write_text(json.dumps(settings), encoding="utf-8")
    return str(file)


def _user(user: str, name: str) -> dict[str, str]:
    first = name.split()[0].lower()
    return {"id": user, "name": first, "real_name": name, "email": f"{first}@example.org"}


def _buttons(view: Block) -> Iterator[tuple[Block, Block]]:
    for block in view["blocks"]:
        for element in (*block.get("elements", ()), *filter(None, [block.get("accessory")])):
            if element["type"] == "button":
                yield block, element


class SlackWindow(Window):
    """Somebody's page of the workspace."""

    def __init__(self, page: Page, user: str, person: str, pictures: Path, workspace: Workspace) -> None:
        super().__init__(page, person, pictures)
        self._user = user
        self._workspace = workspace

    @property
    def chat(self) -> Locator:
        return self.page.locator(".messages")

    @property
    def form(self) -> Locator:
        return self.page.locator(".modal")

    def field(self, label: str) -> Locator:
        named = self.page.locator(".bk-label").get_by_text(label, exact=True)
        return self.form.locator(".bk-input").filter(has=named)

    async def say(self, text: str) -> None:
        await self.page.locator(".composer-input").fill(text)
        await self.page.keyboard.press("Enter")

    async def give(self, label: str, given: Given) -> None:
        field = self.field(label)
        if await field.locator("select").count():
            await field.locator("select").select_option(label=str(given))
        elif await field.locator(".bk-options").count():
            for option in (given,) if isinstance(given, str) else given:
                await field.locator(".bk-options label").get_by_text(option, exact=True).click()
        else:
            await field.get_by_role("textbox").fill(str(given))

    async def send(self, label: str) -> None:
        footer = self.form.locator(".modal-foot").get_by_role("button", name=label, exact=True)
        if await footer.count():
            await footer.click()
        else:
            await self._workspace.press_in_window(self._user, label)

    async def send_files(self, *names: str) -> None:
        composer = self.page.locator(".composer")
        await composer.locator("[type=file]").set_input_files([payload(name) for name in names])
        await composer.get_by_role("button", name="Send", exact=True).click()

    async def opens(self, label: str) -> Page:
        page = await self.page.context.new_page()
        await page.goto(await self._workspace.address_behind(self._user, label))
        return page

    async def close(self) -> None:
        await self.send("Close")
        await expect(self.form).to_have_count(0)
