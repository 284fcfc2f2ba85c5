"""Presses and forms as no client of ours would send them."""

from __future__ import annotations

from typing import Any

from bot.events import Clicked, Filled
from bot.replies import Now, Open
from tests.office import Office

KIND = "account_request"


async def click(opened: Office, name: str, action: str, value: str) -> Now | None:
    return await opened.receive(Clicked(**opened.whence(name), action=action, value=value))


async def fill(opened: Office, name: str, form: str, value: str, pressed: str = "", **answers: Any) -> Now | None:
    event = Filled(**opened.whence(name), form=f"{KIND}.{form}", value=value, pressed=pressed, answers=answers)
    return await opened.receive(event)


async def newest(opened: Office, name: str) -> str:
    await opened.settle()
    return (await opened.chat(name))[-1]


async def start(opened: Office, name: str) -> str:
    now = await opened.say(name, "/sm-request")
    assert isinstance(now, Open)
    return now.form.value
