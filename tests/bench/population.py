"""Cases by the thousand: three that people really filed are patterns, and their rows are written straight into the
tables, under other names, with their history, their people and their outbox."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select

from bot.platforms.base import Seat
from bot.store.database import Database, Transaction
from bot.store.migrate import migrate
from bot.store.tables import cases, history, members, outbox, people, seats
from tests.bench.subjects import STAFF, Chat, Subject, mark
from tests.clock import MONDAY_MORNING
from tests.office import Office, office
from tests.reports import report

Row = dict[str, Any]

TABLES = (cases, history, members, outbox)
"""In the order in which they may be filled."""

AT_ONCE = 500
"""Subjects that are written at a time."""


@dataclass(frozen=True)
class Pattern:
    """The rows of one request (and of the account that it led to), by table, and the request's version."""

    rows: dict[str, list[Row]]
    version: int

    def copies(self, table: str, subject: Subject, chat: Chat) -> list[Row]:
        """The rows of a table for another subject, in one chat."""
        return [_copy(table, place, row, subject, chat) for place, row in enumerate(self.rows.get(table, ()))]


NOTHING = Pattern({}, 0)
"""People who have filed nothing yet."""


def _copy(table: str, place: int, row: Row, subject: Subject, chat: Chat) -> Row:
    made: Row = {name: _renamed(value, subject) for name, value in row.items()}
    if "id" in made:
        made["id"] = subject.row(place)
    if "case_id" in made:
        made["case_id"] = subject.row(row["case_id"] - 1)
    if made.get("message"):
        seat = chat.seat(mark(made["recipient"]))
        made |= {"platform": chat.name, "conversation": seat.conversation, "message": f"{subject.number}.{place}"}
    return made


def _renamed(value: Any, subject: Subject) -> Any:
    """Whatever names the pattern names the subject instead."""
    if isinstance(value, dict | list):
        return json.loads(_renamed(json.dumps(value), subject))
    if not isinstance(value, str):
        return value
    who, number = subject.email.partition("@")[0], str(subject.number)
    return value.replace("ana@", f"{who}@").replace("ana/", f"{who}/").replace("1001", number).replace("soccer", number)


@dataclass(frozen=True)
class Patterns:
    """A request that waits for the principal, one that has become an account, and a report that nobody took yet."""

    filed: Pattern
    done: Pattern
    reported: Pattern


async def patterns(folder: Path) -> Patterns:
    """Two requests and a report of Ana's in the playground, as if they had been made just now."""
    async with office(f"sqlite+aiosqlite:///{folder}/report.db") as opened:
        incident = await report(opened, "ana")
        await opened.settle()
        reported = await _pattern(opened, incident.version)
    async with office(f"sqlite+aiosqlite:///{folder}/pattern.db") as opened:
        filed = await opened.file("ana")
        await opened.settle()
        first = await _pattern(opened, filed.version)
        for name, move in (
            ("pat", "approve"),
            ("casey", "approve"),
            ("ana", "accept_charter"),
            ("kim", "accept_charter"),
            ("ana", "report_set_up"),
            ("casey", "activate"),
        ):
            filed = await opened.move(name, move, filed)
            await opened.settle()
        return Patterns(first, await _pattern(opened, filed.version), reported)


async def _pattern(opened: Office, version: int) -> Pattern:
    since = datetime.now(UTC) - MONDAY_MORNING
    async with opened.building.database.reading() as connection:
        found = {table.name: (await connection.execute(select(table))).mappings().all() for table in TABLES}
    return Pattern({name: [_later(dict(row), since) for row in rows] for name, rows in found.items()}, version)


def _later(row: Row, by: timedelta) -> Row:
    return {name: value + by if isinstance(value, datetime) else value for name, value in row.items()}


# --- Into the tables ----------------------------------------------------------------------------------------------


async def populate(address: str, pattern: Pattern, numbers: range, chat: Chat) -> None:
    """Tables at this address, with the staff in their seats and a copy of a pattern for each number."""
    database = Database(address)
    await migrate(database)
    await settle_staff(database, chat)
    await fill(database, pattern, numbers, chat)
    await database.close()


async def settle_staff(database: Database, chat: Chat) -> None:
    """Those who have a part in everybody's request sit in the chat."""
    async with database.transaction() as transaction:
        await _seat(transaction, tuple(STAFF), chat)


async def fill(database: Database, pattern: Pattern, numbers: range, chat: Chat) -> None:
    """A copy of a pattern for each number, with its requester."""
    for start in range(0, len(numbers), AT_ONCE):
        subjects = [Subject(number) for number in numbers[start : start + AT_ONCE]]
        async with database.transaction() as transaction:
            await _seat(transaction, [subject.email for subject in subjects], chat)
            for table in TABLES:
                copies = [row for subject in subjects for row in pattern.copies(table.name, subject, chat)]
                if copies:
                    await transaction.execute(insert(table), copies)


async def _seat(transaction: Transaction, emails: Sequence[str], chat: Chat) -> None:
    now = datetime.now(UTC)
    sitting = [_seat_row(email, chat.name, chat.seat(mark(email)), now) for email in emails]
    await transaction.execute(insert(seats), sitting)
    known = [{"email": email, "name": email, "platform": chat.name, "seen_at": now} for email in emails]
    await transaction.execute(insert(people), known)


def _seat_row(email: str, platform: str, seat: Seat, now: datetime) -> Row:
    where = {"platform": platform, "user": seat.user, "conversation": seat.conversation, "reference": seat.reference}
    return {**where, "email": email, "name": email, "standing": "staff", "unreachable": "", "checked_at": now}
