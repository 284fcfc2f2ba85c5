"""What follows once a file is kept: the cases that hold the same file say so, or become one."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.desk import Desk
from bot.events import Event, Person, Place
from bot.exhibits import sharing
from bot.house import House
from bot.menu import Menu
from bot.replies import Say
from bot.store import cases, evidence
from bot.store.database import Database, Transaction
from bot.store.evidence import Wanted
from bot.workflow import Case, Refused

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Aftermath:
    """Looks at all cases that hold a file, each in a transaction of its own: whoever holds two cases may wait for
    somebody who waits for them."""

    database: Database
    house: House
    menu: Menu
    clock: Callable[[], datetime]

    async def of(self, row: Wanted) -> None:
        """What follows once this file is kept. Nothing follows where no other case holds it."""
        async with self.database.reading() as connection:
            case = await cases.by_id(connection, await evidence.case_of(connection, row.id))
            others = await sharing(connection, self.menu.faces, case) if case else ()
        if case and others:
            for one in (case, *others):
                await self._at_the_desk(row, one)

    async def _at_the_desk(self, row: Wanted, case: Case) -> None:
        """A visit for whoever opened the case, who did nothing but to send it: what is refused is left as it was."""
        person = Person(case.opened_by, self.house.name(case.opened_by))
        event = Event(f"shared/{row.id}/{case.ref}", person, Place(row.platform))

        async def visit(transaction: Transaction) -> None:
            await self._follow(Desk(event, self.house, self.menu.faces, transaction, self.clock()), case)

        try:
            await self.database.visited(visit)
        except Refused as refused:
            log.info("the same file in %s led to nothing: %s", case.ref, refused.why)
        except Exception:  # the file is kept, and whoever reads both cases sees that it is the same
            log.exception("the same file in %s could not be followed", case.ref)

    async def _follow(self, desk: Desk, case: Case) -> None:
        conversation = next(one for one in self.menu.conversations if one.face is desk.faces[case.kind])
        for reply in await conversation.shares(desk, case) if conversation.shares else ():
            if isinstance(reply, Say):
                await desk.say(reply.card)
        for now in await desk.parts([case.ref]):
            await desk.refresh(now)
