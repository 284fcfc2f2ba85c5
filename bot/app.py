"""Build everything once, and run it: the only module that knows every room."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from aiohttp import web

from bot.catch_up import CatchUp, unmanned
from bot.content import load_content
from bot.content.fault_sentences import did_you_mean
from bot.content.yaml_files import Fault, Faults
from bot.copies import Copies
from bot.delivery import Delivery
from bot.events import Event
from bot.evidence.links import Links
from bot.evidence.vault import Vault
from bot.house import House
from bot.intake import Intake
from bot.knowledge.library import open_library
from bot.menu import Menu
from bot.platforms.base import Platform
from bot.platforms.slack import endpoint as slack_endpoint
from bot.platforms.slack.send import SlackChat
from bot.platforms.teams import endpoint as teams_endpoint
from bot.platforms.teams.corrections import Framework
from bot.platforms.teams.send import TeamsChat
from bot.platforms.web import endpoint as web_endpoint
from bot.platforms.web.send import WebChat
from bot.playground import playground_faces, playground_people, playground_roles
from bot.reception import FrontDesk
from bot.settings import Settings
from bot.store import people
from bot.store.board import DatabaseBoard
from bot.store.database import Database
from bot.upkeep import Upkeep
from bot.viewing import endpoint as viewing_endpoint
from bot.viewing.admission import Door
from bot.watching import endpoint as watching_endpoint
from bot.watching.journal import Journal
from bot.watching.metrics import Metrics
from bot.watching.readiness import Readiness
from bot.wording import Words, asked_in_source, differences, load_words, unfillable
from handlers import CONVERSATIONS

log = logging.getLogger(__name__)

SOURCE = Path(__file__).parent
WORDING = Path("wording", "en.yaml")
Clock = Callable[[], datetime]
Route = Callable[[web.Application], None]
Chat = tuple[Platform, Route]


def utc_now() -> datetime:
    return datetime.now(UTC)


# --- Content ------------------------------------------------------------------------------------------------------


def open_house(folder: Path, menu: Menu) -> House:
    """Load the content. Raises Faults with everything that is wrong, each with file and line."""
    faults: list[Fault] = []
    content = _collected(lambda: load_content(folder), faults)
    words = _collected(lambda: load_words(folder / WORDING), faults)
    if words:
        faults += list(_wording_faults(words, menu, folder / WORDING))
    library = _collected(lambda: open_library(folder, content.district, content.knowledge), faults) if content else None
    if faults or content is None or words is None or library is None:
        raise Faults(faults)
    return House(content, words, content.district.calendar, library)


Loaded = TypeVar("Loaded")


def _collected(load: Callable[[], Loaded], faults: list[Fault]) -> Loaded | None:
    try:
        return load()
    except Faults as found:
        faults += found.faults
        return None


def _wording_faults(words: Words, menu: Menu, file: Path) -> Iterator[Fault]:
    """A sentence that is missing, or that nothing says any more, or with a blank that nothing fills."""
    derived = dict(key for face in menu.faces.values() for key in face.workflow.words())
    asked = {**asked_in_source([SOURCE, SOURCE.parent / "handlers"]), **derived}
    missing, unused = differences(words, asked)
    yield from (Fault(file, 1, f"The sentence {key} is missing. Please add it.") for key in missing)
    yield from (Fault(file, words.line(key), f"Nothing says {key} any more. Please remove it.") for key in unused)
    for key, blank, fillers in unfillable(words, asked):
        hint = did_you_mean(blank, fillers)
        yield Fault(file, words.line(key), f"Nothing fills the blank “{{{blank}}}” of {key}.{hint}")


# --- The building -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Building:
    """Everything, built and connected, and not yet running."""

    settings: Settings
    database: Database
    house: House
    menu: Menu
    front_desk: FrontDesk
    delivery: Delivery
    intake: Intake
    upkeep: Upkeep
    platforms: dict[str, Platform]
    routes: tuple[Route, ...]
    metrics: Metrics

    def application(self, *, delivers: bool) -> web.Application:
        """The web endpoints; with `delivers`, this process also tells what is in the outbox."""
        application = web.Application(client_max_size=1024**2)
        for add in self.routes:
            add(application)
        readiness = Readiness(self.database, self.platforms, self.house.library)
        watching_endpoint.add_routes(application, readiness, self.metrics, self.delivery.clock)
        application.cleanup_ctx.append(lambda _app: self.running(delivers=delivers))
        return application

    @asynccontextmanager
    async def _open(self, *, delivers: bool) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            stack.push_async_callback(self.database.close)
            await self._learn_names()
            for platform in self.platforms.values():
                stack.push_async_callback(platform.stop)
                await platform.start()
            stack.push_async_callback(_stopped, asyncio.create_task(self.house.library.follow()))
            if delivers:
                stack.push_async_callback(_stopped, asyncio.create_task(self._deliver()))
            yield

    async def running(self, *, delivers: bool) -> AsyncIterator[None]:
        async with self._open(delivers=delivers):
            yield

    async def work(self) -> None:
        """Delivery alone, until cancelled."""
        async with self._open(delivers=False):
            await self._deliver()

    async def _deliver(self) -> None:
        """Ask whoever the content names since this start; then tell what is due and take what was sent, until
        cancelled."""
        try:
            await self.catch_up()
        except Exception as error:  # the database may be away for a moment; what is due is tried again and again
            log.warning("nobody new was asked at this start: %s", type(error).__name__)
        async with asyncio.TaskGroup() as workers:
            workers.create_task(self.delivery.run())
            workers.create_task(self.intake.run())
            workers.create_task(self.upkeep.run())

    async def catch_up(self) -> None:
        """Whoever is named now for a case that waits, and has no card of it, is asked."""
        for name in await unmanned(self.database, self.house.district):
            log.warning("nobody who is asked can be reached", extra={"duty": name})
        for face in self.menu.faces.values():
            await CatchUp(self.database, self.house, self.delivery.clock).ask(face.workflow)

    async def _learn_names(self) -> None:
        try:
            async with self.database.reading() as connection:
                self.house.names.update(await people.names(connection))
        except Exception as error:  # /readyz says what is wrong; names come with the people
            log.warning("the database does not give the names yet: %s", type(error).__name__)


async def _stopped(task: asyncio.Task[None]) -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


@dataclass(frozen=True)
class Parts:
    """What a chat is connected to."""

    settings: Settings
    house: House
    database: Database
    front_desk: FrontDesk
    clock: Clock


def connect_slack(parts: Parts) -> Chat | None:
    settings = parts.settings.slack
    if not settings.on:
        return None
    chat = SlackChat(settings)
    return chat, lambda app: slack_endpoint.add_routes(app, chat, parts.front_desk, settings, parts.house.words.plain)


def connect_teams(parts: Parts, framework: Framework | None = None) -> Chat | None:
    settings = parts.settings.teams
    if not settings.on:
        return None
    word = parts.house.words.plain
    chat = TeamsChat(settings, word, framework)
    return chat, lambda app: teams_endpoint.add_routes(app, chat, parts.front_desk, settings, word)


def connect_web(parts: Parts) -> Chat | None:
    if not parts.settings.web_playground:
        return None
    house = parts.house
    chat = WebChat(playground_people(house), DatabaseBoard(parts.database, parts.clock, house.calendar.timezone))
    faces, roles = playground_faces(house), playground_roles(house)
    return chat, lambda app: web_endpoint.add_routes(app, chat, parts.front_desk, house.words.plain, faces, roles)


CHATS: tuple[Callable[[Parts], Chat | None], ...] = (connect_slack, connect_teams, connect_web)
"""Each gives a chat and what adds its endpoint, or None when its settings are not there."""


def build(
    settings: Settings,
    clock: Clock = utc_now,
    connect: Sequence[Callable[[Parts], Chat | None]] = CHATS,
    enter: Callable[[Path, Menu], House] = open_house,
) -> Building:
    """Connect the rooms. Raises Faults when the content is not in order.

    enter  (the content folder, the menu) -> the house, for whoever has opened it already
    """
    menu = Menu(CONVERSATIONS)
    house = replace(enter(settings.content_dir, menu), links=_links(settings))
    database = Database(settings.database)
    platforms: dict[str, Platform] = {}
    vault, one_picture = _vault(settings), asyncio.Lock()
    copies = Copies(database, house, menu.faces, vault, one_picture, clock)
    delivery = Delivery(database, house, menu.faces, platforms, clock, copies)
    intake = Intake(database, house, platforms, vault, clock, delivery.wake, one_picture)

    def wake(event: Event) -> None:
        delivery.wake()
        if getattr(event, "files", ()):
            intake.wake()

    metrics = Metrics()
    front_desk = FrontDesk(database, house, menu, clock, wake, Journal(metrics))
    upkeep = Upkeep(database, house, clock, delivery.wake)
    parts = Parts(settings, house, database, front_desk, clock)
    chats = [chat for each in connect if (chat := each(parts))]
    platforms |= {chat.name: chat for chat, _ in chats}
    routes = [add for _, add in chats]
    if house.links:
        door = Door(database, house, menu.faces, house.links, clock)
        routes.append(lambda app: viewing_endpoint.add_routes(app, door, vault, one_picture))
    connected = (platforms, tuple(routes), metrics)
    return Building(settings, database, house, menu, front_desk, delivery, intake, upkeep, *connected)


def _links(settings: Settings) -> Links | None:
    secret = settings.signing_secret
    return Links(settings.site, secret) if settings.site and secret else None


def _vault(settings: Settings) -> Vault | None:
    return Vault(settings.vault_keys) if settings.vault_keys else None
