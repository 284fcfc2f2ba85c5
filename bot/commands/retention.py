"""`retention`: what need not be kept any more, now or within a year, what is never due and why, what is on hold."""

from __future__ import annotations

import asyncio
import json
from argparse import Namespace
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, timedelta

from bot.commands.printing import in_columns
from bot.due import Fate, fates
from bot.house import House
from bot.keeping import kept_now
from bot.menu import Menu
from bot.opening import open_house
from bot.settings import Settings
from bot.store import holds
from bot.store.database import Database, Transaction
from handlers import CONVERSATIONS

A_YEAR = timedelta(days=365)

WHY = {
    "open": "not at their end",
    "account": "their account is there",
    "until_set": "until the records officer sets a time in content/records.yaml",
    "proof": "they are the proof of what was destroyed",
    "no_line": "of a class that content/records.yaml does not have",
}


@dataclass(frozen=True, slots=True)
class Due:
    """A case that is no part of another: from which day on it need not be kept, and what then. Its `class` is spelled
    `filed_under` here."""

    ref: str
    kind: str
    filed_under: str
    due: str
    then: str
    on_hold: bool


@dataclass
class Found:
    """All that the command says. `never` counts cases by class and reason; `on_hold` names cases."""

    district_hold: bool
    due: list[Due] = field(default_factory=list)
    within_a_year: list[Due] = field(default_factory=list)
    later: int = 0
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
    found = asyncio.run(_look(settings, house, datetime.now(UTC)))
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
    for kind in faces:
        async for fate in fates(connection, faces, house, kind, now + timedelta(days=1)):
            _enter(found, fate, today)
    return found


def _enter(found: Found, fate: Fate, today: date) -> None:
    line, due = fate.standing.line, fate.standing.due
    if line is None or due is None:
        name = line.name if line else fate.case.kind
        found.never[name, fate.standing.why] += 1
        return
    on_hold = any(one.ref in found.on_hold for one in (fate.case, *fate.parts))
    one = Due(fate.case.ref, fate.case.kind, line.name, due.isoformat(), line.then, on_hold)
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
    return in_columns("", one.ref, one.filed_under, one.due, "on hold" if one.on_hold else then).rstrip("\t")
