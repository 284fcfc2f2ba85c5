"""`serve` and `work`: the bot itself, until it is stopped."""

from __future__ import annotations

import asyncio
import logging
from argparse import Namespace
from collections.abc import Callable, Mapping

from aiohttp import web

from bot import memory
from bot.app import Building, build
from bot.commands import CannotGoOn
from bot.commands.beginning import refuse_what_cannot_work
from bot.settings import BadSettings, Settings

log = logging.getLogger("bot")

Environment = Mapping[str, str]


def serve(arguments: Namespace, environment: Environment) -> int:
    """Answer the chats; unless told otherwise, also send what is to be told."""
    settings = _complete(environment)
    building = _ready(settings)
    if not building.platforms:
        raise CannotGoOn("No chat is connected: set the variables of Slack, of Teams, or WEB_PLAYGROUND=1.")
    refuse_what_cannot_work(settings)
    application = building.application(delivers=not arguments.no_delivery)
    try:
        web.run_app(application, host=settings.host, port=settings.port, print=_listening(building))
    except OSError as error:
        where = f"Cannot listen on {settings.host}:{settings.port}: {error.strerror}."
        raise CannotGoOn(f"{where}\nIs PORT taken, or is HOST not an address of this machine?") from error
    return 0


def work(_arguments: Namespace, environment: Environment) -> int:
    """Send what is to be told, and nothing else."""
    settings = _complete(environment)
    building = _ready(settings)
    refuse_what_cannot_work(settings)
    log.info("at work", extra={"chats": [*building.platforms]})
    asyncio.run(building.work())
    return 0


def _complete(environment: Environment) -> Settings:
    settings = Settings.read(environment)
    if missing := settings.missing():
        raise BadSettings(missing)
    return settings


def _ready(settings: Settings) -> Building:
    with memory.start():
        return build(settings)


def _listening(building: Building) -> Callable[[str], None]:
    """What aiohttp calls once the port is listened on: a line of the log, so that a start is seen."""
    address = f"{building.settings.host}:{building.settings.port}"
    said = {"address": address, "chats": [*building.platforms]}
    return lambda _its_words: log.info("listening", extra=said)
