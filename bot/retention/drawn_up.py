"""What earlier disposition lists mean for the next ones: which cases stay off them, and who gets none now."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal

from bot.calendar import SchoolCalendar
from bot.disposition import CARRIED_OUT, KEPT, KIND, LAPSED, kept, rows
from bot.face import Face
from bot.house import House
from bot.retention.signing import officers
from bot.store import case_lists
from bot.store.database import Transaction
from bot.workflow import Case

ENDED = (CARRIED_OUT, KEPT, LAPSED)
STAYS_OFF = timedelta(days=365)
"""How long what the records officer kept is on no list."""
AT_ONCE = 10
"""Lists that are in memory: 33 KB each."""

WhyOff = Literal["on_a_list", "kept_off"]


@dataclass
class DrawnUp:
    """Gathered once for each drawing up, so that a case is asked of in no time.

    off     of each case that comes on no list now, why, and which list says so
    served  who has an open list, or has had one this month that was not full
    newest  the reference of the newest list; "" where there is none
    """

    off: dict[str, tuple[WhyOff, str]] = field(default_factory=dict)
    served: set[str] = field(default_factory=set)
    newest: str = ""


async def drawn_up(
    transaction: Transaction, faces: Mapping[str, Face], house: House, now: datetime, full: int
) -> DrawnUp:
    """What counts at a moment; a list is full with so many cases on it."""
    found, month = DrawnUp(), month_of(house.calendar, now)
    async for listed in _lists(transaction, now - STAYS_OFF):
        found.newest = listed.ref
        is_open = listed.state not in ENDED
        off = {row.ref for row in rows(listed)} if is_open else kept(listed)
        why: WhyOff = "on_a_list" if is_open else "kept_off"
        found.off |= dict.fromkeys(off, (why, listed.ref))
        if is_open or (month_of(house.calendar, listed.opened_at) == month and len(rows(listed)) < full):
            found.served |= {*officers(listed, faces, house)[:1]}
    return found


def month_of(calendar: SchoolCalendar, moment: datetime) -> date:
    """The first day of the month of the district that a moment is in."""
    return calendar.day(moment).replace(day=1)


async def _lists(transaction: Transaction, since: datetime) -> AsyncIterator[Case]:
    """All that are open or were touched since, oldest first."""
    last = 0
    while found := await case_lists.open_or_touched_since(transaction, KIND, ENDED, since, last, AT_ONCE):
        last = found[-1].id
        for listed in found:
            yield listed
