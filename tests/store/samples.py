"""Rows to begin with: a case, a notice, a moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import Row, select

from bot.store import cases, outbox, sending
from bot.store.database import Database, Transaction
from bot.store.outbox import Notice
from bot.store.sending import Claimed
from bot.store.tables import outbox as table
from bot.ui import Card, Text, pack
from bot.workflow import Case, Move, Role, Step
from tests.clock import MONDAY_MORNING

ANA, PAT, CASEY = "ana@example.org", "pat@example.org", "casey@example.org"
NOW = MONDAY_MORNING
LATER = NOW + timedelta(days=1)
MOST = 20

WORDS = pack(Card(body=(Text("A word."),)))
ANYBODY = Role("anybody", lambda _case, _district: (ANA, PAT, CASEY))


async def a_case(transaction: Transaction, ref: str = "R-1001", **more: Any) -> Case:
    """A stored case of Ana's that waits for the principal."""
    fresh = Case(0, ref, "account_request", "with_principal", 2, "central-hs", ANA, NOW, NOW)
    return await cases.open_case(transaction, replace(fresh, **more))


def moved(case: Case, name: str = "approve", to: str = "with_director", by: str = PAT) -> Step:
    """A move of a case, on paper."""
    after = replace(case, state=to, version=case.version + 1, last_move=name, last_by=by, came_from=case.state)
    return Step(case, after, Move(name, case.state, to, ANYBODY), LATER, "A note.")


def card(case: Case, recipient: str = PAT, **more: Any) -> Notice:
    """A living card of a case."""
    key = f"{case.stamp}/{recipient}"
    return replace(Notice(key, "card", recipient, WORDS, NOW, case.id, wanted=case.version), **more)


def line(key: str = "a line", recipient: str = PAT, **more: Any) -> Notice:
    """Something that is said once."""
    return replace(Notice(key, "line", recipient, WORDS, NOW), **more)


async def put(database: Database, *notices: Notice) -> None:
    """Rows of the outbox, committed."""
    async with database.transaction() as transaction:
        await outbox.put(transaction, notices, NOW)


async def claim(database: Database, at: Any = NOW, most: int = MOST) -> tuple[Claimed, ...]:
    """What a worker takes at a moment, committed."""
    async with database.transaction() as transaction:
        return await sending.claim(transaction, at, most)


async def show(database: Database, row: Claimed, seen: int, message: str = "m1") -> None:
    """Record that a claimed row is in the chat."""
    async with database.transaction() as transaction:
        await sending.record_shown(transaction, row, "web", PAT, message, seen, NOW)


async def row(database: Database, key: str) -> Row[Any]:
    """A row of the outbox as it is."""
    async with database.reading() as connection:
        return (await connection.execute(select(table).where(table.c.key == key))).one()
