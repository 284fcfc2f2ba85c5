"""`audit verify`: whatever is changed in the log afterwards shows, and what had to be signed does not."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import JSON, Column, Integer, Table, delete, func, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from bot.audit.examining import Audit, Fault
from bot.store import cases, views
from bot.store.columns import Moment
from bot.store.database import Database, Transaction
from bot.store.log_lines import RECORDS
from bot.store.seals import Seal
from bot.store.tables import counters, evidence_views, history, metadata, seals
from tests.logged import happened, sealer, slip_in
from tests.store.samples import NOW, PAT

AFTERWARDS = NOW + timedelta(hours=5)
SEALS = 8
GONE = "The row is gone, and nothing that was signed accounts for it."


@pytest.fixture
async def sealed(database: Database) -> Database:
    """Two cases, of which everything is sealed."""
    await happened(database, "I-1001", "I-1002")
    await sealer(database).round()
    return database


async def faults(connection: Transaction, noted: str = "") -> list[Fault]:
    return [fault async for fault in Audit(connection, AFTERWARDS).faults(noted)]


async def changed(database: Database, *statements: Any) -> list[str]:
    """What an audit says after these statements: what is wrong, where, of which case."""
    async with database.transaction() as transaction:
        for statement in statements:
            await transaction.execute(statement)
    async with database.reading() as connection:
        return [
            f"{fault.seal} {fault.record} {fault.row} {fault.ref}: {fault.what}" for fault in await faults(connection)
        ]


# --- What is well -----------------------------------------------------------------------------------------------------


async def test_an_empty_log_is_well(database: Database) -> None:
    async with database.reading() as connection:
        walk = Audit(connection, AFTERWARDS)
        assert [fault async for fault in walk.faults()] == []
    assert (walk.sealed, walk.newest) == (0, None)


async def test_a_log_as_it_was_sealed_is_well(sealed: Database) -> None:
    async with sealed.reading() as connection:
        walk = Audit(connection, AFTERWARDS)
        assert [fault async for fault in walk.faults()] == []
    assert isinstance(walk.newest, Seal)
    assert (walk.sealed, walk.newest.id, walk.destroyed) == (SEALS, SEALS, 0)


async def test_rows_that_wait_for_the_sealer_are_no_fault_however_long_nothing_ran(sealed: Database) -> None:
    """As after a stop, a restored copy, and the update that made the chain."""
    await happened(sealed, "I-1003", at=NOW + timedelta(minutes=20))
    async with sealed.reading() as connection:
        walk = Audit(connection, NOW + timedelta(days=90))
        assert [fault async for fault in walk.faults()] == []
    assert (walk.sealed, walk.waiting, walk.since) == (SEALS, 4, NOW + timedelta(minutes=20))


async def test_nothing_is_sealed_yet(database: Database) -> None:
    await happened(database, "I-1001")
    async with database.reading() as connection:
        walk = Audit(connection, NOW + timedelta(days=900))
        assert [fault async for fault in walk.faults()] == []
    assert (walk.sealed, walk.waiting, walk.since) == (0, 4, NOW)


async def test_a_seal_that_was_noted_is_found_wherever_it_is(sealed: Database) -> None:
    async with sealed.reading() as connection:
        for seal in (await connection.execute(select(seals.c.seal))).scalars().all():
            assert await faults(connection, seal) == []


# --- What is not ------------------------------------------------------------------------------------------------------


async def test_a_row_that_was_changed(sealed: Database) -> None:
    assert await changed(sealed, update(history).where(history.c.id == 2).values(note="Another note.")) == [
        "2 history 2 I-1001: The row was changed after it was sealed."
    ]


async def test_rows_that_are_gone(sealed: Database) -> None:
    assert await changed(sealed, delete(evidence_views)) == [
        "3 evidence_views 1 I-1001: The row is gone, and nothing that was signed accounts for it.",
        "7 evidence_views 2 I-1002: The row is gone, and nothing that was signed accounts for it.",
    ]


async def test_a_row_that_was_sealed_anew_by_hand(sealed: Database) -> None:
    """As somebody might who knows how a digest is made: then the seals behind it do not follow."""
    digest = update(seals).where(seals.c.id == 2).values(digest="0" * 64)
    assert await changed(sealed, digest) == [
        "2 history 2 I-1001: The seal does not follow from the one before it: one of the two was changed.",
        "2 history 2 I-1001: The row was changed after it was sealed.",
    ]


async def test_seals_that_are_gone(sealed: Database) -> None:
    no_seal = "The row bears no seal, is older than an hour, and later ones bear theirs."
    assert await changed(sealed, delete(seals).where(seals.c.id.in_([3, 8]))) == [
        "4 deeds 1 I-1001: The numbers before this seal are left out, from 3 on.",
        "8  None : The last seals are left out, from 8 to 8.",
        f"None evidence_views 1 I-1001: {no_seal}",
    ]


async def test_seals_that_are_gone_show_also_once_their_rows_are_sealed_again(sealed: Database) -> None:
    await changed(sealed, delete(seals).where(seals.c.id > 6))
    await sealer(sealed).round()
    assert await changed(sealed) == ["9 evidence_views 2 I-1002: The numbers before this seal are left out, from 7 on."]


async def test_a_row_that_was_slipped_in_shows_before_it_is_sealed_and_afterwards(database: Database) -> None:
    first, _ = await happened(database, "I-1001", "I-1002")
    await happened(database, "I-1003", at=NOW + timedelta(hours=2))
    await sealer(database).round()
    await slip_in(database, first, 77, 77, NOW)
    (unsealed,) = await changed(database)
    assert unsealed.startswith("None history 77 I-1001: The row was slipped in:")
    await sealer(database).round()
    (slipped_in,) = await changed(database)
    assert slipped_in.startswith("13 history 77 I-1001: The row was slipped in:")


async def test_a_case_that_was_given_the_reference_of_another(sealed: Database) -> None:
    renamed = text("UPDATE cases SET ref = 'I-4711' WHERE ref = 'I-1001'")
    other = "The row tells of another case now, I-4711."
    assert await changed(sealed, renamed) == [f"1 history 1 I-1001: {other}", f"2 history 2 I-1001: {other}"]


async def test_a_chain_that_was_made_anew_shows_by_a_seal_that_was_noted(sealed: Database) -> None:
    async with sealed.reading() as connection:
        noted = (await connection.execute(select(seals.c.seal).where(seals.c.id == SEALS))).scalar_one()
    anew = (delete(seals), delete(counters), update(history).where(history.c.id == 1).values(note="Anew."))
    await changed(sealed, *anew)
    await sealer(sealed).round()
    async with sealed.reading() as connection:
        assert await faults(connection) == []
        (fault,) = await faults(connection, noted)
    assert fault.what.startswith("The seal that was noted is nowhere in the chain")


async def test_a_look_with_an_old_date_shows_by_what_happened_in_another_record(sealed: Database) -> None:
    async with sealed.reading() as connection:
        case = await cases.by_ref(connection, "I-1002")
    assert case
    await slip_in(sealed, case, 50, 50, NOW + timedelta(days=90))
    await sealer(sealed, NOW + timedelta(days=90)).round()
    async with sealed.transaction() as transaction:
        await views.enter(transaction, 1, PAT, "exported", NOW + timedelta(days=30))
    (unsealed,) = await changed(sealed)
    await sealer(sealed, NOW + timedelta(days=90)).round()
    (slipped_in,) = await changed(sealed)
    assert unsealed.startswith("None evidence_views 3 I-1001: The row was slipped in:")
    assert slipped_in.startswith("10 evidence_views 3 I-1001: The row was slipped in:")


@pytest.mark.parametrize("column", ["at", "changes"])
async def test_a_row_that_cannot_even_be_read(sealed: Database, column: str) -> None:
    if not sealed.is_sqlite:
        pytest.skip("PostgreSQL takes no such value")
    assert await changed(sealed, text(f"UPDATE history SET {column} = '{{' WHERE id = 3")) == [  # noqa: S608
        "5 history 3 I-1002: The row was changed: it cannot be read any more."
    ]


async def test_a_seal_that_cannot_even_be_read(sealed: Database) -> None:
    if not sealed.is_sqlite:
        pytest.skip("PostgreSQL takes no such value")
    found = await changed(sealed, text("UPDATE seals SET at = 'whenever' WHERE id = 3"))
    assert [one.partition(": ")[2] for one in found] == [
        "The seal cannot be read.",
        "The seal does not follow from the one before it: one of the two was changed.",
    ]


# --- Whatever it is ---------------------------------------------------------------------------------------------------

TABLES = [*(metadata.tables[record] for record in RECORDS), seals]
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))


def values(column: Column[Any]) -> st.SearchStrategy[Any]:
    """What may stand in a column; only what is there already, where it names a row of another table."""
    if column.foreign_keys:
        return st.integers(1, 2)
    if isinstance(column.type, Moment):
        return MOMENTS
    if isinstance(column.type, JSON):
        return st.dictionaries(WORDS, st.none() | st.booleans() | st.integers(0, 9) | WORDS, max_size=3)
    return st.integers(-5, 100) if isinstance(column.type, Integer) else WORDS


@st.composite
def changes(draw: st.DrawFn) -> list[Any]:
    """Statements of somebody who alters the log: a value, a row that goes, comes or changes places with another."""
    table = draw(st.sampled_from(TABLES))
    row = table.c.id == draw(st.integers(1, 4))
    kind = draw(st.sampled_from(["change", "delete", "insert", "swap"]))
    if kind == "change":
        column = draw(st.sampled_from([*table.c]))
        return [update(table).where(row).values({column: draw(values(column))})]
    if kind == "insert":
        return [_copied(table, row, draw(st.integers(-5, 5)))]
    return [delete(table).where(row)] if kind == "delete" else _swapped(table, *draw(st.permutations([1, 2]))[:2])


def _copied(table: Table, row: Any, number: int) -> Any:
    """One more of it, with a number of its own; of history with a version of its own, since a case has one of each."""
    own = {"id": number, "version": 99 + number, "row": 99 + number, "message": f"m{number}"}
    held = [func.coalesce(own[column.name], 0) if column.name in own else column for column in table.c]
    return insert(table).from_select(table.c.keys(), select(*held).where(row))


def _swapped(table: Table, one: int, other: int) -> list[Any]:
    """Two rows change their numbers."""
    places = ((one, -99), (other, one), (-99, other))
    return [update(table).where(table.c.id == number).values(id=to) for number, to in places]


async def rows(connection: Transaction) -> list[Any]:
    return [(await connection.execute(select(table).order_by(table.c.id))).all() for table in TABLES]


class Undone(Exception):
    """So that the next change begins with the same log."""


@asynccontextmanager
async def undone(database: Database) -> AsyncIterator[Transaction]:
    with suppress(Undone):
        async with database.transaction() as transaction:
            yield transaction
            raise Undone


async def takes(transaction: Transaction, statements: list[Any]) -> bool:
    """Whether the database takes these changes, and something is another afterwards."""
    before = await rows(transaction)
    try:
        for statement in statements:
            await transaction.execute(statement)
    except DBAPIError:
        return False
    return await rows(transaction) != before


@given(statements=changes())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_any_change_shows(sealed: Database, statements: list[Any]) -> None:
    async with undone(sealed) as transaction:
        if await takes(transaction, statements):
            walk = Audit(transaction, AFTERWARDS)
            found = [fault async for fault in walk.faults()]
            assert found or walk.waiting
