"""`audit`: whether the log is as it was written, and the log itself, for whoever has to answer for the records."""

from __future__ import annotations

import asyncio
import json
from argparse import Namespace
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.audit.examining import Audit, Fault, in_order, rows_of, unsealed
from bot.commands import CannotGoOn
from bot.commands.beginning import refuse_another_version, refuse_what_cannot_work
from bot.commands.halves import HalfFile
from bot.commands.printing import in_columns, minute
from bot.dates import utc_now
from bot.settings import Settings
from bot.store.database import Database, Transaction
from bot.store.log_lines import Line
from bot.store.seals import Seal

FAULTY = 1
PROGRAM = "(program)"
WITH_ITS_CASE = "(gone with its case)"

BELONGS = {"to": ("log", "--to"), "ref": ("log", "A reference"), "seal": ("verify", "--seal")}
"""To which of the two each argument belongs that the other has no use for, and what it is called."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the log as an operator reads it: nothing in it that a person wrote. `seal`: None while it has none."""

    at: datetime
    by: str
    what: str
    ref: str
    seal: int | None


def audit(arguments: Namespace, environment: Mapping[str, str]) -> int:
    """Verify the log, which ends with 1 where anything in it is not as it was sealed, or list it, oldest first."""
    _refuse_misplaced(arguments)
    settings = Settings.read(environment)
    refuse_what_cannot_work(settings)
    if arguments.what == "log":
        asyncio.run(_listed(settings, arguments))
        return 0
    return asyncio.run(_verified(settings, arguments))


def _refuse_misplaced(arguments: Namespace) -> None:
    for name, (what, called) in BELONGS.items():
        if getattr(arguments, name) and arguments.what != what:
            raise CannotGoOn(f"{called} belongs to `audit {what}`. Leave it out, or run that.")


@asynccontextmanager
async def _log(database: Database) -> AsyncIterator[Transaction]:
    await refuse_another_version(database)
    async with database.reading() as connection:
        yield connection


# --- verify -----------------------------------------------------------------------------------------------------------


async def _verified(settings: Settings, arguments: Namespace) -> int:
    async with Database(settings.database) as database, _log(database) as connection:
        walk, found = Audit(connection, utc_now()), list[Fault]()
        async for fault in walk.faults(arguments.seal.strip().lower()):
            found.append(fault)
            if not arguments.json:
                print(_fault(fault))
    if arguments.json:
        print(json.dumps(_as_data(walk, found), indent=2, ensure_ascii=False, default=datetime.isoformat))
        return FAULTY if found else 0
    if found:
        raise CannotGoOn(f"Faults: {len(found)}. Seals: {walk.sealed}. docs/operate.md says what to do.")
    print(_well(walk))
    if walk.since:
        print(
            f"Rows that wait for their seal: {walk.waiting}, since {minute(walk.since)}. The bot seals them as it runs."
        )
    return 0


def _as_data(walk: Audit, found: list[Fault]) -> dict[str, Any]:
    newest = asdict(walk.newest) if walk.newest else None
    counted = {"sealed": walk.sealed, "destroyed": walk.destroyed, "waiting": walk.waiting, "since": walk.since}
    return {**counted, "newest": newest, "faults": [*map(asdict, found)]}


def _fault(fault: Fault) -> str:
    row = f"{fault.record} {fault.row}" if fault.record else "-"
    seal = f"seal {fault.seal}" if fault.seal is not None else "-"
    return in_columns(fault.what, row, fault.ref or "-", seal, minute(fault.sealed_at) if fault.sealed_at else "-")


def _well(walk: Audit) -> str:
    if walk.newest is None:
        return "Nothing is in the audit log yet that had to be sealed."
    gone = f", {walk.destroyed} of them of cases that were destroyed since" if walk.destroyed else ""
    newest = f"The newest seal is {walk.newest.id}, of {minute(walk.newest.at)}: {walk.newest.seal}"
    return f"The audit log is as it was sealed. Rows: {walk.sealed}{gone}. {newest}"


# --- log --------------------------------------------------------------------------------------------------------------


async def _listed(settings: Settings, arguments: Namespace) -> None:
    """On standard output, or into a file that has its name once all of it is there."""
    async with Database(settings.database) as database, _log(database) as connection:
        written = _written(connection, arguments)
        if arguments.to:
            await _into_a_file(Path(arguments.to), written)
            return
        async for some in written:
            print(some, end="")


async def _into_a_file(to: Path, written: AsyncIterator[str]) -> None:
    with HalfFile(to) as half:
        async for some in written:
            await half.give(some.encode())
        half.settle()
        half.take_name()
    print(to)


async def _written(connection: Transaction, arguments: Namespace) -> AsyncIterator[str]:
    """The list, piece by piece: a line for each entry, or all of them as a JSON list."""
    ref, between = arguments.ref.upper(), "["
    async for entry in _entries(connection):
        if ref not in ("", entry.ref):
            continue
        if arguments.json:
            yield f"{between}{json.dumps(asdict(entry), ensure_ascii=False, default=datetime.isoformat)}"
            between = ",\n"
        else:
            yield f"{_line(entry)}\n"
    if arguments.json:
        yield "[]\n" if between == "[" else "]\n"


def _line(entry: Entry) -> str:
    seal = "-" if entry.seal is None else str(entry.seal)
    return in_columns(minute(entry.at), entry.by, entry.what, entry.ref or "-", seal)


async def _entries(connection: Transaction) -> AsyncIterator[Entry]:
    async for some in in_order(connection):
        rows = await rows_of(connection, some)
        for seal in some:
            yield _entry(seal, rows.get((seal.record, seal.row)))
    async for line in unsealed(connection):
        yield Entry(line.at, *SAID[line.record](line.values), line.ref, None)


def _entry(seal: Seal, line: Line | None) -> Entry:
    if line is None:
        return Entry(seal.at, PROGRAM, WITH_ITS_CASE, seal.ref, seal.id)
    return Entry(line.at, *SAID[line.record](line.values), seal.ref, seal.id)


def _move(row: Mapping[str, Any]) -> tuple[str, str]:
    return row["by"] or PROGRAM, f"{row['move']}: {row['from_state']} -> {row['to_state']}"


def _look(row: Mapping[str, Any]) -> tuple[str, str]:
    return row["viewer"], f"{row['what']}: file {row['evidence_id']}"


def _deed(row: Mapping[str, Any]) -> tuple[str, str]:
    details = row["details"]
    told = [
        *(str(details[name]) for name in TOLD if name in details),
        *(name for part in SET for name in details.get(part, ())),
    ]
    return row["by"] or PROGRAM, f"{row['deed']}: {', '.join(told)}" if told else row["deed"]


TOLD = ("command", "what", "came", "list", "class", "series")
"""What is told of a deed; a reason is in somebody's words."""
SET = ("content", "settings")
"""Of these, the names of what changed."""

SAID: Mapping[str, Callable[[Mapping[str, Any]], tuple[str, str]]] = {
    "history": _move,
    "evidence_views": _look,
    "deeds": _deed,
}
"""Of a row of each record: who, and what."""
