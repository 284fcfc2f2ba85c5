"""`retention`: what no longer has to be kept, now or within a year, what is never due and why, what is on hold."""

from __future__ import annotations

import asyncio
import json
from argparse import Namespace
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta

from bot.commands.printing import in_columns
from bot.dates import utc_now
from bot.disposition import MOST_LISTED
from bot.house import House
from bot.menu import Menu
from bot.opening import open_house
from bot.retention.drawn_up import drawn_up
from bot.retention.due import Fate, fates, recalled
from bot.retention.keeping import kept_now
from bot.retention.signing import signers
from bot.settings import Settings
from bot.store import holds
from bot.store.database import Database, Transaction
from handlers import CONVERSATIONS

A_YEAR = timedelta(days=365)

WHY = {
    "open": "not at their end",
    "account": "counted from the end of an account, which nobody has noted",
    "until_set": "until the records officer sets a time in content/records.yaml",
    "proof": "they are the proof of what was destroyed",
    "no_line": "of a class that content/records.yaml does not have",
}

STAYS = {
    "on_a_list": "on the open list {ref}",
    "kept_off": "kept off a list for a year, by {ref}",
    "recalled": "stays while {ref} is open, which refers back to it",
}
NOBODY_MAY_SIGN = "nobody may sign"


@dataclass(frozen=True, slots=True)
class Due:
    """A case that is no part of another: from which day on it need not be kept, and what then. Its `class` is spelled
    `filed_under` here. `stays` says why it comes on no list now, with the reference behind it; "" where it does."""

    ref: str
    kind: str
    filed_under: str
    due: str
    then: str
    on_hold: bool
    stays: str


@dataclass
class Found:
    """All that the command says. `off` says why a case comes on no list now; `never` counts cases by class and reason;
    `on_hold` names cases."""

    district_hold: bool
    due: list[Due] = field(default_factory=list)
    within_a_year: list[Due] = field(default_factory=list)
    later: int = 0
    off: dict[str, str] = field(default_factory=dict)
    never: Counter[tuple[str, str]] = field(default_factory=Counter)
    on_hold: list[str] = field(default_factory=list)

    def as_data(self) -> dict[str, object]:
        """For --json."""
        never = [{"class": name, "why": why, "cases": count} for (name, why), count in sorted(self.never.items())]
        lists = {name: [asdict(one) for one in getattr(self, name)] for name in ("due", "within_a_year")}
        return {
            "district_hold": self.district_hold,
            **lists,
            "later": self.later,
            "never": never,
            "on_hold": self.on_hold,
        }


def retention(arguments: Namespace, environment: Mapping[str, str]) -> int:
    """Say how the records stand, and write nothing."""
    settings = Settings.read(environment)
    house = open_house(settings.content_dir)
    found = asyncio.run(_look(settings, house, utc_now()))
    print(json.dumps(found.as_data(), indent=2) if arguments.json else "\n".join(_on_paper(found)))
    return 0


async def _look(settings: Settings, house: House, now: datetime) -> Found:
    async with Database(settings.database) as database, database.reading() as connection:
        return await gather(connection, house, now)


async def gather(connection: Transaction, house: House, now: datetime) -> Found:
    """How every case stands at a moment: those that are due are held in memory, all others are counted."""
    faces, today = Menu(CONVERSATIONS).faces, house.calendar.day(now)
    held = sorted(hold.ref for hold in await holds.everything(connection))
    found = Found((await kept_now(house)).hold, on_hold=held)
    found.off = {ref: STAYS["recalled"].format(ref=by) for ref, by in (await recalled(connection, faces)).items()}
    so_far = await drawn_up(connection, faces, house, now, MOST_LISTED)
    found.off |= {ref: STAYS[why].format(ref=listed) for ref, (why, listed) in so_far.off.items()}
    for kind in faces:
        async for fate in fates(connection, faces, house, kind, now + timedelta(days=1)):
            unsigned = fate.may_go(today) and not signers([fate], faces, house, now)
            _enter(found, fate, today, NOBODY_MAY_SIGN if unsigned else "")
    return found


def _enter(found: Found, fate: Fate, today: date, otherwise: str) -> None:
    """`otherwise` is why it comes on no list where nothing else keeps it off."""
    line, due = fate.standing.line, fate.standing.due
    if line is None or due is None:
        name = line.name if line else fate.case.kind
        found.never[name, fate.standing.why] += 1
        return
    on_hold = any(ref in found.on_hold for ref in fate.refs)
    stays = next((found.off[ref] for ref in fate.refs if ref in found.off), otherwise)
    one = Due(fate.case.ref, fate.case.kind, line.name, due.isoformat(), line.then, on_hold, stays)
    if due <= today:
        found.due.append(one)
    elif due <= today + A_YEAR:
        found.within_a_year.append(one)
    else:
        found.later += 1


def _on_paper(found: Found) -> Iterator[str]:
    if found.district_hold:
        yield "The whole district is on hold (district.yaml): nothing is destroyed, and no list is drawn up."
    yield f"Due now: {len(found.due)}"
    yield from map(_line, found.due)
    yield f"Due within a year: {len(found.within_a_year)}"
    yield from map(_line, found.within_a_year)
    yield f"Due later: {found.later}"
    yield f"Never due, as things are: {found.never.total()}"
    yield from (in_columns("", name, str(count), WHY[why]) for (name, why), count in sorted(found.never.items()))
    yield f"On hold: {len(found.on_hold)}"
    yield from (in_columns("", ref) for ref in found.on_hold)


def _line(one: Due) -> str:
    then = "to be offered to the State Archives" if one.then == "archives" else ""
    remark = "on hold" if one.on_hold else one.stays or then
    return in_columns("", one.ref, one.filed_under, one.due, *([remark] if remark else []))
