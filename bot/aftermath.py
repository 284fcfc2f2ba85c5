"""What follows once a file is kept: the cases that hold the same file say so, or become one."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from bot.dates import Clock
from bot.desk import Desk
from bot.events import Event, Person, Place
from bot.exhibits import sharing
from bot.house import House
from bot.menu import Menu
from bot.replies import Say
from bot.store import cases, evidence
from bot.store.database import Database, Transaction
from bot.store.evidence import Kept
from bot.workflow import Case, Refused

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Aftermath:
    """Looks at all cases that hold a file, each in a transaction of its own: whoever holds two cases may wait for
    somebody who waits for them."""

    database: Database
    house: House
    menu: Menu
    clock: Clock

    async def follow(self, row: Kept) -> None:
        """What follows once this file is kept. Nothing follows where no other case holds it. An ExceptionGroup where
        something of it could not be done: it may all be done again."""
        async with self.database.reading() as connection:
            case = await cases.by_id(connection, await evidence.case_of(connection, row.id))
            others = await sharing(connection, self.menu.faces, case) if case else ()
        if case and others:
            failed = [error for one in (case, *others) if (error := await self._failed(row, one))]
            if failed:
                raise ExceptionGroup(f"{len(failed)} of {1 + len(others)} cases", failed)

    async def _failed(self, row: Kept, case: Case) -> Exception | None:
        """What kept one of these cases from being looked at; the others are looked at all the same."""
        try:
            await self._at_the_desk(row, case)
        except Exception as error:
            log.exception("the same file in %s could not be followed", case.ref)
            return error
        return None

    async def _at_the_desk(self, row: Kept, case: Case) -> None:
        """A visit for whoever opened the case, who did nothing but to send it: what is refused is left as it was."""
        person = Person(case.opened_by, self.house.name(case.opened_by))
        event = Event(f"shared/{row.id}/{case.ref}", person, Place(row.platform))

        async def visit(transaction: Transaction) -> None:
            await self._look_at(Desk(event, self.house, self.menu.faces, transaction, self.clock()), case)

        try:
            await self.database.visited(visit)
        except Refused as refused:
            log.info("the same file in %s led to nothing: %s", case.ref, refused.why)

    async def _look_at(self, desk: Desk, case: Case) -> None:
        conversation = next(one for one in self.menu.conversations if one.face is desk.faces[case.kind])
        for reply in await conversation.shares(desk, case) if conversation.shares else ():
            if isinstance(reply, Say):
                await desk.say(reply.card)
        for now in await desk.parts([case.ref]):
            await desk.refresh(now)
