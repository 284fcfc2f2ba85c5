"""Build everything once, and run it: the only module that knows every room."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from aiohttp import web

from bot.aftermath import Aftermath
from bot.audit.sealing import Sealer
from bot.audit.what_is_set import WhatIsSet
from bot.catch_up import CatchUp, unmanned
from bot.chats import Choice, Mount, Parts, chosen
from bot.copies import Copies
from bot.dates import Clock, utc_now
from bot.delivery import Delivery
from bot.evidence.links import Links
from bot.evidence.vault import Vault
from bot.house import House
from bot.intake import Intake
from bot.kept_files import KeptFiles
from bot.menu import Menu
from bot.opening import open_house
from bot.platforms.base import Platform
from bot.reception import FrontDesk
from bot.records.packet import Packing
from bot.settings import Settings
from bot.store import people
from bot.store.database import Database
from bot.upkeep import Upkeep
from bot.viewing import endpoint as viewing_endpoint
from bot.viewing.admission import Door
from bot.watching import endpoint as watching_endpoint
from bot.watching.journal import Journal
from bot.watching.metrics import Metrics
from bot.watching.readiness import Readiness
from bot.whereabouts import Whereabouts
from handlers import CONVERSATIONS

log = logging.getLogger(__name__)


@dataclass(frozen=True, repr=False)  # as of the house
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
    sealer: Sealer
    what_is_set: WhatIsSet
    platforms: dict[str, Platform]
    routes: tuple[Mount, ...]
    metrics: Metrics

    def application(self, *, delivers: bool) -> web.Application:
        """The web endpoints; with `delivers`, this process also tells what is in the outbox."""
        application = web.Application(client_max_size=1024**2)
        for add in self.routes:
            add(application)
        readiness = Readiness(self.database, self.platforms, self.house.library)
        watching_endpoint.add_routes(application, readiness, self.metrics, self.delivery.clock)
        application.cleanup_ctx.append(lambda _app: self.running(delivers=delivers))
        application.cleanup_ctx.append(lambda _app: self._entering())
        return application

    @asynccontextmanager
    async def _open(self, *, delivers: bool) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(self.database)
            stack.push_async_callback(self.sealer.last_round)
            await self._learn_names()
            for platform in self.platforms.values():
                stack.push_async_callback(platform.stop)
                await platform.start()
            stack.push_async_callback(_stopped, asyncio.create_task(self.house.library.follow()))
            if delivers:
                stack.push_async_callback(_stopped, asyncio.create_task(self._deliver()))
            yield

    async def running(self, *, delivers: bool) -> AsyncIterator[None]:
        """Open from the first step to the one after `yield`, as aiohttp's `cleanup_ctx` has it."""
        async with self._open(delivers=delivers):
            yield

    async def work(self) -> None:
        """Delivery alone, until cancelled."""
        async with self._open(delivers=False), asynccontextmanager(self._entering)():
            await self._deliver()

    async def _entering(self) -> AsyncIterator[None]:
        """The log knows with what this process works, from its start on."""
        entering = asyncio.create_task(self.what_is_set.follow())
        try:
            yield
        finally:
            await _stopped(entering)

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
            workers.create_task(self.sealer.run())

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


def build(
    settings: Settings,
    clock: Clock = utc_now,
    connect: Choice = chosen,
    enter: Callable[[Path], House] = open_house,
) -> Building:
    """Connect the rooms. Raises Faults when the content is not in order.

    connect  which chats, by the settings
    enter    (the content folder) -> the house, for whoever has opened it already
    """
    menu, platforms, metrics = Menu(CONVERSATIONS), dict[str, Platform](), Metrics()
    house = replace(enter(settings.content_dir), links=_links(settings), now=clock)
    database, faces = Database(settings.database), menu.faces
    kept = KeptFiles(database, _vault(settings))
    follow = Aftermath(database, house, menu, clock).follow
    intake = Intake(database, house, faces, platforms, kept, clock, follow)
    whereabouts = Whereabouts(database, house.district, platforms)
    front_desk = FrontDesk(database, house, menu, clock, intake.wake, Journal(metrics), whereabouts)
    parts = Parts(settings, house, database, front_desk, clock)
    chats = [each(parts) for each in connect(settings)]
    platforms |= {chat.name: chat for chat, _ in chats}
    delivery = Delivery(database, house, faces, platforms, clock, Copies(database, house, faces, kept, clock))
    upkeep, sealer = Upkeep(database, house, faces, clock), Sealer(database, clock)
    door = Door(database, house, faces, house.links, clock) if house.links else None
    routes = (*(add for _, add in chats), *_page(door, kept, Packing(database, faces, house, kept)))
    workers = (delivery, intake, upkeep, sealer, WhatIsSet(database, settings, house.library, clock))
    return Building(settings, database, house, menu, front_desk, *workers, platforms, routes, metrics)


def _page(door: Door | None, kept: KeptFiles, packing: Packing) -> Iterator[Mount]:
    """The page that shows evidence and gives packets, where a browser reaches us."""
    if door:
        yield partial(viewing_endpoint.add_routes, door=door, kept=kept, packing=packing)


def _links(settings: Settings) -> Links | None:
    secret = settings.signing_secret
    return Links(settings.site, secret) if settings.site and secret else None


def _vault(settings: Settings) -> Vault | None:
    return Vault(settings.vault_keys) if settings.vault_keys else None
