"""The chain over the log: every row bears one seal, whoever seals, whatever dies, and in whichever order they come."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, event

from bot.audit.sealing import AT_ONCE, Sealer
from bot.store import deeds, log_lines, seals
from bot.store.database import Database
from bot.store.deeds import Deed
from bot.store.tables import evidence_views, history
from bot.store.tables import seals as table
from tests.clock import Clock
from tests.logged import chain, happened, sealer, slip_in
from tests.office import office
from tests.store.samples import NOW, PAT


async def unsealed(database: Database) -> int:
    async with database.reading() as connection:
        return len(await log_lines.unsealed(connection, {}, 10_000))


async def entered(database: Database, count: int) -> None:
    """Somebody asked for this many cases."""
    async with database.transaction() as transaction:
        for number in range(count):
            await deeds.enter(transaction, Deed("viewed", PAT, NOW, f"R-{number}"))


async def test_every_row_of_the_three_records_is_sealed_the_oldest_first(database: Database) -> None:
    await happened(database, "I-1001", "I-1002")
    await sealer(database).round()
    of_one = ["history", "history", "evidence_views", "deeds"]
    sealed = await chain(database)
    assert [(seal.record, seal.ref) for seal in sealed] == [
        *((record, "I-1001") for record in of_one),
        *((record, "I-1002") for record in of_one),
    ]
    assert {seal.at for seal in sealed} == {NOW + timedelta(hours=1)}
    assert await unsealed(database) == 0


async def test_a_round_goes_on_where_the_last_one_ended(database: Database) -> None:
    await happened(database, "I-1001")
    await sealer(database).round()
    await happened(database, "I-1002")
    await sealer(database).round()
    assert len(await chain(database)) == 8


async def test_a_round_without_anything_new_begins_no_transaction(database: Database) -> None:
    await happened(database, "I-1001")
    one = sealer(database)
    await one.round()
    begun: list[object] = []
    database.committed.append(begun.append)
    await one.round()
    assert begun == []
    assert len(await chain(database)) == 4


async def test_more_than_one_batch(database: Database) -> None:
    await entered(database, 2 * AT_ONCE + 1)
    await sealer(database).round()
    assert len(await chain(database)) == 2 * AT_ONCE + 1


async def test_workers_at_the_same_moment_never_fork_the_chain(database: Database, address: str) -> None:
    others = [Database(address) for _ in range(3)]
    for _ in range(4):
        await entered(database, AT_ONCE + 50)
        await asyncio.gather(*(sealer(one).round() for one in (database, *others)))
    assert len(await chain(database)) == 4 * (AT_ONCE + 50)
    assert await unsealed(database) == 0
    for one in others:
        await one.close()


async def test_a_chain_that_ends_elsewhere_by_now_takes_nothing(database: Database) -> None:
    await happened(database, "I-1001")
    async with database.reading() as connection:
        end, lines = await seals.end(connection), await log_lines.unsealed(connection, {}, 10)
    made = seals.chained(end, lines, NOW)
    for expected in (True, False):
        async with database.transaction() as transaction:
            assert await seals.append(transaction, end, made) is expected
    assert len(await chain(database)) == 4


async def test_a_transaction_that_is_lost_leaves_the_chain_as_it_was(database: Database) -> None:
    def lost(_connection: object) -> None:
        raise OSError("the line broke")

    await happened(database, "I-1001")
    one, engine = sealer(database), database.engine.sync_engine
    event.listen(engine, "commit", lost)
    with pytest.raises(OSError, match="the line broke"):
        await one.round()
    event.remove(engine, "commit", lost)
    assert await chain(database) == ()
    await one.round()
    assert len(await chain(database)) == 4


@pytest.mark.parametrize("hours", [0, 3])
async def test_a_row_that_comes_into_sight_behind_later_ones_is_sealed(database: Database, hours: int) -> None:
    """As on PostgreSQL, where who takes a number first may commit last."""
    (case,) = await happened(database, "I-1001")
    await slip_in(database, case, 9, 9, NOW)
    clock = Clock(NOW)
    one = Sealer(database, clock)
    await one.round()
    await slip_in(database, case, 8, 8, NOW)
    clock.move(hours=hours)
    await one.round()
    assert await unsealed(database) == 0
    assert [seal.row for seal in await chain(database) if seal.record == "history"] == [1, 2, 9, 8]


async def test_what_was_sealed_long_before_the_last_round_is_not_looked_at_again(database: Database) -> None:
    (case,) = await happened(database, "I-1001")
    await slip_in(database, case, 9, 9, NOW)
    clock = Clock(NOW)
    one = Sealer(database, clock)
    await one.round()
    for _ in range(2):
        clock.move(hours=2)
        await one.round()
    await slip_in(database, case, 8, 8, NOW)  # later than any transaction of ours lasts
    await one.round()
    assert await unsealed(database) == 1
    await Sealer(database, clock).round()
    assert await unsealed(database) == 0


@pytest.mark.parametrize("name", ["history", "evidence_views"])
async def test_a_number_that_was_given_is_never_given_again(database: Database, name: str) -> None:
    """The seal of a row that was destroyed stays, and must not be taken for the next one's."""
    await happened(database, "I-1001")
    await sealer(database).round()
    async with database.transaction() as transaction:
        await transaction.execute(delete({"history": history, "evidence_views": evidence_views}[name]))
    await happened(database, "I-1002")
    await sealer(database).round()
    assert len(await chain(database)) == 8


async def test_the_numbers_of_seals_that_were_deleted_are_not_given_again(database: Database) -> None:
    await happened(database, "I-1001")
    await sealer(database).round()
    async with database.transaction() as transaction:
        await transaction.execute(delete(table).where(table.c.id > 2))
    await sealer(database).round()
    async with database.reading() as connection:
        assert [seal.id for seal in await seals.after(connection, 0, 10)] == [1, 2, 5, 6]


async def test_the_seals_of_a_case_and_the_newest_of_all(database: Database) -> None:
    await happened(database, "I-1001", "I-1002")
    await sealer(database).round()
    async with database.reading() as connection:
        assert [seal.id for seal in await seals.of_case(connection, "I-1002")] == [5, 6, 7, 8]
        newest = await seals.newest(connection)
        assert newest is not None
        assert newest.id == 8


async def test_a_process_that_ends_seals_what_it_entered_last(address: str) -> None:
    async with office(address) as opened:
        building = opened.building
        async with asynccontextmanager(building.running)(delivers=False):
            await happened(building.database, "I-1001")
            assert await unsealed(building.database) > 0
        async with Database(address) as afterwards:
            assert await unsealed(afterwards) == 0


async def test_the_end_of_a_process_does_not_fail_where_nothing_can_be_sealed(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with Database(f"sqlite+aiosqlite:///{tmp_path}/empty.db") as empty:
        await sealer(empty).last_round()
    assert "the log was not sealed at the end: OperationalError" in caplog.text
