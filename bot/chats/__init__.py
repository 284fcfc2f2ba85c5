"""The chats that a district uses, each connected to the rooms.

One that it does not use is never loaded: Teams alone would take 20 MB.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module

from aiohttp import web

from bot.dates import Clock
from bot.house import House
from bot.platforms.base import Platform
from bot.reception import FrontDesk
from bot.settings import Settings
from bot.store.database import Database

Mount = Callable[[web.Application], None]


@dataclass(frozen=True)
class Parts:
    """What a chat is connected to."""

    settings: Settings
    house: House
    database: Database
    front_desk: FrontDesk
    clock: Clock


Chat = tuple[Platform, Mount]
"""A chat, and what adds its endpoint."""

Connect = Callable[[Parts], Chat]
"""Every module here has one, `connect`: it builds the chat and opens no line."""

Choice = Callable[[Settings], Sequence[Connect]]


def chosen(settings: Settings) -> Sequence[Connect]:
    """What connects each chat that the settings speak of."""
    spoken_of = {"slack": settings.slack.on, "teams": settings.teams.on, "web": settings.web_playground}
    return [_connect(name) for name, wanted in spoken_of.items() if wanted]


def _connect(name: str) -> Connect:
    connect: Connect = import_module(f"bot.chats.{name}").connect
    return connect
