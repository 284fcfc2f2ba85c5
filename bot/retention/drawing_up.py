"""Each month what has been kept long enough is put on a list, for the records officer to sign: nothing goes silently.

Requirement 8.6. A list is a case; whoever signs it is found by its table.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from bot.dates import Clock
from bot.desk import Desk
from bot.disposition import KIND, LISTED, MOST_LISTED, as_data
from bot.events import Event, Person, Place
from bot.face import Face
from bot.house import House
from bot.retention.drawn_up import DrawnUp, drawn_up, month_of
from bot.retention.due import Fate, due, recalled
from bot.retention.keeping import rules_now
from bot.retention.signing import barred, officers, signers
from bot.store import case_lists, cases, disposal, holds, outbox, seals
from bot.store.database import Database, Transaction
from bot.store.outbox import Notice
from bot.ui import Card, Text, pack

log = logging.getLogger(__name__)

NEWEST_WATCHED = 60
"""Lists whose state is looked at each round: the next comes once one of them is settled."""


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
    _settled: object = field(default=None, init=False)

    async def round(self) -> None:
        """The lists of a month, from its first working moment: one for each who signs, and after a full one the next as
        soon as that is settled."""
        month = self._month_due()
        rules = await rules_now(self.house, self.faces) if month else None
        if month is None or rules is None:
            return
        await self._let_lapse()
        settled = (month, await self._how_lists_stand())
        if settled == self._settled:
            return
        newest, lists, unsigned = await self._lists(rules)
        async with self.database.transaction() as transaction:
            if unsigned:
                await self._tell_unsigned(transaction, unsigned, month)
            if lists and await disposal.is_first(transaction, month, newest):
                for number, listed in enumerate(lists):
                    await self._open(transaction, listed, f"lists/{month}/{newest}/{number}")
        self._settled = settled

    def _month_due(self) -> date | None:
        month = month_of(self.house.calendar, self.clock())
        begins = datetime.combine(month, time(), self.house.calendar.timezone)
        return month if self.clock() >= self.house.calendar.next_working_moment(begins) else None

    async def _how_lists_stand(self) -> tuple[tuple[str, bool], ...]:
        async with self.database.reading() as connection:
            newest = await disposal.states_of_newest(connection, KIND, NEWEST_WATCHED)
        return tuple((ref, state in self.faces[KIND].workflow.ends) for ref, state in newest)

    async def _let_lapse(self) -> None:
        """Close what waits for a signature that nobody may give any more."""
        async with self.database.reading() as connection:
            found = await case_lists.in_states(connection, KIND, (LISTED,), None, "", most=NEWEST_WATCHED)
        for waiting in (one for one in found if not officers(one, self.faces, self.house)):
            async with self.database.transaction() as transaction:
                listed = await cases.held(transaction, waiting.ref)
                if listed and listed.state == LISTED:
                    desk = at_the_house(self.house, self.faces, transaction, self.clock(), f"{listed.stamp}/lapse")
                    await desk.move_by_house(listed, "lapse", listed.data)

    async def _tell_unsigned(self, transaction: Transaction, count: int, month: date) -> None:
        """Once a month, and no more than how many: they may have to be kept from the Director's office as well."""
        words = Text(self.house.words("disposition.nobody_may_sign", count=str(count)))
        told = self.house.district.role("communications_director")[0]
        notice = Notice(f"nobody_may_sign/{month}/{told}", "line", told, pack(Card(body=(words,))), self.clock())
        await outbox.put(transaction, [notice], self.clock())

    async def _lists(self, rules: House) -> tuple[str, list[Sequence[Fate]], int]:
        """The newest list so far; a new one for each who is the first that may sign for something that is due, the
        oldest first, whatever its kind; and for how many cases nobody may sign. Whoever has a list open gets none."""
        found, unsigned = dict[str, list[Fate]](), 0
        async with self.database.reading() as connection:
            so_far = await drawn_up(connection, self.faces, self.house, self.clock(), self.most)
            async for fate in self._due(connection, rules, so_far):
                signer = next(iter(signers([fate], self.faces, self.house, self.clock())), None)
                if signer is None:
                    unsigned += 1
                elif signer not in so_far.served:
                    self._add(found.setdefault(signer, []), fate)
        return so_far.newest, [self._oldest(fates) for fates in found.values()], unsigned

    def _add(self, fates: list[Fate], fate: Fate) -> None:
        """Of a backlog no more is in memory than two lists of each who signs."""
        fates.append(fate)
        if len(fates) >= 2 * self.most:
            fates[:] = self._oldest(fates)

    def _oldest(self, fates: Sequence[Fate]) -> Sequence[Fate]:
        return sorted(fates, key=lambda fate: (fate.standing.due, fate.case.id))[: self.most]

    async def _due(self, connection: Transaction, rules: House, so_far: DrawnUp) -> AsyncIterator[Fate]:
        """All that may go: not what is on hold, on an open list, or kept within a year, nor what an open case
        recalls."""
        held = {hold.ref for hold in await holds.everything(connection)}
        stays = held.union(so_far.off, await recalled(connection, self.faces))
        async for fate in due(connection, self.faces, rules, self.clock()):
            if stays.isdisjoint(fate.refs):
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
