"""Each month what has been kept long enough is put on a list, for the records officer to sign: nothing goes silently.

Requirement 8.6. A list is a case; whoever signs it is found by its table.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from bot.dates import Clock
from bot.desk import Desk
from bot.disposition import KIND, LISTED, MOST_LISTED, SIGNED, UNDER_WAY, as_data, is_kept
from bot.due import Fate, due
from bot.events import Event, Person, Place
from bot.face import Face
from bot.house import House
from bot.keeping import kept_now
from bot.signing import barred, officers, signers
from bot.store import cases, disposal, holds, seals
from bot.store.database import Database, Transaction

log = logging.getLogger(__name__)

OPEN = (LISTED, SIGNED, UNDER_WAY)
STAYS_OFF = timedelta(days=365)
"""How long what the records officer kept is on no list."""
LISTS_READ = 50
"""Of the newest lists, for what was kept: at two a month those of two years."""


def at_the_house(house: House, faces: Mapping[str, Face], transaction: Transaction, now: datetime, key: str) -> Desk:
    """A visit of nobody: for what the house does by itself."""
    return Desk(Event(key, Person("", ""), Place("")), house, faces, transaction, now)


@dataclass
class DrawingUp:
    """One in each process that delivers; what two of them see to is done once."""

    database: Database
    house: House
    faces: Mapping[str, Face]
    clock: Clock
    most: int = MOST_LISTED
    _drawn_up: date | None = field(default=None, init=False)

    async def round(self) -> None:
        """The lists of this month, from its first working moment; while one is open there is no other."""
        month = self._month_due()
        if month is None or (await kept_now(self.house)).hold or await self._is_one_open():
            return
        lists = await self._lists()
        async with self.database.transaction() as transaction:
            if lists and await disposal.is_first(transaction, month):
                for number, listed in enumerate(lists):
                    await self._open(transaction, listed, f"lists/{month}/{number}")
        self._drawn_up = month

    def _month_due(self) -> date | None:
        month = self.house.calendar.day(self.clock()).replace(day=1)
        begins = datetime.combine(month, time(), self.house.calendar.timezone)
        working = self.clock() >= self.house.calendar.next_working_moment(begins)
        return month if working and self._drawn_up != month else None

    async def _is_one_open(self) -> bool:
        async with self.database.reading() as connection:
            return bool(await cases.in_states(connection, KIND, OPEN, None, "", most=1))

    async def _lists(self) -> list[Sequence[Fate]]:
        """A list for the first who signs and, where something on it is their own or must be kept from them, one more
        for the next. Once one of them is full, the rest comes with the next month."""
        lists: dict[str, list[Fate]] = {}
        async with self.database.reading() as connection:
            async for fate in self._due(connection):
                signer = next(iter(signers([fate], self.faces, self.house, self.clock())), None)
                if signer is None:
                    log.warning("nobody may sign for a case that is due", extra={"ref": fate.case.ref})
                    continue
                lists.setdefault(signer, []).append(fate)
                if len(lists[signer]) == self.most:
                    break
        return [*lists.values()]

    async def _due(self, connection: Transaction) -> AsyncIterator[Fate]:
        """All that may go: not what is on hold, and not what was kept within a year."""
        held = {hold.ref for hold in await holds.everything(connection)}
        newest = await cases.register(connection, KIND, "", None, LISTS_READ)
        lists = [one for one in newest if one.updated_at >= self.clock() - STAYS_OFF]
        async for fate in due(connection, self.faces, self.house, self.clock()):
            kept = any(is_kept(one, fate.case.ref) for one in lists)
            if not kept and not held & {one.ref for one in (fate.case, *fate.parts)}:
                yield fate

    async def _open(self, transaction: Transaction, listed: Sequence[Fate], key: str) -> None:
        desk = at_the_house(self.house, self.faces, transaction, self.clock(), key)
        newest = await seals.end(transaction)
        data = {
            "rows": [as_data(fate.listed(self.house)) for fate in listed],
            "kept_off": {},
            "barred": barred(listed, self.faces),
            "seal": {"number": newest.number, "seal": newest.seal},
        }
        opened = await desk.open_case(KIND, "", data)
        made = await desk.move_by_house(opened, "draw_up", data)
        # They find it among what waits for them: it is of no school of theirs.
        await desk.belong(
            made, {f"signer_{place}": one for place, one in enumerate(officers(made, self.faces, self.house))}
        )
        log.info("a disposition list waits for a signature", extra={"ref": made.ref})
