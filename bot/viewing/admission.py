"""Who may look at a file or take a packet, asked anew each time, and entered before anything is given."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from hashlib import sha256

from bot.dates import Clock
from bot.evidence import Evidence
from bot.evidence.links import VALID_FOR, BadLink, Links, Pass
from bot.exhibits import may_open_file
from bot.face import Face
from bot.house import House
from bot.records.leaving import Order, begun, to_its_end
from bot.records.permission import may_take
from bot.store import cases, deeds, evidence, people, views
from bot.store.database import Database, Transaction
from bot.store.views import Seen
from bot.workflow import Case


class NotShown(Exception):
    """Nothing is shown. `why` names the sentences under evidence.page; `status` is HTTP's."""

    def __init__(self, why: str, status: int) -> None:
        super().__init__(why)
        self.why = why
        self.status = status


@dataclass(frozen=True, slots=True)
class Look:
    """One file, and its case."""

    file: Evidence
    case: Case


@dataclass(frozen=True, slots=True)
class Taking:
    """The packet of a case."""

    case: Case


@dataclass(frozen=True)
class Door:
    """Lets people in by their link. Raises NotShown: ended, other_browser, not_yours."""

    database: Database
    house: House
    faces: Mapping[str, Face]
    links: Links
    clock: Clock

    def read(self, token: str) -> Pass:
        """What a link says, without using it up."""
        try:
            return self.links.read(token, self.clock())
        except BadLink:
            raise NotShown("ended", 404) from None

    async def open(self, token: str, browser: str) -> Look | Taking:
        """The first look by a link binds it to the browser."""
        asked, at = self.read(token), self.clock()
        async with self.database.transaction() as transaction:
            found = await self._allowed(transaction, asked)
            if not await views.bind(transaction, _digest(token), _digest(browser), at + VALID_FOR, at):
                raise NotShown("other_browser", 403)
        return found

    async def give(self, token: str, browser: str, what: Seen) -> Look:
        """The bytes may go out now: it is entered who gets them."""
        asked = self.read(token)
        async with self.database.transaction() as transaction:
            look = await self._inside(transaction, asked, token, browser)
            if not isinstance(look, Look):
                raise NotShown("ended", 404)
            await views.enter(transaction, look.file.id, asked.viewer, what, self.clock())
        return look

    @asynccontextmanager
    async def handing_over(self, token: str, browser: str) -> AsyncIterator[tuple[Taking, Order]]:
        """The same for a packet, which whoever the link is for is given in the block: entered as begun, and at the end
        as given, or as failed where the block raises."""
        asked, at = self.read(token), self.clock()
        async with self.database.transaction() as transaction:
            taking = await self._inside(transaction, asked, token, browser)
            if not isinstance(taking, Taking):
                raise NotShown("ended", 404)
            order = Order(asked.viewer, at, "")
            deed = begun(taking.case.ref, order)
            await deeds.enter(transaction, deed)
        async with to_its_end(self.database, self.clock, deed):
            yield taking, order

    async def _inside(self, transaction: Transaction, asked: Pass, token: str, browser: str) -> Look | Taking:
        found = await self._allowed(transaction, asked)
        if not await views.is_bound(transaction, _digest(token), _digest(browser)):
            raise NotShown("other_browser", 403)
        return found

    async def _allowed(self, transaction: Transaction, asked: Pass) -> Look | Taking:
        if "staff" not in await people.standings(transaction, asked.viewer):
            raise NotShown("not_yours", 403)
        if isinstance(asked.what, int):
            return await self._file(transaction, asked.what, asked.viewer)
        case = await cases.by_ref(transaction, asked.what)
        if case is None:
            raise NotShown("ended", 404)
        if not await may_take(transaction, self.faces, case, asked.viewer, self.house):
            raise NotShown("not_yours", 403)
        return Taking(case)

    async def _file(self, transaction: Transaction, number: int, viewer: str) -> Look:
        file = await evidence.by_id(transaction, number)
        case = await cases.by_id(transaction, file.case_id) if file else None
        if file is None or case is None or file.status != "kept":
            raise NotShown("ended", 404)
        if not await may_open_file(transaction, self.faces, file, viewer, self.house):
            raise NotShown("not_yours", 403)
        return Look(file, case)


def _digest(secret: str) -> str:
    # Whoever reads the database can neither open a link nor take the place of a browser.
    return sha256(secret.encode()).hexdigest()
