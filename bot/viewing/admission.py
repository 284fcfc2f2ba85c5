"""Who may look at a file, asked anew at every look, and entered before anything is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from bot.dates import Clock
from bot.evidence import Evidence
from bot.evidence.links import VALID_FOR, BadLink, Links, Pass
from bot.exhibits import may_open
from bot.face import Face
from bot.house import House
from bot.store import cases, evidence, people, views
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

    async def open(self, token: str, browser: str) -> Look:
        """The first look by a link binds it to the browser."""
        asked, at = self.read(token), self.clock()
        async with self.database.transaction() as transaction:
            look = await self._allowed(transaction, asked)
            if not await views.bind(transaction, _digest(token), _digest(browser), at + VALID_FOR, at):
                raise NotShown("other_browser", 403)
        return look

    async def give(self, token: str, browser: str, what: Seen) -> Look:
        """The bytes may go out now: it is entered who gets them."""
        asked = self.read(token)
        async with self.database.transaction() as transaction:
            look = await self._allowed(transaction, asked)
            if not await views.is_bound(transaction, _digest(token), _digest(browser)):
                raise NotShown("other_browser", 403)
            await views.enter(transaction, look.file.id, asked.viewer, what, self.clock())
        return look

    async def _allowed(self, transaction: Transaction, asked: Pass) -> Look:
        file = await evidence.by_id(transaction, asked.evidence)
        case = await cases.by_id(transaction, file.case_id) if file else None
        if file is None or case is None or file.status != "kept":
            raise NotShown("ended", 404)
        works_here = "staff" in await people.standings(transaction, asked.viewer)
        if not works_here or not await may_open(transaction, self.faces, case, asked.viewer, self.house):
            raise NotShown("not_yours", 403)
        return Look(file, case)


def _digest(secret: str) -> str:
    # Whoever reads the database can neither open a link nor take the place of a browser.
    return sha256(secret.encode()).hexdigest()
